/** Harvests many sources and waits for them; Ctrl-C stops the runs, a second one leaves at once. */
import { type CodedError, coded } from '../../config/errors.ts';
import type { Source } from '../../config/source.ts';
import type { HarvestControl, StartOptions } from '../../harvester/control.ts';
import type { Run } from '../../index/operations.ts';
import { EXIT } from './exit.ts';
import { showProgress } from './progress.ts';
import type { Terminal } from './terminal.ts';

export interface Harvested {
  /** Ended runs, in the sources' order. */
  runs: Run[];
  /** Sources whose run could not even start. */
  refused: { source: string; error: CodedError }[];
  interrupted: boolean;
  ms: number;
}

export async function runAll(
  control: HarvestControl,
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

  const stop = (run: Run) => control.stop(run.id).catch(() => undefined);
  const interrupt = () => {
    if (interrupted) process.exit(EXIT.stopped);
    interrupted = true;
    terminal.note(
      terminal.say(
        '正在停止，断点已保留；再按一次 Ctrl-C 立即退出',
        'Stopping, checkpoints are kept; Ctrl-C again leaves at once',
      ),
    );
    for (const run of begun) void stop(run);
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  try {
    for (const source of sources) {
      if (interrupted) break;
      try {
        const run = await control.start(source.id, options);
        begun.push(run);
        if (interrupted) void stop(run);
      } catch (error) {
        refused.push({ source: source.id, error: coded(error) });
        display.refuse();
      }
    }
    const runs = await Promise.all(begun.map((run) => control.ended(run.id)));
    return { runs, refused, interrupted, ms: performance.now() - started };
  } finally {
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    display.finish();
  }
}
