/** The orders of the list of sources. */
import type { ApiSource, ApiTrends } from '../../../../api/types.ts';

export const COLUMNS = ['name', 'place', 'entries', 'late', 'lastGood', 'nextDue'] as const;
export type Column = (typeof COLUMNS)[number];
export interface Order {
  by: Column;
  down: boolean;
}
export type Trend = ApiTrends['items'][number];

/** `entries` upwards, `-entries` downwards; anything else is the order of GB/T 2260. */
export function orderOf(asked: string | null): Order {
  const by = COLUMNS.find((one) => one === asked?.replace(/^-/, ''));
  return by === undefined ? { by: 'place', down: false } : { by, down: asked?.startsWith('-') === true };
}

export const written = ({ by, down }: Order): string => (down ? `-${by}` : by);

type Value = string | number | null;

const VALUES: Record<Column, (source: ApiSource, trend: Trend | undefined) => Value> = {
  name: ({ title }) => title,
  place: ({ region, id }) => `${region} ${id}`,
  entries: ({ entries, lastGood }) => (lastGood === null ? null : entries),
  late: (_, trend) => trend?.late ?? null,
  lastGood: ({ lastGood }) => lastGood,
  nextDue: ({ nextDue }) => nextDue,
};

/** What has no value stands last in either direction. */
export function ordered(
  sources: ApiSource[],
  { by, down }: Order,
  trends: ReadonlyMap<string, Trend>,
): ApiSource[] {
  const value = (source: ApiSource) => VALUES[by](source, trends.get(source.id));
  return sources.toSorted((one, other) => {
    const [a, b] = [value(one), value(other)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const difference =
      typeof a === 'number' && typeof b === 'number' ? a - b : String(a).localeCompare(String(b), 'zh-CN');
    return down ? -difference : difference;
  });
}
