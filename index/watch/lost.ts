/** What was open once and is not now, by what the catalogue remembers of its entries. */
import type { Catalogue } from '../port.ts';
import type { StoredEntry } from '../stored.ts';
import { isOpen, type Seen, seenOf } from './seen.ts';

export interface Lost {
  /** As it stands now, or stood when it went. */
  seen: Seen;
  /** Until when it was open, ISO 8601. */
  at: string;
  how: 'operated' | 'closed' | 'gone';
}

/** Records asked for at a time, and entries that are looked at in all: the newest. */
const PAGE = 200;
const MOST = 50_000;

export async function lostOpenings(catalogue: Pick<Catalogue, 'shifts' | 'get'>): Promise<Lost[]> {
  const filter = { fields: ['mode', 'openness'], removals: true };
  const known = new Set<string>();
  const lost: Lost[] = [];
  for (let cursor: string | null | undefined; cursor !== null && known.size < MOST; ) {
    const page = await catalogue.shifts(filter, PAGE, cursor);
    cursor = page.cursor;
    // Read otherwise by a changed mapping, nothing has become of it.
    const opened = page.items.filter(
      ({ kind, mode, openness }) => kind !== 'restated' && mode === 'opening' && openness !== 'closed',
    );
    const newest = opened.filter(({ entry }) => !known.has(entry) && known.add(entry));
    const stored = await Promise.all(newest.map(({ entry }) => catalogue.get(entry)));
    for (const [index, { at }] of newest.entries()) {
      const now = stored[index];
      const how = now === undefined ? undefined : becameOf(now);
      if (now !== undefined && how !== undefined) lost.push({ seen: seenOf(now), at, how });
    }
  }
  return lost;
}

function becameOf({ entry, removedAt }: StoredEntry): Lost['how'] | undefined {
  if (entry.isRegistration) return undefined;
  if (removedAt !== null) return 'gone';
  if (entry.mode === 'authorised-operation') return 'operated';
  return isOpen(entry) ? undefined : 'closed';
}
