/** Figures of a week that both digests tell, of some of the sources. */
import { daysFrom } from '../../index/history/totals.ts';
import type { Run, RunStatus } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Week } from './week.ts';

export interface Moved {
  added: number;
  updated: number;
  removed: number;
}

const PAGE = 200;

/** What harvests and decisions did to the entries, as the days' figures keep it. */
export async function movedIn(
  catalogue: Pick<Catalogue, 'days' | 'lastDays'>,
  { from, until }: Week,
  isMeant: (source: string) => boolean,
): Promise<Moved> {
  const sums: Moved = { added: 0, updated: 0, removed: 0 };
  for await (const { source, parts } of daysFrom(catalogue, { from, until })) {
    if (!isMeant(source)) continue;
    for (const { added, updated, removed } of parts) {
      sums.added += added;
      sums.updated += updated;
      sums.removed += removed;
    }
  }
  return sums;
}

export type Begun = Pick<Run, 'source' | 'status'>;

/** Runs that were begun in the week, without those that only tried. */
export async function begunIn(
  catalogue: Pick<Catalogue, 'listRuns'>,
  { begin, end }: Week,
): Promise<Begun[]> {
  const found: Begun[] = [];
  let cursor: string | undefined;
  do {
    const page = await catalogue.listRuns({}, PAGE, cursor);
    for (const { source, status, startedAt, dryRun } of page.items) {
      if (startedAt < begin) return found;
      if (startedAt < end && !dryRun) found.push({ source, status });
    }
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/** Runs by how they ended. */
export function byStatus(runs: Begun[]): Record<RunStatus, number> {
  const counts: Record<RunStatus, number> = {
    running: 0,
    succeeded: 0,
    incomplete: 0,
    failed: 0,
    stopped: 0,
  };
  for (const { status } of runs) counts[status] += 1;
  return counts;
}
