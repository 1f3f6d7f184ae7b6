/**
 * What was open and is now only under authorised operation, or gone; what is offered for money, or only under authorised
 * operation, that other places give openly.
 */
import { lettersAndDigits } from '../../../normalizer/identity/letters.ts';
import { Alike } from '../alike.ts';
import { type Certainty, type Found, keyOf, MOST_ENTRIES } from '../finding.ts';
import type { Lost } from '../lost.ts';
import { hashed } from '../repeats.ts';
import type { Seen } from '../seen.ts';

const LEAST_PLACES = 3;
/** Heavier than any number of cities: it was taken from everybody. */
const WORST = 1_000;
const EXAMPLES = Math.min(8, MOST_ENTRIES);
/** Paid things that are held against all open ones. */
const MOST_PAID = 20_000;

interface Open {
  /** By city, or by the place itself above that: its entry of the smallest hash. */
  places: Map<string, { id: string; place: string; order: number }>;
}

export class SupplyShifts {
  readonly #paid: Seen[] = [];
  readonly #lost = new Map<string, Lost[]>();
  /** Of what is gone: what is sold of it in its place, the smallest id; blank where nothing is. */
  readonly #sold = new Map<string, string>();
  #open = new Map<string, Open>();
  #alike = new Alike([]);
  /** There were more paid things than are looked at. */
  truncated = false;

  /** `lost`: what was open once, and is not. */
  constructor(lost: readonly Lost[]) {
    for (const each of lost) {
      const key = placed(each.seen);
      this.#lost.set(key, [...(this.#lost.get(key) ?? []), each]);
      if (each.how === 'gone') this.#sold.set(soldAs(each.seen), '');
    }
  }

  first(seen: Seen): void {
    if (!seen.paid || seen.kind === '') return;
    if (this.#paid.length < MOST_PAID) this.#paid.push(seen);
    else this.truncated = true;
  }

  choose(): void {
    this.#open = new Map(this.#paid.map(({ kind }) => [kind, { places: new Map() }]));
    this.#alike = new Alike(this.#open.keys());
  }

  third(seen: Seen): void {
    const { id, kind, place, open, paid } = seen;
    // It came back under another id, or its neighbour gives it.
    if (open && !paid) this.#lost.delete(placed(seen));
    const sold = paid ? this.#sold.get(soldAs(seen)) : undefined;
    if (sold === '' || (sold !== undefined && id < sold)) this.#sold.set(soldAs(seen), id);
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
    for (const each of [...this.#lost.values()].flat()) yield this.#becameOf(each);
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

  #becameOf({ seen, at, how }: Lost): Found {
    const { id, source, place, title } = seen;
    const sold = how === 'gone' ? (this.#sold.get(soldAs(seen)) ?? '') : '';
    const became = sold === '' ? how : 'operated';
    return {
      list: 'supply-shifts',
      key: keyOf('lost', id),
      region: place,
      sources: [source],
      entries: [id, ...(sold === '' ? [] : [sold])],
      title,
      certainty: became === 'gone' ? 'likely' : 'certain',
      weight: became === 'operated' ? WORST : 0,
      reasons: [{ code: `was-open-now-${became}`, values: { at: at.slice(0, 10) } }],
    };
  }
}

/** The same thing in the same place, whoever lists it. */
const placed = ({ kind, title, times, place }: Seen): string =>
  [kind === '' ? lettersAndDigits(title) : kind, times, place].join('\n');
const soldAs = ({ kind, title, place }: Seen): string =>
  [kind === '' ? lettersAndDigits(title) : kind, place].join('\n');

const certaintyOf = (places: number, here: boolean): Certainty =>
  places >= 10 ? 'certain' : places >= LEAST_PLACES && here ? 'certain' : places >= 5 ? 'likely' : 'possible';
