/** Whether two catalogues hold the same records, whatever their engines, and which they do not. */

import { canonicalJson, type KindTally, Tallying } from '../tally.ts';
import {
  ARCHIVE_KINDS,
  type Archive,
  type Archived,
  type ArchiveKey,
  type ArchiveKind,
  archivedOf,
  archiveKey,
  compareKeys,
} from './archive.ts';

/** A record that is not the same on both sides. */
export interface Difference {
  key: ArchiveKey;
  /** `missing` in the second, `surplus` there, or `different` in these of its members. */
  what: 'missing' | 'surplus' | 'different';
  members: string[];
}

export interface Compared {
  kind: ArchiveKind;
  first: KindTally;
  second: KindTally;
  /** How many records are not the same, and the first few of them. */
  differences: number;
  examples: Difference[];
}

/** Records of the first side that have been looked at so far. */
export type OnCompared = (kind: ArchiveKind, count: number) => void;

const EXAMPLES = 10;

/** Both sides, kind by kind, in the order of their keys; constant memory. */
export async function compareCatalogues(
  first: Pick<Archive, 'archive'>,
  second: Pick<Archive, 'archive'>,
  onCompared: OnCompared = () => undefined,
): Promise<Compared[]> {
  const compared: Compared[] = [];
  for (const kind of ARCHIVE_KINDS) compared.push(await compareKind(first, second, kind, onCompared));
  return compared;
}

async function compareKind(
  first: Pick<Archive, 'archive'>,
  second: Pick<Archive, 'archive'>,
  kind: ArchiveKind,
  onCompared: OnCompared,
): Promise<Compared> {
  const tallies = [new Tallying(), new Tallying()] as const;
  const sides = [walk(first, kind, tallies[0]), walk(second, kind, tallies[1])] as const;
  const result = { differences: 0, examples: [] as Difference[] };
  const note = (key: ArchiveKey, what: Difference['what'], members: string[] = []) => {
    result.differences += 1;
    if (result.examples.length < EXAMPLES) result.examples.push({ key, what, members });
  };
  try {
    let [one, other] = [await next(sides[0]), await next(sides[1])];
    while (one !== undefined || other !== undefined) {
      const order = one === undefined ? 1 : other === undefined ? -1 : compareKeys(one.key, other.key);
      if (one !== undefined && order < 0) note(one.key, 'missing');
      if (other !== undefined && order > 0) note(other.key, 'surplus');
      if (one !== undefined && other !== undefined && order === 0 && one.canonical !== other.canonical) {
        note(one.key, 'different', differingMembers(one.record, other.record));
      }
      if (order <= 0) one = await next(sides[0]);
      if (order >= 0) other = await next(sides[1]);
      onCompared(kind, tallies[0].of(kind).count);
    }
  } finally {
    await Promise.all(sides.map((side) => side.return(undefined)));
  }
  return { kind, first: tallies[0].of(kind), second: tallies[1].of(kind), ...result };
}

/** Undefined at the end. */
async function next(side: AsyncGenerator<Walked, undefined>): Promise<Walked | undefined> {
  return (await side.next()).value;
}

interface Walked {
  key: ArchiveKey;
  canonical: string;
  record: Archived[ArchiveKind];
}

async function* walk(
  side: Pick<Archive, 'archive'>,
  kind: ArchiveKind,
  tallying: Tallying,
): AsyncGenerator<Walked, undefined> {
  for await (const page of archivedOf(side, kind)) {
    for (const each of page) {
      const canonical = canonicalJson(each.record);
      tallying.add(each, canonical);
      yield { key: archiveKey(each), canonical, record: each.record };
    }
  }
  return undefined;
}

/** Names of the members that are not alike, one level deep. */
function differingMembers(one: object, other: object): string[] {
  const [a, b] = [one as Record<string, unknown>, other as Record<string, unknown>];
  const names = new Set([...Object.keys(a), ...Object.keys(b)]);
  return [...names]
    .filter((name) => canonicalJson(a[name] ?? null) !== canonicalJson(b[name] ?? null))
    .sort();
}
