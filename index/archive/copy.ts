/**
 * From one catalogue into another, whatever the engines. No bookmark is kept: what stands already is not written again,
 * so a copy that broke off goes on by being done again, and a second one brings what has come since.
 */

import type { Run } from '../operations.ts';
import type { Catalogue } from '../port.ts';
import { ARCHIVE_KINDS, type Archive, type ArchiveKind, archivedOf, type RestoreFailure } from './archive.ts';

/** Records brought over, or looked at, so far. */
export type OnCopied = (kind: ArchiveKind, count: number) => void;

/** Records of one kind are handed over so many at a time. */
const AT_ONCE = 1_000;

/** The operational half after the entries: nobody takes up a run whose entries are not there yet. */
const COPIED: readonly ArchiveKind[] = ARCHIVE_KINDS.toReversed();

/** Brings all records over; returns those that the other refused. Whoever writes to either meanwhile spoils it. */
export async function copyCatalogue(
  from: Pick<Archive, 'archive'>,
  to: Pick<Catalogue, 'archive' | 'restore' | 'forgetListing'>,
  onCopied: OnCopied = () => undefined,
): Promise<RestoreFailure[]> {
  const failures: RestoreFailure[] = [];
  for (const kind of COPIED) {
    let count = 0;
    let writing: Promise<RestoreFailure[]> = Promise.resolve([]);
    for await (const records of inPartsOf(AT_ONCE, archivedOf(from, kind))) {
      // The next are read while these are written.
      failures.push(...(await writing));
      onCopied(kind, count);
      count += records.length;
      writing = to.restore(records);
      // Awaited with the next part; until then its failure is nobody's surprise.
      writing.catch(() => undefined);
    }
    failures.push(...(await writing));
    onCopied(kind, count);
  }
  await forgetOthers(from, to);
  return failures;
}

/** Drops marks of runs that have none any more, of a copy that was made while they had. */
async function forgetOthers(
  from: Pick<Archive, 'archive'>,
  to: Pick<Catalogue, 'archive' | 'forgetListing'>,
): Promise<void> {
  const runsOf = async (side: Pick<Archive, 'archive'>): Promise<Set<string>> => {
    const runs = new Set<string>();
    for await (const page of side.archive('marks')) for (const { run } of page) runs.add(run);
    return runs;
  };
  const living = await runsOf(from);
  for (const run of await runsOf(to)) if (!living.has(run)) await to.forgetListing(run);
}

export async function* inPartsOf<T>(size: number, pages: AsyncIterable<T[]>): AsyncIterable<T[]> {
  let part: T[] = [];
  for await (const page of pages) {
    part = part.length === 0 ? page : [...part, ...page];
    if (part.length < size) continue;
    yield part;
    part = [];
  }
  if (part.length > 0) yield part;
}

/**
 * A run by which the second has a life of its own: one that the first does not know, or knows in an older state. A
 * copy over it would set back what was harvested there.
 */
export async function ownRun(
  first: Pick<Archive, 'archive'>,
  second: Pick<Archive, 'archive'>,
): Promise<Run | undefined> {
  const known = new Map<string, string>();
  for await (const page of first.archive('runs')) {
    for (const { id, heartbeatAt } of page) known.set(id, heartbeatAt);
  }
  for await (const page of second.archive('runs')) {
    const own = page.find(({ id, heartbeatAt }) => !((known.get(id) ?? '') >= heartbeatAt));
    if (own !== undefined) return own;
  }
  return undefined;
}
