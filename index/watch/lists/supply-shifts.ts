/** What is offered for money, or only under authorised operation, that other places give openly. */
import { Alike } from '../alike.ts';
import { type Certainty, type Found, keyOf, MOST_ENTRIES } from '../finding.ts';
import { hashed } from '../repeats.ts';
import type { Seen } from '../seen.ts';

const LEAST_PLACES = 3;
const EXAMPLES = Math.min(8, MOST_ENTRIES);
/** Paid things that are held against all open ones. */
const MOST_PAID = 20_000;

interface Open {
  /** By city, or by the place itself above that: its entry of the smallest hash. */
  places: Map<string, { id: string; place: string; order: number }>;
}

export class SupplyShifts {
  readonly #paid: Seen[] = [];
  #open = new Map<string, Open>();
  #alike = new Alike([]);
  /** There were more paid things than are looked at. */
  truncated = false;

  first(seen: Seen): void {
    if (!seen.paid || seen.kind === '') return;
    if (this.#paid.length < MOST_PAID) this.#paid.push(seen);
    else this.truncated = true;
  }

  choose(): void {
    this.#open = new Map(this.#paid.map(({ kind }) => [kind, { places: new Map() }]));
    this.#alike = new Alike(this.#open.keys());
  }

  third({ id, kind, place, open, paid }: Seen): void {
    if (!open || paid || kind === '') return;
    for (const key of this.#alike.of(kind)) {
      const { places } = this.#open.get(key) as Open;
      const city = place.slice(0, 4);
      const order = hashed(id);
      const known = places.get(city);
      if (known === undefined || order < known.order || (order === known.order && id < known.id))
        places.set(city, { id, place, order });
    }
  }

  *found(): Generator<Found> {
    for (const { id, source, place, title, kind } of this.#paid) {
      const { places } = this.#open.get(kind) as Open;
      const own = places.get(place.slice(0, 4));
      const others = [...places].filter(([city]) => city !== place.slice(0, 4)).map(([, each]) => each);
      if (others.length < LEAST_PLACES && own === undefined) continue;
      const examples = others.sort((a, b) => a.order - b.order).slice(0, EXAMPLES);
      yield {
        list: 'supply-shifts',
        key: keyOf('paid', id),
        region: place,
        sources: [source],
        entries: [id, ...(own === undefined ? [] : [own.id]), ...examples.map((each) => each.id)],
        title,
        certainty: certaintyOf(others.length, own !== undefined),
        weight: others.length,
        reasons: [
          ...(others.length >= LEAST_PLACES
            ? [{ code: 'open-elsewhere', values: { places: others.length } }]
            : []),
          ...(own === undefined ? [] : [{ code: 'open-here-too' }]),
        ],
      };
    }
  }
}

const certaintyOf = (places: number, here: boolean): Certainty =>
  places >= 10 ? 'certain' : places >= LEAST_PLACES && here ? 'certain' : places >= 5 ? 'likely' : 'possible';
