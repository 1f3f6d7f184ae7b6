/**
 * The catalogue port: where entries are kept and found. Written for the harder engine: asynchronous, no
 * transactions across documents, writes visible to search after `refresh`. Two engines stand behind it, and
 * one conformance suite holds them to the same answers.
 */
import type { RawRecord } from '../config/record.ts';
import type { Entry } from '../normalizer/entry.ts';
import type { Decision } from '../normalizer/identity/decisions.ts';
import type { Archive } from './archive/archive.ts';
import type { Pivot, PivotQuery } from './figures/pivot.ts';
import type { Histories } from './history/port.ts';
import type { Checkpoint, Ledger, Operations, Rejection } from './operations.ts';
import type { Papers } from './people/papers.ts';
import type { QualityQuestions } from './quality/figures.ts';
import type { LinkChecks } from './quality/link-checks.ts';
import type { Filters, SearchQuery, SearchResult, Statistics, StatisticsQuery, Words } from './query.ts';
import type { EntryState, StoredEntry, WriteFailure } from './stored.ts';
import type { Uploads } from './uploads.ts';
import type { Watching } from './watch/keeping.ts';

/** The schema of what is kept, for rooms that see the catalogue and not the normaliser. */
export { Entry as EntrySchema, REGISTRATION_STATES } from '../normalizer/entry.ts';
export type { Decision, Entry };

export interface Plan {
  /** By local id; absent where the catalogue has never had it. */
  states: Map<string, EntryState>;
  /** By local id: the newest batch of this run that listed it. */
  listedIn: Map<string, number>;
}

export interface Put {
  entry: Entry;
  raw: RawRecord;
  rowHash: string;
  recordHash: string;
  detailedAt: string | null;
  /** Since when it is known, where it was by another id before; as the catalogue knows it where absent. */
  firstSeen?: string;
  /** There was no state of it when its row was planned: most likely it is new, which an engine need not look for first. */
  isNew?: boolean;
}

/** What is written of an entry that is as it was. */
export interface Touch {
  localId: string;
  rowHash: string;
  /** Where the mapping reads another statement that comes to the same entry; stays as it is where absent. */
  recordHash?: string;
  detailedAt: string | null;
}

/** An entry beside what it was made of. */
export interface KeptRecord {
  entry: Entry;
  /** Without parts where none is kept. */
  raw: RawRecord;
  /** When it last came out differently. */
  changedAt: string;
}

/** A part of a run, written as one: done again after a crash, it leaves the same. */
export interface Batch {
  source: string;
  /** GB/T 2260 code of the place that the source serves: its words find the entry, its depth weighs in identity. */
  region: string;
  run: string;
  /** The run's own count when this worker took it: a batch from hands that are not its newest is refused. */
  resumed: number;
  /** The instant that the writes bear, ISO 8601. */
  at: string;
  puts: Put[];
  /** Details asked again and found unchanged, rows whose sign moved without the record: state only. */
  touches: Touch[];
  /** Local ids that this batch's pages listed, distinct, known or not. */
  listed: string[];
  rejections: Rejection[];
  /** Where the run stands once this batch is in, with the ledger so far. */
  checkpoint: Checkpoint;
  ledger: Ledger;
}

export interface Resource {
  id: string;
  lead: StoredEntry;
  /** All its entries, the lead first. */
  offers: StoredEntry[];
}

/** A place in the order of changes: the instant, then the entry's id. An empty id stands before all of the instant. */
export interface ChangePlace {
  changedAt: string;
  id: string;
}

/** Which of the changes; all where nothing is said. */
export interface ChangesWanted {
  /** Tombstones alone, or none of them. */
  state?: 'living' | 'removed';
  /** The last instant, included. */
  until?: string;
  /** Values that the entry itself has; a tombstone has those that it had. */
  filters?: Pick<Filters, (typeof CHANGE_FACETS)[number]>;
}
export const CHANGE_FACETS = ['province', 'city', 'mode', 'source'] as const;

export interface SourceCounts {
  source: string;
  entries: number;
  resources: number;
}

export interface Catalogue
  extends Operations,
    Archive,
    Uploads,
    Papers,
    Histories,
    Watching,
    LinkChecks,
    QualityQuestions {
  /** The states of these ids, and whether this run listed them before. */
  plan(source: string, run: string, localIds: string[]): Promise<Plan>;
  /** Throws `run.taken-over` (`taken-over.ts`), and writes nothing of the run's then. */
  write(batch: Batch): Promise<WriteFailure[]>;
  /** Entries of the source, not removed, that the run has not listed, in pages of local ids. */
  absent(source: string, run: string): AsyncIterable<string[]>;
  /** Tombstones these entries; returns how many were alive. `run`: the one that missed them. */
  remove(source: string, localIds: string[], at: string, run?: string): Promise<number>;
  /** Forgets a finished run's listing marks. */
  forgetListing(run: string): Promise<void>;
  /**
   * Keeps what an administrator decided of a living entry's identity; `at`: the instant. Every later write of the entry
   * respects it. Throws `entry.not-found`, of the other of two as well.
   */
  decide(id: string, decision: Decision, at: string): Promise<void>;
  counts(source?: string): Promise<SourceCounts[]>;

  get(id: string): Promise<StoredEntry | undefined>;
  raw(id: string): Promise<RawRecord | undefined>;
  /** Living entries of the source in id order from behind a local id on, as of the last refresh; fewer than `limit` at the end. */
  kept(source: string, after: string | null, limit: number): Promise<KeptRecord[]>;
  resource(id: string): Promise<Resource | undefined>;
  search(query: SearchQuery): Promise<SearchResult>;
  statistics(query: StatisticsQuery): Promise<Statistics>;
  pivot(query: PivotQuery): Promise<Pivot>;
  /**
   * Every living entry that the filters admit, in the order of its id's UTF-8 bytes, in pages; constant memory. With words
   * only those of the resources that a search for them finds, in an order that stays while nothing is written.
   */
  stream(filters: SearchQuery['filters'], words?: Words): AsyncIterable<StoredEntry[]>;
  /**
   * Entries as they came out last, tombstones among them, in the order in which they changed, behind a place; as of the
   * last refresh, fewer than `limit` at the end. What a place stands for outlives
   * a rebuild and a move to another engine: it is kept in the entries themselves. A batch may bear an instant that lies
   * somewhat before it can be seen: who goes on from a place reaches back a little.
   */
  changes(after: ChangePlace, limit: number, wanted: ChangesWanted): Promise<StoredEntry[]>;
  /** How many `changes` would bring from there on. */
  countChanges(after: ChangePlace, wanted: ChangesWanted): Promise<number>;
  /** Makes all writes so far visible to search. */
  refresh(): Promise<void>;
  close(): Promise<void>;
}
