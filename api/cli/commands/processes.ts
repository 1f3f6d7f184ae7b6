/** `huimu worker` and `huimu scheduler`: the parts of an installation that many processes share, joined by Redis. */
import { CodedError } from '../../../config/errors.ts';
import type { Settings } from '../../../config/settings.ts';
import { type Huimu, requireContact } from '../../compose.ts';
import { EXIT } from '../exit.ts';
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

/** Does runs until told to stop; what is under way then is handed to another worker. */
export async function worker({ settings }: Huimu, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const { parallel } = settings;
  terminal.out(
    say(
      `采集进程已就绪，同时采集 ${parallel} 个来源`,
      `The worker is ready: ${parallel} ${parallel === 1 ? 'run' : 'runs'} at a time`,
    ),
  );
  await stopSignal();
  terminal.note(say('正在停止，进行中的采集交给其他进程…', 'Stopping; runs under way are handed on…'));
  return EXIT.ok;
}

/** Starts what is due, and takes up what was abandoned, until told to stop. */
export async function scheduler({ control }: Huimu, terminal: Terminal): Promise<number> {
  control.schedule();
  terminal.out(terminal.say('计划进程已就绪', 'The scheduler is ready'));
  await stopSignal();
  return EXIT.ok;
}
