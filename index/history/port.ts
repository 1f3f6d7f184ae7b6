/** The part of the catalogue port that remembers: what became of entries, and a source's figures by day. */
import type { Page } from '../operations.ts';
import type { DayFigures, DayLine, DayNote } from './day.ts';
import type { HistoryRecord } from './record.ts';
import type { EntryStanding } from './standing.ts';

/** Which records of all entries: those in which one of the fields changed, and removals where asked for. */
export interface ShiftFilter {
  /** Paths in the entry; a path stands for all below it (`openness` for `openness.class`). */
  fields: string[];
  /** Removed and returned entries too, whatever changed in them. */
  removals: boolean;
  /** From that instant on, ISO 8601. */
  since?: string;
  source?: string;
  /** Places of the data: that one, and all within it. */
  region?: string;
}

export interface DayFilter {
  source?: string;
  /** Of sources that serve that place, or one within it. */
  region?: string;
  /** Days of China, both included. */
  from?: string;
  until?: string;
}

/** Records of an entry that are kept: the newest ones. */
export const HISTORY_KEPT = 100;

export interface Histories {
  /**
   * What became of an entry, the newest first, its start last where that is still told (`added`). Throws
   * `entry.not-found`, `request.cursor-invalid`.
   */
  history(entry: string, limit: number, cursor?: string): Promise<Page<HistoryRecord>>;
  /** Kept records of all entries, the newest first; as of the last refresh. */
  shifts(filter: ShiftFilter, limit: number, cursor?: string): Promise<Page<HistoryRecord>>;
  /** How the living entries of a source stand, in pages, in no order; as of the last refresh. Constant memory. */
  standings(source: string): AsyncIterable<EntryStanding[]>;
  /** Puts a run's end into its day; noted again, it is there once. */
  noteDay(note: DayNote): Promise<void>;
  /** By day, then by source. */
  days(filter: DayFilter, limit: number, cursor?: string): Promise<Page<DayFigures>>;
  /** What every source held on its days, both included, and before them on its last one: by source, then by day. */
  lines(from: string, until: string): Promise<DayLine[]>;
  /** Of each source its last day before that one. */
  lastDays(before: string, filter?: Pick<DayFilter, 'source' | 'region'>): Promise<DayFigures[]>;
}
