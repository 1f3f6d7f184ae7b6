/** What an engine keeps of one entry, and what it says of one that it could not write. */
import type { Entry } from '../normalizer/entry.ts';
import type { Decided } from '../normalizer/identity/decisions.ts';

/** What the harvester must know of an entry to decide whether to ask and whether to write. */
export interface EntryState {
  localId: string;
  /** Hash of the list row's sign. */
  rowHash: string;
  /** Hash of what the record states: its counters, tokens and unmapped labels do not count. */
  recordHash: string;
  /** When its detail was last asked for; null for rows that need none. */
  detailedAt: string | null;
  /** The run that added it (last), and the one that last wrote it: a resumed run counts its own work once. */
  addedIn: string;
  writtenIn: string;
  removed: boolean;
}

/** An item that could not be written, by name; the others are. */
export interface WriteFailure {
  localId: string;
  code: 'record.invalid' | 'record.too-large' | 'catalogue.unavailable';
  detail: string;
}

export interface StoredEntry {
  entry: Entry;
  /** The resource it belongs to. */
  resource: string;
  lead: boolean;
  firstSeen: string;
  changedAt: string;
  /** Tombstone: when it was found gone from its source. */
  removedAt: string | null;
  /** What an administrator decided of its identity. */
  decided?: Decided;
}
