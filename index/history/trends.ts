/** The entries of every source by day, for small lines beside each other. */
import type { Histories } from './port.ts';
import { daysFrom } from './totals.ts';

export interface Trend {
  source: string;
  /** Of its last known day. */
  late: number;
  /** Days on which it was harvested, oldest first; before them the day that held at the start, as that day. */
  days: { day: string; entries: number }[];
}

/** Between two days of China, both included; sources without a figure are not there. */
export async function trends(
  catalogue: Pick<Histories, 'days' | 'lastDays'>,
  from: string,
  until: string,
): Promise<Trend[]> {
  const known = new Map<string, Trend>();
  for (const { source, late, entries } of await catalogue.lastDays(from)) {
    known.set(source, { source, late, days: [{ day: from, entries }] });
  }
  for await (const { source, late, entries, day } of daysFrom(catalogue, { from, until })) {
    const trend = known.get(source) ?? { source, late, days: [] };
    trend.late = late;
    // Harvested on the first day itself, it stands there with that day's figure.
    if (trend.days[0]?.day === day) trend.days.pop();
    trend.days.push({ day, entries });
    known.set(source, trend);
  }
  return [...known.values()];
}
