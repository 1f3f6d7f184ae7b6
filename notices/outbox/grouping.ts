/** When what waits for a subscription is put into a message, and what of it. Pure. */
import { chinaDay } from '../../index/history/day.ts';
import { DIGESTS, OCCASIONS, type Occasion } from '../occasions/kinds.ts';
import type { Grouping } from '../subscriptions/subscription.ts';
import type { Item } from './delivery.ts';
import type { Told } from './told.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
/** 1970-01-05, a Monday. */
const MONDAY = 4 * DAY;

/** Milliseconds in which what is told at once gathers company, and that lie between two messages of that kind. */
const GATHERING = MINUTE;
const BETWEEN = HOUR;
/** Notices of one message, and items that it shows. */
const MOST_NOTICES = 1_000;
const MOST_ITEMS = 100;
const MOST_LINES = 50;

/** Days and weeks begin at 08:00 in China, which is midnight in UTC. */
const PERIODS: Record<Exclude<Grouping, 'at-once'>, (ms: number) => number> = {
  hourly: (ms) => Math.floor(ms / HOUR),
  daily: (ms) => Math.floor(ms / DAY),
  weekly: (ms) => Math.floor((ms - MONDAY) / WEEK),
};

/** `left`: when the oldest was left; `last`: when the last message was put together; in ms. */
export function isTime(grouping: Grouping, left: number, last: number | undefined, now: number): boolean {
  if (grouping === 'at-once') return now >= left + GATHERING && (last === undefined || now >= last + BETWEEN);
  return PERIODS[grouping](now) > PERIODS[grouping](left);
}

/** These come back with every harvest while the fault is there; each of the others is a thing of its own. */
const RECURRENT: ReadonlySet<Occasion> = new Set<Occasion>([
  'source-blocked',
  'format-changed',
  'source-moved',
  'source-empty',
  'run-failed',
  'listing-doubtful',
  'source-late',
  'values-unknown',
]);

const keyOf = ({ occasion, source, link }: Pick<Item, 'occasion' | 'source' | 'link'>): string =>
  RECURRENT.has(occasion) ? `${occasion} ${source}` : `${occasion} ${source} ${link}`;

export interface Past {
  sealedAt: string;
  items: Pick<Item, 'occasion' | 'source' | 'link'>[];
}

export interface Chosen<T> {
  told: T[];
  items: Item[];
  rest: Partial<Record<Occasion, number>>;
}

/**
 * What goes into a message now, if there is to be one. `told`: oldest first. `past`: earlier messages, newest first. What was
 * told of a source today waits for tomorrow, and is told with how often it came.
 */
export function choose<T extends { content: Told }>(
  told: T[],
  past: Past[],
  grouping: Grouping,
  now: number,
): Chosen<T> | undefined {
  const digests = told.filter(({ content }) => DIGESTS.has(content.occasion));
  if (digests.length > 0) return { told: digests, ...folded(digests) };
  const today = chinaDay(now);
  const toldToday = new Set(
    past
      .filter(({ sealedAt }) => chinaDay(Date.parse(sealedAt)) === today)
      .flatMap(({ items }) => items.map(keyOf)),
  );
  const due = told.filter(({ content: { occasion, notice } }) => {
    return !RECURRENT.has(occasion) || !toldToday.has(keyOf({ ...notice, occasion }));
  });
  const [oldest] = due;
  const last = past[0] && Date.parse(past[0].sealedAt);
  if (oldest === undefined || !isTime(grouping, Date.parse(oldest.content.left), last, now)) return undefined;
  const chosen = due.slice(0, MOST_NOTICES);
  return { told: chosen, ...folded(chosen) };
}

function folded(told: { content: Told }[]): Pick<Chosen<never>, 'items' | 'rest'> {
  const items = new Map<string, Item>();
  for (const { content } of told) {
    const { occasion, notice } = content;
    const { source, title, region, at, zh, en, link, count } = notice;
    const key = keyOf({ occasion, source, link });
    const before = items.get(key);
    // The newest words for it; how often, and since when, is counted.
    const newest = before === undefined || at >= before.at;
    const words = newest ? { at, zh, en, link } : before;
    items.set(key, {
      ...{ occasion, source, title, region },
      times: (before?.times ?? 0) + 1,
      count: count === undefined ? (before?.count ?? null) : (before?.count ?? 0) + count,
      first: before === undefined || at < before.first ? at : before.first,
      ...{ at: words.at, zh: words.zh, en: words.en, link: words.link },
      lines: [...(before?.lines ?? []), ...(notice.lines ?? [])].slice(0, MOST_LINES),
    });
  }
  const sorted = [...items.values()].sort(
    (a, b) => OCCASIONS.indexOf(a.occasion) - OCCASIONS.indexOf(b.occasion) || (a.at < b.at ? 1 : -1),
  );
  const rest: Partial<Record<Occasion, number>> = {};
  for (const { occasion } of sorted.slice(MOST_ITEMS)) rest[occasion] = (rest[occasion] ?? 0) + 1;
  return { items: sorted.slice(0, MOST_ITEMS), rest };
}
