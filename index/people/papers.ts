/**
 * What people leave in the catalogue beside what is harvested: keys, sessions, what they set by hand, what they ask for
 * and report, what they want to be told and what they were. Small, few, and of one shape, so that one keeping serves them all; what stands in one is its room's own.
 */
import { coded } from '../../config/errors/errors.ts';
import type { Page } from '../operations.ts';

export const PAPER_KINDS = [
  'key',
  'session',
  'override',
  'source',
  'demand',
  'unmet',
  'report',
  'subscription',
  'told',
  'delivery',
  'place',
  'secret',
] as const;
export type PaperKind = (typeof PAPER_KINDS)[number];

/** Kinds that an archive does not carry: whoever is handed a copy of the catalogue gets nobody's access with it. */
const OF_THE_PLACE: ReadonlySet<PaperKind> = new Set<PaperKind>(['key', 'session', 'secret']);
export const CARRIED_PAPERS: readonly PaperKind[] = PAPER_KINDS.filter((kind) => !OF_THE_PLACE.has(kind));

export interface Paper<T = unknown> {
  kind: PaperKind;
  /** Its own among those of its kind. */
  id: string;
  /** Lists go by it, the greatest first, then by id: an instant, or a number with leading zeros. */
  order: string;
  /** What lists are narrowed by. */
  tags: string[];
  /** From this instant on it is not there (ISO 8601 in UTC, with milliseconds); null where it stays. */
  expiresAt: string | null;
  /** Write version: a put with an older one fails with `catalogue.conflict`; 0 = none yet. */
  version: number;
  /** JSON. */
  content: T;
}

/** Part of the catalogue port. */
export interface Papers {
  /** As last written, whoever wrote it. */
  paper<T>(kind: PaperKind, id: string): Promise<Paper<T> | undefined>;
  /** Returns the new version; throws `catalogue.conflict` where `version` is not the stored one. */
  putPaper(paper: Paper): Promise<number>;
  /** One that is not there is no error. */
  dropPaper(kind: PaperKind, id: string): Promise<void>;
  /** Those that bear all these tags, the greatest order first. Throws `request.cursor-invalid`. */
  papers<T>(kind: PaperKind, tags: string[], limit: number, cursor?: string): Promise<Page<Paper<T>>>;
  countPapers(kind: PaperKind, tags: string[]): Promise<number>;
  /** Drops for good what has expired by then; returns how many. */
  dropExpired(now: string): Promise<number>;
}

/** What the write returns; undefined where somebody else wrote first, and that is as good. */
export async function unlessConflict<T>(write: Promise<T>): Promise<T | undefined> {
  try {
    return await write;
  } catch (error) {
    if (coded(error).code !== 'catalogue.conflict') throw error;
    return undefined;
  }
}

export const questionOfPapers = (kind: PaperKind, tags: string[]): string =>
  `papers ${JSON.stringify([kind, ...tags])}`;

export const isThere = ({ expiresAt }: Pick<Paper, 'expiresAt'>, now: string): boolean =>
  expiresAt === null || expiresAt > now;
