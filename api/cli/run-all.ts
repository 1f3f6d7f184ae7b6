/** Harvests many sources and waits for them; Ctrl-C stops the runs, a second one leaves at once. */
import { type CodedError, coded, ERRORS } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { StartOptions } from '../../harvester/control/control.ts';
import type { Run } from '../../index/operations.ts';
import { commandLineUser, recordedActs } from '../audit/acting-control.ts';
import type { Huimu } from '../compose.ts';
import { EXIT } from './exit.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface Harvested {
  /** Ended runs, in the sources' order. */
  runs: Run[];
  /** Sources whose run could not even start. */
  refused: { source: string; error: CodedError }[];
  interrupted: boolean;
  /** Acts that could not be recorded in the audit log. */
  unrecorded: number;
  ms: number;
}

export async function runAll(
  { control, catalogue }: Pick<Huimu, 'control' | 'catalogue'>,
  sources: Source[],
  options: StartOptions,
  terminal: Terminal,
): Promise<Harvested> {
  const started = performance.now();
  const titles = new Map(sources.map(({ id, title }) => [id, title]));
  const display = showProgress(control, titles, sources.length, terminal);
  const begun: Run[] = [];
  const refused: Harvested['refused'] = [];
  let interrupted = false;
  let unrecorded = 0;
  const acts = recordedActs(control, {
    catalogue,
    by: commandLineUser(),
    onUnwritten(error) {
      unrecorded += 1;
      terminal.note(`${ERRORS[error.code][terminal.language]} (${error.code})\n  ${error.detail}`);
    },
  });

  const stopping: Promise<unknown>[] = [];
  const stop = (run: Run) => stopping.push(acts.stop(run.id).catch(() => undefined));
  const interrupt = () => {
    if (interrupted) process.exit(EXIT.stopped);
    interrupted = true;
    terminal.note(
      terminal.say(
        '正在停止，断点已保留；再按一次 Ctrl-C 立即退出',
        'Stopping, checkpoints are kept; Ctrl-C again leaves at once',
      ),
    );
    for (const run of begun) stop(run);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    for (const source of sources) {
      if (interrupted) break;
      try {
        const run = await acts.start(source.id, options);
        begun.push(run);
        if (interrupted) stop(run);
      } catch (error) {
        refused.push({ source: source.id, error: coded(error) });
        display.refuse();
      }
    }
    const runs = await Promise.all(begun.map((run) => control.ended(run.id)));
    await Promise.all(stopping);
    return { runs, refused, interrupted, unrecorded, ms: performance.now() - started };
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    display.finish();
  }
}
