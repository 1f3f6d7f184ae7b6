/** What a scrape tells of the whole installation: counted now and then, not at each scrape. */
import type { HeldDeletions, Run, SourceState } from '../../index/operations.ts';
import type { SourceCounts } from '../../index/port.ts';
import type { ApiContext } from '../context.ts';

export interface Measured {
  /** When it was counted, in ms. */
  at: number;
  counts: SourceCounts[];
  /** Distinct resources of all sources together; only where searches are answered: it asks the search's own index. */
  resources: number | undefined;
  states: SourceState[];
  held: HeldDeletions[];
  running: Run[];
}

/** So long a count is told again, in ms. */
const FRESH_MS = 60_000;
/** A scrape waits so long for a new count; an older one is told until it comes, and no longer than this. */
const WAIT_MS = 5_000;
const KEPT_MS = 600_000;
/** More runs than an installation does at one time. */
const MOST_RUNS = 1_000;

export type Measure = () => Promise<Measured | undefined>;

/** Undefined where the catalogue has not answered for long. */
export function createMeasuring(context: Pick<ApiContext, 'catalogue' | 'part'>, now = Date.now): Measure {
  let last: Measured | undefined;
  let counting: Promise<void> | undefined;
  return async () => {
    if (last === undefined || now() - last.at > FRESH_MS) {
      counting ??= measure(context, now())
        .then((measured) => {
          last = measured;
        })
        // That it does not answer is told by a figure of its own.
        .catch(() => undefined)
        .finally(() => {
          counting = undefined;
        });
      await Promise.race([counting, after(WAIT_MS)]);
    }
    return last !== undefined && now() - last.at <= KEPT_MS ? last : undefined;
  };
}

async function measure(
  { catalogue, part }: Pick<ApiContext, 'catalogue' | 'part'>,
  at: number,
): Promise<Measured> {
  const [counts, total, states, held, running] = await Promise.all([
    catalogue.counts(),
    part === 'serve' ? catalogue.statistics({ by: [], filters: {} }) : undefined,
    catalogue.listSourceStates(),
    catalogue.listHeld({ state: 'held' }),
    catalogue.listRuns({ status: 'running' }, MOST_RUNS),
  ]);
  return { at, counts, resources: total?.total.resources, states, held, running: running.items };
}

const after = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
