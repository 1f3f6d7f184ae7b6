/**
 * What came that a saved search finds. Told in parts of ten minutes, by when a resource was first seen, so that whoever
 * looks again, from wherever, finds the same parts.
 */
import { hash } from 'node:crypto';
import type { Catalogue } from '../../index/port.ts';
import type { Hit } from '../../index/query.ts';
import { type Notice, oneLine } from '../occasions/notice.ts';
import { later } from '../occasions/place.ts';
import { leave } from '../outbox/told.ts';
import { changeSubscription, type Kept } from '../subscriptions/keeping.ts';
import type { SavedSearch } from '../subscriptions/subscription.ts';
import { addressOf } from './address.ts';

const PART = 10 * 60_000;
/** What is written may be seen so much later than its instant, in ms. */
const SEEN_LATE = 10 * 60_000;
/** What came later than that is looked for so far back, in ms. */
const LOOKS_BACK = 24 * 3_600_000;
const PAGE = 100;
/** Resources that one look walks through; what is beyond is said to be more. */
const MOST_PAGES = 50;
const MOST_LINES = 20;

const partOf = (instant: string): number => Math.floor(Date.parse(instant) / PART) * PART;
const iso = (ms: number): string => new Date(ms).toISOString();
const hourOf = (instant: string): string => instant.slice(0, 13);

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

/**
 * Leaves what is new since the last look with its subscription; returns how many notices were new. Once an hour it looks
 * back over a day: what was written later than it says is told as well.
 */
export async function newEntries(
  catalogue: Catalogue,
  kept: Kept,
  now: number,
  changesSince: ChangesSince,
): Promise<number> {
  const { search, occasions, searchedUntil, madeAt, toldLately } = kept.content;
  if (search === null || !occasions.includes('new-entries')) return 0;
  const until = untilOf(now);
  if (until <= searchedUntil) return 0;
  const lateFrom = later(madeAt, iso(Date.parse(until) - LOOKS_BACK));
  const looksBack = hourOf(until) !== hourOf(searchedUntil) && lateFrom < searchedUntil;
  if ((await changesSince(looksBack ? lateFrom : searchedUntil)) === 0) return 0;
  const found = await foundOf(catalogue, search, { from: searchedUntil, until });
  const before = looksBack
    ? await foundOf(catalogue, search, { from: lateFrom, until: searchedUntil })
    : NOTHING;
  // Of what was told before this was kept nobody knows.
  const late = {
    ...before,
    hits: before.hits.filter(({ resource }) => toldLately?.[resource] === undefined),
  };
  const notices = [
    ...(toldLately === undefined ? [] : noticesOf(search, late, true)),
    ...noticesOf(search, found, false),
  ];
  let left = 0;
  for (const notice of notices) {
    if (await leave(catalogue, { id: kept.id, occasion: 'new-entries', notice }, now)) left += 1;
  }
  const told = toldIn([...before.hits, ...found.hits], toldLately, lateFrom);
  const moved = (content: Kept['content']) =>
    content.searchedUntil < until ? { ...content, searchedUntil: until, toldLately: told } : undefined;
  await changeSubscription(catalogue, kept.id, moved, now);
  return left;
}

/** Resource → when it was first seen, of what was told and lies behind no longer than is looked back. */
function toldIn(hits: Hit[], before: Record<string, string> = {}, from: string): Record<string, string> {
  const seen = hits.map(({ resource, lead }) => [resource, lead.firstSeen] as const);
  return Object.fromEntries([...Object.entries(before), ...seen].filter(([, at]) => at >= from));
}

interface Found {
  hits: Hit[];
  /** There is more than was walked through. */
  more: boolean;
}

const NOTHING: Found = { hits: [], more: false };

async function foundOf(
  catalogue: Pick<Catalogue, 'search'>,
  search: SavedSearch,
  { from, until }: { from: string; until: string },
): Promise<Found> {
  const hits: Hit[] = [];
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
      if (hit.class !== 'some' && firstSeen >= from && firstSeen < until) hits.push(hit);
    }
    cursor = page.cursor ?? undefined;
    pages += 1;
  } while (cursor !== undefined && pages < MOST_PAGES);
  return { hits, more: cursor !== undefined };
}

/** By parts, the oldest first. What came late has a name of its own: its part may have been told already. */
function noticesOf(search: SavedSearch, { hits, more }: Found, late: boolean): Notice[] {
  return [...Map.groupBy(hits, ({ lead }) => partOf(lead.firstSeen))]
    .sort(([a], [b]) => a - b)
    .map(([part, each]) => {
      const notice = noticeOf(search, part, each, more);
      return late ? { ...notice, id: `${notice.id}:${nameOf(each)}` } : notice;
    });
}

const nameOf = (hits: Hit[]): string =>
  hash(
    'sha256',
    hits
      .map(({ resource }) => resource)
      .sort()
      .join(' '),
    'hex',
  ).slice(0, 16);

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
