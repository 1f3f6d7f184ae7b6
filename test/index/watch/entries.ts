/** Small catalogues for the watch lists: entries as a stream, and what the lists say of them. */

import type { StoredEntry } from '../../../index/stored.ts';
import { computeWatch } from '../../../index/watch/compute.ts';
import type { Found, WatchList } from '../../../index/watch/finding.ts';
import type { Entry } from '../../../normalizer/entry.ts';

export const NOW = Date.UTC(2026, 5, 1);

export const storedOf = (entry: Entry, resource = entry.id): StoredEntry => ({
  entry,
  resource,
  lead: true,
  firstSeen: '2026-01-01T00:00:00.000Z',
  changedAt: '2026-01-01T00:00:00.000Z',
  removedAt: null,
});

/** In pages of a few, as a catalogue gives them. */
export async function* pagesOf(entries: readonly StoredEntry[]): AsyncIterable<StoredEntry[]> {
  for (let at = 0; at < entries.length; at += 7) yield entries.slice(at, at + 7);
}

export async function watched(
  entries: readonly (Entry | StoredEntry)[],
  { served = new Set<string>(), most = 1_000 } = {},
): Promise<Found[]> {
  const stored = entries.map((each) => ('entry' in each ? each : storedOf(each)));
  const { findings } = await computeWatch(
    { stream: () => pagesOf(stored) },
    { served, now: NOW, expected: stored.length, most },
  );
  return [...findings()];
}

export const ofList = (found: Found[], list: WatchList): Found[] =>
  found.filter((each) => each.list === list);
