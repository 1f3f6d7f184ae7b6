/** Generated entries of the whole country at any size: the same for the same size, whoever makes which part. */
import type { Entry } from '../../../normalizer/entry.ts';
import { generatedEntry, type Place, places, seeded } from '../../index/generator.ts';

/** Each place with its number of entries. */
export function sharesOf(total: number): [place: Place, entries: number][] {
  const all = places();
  const each = Math.ceil(total / all.length);
  return all.map((place, at): [Place, number] => [place, Math.max(0, Math.min(each, total - at * each))]);
}

export function generatedOf(place: Place, entries: number): Entry[] {
  const random = seeded(Number(place.region));
  return Array.from({ length: entries }, (_, at) => generatedEntry(place, at, random));
}
