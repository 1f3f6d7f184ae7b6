/** Commands about sources, and about what came of them. */
import { Option } from 'commander';
import { act, type Common, inHuimu, withHuimu } from '../acting.ts';
import type { ProbeOptions } from '../commands/probe.ts';
import type { UnknownsOptions } from '../commands/unknowns.ts';
import type { CoverageOptions } from '../coverage/coverage.ts';
import type { OperationOptions } from '../coverage/operation.ts';
import type { SetOptions } from '../sources/set.ts';
import { command, program } from './command.ts';

const sources = program.command('sources').description('来源 / sources');

command('list', '全部来源及其状态 / all sources with their state', sources).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { listSources } = await import('../commands/sources.ts');
    return listSources(huimu, terminal);
  }),
);

command('coverage', '覆盖情况：对照底数 / coverage against the baseline', sources)
  .option('--baseline <id...>', '对照的底数，每类一个 / figures to hold it against, one a kind')
  .option('--region <code>', '只看这个地区 / of this region only (GB/T 2260)')
  .action(({ baseline, region, ...common }: Common & CoverageOptions) =>
    inHuimu(common, async (huimu, terminal) => {
      const { coverage } = await import('../coverage/coverage.ts');
      return coverage(huimu, { ...(baseline && { baseline }), ...(region && { region }) }, terminal);
    }),
  );

command('operation', '授权运营底账 / the ledger of authorised operation', sources)
  .option('--region <code>', '只看这个地区 / of this region only (GB/T 2260)')
  .option('--agency <name>', '只看这个实施机构 / of this implementing agency only')
  .option('--operator <name>', '只看这个运营机构 / of this operator only')
  .option('--rows <n>', '列出多少项，至多 100 / rows to list, 100 at most')
  .action(({ region, agency, operator, rows, ...common }: Common & OperationOptions) =>
    inHuimu(common, async (huimu, terminal) => {
      const { operation } = await import('../coverage/operation.ts');
      return operation(
        huimu,
        {
          ...(region && { region }),
          ...(agency && { agency }),
          ...(operator && { operator }),
          ...(rows && { rows }),
        },
        terminal,
      );
    }),
  );

command('check', '检查来源配置 / check the configuration of the sources', sources).action((options: Common) =>
  act(options, {}, async (settings, terminal) => {
    const { checkSources } = await import('../commands/sources.ts');
    const { loadSources } = await import('../../../config/registry/sources.ts');
    const rows = loadSources(settings.sources);
    return checkSources(new Map(rows.map((row) => [row.id, row])), terminal);
  }),
);

command('probe', '看一个地址是什么平台，给出配置 / what an address is, and its row', sources)
  .argument('<url>', '平台地址 / address of the platform')
  .option('--family <name>', '只试这个接口族 / this family only')
  .option('--write', '把配置写进该省的文件 / put the row into its province’s file')
  .option('--id <id>', '来源标识 / id of the source')
  .option('--region <code>', '所在地区 / its place (GB/T 2260)')
  .option('--title <title>', '平台名称 / its title')
  .action((url: string, options: Common & ProbeOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { probe } = await import('../commands/probe.ts');
      const { requireContact } = await import('../../compose.ts');
      requireContact(settings);
      return withHuimu((huimu) => probe(huimu, url, options, terminal))(settings, terminal);
    }),
  );

command('set', '设置计划、节奏，暂停或恢复 / set schedule and pace, pause and resume', sources)
  .argument('<source>', '来源标识 / source id')
  .option('--schedule <cron>', '计划（北京时间）/ cron expression in China time: "0 3 * * *"')
  .option('--per-second <number>', '每秒请求数，只能比文件慢 / requests a second, no more than the file')
  .option('--pause', '暂停计划采集 / let the schedule leave it alone')
  .option('--resume', '恢复 / let the schedule go on')
  .addOption(
    new Option(
      '--reset <setting...>',
      '撤销此处所设，恢复文件的 / take back, so that the file holds',
    ).choices(['schedule', 'pace']),
  )
  .action((id: string, options: Common & SetOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { askedChange, setSource } = await import('../sources/set.ts');
      const change = askedChange(options);
      return withHuimu((huimu) => setSource(huimu, id, change, terminal))(settings, terminal);
    }),
  );

command('add', '新增来源，存入目录库 / add a source, kept in the catalogue', sources)
  .argument('<file>', '一行配置（YAML），如 probe 所示；- 为标准输入 / its row; - for standard input')
  .action((file: string, options: Common) =>
    inHuimu(options, async (huimu, terminal) => {
      const { addSource } = await import('../sources/set.ts');
      return addSource(huimu, file, terminal);
    }),
  );

command('remove', '移除新增的来源及其条目 / remove an added source and its entries', sources)
  .argument('<source>', '来源标识 / source id')
  .action((id: string, options: Common) =>
    inHuimu(options, async (huimu, terminal) => {
      const { removeSource } = await import('../sources/set.ts');
      return removeSource(huimu, id, terminal);
    }),
  );

command('row', '来源配置（YAML），可写入来源文件 / the row for a file of sources', sources)
  .argument('<source>', '来源标识 / source id')
  .action((id: string, options: Common) =>
    inHuimu(options, async (huimu, terminal) => {
      const { printRow } = await import('../sources/set.ts');
      return printRow(huimu, id, terminal);
    }),
  );

command('unknowns', '未能理解的取值，最多的在前 / what was not understood, most frequent first')
  .argument('[source...]', '来源标识；缺省为全部 / source ids; all where absent')
  .option('--field <name>', '只看一个字段，如 theme、formats / of one field, as theme, formats')
  .option('--size <count>', '条数 / how many', '50')
  .action((ids: string[], options: Common & UnknownsOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { askedUnknowns, unknowns } = await import('../commands/unknowns.ts');
      const asked = askedUnknowns(ids, options);
      return withHuimu((huimu) => unknowns(huimu, asked, terminal))(settings, terminal);
    }),
  );
