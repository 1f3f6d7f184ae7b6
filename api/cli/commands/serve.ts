/** `huimu serve`: the API and the pages, and where the process is alone the schedule and the runs, until stopped. */
import type { Huimu } from '../../compose.ts';
import type { Served } from '../../http/listen.ts';
import { scheduleSnapshots } from '../../snapshots/daily.ts';
import { openTelling } from '../../telling/office.ts';
import { watchingOf, watchNightly } from '../../watching.ts';
import { EXIT } from '../exit.ts';
import { teller } from '../teller.ts';
import type { Terminal } from '../terminal.ts';

export async function serve(huimu: Huimu, terminal: Terminal, schedule: boolean): Promise<number> {
  const served = await openServer(huimu, terminal);
  // Where there are other processes, huimu scheduler and huimu worker do that.
  const scheduling = schedule && huimu.settings.redisUrl === undefined;
  if (scheduling) startSchedule(huimu, terminal);
  const snapshots = scheduling ? scheduleSnapshots(huimu, teller(terminal)) : undefined;
  const watching = scheduling ? watchNightly(watchingOf(huimu, terminal)) : undefined;
  const telling = scheduling ? await openTelling(huimu, teller(terminal)) : undefined;
  const code = await untilStopped(served, terminal);
  await telling?.close();
  await watching?.stop();
  await snapshots?.stop();
  return code;
}

/** Listens, and says what a person should know of it. */
export async function openServer(huimu: Huimu, terminal: Terminal): Promise<Served> {
  const { say } = terminal;
  // Commands that serve nothing need no server: it is read only here.
  const { listen } = await import('../../http/listen.ts');
  const served = await listen(huimu);
  if (!served.pages) {
    terminal.note(
      say('页面尚未构建：运行 npm run build', 'The pages have not been built: run npm run build'),
    );
  }
  if (huimu.settings.adminKey === undefined) {
    terminal.note(
      served.openToLoopback
        ? say(
            '未设 HUIMU_ADMIN_KEY：本机可直接启动和停止采集',
            'No HUIMU_ADMIN_KEY: anyone on this machine may start and stop runs',
          )
        : say(
            '未设 HUIMU_ADMIN_KEY：不能经 API 启动和停止采集',
            'No HUIMU_ADMIN_KEY: runs cannot be started or stopped through the API',
          ),
    );
  }
  return served;
}

function startSchedule({ settings, control }: Huimu, { note, say }: Terminal): void {
  if (settings.contact === undefined) {
    note(
      say(
        '未设 HUIMU_CONTACT：定时采集未启动（来源须能联系到采集方）',
        'No HUIMU_CONTACT: the schedule is off (sources must be able to reach who harvests them)',
      ),
    );
  } else control.schedule();
}

/** Resolves once a stop signal came and the server is closed. A second signal leaves at once. */
export async function untilStopped(served: Served, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const stopped = stopSignal();
  terminal.out(say(`汇目已就绪：${served.address}`, `Huimu is ready: ${served.address}`));
  terminal.out(
    say(`接口文档：${served.address}/docs  按 Ctrl-C 停止`, `API: ${served.address}/docs  Ctrl-C stops`),
  );
  await stopped;
  terminal.note(say('正在停止…', 'Stopping…'));
  await served.close();
  return EXIT.ok;
}

/**
 * Resolves at the first stop signal; a second one leaves at once. Called before anybody is told that all is ready: who
 * hears that may stop it at once.
 */
export function stopSignal(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    const ask = () => {
      if (asked) process.exit(EXIT.stopped);
      asked = true;
      resolve();
    };
    process.on('SIGINT', ask);
    process.on('SIGTERM', ask);
  });
}
