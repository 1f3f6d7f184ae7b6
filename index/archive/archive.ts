/**
 * A catalogue as a sequence of records, for taking it out whole and into another one, whatever the engines. What
 * follows from other records is not among them: the resources, who leads them, the words that search reads.
 */
import type { RawRecord } from '../../config/record.ts';
import type { Entry } from '../../normalizer/entry.ts';
import type { Decided } from '../../normalizer/identity/decisions.ts';
import type { DayFigures } from '../history/day.ts';
import type { HistoryRecord } from '../history/record.ts';
import type { Act, HeldDeletions, Rejection, Run, SourceState } from '../operations.ts';
import type { Paper } from '../people/papers.ts';
import type { LinkCheck } from '../quality/link-checks.ts';
import type { EntryState, WriteFailure } from '../stored.ts';
import type { ArchivedUpload } from '../uploads.ts';
import type { WatchDecision } from '../watch/finding.ts';
import type { ArchivedFinding, Watched } from '../watch/keeping.ts';

/** An entry as it stands, alive or a tombstone, with what a plan knows of it and what its source said. */
export interface ArchivedEntry extends Omit<EntryState, 'localId' | 'removed'> {
  entry: Entry;
  raw: RawRecord;
  /** GB/T 2260 code of the place that its source serves. */
  region: string;
  firstSeen: string;
  changedAt: string;
  /** What an administrator decided of its identity. */
  decided?: Decided;
  /** Since when it is gone from its source, and the resource that it belonged to; null where it is alive. */
  tombstone: { removedAt: string; resource: string } | null;
}

/** A row that a run listed: what taking the run up goes by. */
export interface ArchivedMark {
  run: string;
  localId: string;
  /** The newest batch that listed it. */
  batch: number;
}

export interface ArchivedHeld {
  held: HeldDeletions;
  /** In their order. */
  localIds: string[];
}

export interface Archived {
  runs: Run;
  /** Of the runs that have any: those under way, and those that can be taken up. */
  marks: ArchivedMark;
  rejections: Rejection;
  sources: SourceState;
  held: ArchivedHeld;
  acts: Act;
  uploads: ArchivedUpload;
  /** Without those that are of the place (`CARRIED_PAPERS`). */
  papers: Paper;
  watched: Watched;
  findings: ArchivedFinding;
  /** What was decided of findings. */
  verdicts: WatchDecision;
  links: LinkCheck;
  entries: ArchivedEntry;
  history: HistoryRecord;
  days: DayFigures;
}

export type ArchiveKind = keyof Archived;

/** One record with its kind. */
export type ArchivedRecord = { [K in ArchiveKind]: { kind: K; record: Archived[K] } }[ArchiveKind];

/**
 * In the order in which a living catalogue is read: where a run stands before what it brought, so that a run taken up
 * from an archive writes some entries again and misses none; what became of entries after them, for the same reason.
 */
export const ARCHIVE_KINDS = [
  'runs',
  'marks',
  'rejections',
  'sources',
  'held',
  'acts',
  'uploads',
  'papers',
  'watched',
  'findings',
  'verdicts',
  'links',
  'entries',
  'history',
  'days',
] as const;

/** A record's name among those of its kind. */
export type ArchiveKey = (string | number)[];

const KEYS: { [K in ArchiveKind]: (record: Archived[K]) => ArchiveKey } = {
  runs: ({ id }) => [id],
  marks: ({ run, batch, localId }) => [run, batch, localId],
  rejections: ({ run, sequence }) => [run, sequence],
  sources: ({ source }) => [source],
  held: ({ held }) => [held.id],
  acts: ({ id }) => [id],
  uploads: ({ upload }) => [upload.id],
  papers: ({ kind, id }) => [kind, id],
  watched: () => ['watch'],
  findings: ({ finding }) => [finding.list, finding.key],
  verdicts: ({ list, key }) => [list, key],
  links: ({ id }) => [id],
  entries: ({ entry }) => [entry.id],
  history: ({ id }) => [id],
  days: ({ source, day }) => [source, day],
};

export const archiveKey = ({ kind, record }: ArchivedRecord): ArchiveKey =>
  (KEYS[kind] as (record: Archived[ArchiveKind]) => ArchiveKey)(record);

/** Numbers by size, texts as `compareTexts`: the order of both engines. */
export function compareKeys(a: ArchiveKey, b: ArchiveKey): number {
  for (const [at, one] of a.entries()) {
    const other = b[at] as string | number;
    const order = typeof one === 'number' ? one - (other as number) : compareTexts(one, String(other));
    if (order !== 0) return order;
  }
  return 0;
}

/** By their characters, as by their bytes in UTF-8; JavaScript's own order is that of UTF-16. */
export function compareTexts(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) {
    const [one, other] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (one !== other) return rank(one) - rank(other);
  }
  return a.length - b.length;
}

/** Halves of characters after all others. */
const rank = (unit: number): number => (unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit);

/** A record that could not be taken in, by name; the others are. */
export interface RestoreFailure extends Pick<WriteFailure, 'code' | 'detail'> {
  kind: ArchiveKind;
  key: ArchiveKey;
}

/** Part of the catalogue port. */
export interface Archive {
  /**
   * All records of that kind in the order of their keys, in pages of a few megabytes; constant memory. Each record is
   * whole; where others write meanwhile, the records are not all of one moment.
   */
  archive<K extends ArchiveKind>(kind: K): AsyncIterable<Archived[K][]>;
  /**
   * Writes records as they are, over those of the same name. In any order, in any parts, again after a crash, it
   * leaves the same; an entry that stands so already is not written. Marks are added: the newest batch counts. An act
   * that is there stays as it is.
   */
  restore(records: ArchivedRecord[]): Promise<RestoreFailure[]>;
}

/** A kind's records with their kind. */
export async function* archivedOf(
  from: Pick<Archive, 'archive'>,
  kind: ArchiveKind,
): AsyncIterable<ArchivedRecord[]> {
  for await (const page of from.archive(kind)) {
    yield page.map((record) => ({ kind, record }) as ArchivedRecord);
  }
}
