/** The entries of every source by day, for small lines beside each other. */
import type { Histories } from './port.ts';

export interface Trend {
  source: string;
  /** Of its last known day. */
  late: number;
  /** Days on which it was harvested, oldest first; before them the day that held at the start, as that day. */
  days: { day: string; entries: number }[];
}

/** Between two days of China, both included; sources without a figure are not there. */
export async function trends(
  catalogue: Pick<Histories, 'lines'>,
  from: string,
  until: string,
): Promise<Trend[]> {
  const known = new Map<string, Trend>();
  for (const { source, late, entries, day } of await catalogue.lines(from, until)) {
    let trend = known.get(source);
    if (trend === undefined) {
      trend = { source, late, days: [] };
      known.set(source, trend);
    }
    trend.late = late;
    // Harvested on the first day itself, it stands there with that day's figure.
    if (trend.days[0]?.day === day) trend.days.pop();
    trend.days.push({ day: day < from ? from : day, entries });
  }
  return [...known.values()];
}
