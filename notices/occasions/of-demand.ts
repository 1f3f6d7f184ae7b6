/** What was found for a demand, each time that something was. Pure. */
import type { Demand } from '../../index/people/demands.ts';
import { type Notice, oneLine } from './notice.ts';

/** Of what was found after that instant, one notice each time. */
export function noticesOfDemand(id: string, { need, region, likely }: Demand, after: string): Notice[] {
  const found = new Map<string, typeof likely>();
  for (const each of likely) {
    if (each.since > after) found.set(each.since, [...(found.get(each.since) ?? []), each]);
  }
  return [...found].map(([since, resources]) => ({
    id: `demand-matched:${id}:${since}`,
    occasions: ['demand-matched'],
    ...{ source: null, title: null, region, at: since, demand: id },
    zh: `需求「${oneLine(need, 80)}」：有可能的数据`,
    count: resources.length,
    en: `For “${oneLine(need, 80)}”: this may be what is missed`,
    link: `/demands/${encodeURIComponent(id)}`,
    lines: resources.map(({ resource, title }) => ({
      ...{ zh: oneLine(title), en: oneLine(title), link: `/resources/${encodeURIComponent(resource)}` },
    })),
  }));
}
