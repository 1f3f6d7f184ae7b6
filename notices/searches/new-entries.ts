/**
 * What came that a saved search finds. Told in parts of ten minutes, by when a resource was first seen, so that whoever
 * looks again, from wherever, finds the same parts.
 */
import type { Catalogue } from '../../index/port.ts';
import type { Hit } from '../../index/query.ts';
import { type Notice, oneLine } from '../occasions/notice.ts';
import { leave } from '../outbox/told.ts';
import { changeSubscription, type Kept } from '../subscriptions/keeping.ts';
import type { SavedSearch } from '../subscriptions/subscription.ts';
import { addressOf } from './address.ts';

const PART = 10 * 60_000;
/** What is written may be seen so much later than its instant, in ms. */
const SEEN_LATE = 10 * 60_000;
const PAGE = 100;
/** Resources that one look walks through; what is beyond is said to be more. */
const MOST_PAGES = 50;
const MOST_LINES = 20;

const partOf = (instant: string): number => Math.floor(Date.parse(instant) / PART) * PART;
const iso = (ms: number): string => new Date(ms).toISOString();

/** How many changes of the catalogue lie between an instant and the end of the last part. */
type ChangesSince = (from: string) => Promise<number>;

const untilOf = (now: number): string => iso(partOf(iso(now - SEEN_LATE)));

/** Of one look: counted once for all searches that were told up to the same instant. */
export function countsOfLook(catalogue: Pick<Catalogue, 'countChanges'>, now: number): ChangesSince {
  const changed = { until: untilOf(now), state: 'living' } as const;
  const counts = new Map<string, Promise<number>>();
  return (from) => {
    const count = counts.get(from) ?? catalogue.countChanges({ changedAt: from, id: '' }, changed);
    counts.set(from, count);
    return count;
  };
}

/** Leaves what is new since the last look with its subscription; returns how many notices were new. */
export async function newEntries(
  catalogue: Catalogue,
  kept: Kept,
  now: number,
  changesSince: ChangesSince,
): Promise<number> {
  const { search, occasions, searchedUntil } = kept.content;
  if (search === null || !occasions.includes('new-entries')) return 0;
  const until = untilOf(now);
  if (until <= searchedUntil || (await changesSince(searchedUntil)) === 0) return 0;
  let left = 0;
  for (const notice of await noticesOfSearch(catalogue, search, { from: searchedUntil, until })) {
    if (await leave(catalogue, { id: kept.id, occasion: 'new-entries', notice }, now)) left += 1;
  }
  const moved = (content: Kept['content']) =>
    content.searchedUntil < until ? { ...content, searchedUntil: until } : undefined;
  await changeSubscription(catalogue, kept.id, moved, now);
  return left;
}

async function noticesOfSearch(
  catalogue: Pick<Catalogue, 'search'>,
  search: SavedSearch,
  { from, until }: { from: string; until: string },
): Promise<Notice[]> {
  const found: Hit[] = [];
  let cursor: string | undefined;
  let pages = 0;
  do {
    const page = await catalogue.search({
      ...{ text: search.text, filters: search.filters, changed: { from, until }, sort: 'changed' },
      ...{ size: PAGE, facets: [], facetSize: 1, highlight: false, ...(cursor !== undefined && { cursor }) },
    });
    for (const hit of page.hits) {
      const { firstSeen } = hit.lead;
      // `until` itself begins the next part.
      if (hit.class !== 'some' && firstSeen >= from && firstSeen < until) found.push(hit);
    }
    cursor = page.cursor ?? undefined;
    pages += 1;
  } while (cursor !== undefined && pages < MOST_PAGES);
  return [...Map.groupBy(found, ({ lead }) => partOf(lead.firstSeen))]
    .sort(([a], [b]) => a - b)
    .map(([part, hits]) => noticeOf(search, part, hits, cursor !== undefined));
}

function noticeOf(search: SavedSearch, part: number, hits: Hit[], more: boolean): Notice {
  const at = iso(part + PART);
  const name = oneLine(search.text, 60);
  const [zh, en] = name === '' ? ['所订条件', 'the search'] : [`「${name}」`, `“${name}”`];
  return {
    id: `new-entries:${at}`,
    occasions: ['new-entries'],
    ...{ source: null, title: null, region: null, at },
    zh: `${zh}有新资源${more ? '，此处未尽列' : ''}`,
    en: `New resources for ${en}${more ? ', not all of them here' : ''}`,
    count: hits.length,
    link: addressOf(search),
    lines: hits.slice(0, MOST_LINES).map(({ resource, lead }) => {
      const title = oneLine(lead.entry.title);
      return { zh: title, en: title, link: `/resources/${encodeURIComponent(resource)}` };
    }),
  };
}
