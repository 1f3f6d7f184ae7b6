/**
 * Kinds of data that at least a third of comparable places offer and a place does not. Which kinds there are is found from
 * the titles: what two cities call alike. Three looks: who repeats, who offers what, and whether a place that seems to
 * lack a kind has it under another name.
 */
import { Alike } from '../alike.ts';
import { type Certainty, type Found, MOST_ENTRIES } from '../finding.ts';
import { LEVELS, type Level, type Places, upwards } from '../places.ts';
import { hashed, nameOf, Repeats } from '../repeats.ts';
import type { Seen } from '../seen.ts';

const SHARE = 1 / 3;
const LEAST_PLACES = 3;
/** Examples of a kind elsewhere. */
const EXAMPLES = Math.min(6, MOST_ENTRIES);

interface Kind {
  /** Comparable places by level that offer it. */
  offered: Map<Level, Set<string>>;
  names: Map<string, number>;
  /** Ids of the first few. */
  examples: { id: string; place: string }[];
}

export class PeerGaps {
  readonly #repeats: Repeats;
  readonly #offering = new Map<string, Set<string>>();
  #company = new Map<Level, string[]>();
  #levelOf = new Map<string, Level>();
  #kinds = new Map<string, Kind>();
  #alike = new Alike([]);

  constructor(expected: number) {
    this.#repeats = new Repeats(expected);
  }

  first({ kind, place, open }: Seen): void {
    // By city: what the counties of one platform all have is the platform's.
    if (open && kind !== '') this.#repeats.note(kind, place.slice(0, 4));
  }

  second({ kind, place, open }: Seen): void {
    if (!open || kind === '' || !this.#repeats.maybe(kind)) return;
    const places = this.#offering.get(kind);
    if (places === undefined) this.#offering.set(kind, new Set([place]));
    else places.add(place);
  }

  /** Between the second look and the third. */
  choose(places: Places): void {
    this.#company = places.comparable();
    for (const [level, codes] of this.#company) for (const code of codes) this.#levelOf.set(code, level);
    for (const [key, exact] of this.#offering) {
      const offered = this.#byLevel(exact);
      const isCommon = LEVELS.some((level) => this.#isCommon(level, offered.get(level)?.size ?? 0));
      if (isCommon) this.#kinds.set(key, { offered, names: new Map(), examples: [] });
    }
    this.#offering.clear();
    this.#alike = new Alike(this.#kinds.keys());
  }

  third({ id, kind, name, said, place, open }: Seen): void {
    for (const key of this.#alike.of(kind, said)) {
      const known = this.#kinds.get(key) as Kind;
      for (const each of upwards(place)) {
        const level = this.#levelOf.get(each);
        // Shared or sold, it is there; that it is not open is another list's matter.
        if (level !== undefined) known.offered.get(level)?.add(each);
      }
      if (key !== kind || !open) continue;
      known.names.set(name, (known.names.get(name) ?? 0) + 1);
      known.examples.push({ id, place });
      if (known.examples.length > EXAMPLES * 20) known.examples = this.#ofSomeUse(known.examples);
    }
  }

  *found(places: Places): Generator<Found> {
    for (const [key, { offered, names, examples }] of this.#kinds) {
      const title = titleOf(names);
      for (const [level, company] of this.#company) {
        const offering = offered.get(level) as Set<string>;
        if (!this.#isCommon(level, offering.size)) continue;
        const entries = this.#chosen(examples, level).map(({ id }) => id);
        for (const place of company) {
          if (offering.has(place)) continue;
          const share = offering.size / (company.length - 1);
          yield {
            list: 'peer-gaps',
            key: `${place}:${nameOf(key)}`,
            region: place,
            sources: places.sourcesOf(place),
            entries,
            title,
            certainty: certaintyOf(share),
            weight: Math.round(share * 1000) / 1000,
            reasons: [
              { code: 'offered-by-peers', values: { level, places: offering.size, of: company.length - 1 } },
            ],
          };
        }
      }
    }
  }

  #byLevel(exact: ReadonlySet<string>): Map<Level, Set<string>> {
    const offered = new Map<Level, Set<string>>(LEVELS.map((level) => [level, new Set()]));
    for (const place of exact) {
      for (const each of upwards(place)) {
        const level = this.#levelOf.get(each);
        if (level !== undefined) offered.get(level)?.add(each);
      }
    }
    return offered;
  }

  /** One of each place of a level, its own before its counties', in an order that is no platform's. */
  #chosen(examples: Kind['examples'], level: Level): Kind['examples'] {
    const placed = examples.flatMap((example) => {
      const at = upwards(example.place).find((each) => this.#levelOf.get(each) === level);
      return at === undefined ? [] : [{ ...example, at, within: Number(at !== example.place) }];
    });
    placed.sort((a, b) => a.within - b.within || hashed(a.id) - hashed(b.id) || (a.id < b.id ? -1 : 1));
    const places = new Set<string>();
    return placed.filter(({ at }) => !places.has(at) && places.add(at)).slice(0, EXAMPLES);
  }

  /** Those that would be chosen at some level. */
  #ofSomeUse(examples: Kind['examples']): Kind['examples'] {
    const ids = new Set(LEVELS.flatMap((level) => this.#chosen(examples, level).map(({ id }) => id)));
    return examples.filter(({ id }) => ids.has(id));
  }

  #isCommon(level: Level, offering: number): boolean {
    const company = this.#company.get(level)?.length ?? 0;
    return company > 0 && offering >= Math.max(LEAST_PLACES, (company - 1) * SHARE);
  }
}

const certaintyOf = (share: number): Certainty =>
  share >= 2 / 3 ? 'certain' : share >= 1 / 2 ? 'likely' : 'possible';

/** The commonest, of those the shortest. */
function titleOf(names: ReadonlyMap<string, number>): string {
  const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const sorted = [...names].sort(([a, m], [b, n]) => n - m || a.length - b.length || order(a, b));
  return sorted[0]?.[0] ?? '';
}
