/** The operational half of the catalogue: runs with their ledgers, sources' state, held deletions, the audit log. */

import type { ErrorCode } from '../config/errors/errors.ts';
import type { Cursor } from '../config/record.ts';

/**
 * What became of every row of a run. Always:
 * `listed = duplicate + unchanged + added + updated + Σ rejected`, and
 * `indexed = indexedBefore + added − removed`.
 * Whatever ends a run, its ledger balances.
 */
export interface Ledger {
  /** Rows in all as the source declares them; null where it does not say. */
  declared: number | null;
  /** Rows that came in list pages, repeats included. */
  listed: number;
  /** Rows whose id the run had seen before. */
  duplicate: number;
  /** Details asked for and answered. */
  detailed: number;
  unchanged: number;
  /** Entries new to the catalogue, or come back after a removal. */
  added: number;
  updated: number;
  /** Records refused, by error code; each is kept by name with its reason. */
  rejected: Partial<Record<ErrorCode, number>>;
  /** Entries not listed any more whose removal waits for a person. */
  withheld: number;
  removed: number;
  /** Entries of the source in the catalogue before and after the run. */
  indexedBefore: number;
  indexed: number;
  /** Distinct resources that its entries belong to: what a searcher can meet. */
  visible: number;
}

export const RUN_STATUSES = ['running', 'succeeded', 'incomplete', 'failed', 'stopped'] as const;
/** `incomplete`: it ended by itself, but the listing is not to be trusted (no deletions follow from it). */
export type RunStatus = (typeof RUN_STATUSES)[number];

export interface RunProblem {
  code: ErrorCode;
  detail: string;
}

export interface Run {
  id: string;
  source: string;
  /** `<source>:<slot>`: asking twice for one slot is asking once. */
  slot: string;
  trigger: 'schedule' | 'person' | 'demo';
  /** Asks every detail again and rewrites every entry. */
  full: boolean;
  /** Reads and judges everything, writes nothing but the run itself. */
  dryRun: boolean;
  /** Reads what the catalogue keeps again and asks the source for nothing; absent where it is a harvest. */
  replay?: true;
  /** It lists only what changed since then, by the source's clock; absent where it lists everything. */
  changesSince?: string;
  /** The source's own clock when it began to list, where it told. */
  sourceClock?: string;
  /** What the run found out about the source's filter by date of change. */
  filterHonoured?: boolean;
  status: RunStatus;
  startedAt: string;
  /** Touched at least with every batch; a running run with an old heartbeat was abandoned. */
  heartbeatAt: string;
  endedAt: string | null;
  /** How often it was taken up again from a checkpoint. */
  resumed: number;
  /** HTTP requests by purpose. */
  requests: { list: number; detail: number; other: number };
  ledger: Ledger;
  /** Why it is not `succeeded`, most important first; warnings of a succeeded run too. */
  problems: RunProblem[];
  checkpoint: Checkpoint | null;
}

/** Enough to go on after a crash: everything before it is in the catalogue. */
export interface Checkpoint {
  /** Of the page to go on with; null with `pages` there is the end of the sweep, without it the start. */
  cursor: Cursor | null;
  /** The page there, by fingerprint, where its first rows are in already. */
  partial?: { page: string; rows: number };
  /** Batches committed so far; marks of later batches do not count on resumption. */
  batch: number;
  sweep: number;
  /** Fingerprints of the pages of this sweep (the first and the newest of many), newest last, to know a repeated page. */
  pages: string[];
  /** The cursor of the newest finished page: a run that is taken up sees by it whether the list is as it was. */
  at?: Cursor | null;
  /** Rows of the finished pages of this sweep, repeats included. */
  rows?: number;
  /** The least and the most rows that pages of this sweep declared. */
  declared?: { least: number; most: number };
  /** What this sweep's pages declared and did not bring (`ListPage.missing`). */
  missing?: string;
  /** Refused rows that leave no mark: so far, come by in this sweep, and those of which nobody can tell which entry they are. */
  unmarked?: { count: number; seen: number; unnamed: number };
  /** Sweeps that were begun anew because the list had changed while nobody was at it. */
  restarts?: number;
  /** Of all pages of this sweep, and of the whole sweep before it: alike, the list itself repeats rows. */
  print?: string;
  printBefore?: string;
  /** Batches that a crash may have left half written: their marks do not count. */
  abandoned?: number[];
  /** How often in a row it was taken up without a row of its listing coming in. */
  idle?: number;
  /** Details of unchanged rows asked again so far, of the rotation's budget. */
  rotated?: number;
}

export interface Rejection {
  run: string;
  /** Order within the run. */
  sequence: number;
  /** The record's own id; null where it has none. */
  localId: string | null;
  code: ErrorCode;
  detail: string;
  /** Start of what the source said, for the eye. */
  excerpt: string;
}

/** How far a source's changes are known, and whether its filter by date of change is to be believed. */
export interface ListingOfChanges {
  /** What changed from then on, by the source's clock, is not known yet. */
  since: string;
  /** Start of the last run that listed everything. */
  fullAt: string;
  /** Null until a full listing has been held against the changes; false for good. */
  honoured: boolean | null;
}

export interface SourceState {
  source: string;
  nextDue: string | null;
  lastRun: string | null;
  lastGood: string | null;
  /** Failures in a row; the breaker opens by it. */
  failures: number;
  /** Absent until a run was good. */
  changes?: ListingOfChanges;
  /** Why the last run was not good. */
  problem: RunProblem | null;
  /** While a schedule's process asks its addresses: until then (ISO 8601) no other does. */
  linksUntil?: string;
  /** Write version: a put with an older one fails with `catalogue.conflict`. */
  version: number;
}

/** What waits for a person's decision: deletions by name, or a growth. */
export interface HeldDeletions {
  id: string;
  /**
   * `growth`: new entries that were not let in, of which only a few ids are known; released, the next runs bring them.
   * Absent: deletions.
   */
  kind?: 'growth';
  source: string;
  run: string;
  heldAt: string;
  reason: RunProblem;
  count: number;
  /** The first few by name. */
  sample: { id: string; title: string }[];
  state: 'held' | 'released' | 'refused' | 'superseded';
  decidedAt: string | null;
  decidedBy: string | null;
}

/** An administrative act, done or refused. Kept for good: there is no way to change or to delete one. */
export interface Act {
  /** Its own; the same act recorded twice is kept once, as it came first. */
  id: string;
  /** ISO 8601 in UTC, with milliseconds. */
  at: string;
  /** `key:admin` (the key of the settings), `key:<id> <name>`, `local` (a caller on this machine, where there is no key), `cli:<user>`, `unknown` (nobody let in). */
  by: string;
  /** What was asked for: `start`, `replay`, `upload`, `stop`, `release`, `refuse`, `split`, `join`, `automatic`, `make-key`, `revoke-key`; an open list. */
  act: string;
  source: string | null;
  run: string | null;
  /** Id of held deletions. */
  held: string | null;
  /** Of a word on identity: the entry, and the one that it was joined with. */
  entry?: string;
  with?: string;
  /** Of a decision on a finding: its list and its key. */
  finding?: string;
  /** Id of what it was done to where that is none of these: a key, a demand, a report. */
  subject?: string;
  /** Why it was refused; null where it was done. */
  refused: ErrorCode | null;
  /** More than 1 where attempts of strangers are counted together: so many, up to this instant. */
  times: number;
}

export interface ActFilter {
  source?: string;
  act?: string;
  /** Instants as in `at`: from the one, up to and without the other. */
  from?: string;
  until?: string;
}

export interface Page<T> {
  items: T[];
  cursor: string | null;
}

/** Operational methods of the catalogue port. */
export interface Operations {
  createRun(run: Run): Promise<void>;
  /** Throws `run.unknown`, and `run.taken-over` where the stored run has been taken up more often. */
  saveRun(run: Run): Promise<void>;
  getRun(id: string): Promise<Run | undefined>;
  /** Newest first. */
  listRuns(
    filter: { source?: string; status?: RunStatus },
    limit: number,
    cursor?: string,
  ): Promise<Page<Run>>;
  rejections(run: string, limit: number, cursor?: string): Promise<Page<Rejection>>;
  getSourceState(source: string): Promise<SourceState | undefined>;
  listSourceStates(): Promise<SourceState[]>;
  /** Returns the new version; throws `catalogue.conflict` where `state.version` is not the stored one (0 = none yet). */
  putSourceState(state: SourceState): Promise<number>;
  hold(held: HeldDeletions, localIds: string[]): Promise<void>;
  listHeld(filter: { source?: string; state?: HeldDeletions['state'] }): Promise<HeldDeletions[]>;
  heldIds(id: string): Promise<string[]>;
  saveHeld(held: HeldDeletions): Promise<void>;
  /** Adds to the audit log. */
  record(act: Act): Promise<void>;
  /** Newest first; of the same instant by id, the greatest first. */
  acts(filter: ActFilter, limit: number, cursor?: string): Promise<Page<Act>>;
}
