/** What a feed of a search is made of: resources, the newest change first, and what went away meanwhile. */
import { hasAll } from '../../../index/finding/holds.ts';
import type { Catalogue, Resource } from '../../../index/port.ts';
import type { Filters } from '../../../index/query.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { changedAt } from '../dcat/dataset.ts';
import { wholeHits } from '../resources.ts';

export interface FeedQuestion {
  text: string;
  filters: Filters;
  size: number;
  cursor?: string;
}

export interface Item {
  resource: Resource;
  /** When an offer of it last changed. */
  updated: string;
}

export interface Feed {
  items: Item[];
  /** Tombstones of things that nobody offers any more, the newest first. */
  gone: StoredEntry[];
  cursor: string | null;
  total: number;
  /** When anything in it last changed; the start of time for an empty feed. */
  updated: string;
}

/** Tombstones are told this long. */
const TOLD = 30 * 86_400_000;
const MOST_GONE = 200;
/** Tombstones that are looked at for one feed: of more the newest. */
const LOOKED_AT = 1_000;

/** Tombstones of what would have been found, that changed since. Whoever is still offered elsewhere is not gone. */
async function goneSince(
  catalogue: Catalogue,
  { text, filters }: FeedQuestion,
  from: string,
  now: number,
): Promise<StoredEntry[]> {
  const { province, city, mode, source } = filters;
  const wanted = {
    state: 'removed' as const,
    filters: {
      ...(province && { province }),
      ...(city && { city }),
      ...(mode && { mode }),
      ...(source && { source }),
    },
  };
  const found: StoredEntry[] = [];
  // The span is halved from its beginning until it holds no more than are looked at, or is a second.
  let since = Date.parse(from);
  const at = (instant: number) => ({ changedAt: new Date(instant).toISOString(), id: '' });
  while (now - since > 1_000 && (await catalogue.countChanges(at(since), wanted)) > LOOKED_AT)
    since = Math.ceil((since + now) / 2);
  let place = at(since);
  for (;;) {
    const page = await catalogue.changes(place, MOST_GONE, wanted);
    for (const each of page) {
      if (!hasAll(each.entry, text, filters)) continue;
      if ((await catalogue.resource(each.resource)) === undefined) found.push(each);
    }
    const last = page.at(-1);
    if (last === undefined || page.length < MOST_GONE) break;
    place = { changedAt: last.changedAt, id: last.entry.id };
  }
  return found.reverse().slice(0, MOST_GONE);
}

/** `now`: milliseconds. Throws `request.cursor-invalid`. */
export async function feedOf(catalogue: Catalogue, question: FeedQuestion, now: number): Promise<Feed> {
  const { text, filters, size, cursor } = question;
  const page = await wholeHits(catalogue, {
    ...{ text, filters, size, sort: 'changed' as const },
    ...(cursor === undefined ? {} : { cursor }),
  });
  const items = page.resources.map((resource) => ({ resource, updated: changedAt(resource) }));
  // Further pages are of what stands; the first tells what went, as far back as it reaches itself.
  const oldest = page.cursor === null ? '' : (items.at(-1)?.updated ?? '');
  const since = [new Date(now - TOLD).toISOString(), oldest].sort().at(-1) as string;
  const gone = cursor === undefined ? await goneSince(catalogue, question, since, now) : [];
  const instants = [...items.map(({ updated }) => updated), ...gone.map((each) => each.changedAt)];
  return {
    items,
    gone,
    cursor: page.cursor,
    total: page.total,
    updated: instants.sort().at(-1) ?? new Date(0).toISOString(),
  };
}
