/** A source's state, changed by versions: several processes may have something to say of it. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { SourceState } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';

const TRIES = 8;

export const freshState = (source: string): SourceState => ({
  source,
  nextDue: null,
  lastRun: null,
  lastGood: null,
  failures: 0,
  problem: null,
  version: 0,
});

/**
 * Puts what `change` makes of the stored state, again where somebody else wrote first; `change` says null to
 * leave it. Returns the state before and after.
 */
export async function changeState(
  catalogue: Pick<Catalogue, 'getSourceState' | 'putSourceState'>,
  source: string,
  change: (state: SourceState) => SourceState | null | Promise<SourceState | null>,
): Promise<{ before: SourceState; after: SourceState }> {
  for (let tries = 1; ; tries += 1) {
    const before = (await catalogue.getSourceState(source)) ?? freshState(source);
    const after = await change(before);
    if (after === null) return { before, after: before };
    try {
      const version = await catalogue.putSourceState({ ...after, version: before.version });
      return { before, after: { ...after, version } };
    } catch (error) {
      if (coded(error).code !== 'catalogue.conflict' || tries >= TRIES) throw error;
    }
  }
}

/** Throws `run.already-running` where a run of the source is under way. */
export async function requireStill(
  catalogue: Pick<Catalogue, 'getSourceState' | 'getRun'>,
  source: string,
): Promise<void> {
  // By name, as listings may be a moment old.
  const lastRun = (await catalogue.getSourceState(source))?.lastRun ?? null;
  const last = lastRun === null ? undefined : await catalogue.getRun(lastRun);
  if (last?.status !== 'running') return;
  throw new CodedError('run.already-running', last.id, {
    hint: '等它结束，或先停止它 / wait for it to end, or stop it first',
  });
}
