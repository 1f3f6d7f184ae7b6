/**
 * Listing only what changed, where the wire offers it, and finding out whether the source honours its own filter: a
 * full listing, once in some days, is held against what the changes say. What a filter keeps back it keeps back in
 * silence, so a filter that was found out once is not used again.
 */
import type { Adapter, AdapterContext, ListPage } from '../../adapters/contract.ts';
import { coded } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { ListingOfChanges, Run, RunProblem, SourceState } from '../../index/operations.ts';
import type { PlannedRow } from '../run/plan.ts';

const DAY = 86_400_000;
const MINUTE = 60_000;
/** More changed rows than these are not kept to be looked for: the check waits for a quieter day. */
const MOST_CHECKED = 20_000;
/** A list of changes of so many rows, and so large a share of all, of which hardly one has changed, is no list of changes. */
const FEWEST_TO_JUDGE = 50;
const WHOLE_SHARE = 0.9;
const UNCHANGED_SHARE = 0.9;
/** Ids that a problem names. */
const NAMED = 5;

interface Deciding {
  run: Run;
  state: SourceState | undefined;
  adapter: Pick<Adapter, 'changes'>;
  source: HarvestableSource;
}

/** From when on a run that begins lists changes; undefined where it must list everything. */
export function changesSince({ run, state, adapter, source }: Deciding): string | undefined {
  const { use, fullDays } = source.harvest.changes;
  const known = state?.changes;
  if (!use || !adapter.changes?.offered(source) || !known || known.honoured === false) return undefined;
  if (run.full || run.dryRun || run.replay || run.ledger.indexedBefore === 0) return undefined;
  if (Date.parse(run.startedAt) - Date.parse(known.fullAt) >= fullDays * DAY) return undefined;
  return lessMargin(known, source);
}

/** From when on changes are asked for: a margin behind what is known. */
const lessMargin = ({ since }: ListingOfChanges, { harvest }: HarvestableSource): string =>
  new Date(Date.parse(since) - harvest.changes.marginMinutes * MINUTE).toISOString();

/** What a good run leaves for the next one to ask from. A clock that is far ahead of ours would hide what comes. */
export function changesAfter(before: ListingOfChanges | undefined, run: Run): ListingOfChanges {
  const clock = run.sourceClock;
  const ahead = clock !== undefined && Date.parse(clock) > Date.parse(run.startedAt) + DAY;
  const since = clock === undefined || ahead || Number.isNaN(Date.parse(clock)) ? run.startedAt : clock;
  const honoured = before?.honoured === false ? false : (run.filterHonoured ?? before?.honoured ?? null);
  // What could not be had this time is asked for again only by a run that lists everything.
  const left = (run.ledger.rejected['record.detail-failed'] ?? 0) > 0;
  const listed = run.changesSince === undefined ? run.startedAt : (before?.fullAt ?? run.startedAt);
  const fullAt = left ? new Date(0).toISOString() : listed;
  return { since, fullAt, honoured };
}

/** Pages as they come; the source's clock at the first of them is the run's. */
export async function* clocked(run: Run, pages: AsyncIterable<ListPage>): AsyncGenerator<ListPage> {
  for await (const page of pages) {
    if (run.sourceClock === undefined && page.clock !== undefined) run.sourceClock = page.clock;
    yield page;
  }
}

/** The rows of a full listing that are new or changed, by id; null where they are too many to be looked for. */
export class ChangedRows {
  #ids: Set<string> | null = new Set();

  get ids(): ReadonlySet<string> | null {
    return this.#ids;
  }

  note(planned: readonly PlannedRow[]): void {
    for (const { row, rowHash, state, verdict } of planned) {
      if (verdict.do !== 'read' || (state?.rowHash === rowHash && !state.removed)) continue;
      this.#ids?.add(row.id);
      if (this.#ids !== null && this.#ids.size > MOST_CHECKED) this.#ids = null;
    }
  }
}

interface Checking {
  run: Run;
  state?: SourceState | undefined;
  adapter: Pick<Adapter, 'changes'>;
  context: AdapterContext;
  changed: ChangedRows;
}

/**
 * Asks for the changes since the last good run, and whether they name all that the full listing found changed. Sets
 * what was found on the run; returns the problem where they do not. It never ends the run: what it cannot find out
 * stays open.
 */
export async function checkFilter({
  run,
  state,
  adapter,
  context,
  changed,
}: Checking): Promise<RunProblem | null> {
  const known = state?.changes;
  const { changes } = adapter;
  // A run that was taken up again has not seen all rows; where nearly all differ it is our reading that changed.
  const unclear = run.resumed > 0 || run.dryRun || run.replay || changed.ids === null;
  if (!context.source.harvest.changes.use) return null;
  if (!changes?.offered(context.source) || !known || known.honoured === false || unclear) return null;
  const missed = new Set(changed.ids);
  if (missed.size > run.ledger.indexedBefore / 2) return null;
  const since = lessMargin(known, context.source);
  try {
    for await (const page of changes.list(context, since, null)) {
      for (const { id } of page.rows) missed.delete(id);
      for (const { id } of page.unlistable) if (id !== undefined) missed.delete(id);
    }
  } catch (error) {
    if (context.signal.aborted) throw error;
    const { code, detail } = coded(error);
    return { code: 'listing.filter-unchecked', detail: `${code}: ${detail}` };
  }
  run.filterHonoured = missed.size === 0;
  if (missed.size === 0) return null;
  const names = [...missed].slice(0, NAMED).join(', ');
  return {
    code: 'listing.filter-not-honoured',
    detail: `${missed.size} of ${changed.ids?.size} changed records are missing from the changes since ${since}: ${names}`,
  };
}

/** Whether what came as changes is simply everything: a filter that nobody reads. Sets it on the run. */
export function refuseEverything(run: Run): RunProblem | null {
  const { listed, duplicate, unchanged, indexedBefore } = run.ledger;
  const distinct = listed - duplicate;
  if (run.changesSince === undefined || distinct < FEWEST_TO_JUDGE) return null;
  if (distinct < WHOLE_SHARE * indexedBefore || unchanged < UNCHANGED_SHARE * distinct) return null;
  run.filterHonoured = false;
  return {
    code: 'listing.filter-not-honoured',
    detail: `${distinct} records came as changed since ${run.changesSince}, of ${indexedBefore} in all; ${unchanged} are as they were`,
  };
}
