/** `huimu worker` and `huimu scheduler`: the parts of an installation that many processes share, joined by Redis. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { Settings } from '../../../config/settings/settings.ts';
import { type Huimu, requireContact } from '../../compose.ts';
import type { HealthServer } from '../../http/health-server.ts';
import type { Part } from '../../schemas/health.ts';
import { scheduleSnapshots } from '../../snapshots/daily.ts';
import { openTelling } from '../../telling/office.ts';
import { watchingOf, watchNightly } from '../../watching.ts';
import { EXIT } from '../exit.ts';
import { teller } from '../teller.ts';
import type { Terminal } from '../terminal.ts';
import { stopSignal } from './serve.ts';

/** Throws `config.invalid` where there is no Redis to be joined by, or nobody to turn to. */
export function requireJoined(settings: Settings): void {
  if (settings.redisUrl === undefined) {
    throw new CodedError('config.invalid', 'HUIMU_REDIS_URL: 未设置 / not set', {
      hint: 'huimu serve 单独运行时已含采集与计划 / huimu serve by itself harvests and schedules already',
    });
  }
  requireContact(settings);
}

/** Says where it tells how it is, where it is to tell that. */
async function openHealth(
  huimu: Huimu,
  part: Part,
  { note, say }: Terminal,
): Promise<HealthServer | undefined> {
  if (huimu.settings.healthPort === undefined) return undefined;
  // Where nothing is served, no server is read.
  const { listenForHealth } = await import('../../http/health-server.ts');
  const health = await listenForHealth(huimu, part);
  if (health !== undefined) note(say(`运行状况：${health.address}`, `Health: ${health.address}`));
  return health;
}

/** Does runs until told to stop; what is under way then is handed to another worker. */
export async function worker(huimu: Huimu, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const { parallel } = huimu.settings;
  const stopped = stopSignal();
  const health = await openHealth(huimu, 'worker', terminal);
  terminal.out(
    say(
      `采集进程已就绪，同时采集 ${parallel} 个来源`,
      `The worker is ready: ${parallel} ${parallel === 1 ? 'run' : 'runs'} at a time`,
    ),
  );
  await stopped;
  await health?.close();
  terminal.note(say('正在停止，进行中的采集交给其他进程…', 'Stopping; runs under way are handed on…'));
  return EXIT.ok;
}

/** Starts what is due, and takes up what was abandoned, until told to stop. */
export async function scheduler(huimu: Huimu, terminal: Terminal): Promise<number> {
  const stopped = stopSignal();
  const health = await openHealth(huimu, 'scheduler', terminal);
  huimu.control.schedule();
  const snapshots = scheduleSnapshots(huimu, teller(terminal));
  const watching = watchNightly(watchingOf(huimu, terminal));
  const telling = await openTelling(huimu, teller(terminal));
  terminal.out(terminal.say('计划进程已就绪', 'The scheduler is ready'));
  await stopped;
  await telling.close();
  await watching.stop();
  await snapshots?.stop();
  await health?.close();
  return EXIT.ok;
}
