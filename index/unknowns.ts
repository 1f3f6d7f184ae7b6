/** What the sources say that was not understood: by field and value, how often and where, counted over living entries. */
import type { Catalogue } from './port.ts';
import type { StoredEntry } from './stored.ts';

export interface UnknownValue {
  field: string;
  value: string;
  entries: number;
  sources: { source: string; entries: number }[];
}

export interface Unknowns {
  /** By number, most first, then by field and value. */
  values: UnknownValue[];
  /** How many different ones there are, those that are not shown among them. */
  distinct: number;
  /** Living entries that were looked at. */
  entries: number;
  /** There were more different ones than are kept count of: numbers of rare ones may be too low. */
  truncated: boolean;
}

/** Different values that are kept count of; an entry's free text must not fill the memory. */
const MOST_VALUES = 50_000;

interface Tally {
  field: string;
  value: string;
  entries: number;
  sources: Map<string, number>;
}

export async function findUnknowns(
  catalogue: Pick<Catalogue, 'stream'>,
  asked: { sources?: string[]; field?: string; size: number },
): Promise<Unknowns> {
  const tallies = new Map<string, Tally>();
  let entries = 0;
  let truncated = false;
  for await (const page of catalogue.stream(asked.sources === undefined ? {} : { source: asked.sources })) {
    entries += page.length;
    for (const stored of page) truncated = count(stored, asked.field, tallies) || truncated;
  }
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...tallies.values()].sort(
    (a, b) => b.entries - a.entries || order(a.field, b.field) || order(a.value, b.value),
  );
  const values = sorted.slice(0, asked.size).map(({ sources, ...rest }) => ({
    ...rest,
    sources: [...sources]
      .map(([source, number]) => ({ source, entries: number }))
      .sort((a, b) => b.entries - a.entries || order(a.source, b.source)),
  }));
  return { values, distinct: tallies.size, entries, truncated };
}

/** Whether something was left uncounted. */
function count({ entry }: StoredEntry, field: string | undefined, tallies: Map<string, Tally>): boolean {
  let left = false;
  const seen = new Set<string>();
  for (const remark of entry.remarks) {
    if (remark.code !== 'not-understood' || remark.raw === undefined) continue;
    if (field !== undefined && remark.field !== field) continue;
    const key = `${remark.field}\n${remark.raw}`;
    if (seen.has(key)) continue;
    seen.add(key);
    let tally = tallies.get(key);
    if (tally === undefined) {
      if (tallies.size >= MOST_VALUES) {
        left = true;
        continue;
      }
      tally = { field: remark.field, value: remark.raw, entries: 0, sources: new Map() };
      tallies.set(key, tally);
    }
    tally.entries += 1;
    tally.sources.set(entry.source, (tally.sources.get(entry.source) ?? 0) + 1);
  }
  return left;
}
