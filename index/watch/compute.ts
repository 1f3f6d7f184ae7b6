/**
 * The six lists over a whole catalogue: one walk over its entries, what the comparing lists need written aside, and two
 * looks back at that. Memory holds counters, and never the entries.
 */
import { setImmediate } from 'node:timers/promises';
import type { Catalogue } from '../port.ts';
import { type Found, WATCH_LISTS } from './finding.ts';
import { type AskedLinks, DeadOrLate } from './lists/dead-or-late.ts';
import { LedgerGaps } from './lists/ledger-gaps.ts';
import { OneNumber } from './lists/one-number.ts';
import { PeerGaps } from './lists/peer-gaps.ts';
import { sensitiveIn } from './lists/sensitive.ts';
import { SupplyShifts } from './lists/supply-shifts.ts';
import type { Lost } from './lost.ts';
import { Places } from './places.ts';
import { type Seen, seenOf } from './seen.ts';
import { openSpool } from './spool.ts';
import { FindingTally, type ListCounts, MOST_OF_SOURCE } from './tally.ts';

/** Entries looked at before others have their turn: some milliseconds. */
const AT_ONCE = 25;

export interface Computing {
  /** Places that sources of ours serve, GB/T 2260 codes. */
  served: ReadonlySet<string>;
  /** The instant that lateness is judged for, ms since 1970. */
  now: number;
  /** How many living entries there are, about; memory is sized by it. */
  expected: number;
  /** Findings kept of one source and list. */
  most?: number;
  /** What was open once and is not now. */
  lost?: readonly Lost[];
  /** Entry id → how many of its addresses were asked, and failed. */
  links?: ReadonlyMap<string, AskedLinks>;
  /** Aborted, it throws. */
  signal?: AbortSignal;
}

export interface Computed {
  entries: number;
  lists: ListCounts[];
  /** Weightiest first, list by list. */
  findings: () => Iterable<Found>;
}

/** Findings are the same in whatever order the entries come. */
export async function computeWatch(
  catalogue: Pick<Catalogue, 'stream'>,
  { served, now, expected, most = MOST_OF_SOURCE, lost = [], links = new Map(), signal }: Computing,
): Promise<Computed> {
  const tally = new FindingTally(most);
  const places = new Places(served);
  const [gaps, numbers, shifts] = [new PeerGaps(expected), new OneNumber(expected), new SupplyShifts(lost)];
  const [dead, ledger] = [new DeadOrLate(now, most, links), new LedgerGaps(now)];
  const spool = await openSpool<Seen>();
  let entries = 0;
  try {
    for await (const page of catalogue.stream({})) {
      const rows: Seen[] = [];
      for (const stored of page) {
        const { entry } = stored;
        entries += 1;
        // Whoever else waits for this thread has its turn.
        if (entries % AT_ONCE === 0) await setImmediate(undefined, { ...(signal && { signal }) });
        const sensitive = sensitiveIn(entry);
        if (sensitive !== undefined) tally.add(sensitive);
        for (const found of dead.first(entry)) tally.add(found);
        ledger.first(stored);
        // A register lists what others offer.
        if (entry.isRegistration) continue;
        const seen = seenOf(stored);
        places.note(seen.place, seen.source);
        for (const each of [gaps, numbers, shifts]) each.first(seen);
        rows.push(seen);
      }
      await spool.put(rows);
    }
    await spool.end();
    for await (const seen of spool.rows()) for (const each of [gaps, numbers]) each.second(seen);
    gaps.choose(places);
    numbers.choose();
    shifts.choose();
    for await (const seen of spool.rows()) for (const each of [gaps, numbers, shifts]) each.third(seen);
  } finally {
    await spool.dispose();
  }
  for (const founds of [dead.found(), ledger.found(), gaps.found(places), numbers.found(), shifts.found()]) {
    for (const found of founds) tally.add(found);
  }
  return {
    entries,
    lists: WATCH_LISTS.map((list) => tally.counts(list)),
    *findings() {
      for (const list of WATCH_LISTS) yield* tally.kept(list);
    },
  };
}
