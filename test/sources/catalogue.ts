/** The things of one platform, changeable between harvests, and the view of them that its wire serves. */
import type { CONTENT_FAULTS, Misbehaviour } from './misbehave.ts';
import { type IdShape, identifier, type SampledThing } from './thing.ts';
import type { Listing } from './wire.ts';

/** Changes to a platform's things, for what happens between two harvests. */
export interface Mutate {
  /** Throws where there is no such thing. */
  change(id: string, patch: Partial<SampledThing>): void;
  /** Added at the head of the list, as portals sort by date. */
  add(thing: SampledThing): void;
  remove(...ids: string[]): void;
}

export class Shelf implements Mutate {
  /** In the order of listing, repeats included. */
  things: SampledThing[];
  readonly #byId = new Map<string, SampledThing>();
  readonly shape: IdShape;

  constructor(things: SampledThing[], shape: IdShape) {
    this.things = [...things];
    this.shape = shape;
    for (const thing of things) this.#byId.set(thing.id, thing);
  }

  /** Distinct identifiers: the entries that a harvest must end with. */
  get distinct(): number {
    return this.#byId.size;
  }

  get(id: string): SampledThing | undefined {
    return this.#byId.get(id);
  }

  change(id: string, patch: Partial<SampledThing>): void {
    const thing = this.#byId.get(id);
    if (!thing) throw new Error(`no thing ${id} to change`);
    const changed = { ...thing, ...patch, id };
    this.#byId.set(id, changed);
    this.things = this.things.map((each) => (each.id === id ? changed : each));
  }

  add(thing: SampledThing): void {
    this.#byId.set(thing.id, thing);
    this.things.unshift(thing);
  }

  remove(...ids: string[]): void {
    const gone = new Set(ids);
    for (const id of gone) this.#byId.delete(id);
    this.things = this.things.filter((thing) => !gone.has(thing.id));
  }
}

/** A number that looks arbitrary and is the same for the same two. */
const scatter = (text: string, nonce: number): number => {
  let hash = 2166136261 ^ nonce;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 16777619);
  return hash >>> 0;
};

/** A thing that its system cannot write down. */
export class PoisonedRow extends Error {}

/** The listing that one request sees, with the faults of content that are switched on. */
export function listingOf(
  shelf: Shelf,
  faults: Misbehaviour[],
  request: number,
  lets?: (thing: SampledThing) => boolean,
): Listing {
  const on = (what: (typeof CONTENT_FAULTS)[number]) => faults.some((fault) => fault.what === what);
  let things = lets ? shelf.things.filter(lets) : shelf.things;
  if (on('unstable-order')) {
    things = [...things].sort((a, b) => scatter(a.id, request) - scatter(b.id, request));
  }
  if (on('empty')) things = [];
  const half = faults.find((fault) => fault.what === 'half');
  if (half !== undefined) things = things.slice(0, Math.ceil(things.length * (half.share ?? 0.5)));
  const short = on('short') ? Math.ceil(things.length / 2) : things.length;
  const endless = on('endless');
  const rowsOf = (what: Misbehaviour['what'], otherwise: number) =>
    faults.find((fault) => fault.what === what)?.rows ?? otherwise;
  const more = on('grown') ? rowsOf('grown', 1_000_000) : 0;
  const lag = on('lagging-count') ? rowsOf('lagging-count', 7) : 0;
  const spoiled = (thing: SampledThing): SampledThing => {
    if (on('no-title') && thing.id === shelf.things[2]?.id) return { ...thing, title: '' };
    return thing;
  };
  const invented = (position: number): SampledThing => {
    const thing = things[position % Math.max(1, things.length)]!;
    return { ...thing, id: identifier(shelf.shape, `endless ${thing.id} ${position}`) };
  };
  return {
    views: request,
    where: (filter) => listingOf(shelf, faults, request, filter),
    get total() {
      if (on('undeclared')) return Number.NaN;
      return endless ? 1_000_000_000 : Math.max(0, things.length + more - lag);
    },
    slice(offset, count) {
      const from = on('repeated-page') ? 0 : offset;
      const rows = things.slice(from, Math.min(from + count, short));
      const end = endless ? from + count : Math.min(from + count, things.length + more);
      if (on('poisoned-row') && rows.some(({ id }) => id === shelf.things[2]?.id)) throw new PoisonedRow();
      if (endless || more > 0) for (let i = from + rows.length; i < end; i++) rows.push(invented(i));
      return rows.map((thing, i) => (on('no-id') && from + i === 2 ? { ...thing, id: '' } : spoiled(thing)));
    },
    get(id) {
      if (on('details-missing')) return undefined;
      const thing = shelf.get(id);
      if (thing) return spoiled(thing);
      return (endless || more > 0) && id !== '' && things[0] ? { ...things[0], id } : undefined;
    },
  };
}
