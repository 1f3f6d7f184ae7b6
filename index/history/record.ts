/** What became of an entry in one write: the records that an entry's history is made of. */
import { hash } from 'node:crypto';
import type { Entry } from '../../normalizer/entry.ts';
import { type FieldChange, MOST_TEXT } from './changes.ts';
import { cutTo } from './texts.ts';

/**
 * `changed`: its source says otherwise. `restated`: the source said the same, and it is read otherwise than before, by
 * a replay or a changed mapping. `added` is not kept but told from the entry itself (`firstSeen`).
 */
export const HISTORY_KINDS = ['added', 'changed', 'restated', 'removed', 'returned'] as const;
export type HistoryKind = (typeof HISTORY_KINDS)[number];

export interface HistoryRecord {
  /** Of entry, run and what stood before: written again after a crash, it is the same one. */
  id: string;
  entry: string;
  source: string;
  /** ISO 8601. */
  at: string;
  /** The run that wrote it; null where that is not known any more. */
  run: string | null;
  kind: HistoryKind;
  title: string;
  /** GB/T 2260 code of the place that the data is of, and how it was offered before this. */
  region: string;
  mode: Entry['mode'];
  openness: NonNullable<Entry['openness']>['class'] | null;
  /** In the order of the entry's fields; none where it was removed. */
  changes: FieldChange[];
  /** Of a removal: the run that had brought it. */
  addedIn?: string;
}

/** What happened to an entry that stood as `before`. */
export interface Happened {
  kind: Exclude<HistoryKind, 'added'>;
  before: Entry;
  changes: FieldChange[];
  run: string | null;
  at: string;
  addedIn?: string;
}

/** Tells what stood before apart. */
export const printOf = (doc: string): string => hash('sha256', doc, 'base64url').slice(0, 12);

export function recordOf(
  { kind, before, changes, run, at, addedIn }: Happened,
  print: string,
): HistoryRecord {
  const { id, source, title, spatial, mode, openness } = before;
  return {
    // A removal or a return is of the tombstone's turn, a change of the content's.
    id: hash(
      'sha256',
      `${id}\n${run}\n${kind !== 'removed' ? print : run === null ? at : 'gone'}`,
      'base64url',
    ).slice(0, 27),
    entry: id,
    source,
    at,
    run,
    kind,
    title: cutTo(title, MOST_TEXT),
    region: spatial.code,
    mode,
    openness: openness?.class ?? null,
    changes,
    ...(addedIn === undefined ? {} : { addedIn }),
  };
}

/** The start of a history, which the entry itself tells. */
export function addedRecord(
  entry: Entry,
  { firstSeen, run }: { firstSeen: string; run: string | null },
): HistoryRecord {
  const happened: Happened = { kind: 'changed', before: entry, changes: [], run, at: firstSeen };
  return { ...recordOf(happened, 'added'), kind: 'added' };
}
