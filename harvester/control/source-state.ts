/** A source's state, changed by versions: several processes may have something to say of it. */
import { coded } from '../../config/errors.ts';
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
