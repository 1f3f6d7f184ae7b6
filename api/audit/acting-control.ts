/** A harvester's control whose acts are recorded: for the command line, where no route stands in between. */
import { userInfo } from 'node:os';
import { type CodedError, coded } from '../../config/errors/errors.ts';
import type { HarvestControl } from '../../harvester/control/control.ts';
import type { Catalogue } from '../../index/port.ts';
import { actNow, type Target, unwritten, withSource } from './act.ts';

export interface Recording {
  catalogue: Catalogue;
  by: string;
  /** Told of each act that could not be recorded. */
  onUnwritten: (error: CodedError) => void;
}

/** Whoever uses the command line; a user without a name (in a container) by its number. */
export function commandLineUser(): string {
  try {
    return `cli:${userInfo().username}`;
  } catch {
    return `cli:${process.getuid?.() ?? 'unknown'}`;
  }
}

type Acts = Pick<HarvestControl, 'upload' | 'start' | 'stop' | 'release' | 'refuse'>;

/** Does an act and records it: what it was done to, and by `made` what came of it; what is refused as well. */
export function recorder({ catalogue, by, onUnwritten }: Recording) {
  async function keep(act: string, named: Target, refused: CodedError | null): Promise<void> {
    const target = await withSource(catalogue, named).catch(() => named);
    const done = actNow({ by, act, refused: refused?.code ?? null, ...target });
    await catalogue.record(done).catch((error: unknown) => onUnwritten(unwritten(done, error)));
  }

  return async function doing<T>(
    act: string,
    named: Target,
    work: Promise<T>,
    made?: (done: T) => Target,
  ): Promise<T> {
    let done: T;
    try {
      done = await work;
    } catch (error) {
      await keep(act, named, coded(error));
      throw error;
    }
    await keep(act, { ...named, ...made?.(done) }, null);
    return done;
  };
}

export function recordedActs(control: HarvestControl, recording: Recording): Acts {
  const doing = recorder(recording);
  return {
    start: (source, options) =>
      doing(options.replay ? 'replay' : 'start', { source }, control.start(source, options), (run) => ({
        run: run.id,
      })),
    upload: (source, file) =>
      doing('upload', { source }, control.upload(source, file), ({ run }) => ({ run: run.id })),
    stop: (run) => doing('stop', { run }, control.stop(run)),
    release: (held, who) => doing('release', { held }, control.release(held, who)),
    refuse: (held, who) => doing('refuse', { held }, control.refuse(held, who)),
  };
}
