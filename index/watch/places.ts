/** Which places can be held against each other: harvested, of one level, with enough entries. */
import { region } from '../../config/regions.ts';

export const LEVELS = ['province', 'city', 'county'] as const;
export type Level = (typeof LEVELS)[number];

/** Fewer entries than this say nothing of what a place does not offer. */
const ENOUGH = 100;
/** Fewer places of a level than this are no company to be held against. */
const COMPANY = 6;

/** The place and those that it lies in, from the finest up to the province. */
export function upwards(code: string): string[] {
  const place = region(code);
  if (place === undefined) return [];
  return [...new Set([code, place.city, place.province])].filter((each) => each !== undefined);
}

export class Places {
  readonly #own = new Map<string, number>();
  readonly #whole = new Map<string, number>();
  readonly #sources = new Map<string, Set<string>>();
  readonly #served: ReadonlySet<string>;

  /** `served`: places that sources of ours serve. */
  constructor(served: ReadonlySet<string>) {
    this.#served = served;
  }

  note(place: string, source: string): void {
    this.#own.set(place, (this.#own.get(place) ?? 0) + 1);
    for (const each of upwards(place)) this.#whole.set(each, (this.#whole.get(each) ?? 0) + 1);
    const sources = this.#sources.get(place);
    if (sources === undefined) this.#sources.set(place, new Set([source]));
    else sources.add(source);
  }

  /** Sources that have entries of the place itself. */
  sourcesOf(place: string): string[] {
    return [...(this.#sources.get(place) ?? [])].sort();
  }

  /** By level; a level without company is empty. */
  comparable(): Map<Level, string[]> {
    return new Map(
      LEVELS.map((level) => {
        const found = [...this.#whole.keys()].filter((place) => this.#isComparable(place, level)).sort();
        return [level, found.length < COMPANY ? [] : found];
      }),
    );
  }

  /** A county is harvested where its city's platform is; what a province lists of a city is not all that the city has. */
  #isComparable(code: string, level: Level): boolean {
    const place = region(code);
    if (place?.level !== level) return false;
    const served = this.#served.has(code) || (level === 'county' && this.#served.has(place.city ?? ''));
    const entries = (level === 'city' ? this.#whole : this.#own).get(code) ?? 0;
    return served && entries >= ENOUGH;
  }
}
