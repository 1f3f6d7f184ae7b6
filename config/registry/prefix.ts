/** What ids of a province's sources begin with. Pure. */
import { region } from '../regions.ts';
import type { Source } from './source.ts';

/** The first word that most of them share, `guangxi` of `guangxi` and `guangxi-guilin`; undefined where the place's province has none. */
export function prefixOf(sources: Iterable<Pick<Source, 'id' | 'region'>>, code: string): string | undefined {
  const province = region(code)?.province;
  const counted = new Map<string, number>();
  for (const { id, region: place } of sources) {
    if (region(place)?.province !== province) continue;
    const word = id.split('-', 1)[0] as string;
    counted.set(word, (counted.get(word) ?? 0) + 1);
  }
  return [...counted].sort(([, one], [, other]) => other - one)[0]?.[0];
}
