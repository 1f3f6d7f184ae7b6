/** Commands that go on until they are stopped: the demonstration, and the parts of an installation. */
import { act, type Common, inHuimu, withHuimu } from '../acting.ts';
import type { DemoOptions } from '../commands/demo.ts';
import { command, port, positive } from './command.ts';

command(
  'demo',
  '本机演示：启动一批平台，全部采集，再提供检索 / harvest a country of platforms on this machine',
)
  .option('--port <port>', '端口 / port', port)
  .option('--once', '采集两次，比较后退出 / harvest twice, compare, and end')
  .option('--scale <factor>', '条目数的倍数 / factor of the number of entries', positive)
  .option('--samples', '用真实条目（在项目旁时）/ real entries, where they lie beside the project')
  .option('--platforms <ids>', '只用这些平台，逗号分隔 / these platforms only, separated by commas')
  .action((options: Common & Omit<DemoOptions, 'keep'> & { port?: number }) =>
    act(options, options.port === undefined ? {} : { port: options.port }, async (settings, terminal) => {
      const { demo } = await import('../commands/demo.ts');
      return demo(settings, { ...options, keep: options.data !== undefined }, terminal);
    }),
  );

command('serve', '提供接口与页面，按计划采集 / serve the API and the pages, harvest by schedule')
  .option('--port <port>', '端口 / port', port)
  .option('--host <address>', '监听地址 / address to listen at')
  .option('--no-schedule', '不启动定时采集 / without the schedule')
  .action(({ port, host, ...options }: Common & { port?: number; host?: string; schedule: boolean }) =>
    act(
      options,
      { ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) },
      withHuimu(
        async (huimu, terminal) => {
          const { serve } = await import('../commands/serve.ts');
          return serve(huimu, terminal, options.schedule);
        },
        { harvests: true },
      ),
    ),
  );

command(
  'mcp',
  '供智能助手调用（MCP，标准输入输出）/ tools for an assistant, on standard input and output',
).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { mcp } = await import('../commands/mcp.ts');
    return mcp(huimu, terminal);
  }),
);

command(
  'worker',
  '采集进程，可有任意多个（须 HUIMU_REDIS_URL）/ do runs; as many as wanted, joined by Redis',
).action((options: Common) =>
  act(options, {}, async (settings, terminal) => {
    const { requireJoined, worker } = await import('../commands/processes.ts');
    requireJoined(settings);
    return withHuimu(worker, { harvests: true, works: true })(settings, terminal);
  }),
);

command(
  'scheduler',
  '计划进程，可有任意多个（须 HUIMU_REDIS_URL）/ start what is due; as many as wanted, joined by Redis',
).action((options: Common) =>
  act(options, {}, async (settings, terminal) => {
    const { requireJoined, scheduler } = await import('../commands/processes.ts');
    requireJoined(settings);
    return withHuimu(scheduler, { harvests: true })(settings, terminal);
  }),
);
