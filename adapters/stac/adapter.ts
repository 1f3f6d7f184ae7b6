/** STAC: the collections of an API or of a static catalogue; items are what collections hold, and are not entries. */
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import { jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListedRow, ListPage, UnlistableRow } from '../contract.ts';
import { nextUrl } from '../paging/next-link.ts';
import { probeByListing } from '../probe.ts';
import { collectionOf, isCatalogue, parseDocument, rowOf, type StacDocument, selfOf } from './parse.ts';
import {
  cursorAt,
  documentRequest,
  type Place,
  placeOf,
  type StacOptions,
  type Step,
  stacOptions,
  startPlace,
} from './request.ts';
import { collectionStatement } from './statement.ts';

interface Asking extends AdapterContext {
  options: StacOptions;
}

/** Catalogues in catalogues: deeper ones go round in a circle. */
const DEEPEST = 20;
/** A child that is not there, or is something else, costs itself. */
const LOST: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'source.not-found',
  'source.refused',
  'source.not-json',
  'source.shape-changed',
  'source.moved',
]);

/** What one step of the walk brings, and where it leads. */
interface Brought {
  rows: ListedRow[];
  unlistable: UnlistableRow[];
  missing: string[];
  declared?: number;
  way: Step[];
}

class Walk {
  readonly #asking: Asking;
  /** Documents that were gone into or were rows: one that is linked twice is one. */
  readonly #gone = new Set<string>();
  /** The last documents, as a child is looked at before it is gone into. */
  readonly #kept = new Map<string, StacDocument>();

  constructor(asking: Asking) {
    this.#asking = asking;
  }

  async #document(url: string): Promise<StacDocument> {
    const kept = this.#kept.get(url);
    if (kept !== undefined) return kept;
    const document = await askAndRead(this.#asking.http, documentRequest(url), (answer) =>
      parseDocument(jsonOf(answer), answer.url),
    );
    if (this.#kept.size >= DEEPEST) this.#kept.delete(this.#kept.keys().next().value as string);
    this.#kept.set(url, document);
    return document;
  }

  #link(href: string, from: string): string {
    return nextUrl(this.#asking.source, this.#asking.options, href, from);
  }

  /** One document, or the next children of one. */
  async step(way: Step[]): Promise<Brought> {
    const here = way.at(-1) as Step;
    const above = way.slice(0, -1);
    if (way.length > DEEPEST)
      throw new CodedError('source.too-large', `${here.url}: more than ${DEEPEST} levels`);
    const document = await this.#document(here.url);
    const brought: Brought = {
      rows: [],
      unlistable: [],
      missing: [],
      ...(document.declared === undefined ? {} : { declared: document.declared }),
      way: above,
    };
    if (document.data !== undefined && above.length === 0 && here.child === 0)
      return { ...brought, way: [{ url: this.#link(document.data, document.url), child: 0 }] };
    const inner =
      document.inline === undefined
        ? await this.#children(document, way, brought)
        : this.#inline(document, brought);
    if (inner !== null) return { ...brought, way: inner };
    const further: Step[] =
      document.next === undefined ? [] : [{ url: this.#link(document.next, document.url), child: 0 }];
    if (further.some(({ url }) => url === here.url))
      throw new CodedError('listing.page-repeated', `${here.url} leads to itself`);
    return { ...brought, way: [...above, ...further, ...brought.way.slice(above.length)] };
  }

  /** Collections become rows; catalogues that stand beside them are gone into after this page. */
  #inline(document: StacDocument, brought: Brought): null {
    for (const value of document.inline ?? []) {
      const self = isCatalogue(value) ? selfOf(value) : undefined;
      if (isCatalogue(value)) {
        if (self === undefined) brought.missing.push(`${document.url}: a catalogue without address`);
        else brought.way = [...brought.way, { url: this.#link(self, document.url), child: 0 }];
        continue;
      }
      this.#row(value, document.url, brought);
    }
    return null;
  }

  #row(value: Parameters<typeof rowOf>[0], url: string, brought: Brought): void {
    const row = rowOf(value, url);
    if ('row' in row) brought.rows.push(row);
    else brought.unlistable.push(row);
  }

  /** The way on where children are left or one is to be gone into; null where all went by. */
  async #children(document: StacDocument, way: Step[], brought: Brought): Promise<Step[] | null> {
    const above = way.slice(0, -1);
    const here = way.at(-1) as Step;
    const end = Math.min(document.children.length, here.child + this.#asking.options.rows);
    for (let child = here.child; child < end; child += 1) {
      this.#asking.signal.throwIfAborted();
      const href = document.children[child] as string;
      let url = href;
      let inner: StacDocument;
      try {
        url = this.#link(href, document.url);
        if (this.#gone.has(url) || way.some((step) => step.url === url)) continue;
        inner = await this.#document(url);
      } catch (error) {
        const { code } = coded(error);
        if (!LOST.has(code)) throw error;
        brought.missing.push(`${url}: ${code}`);
        continue;
      }
      this.#gone.add(url);
      if (inner.collection !== undefined) this.#row(inner.collection, inner.url, brought);
      if (inner.collection === undefined || inner.children.length > 0)
        return [...above, { ...here, child: child + 1 }, { url, child: 0 }];
    }
    return end < document.children.length ? [...above, { ...here, child: end }] : null;
  }
}

async function* pagesOf(asking: Asking, start: Place): AsyncGenerator<ListPage> {
  const walk = new Walk(asking);
  let { way, first } = start;
  let held: Omit<Brought, 'way'> = { rows: [], unlistable: [], missing: [] };
  for (;;) {
    asking.signal.throwIfAborted();
    const { way: onwards, ...brought } = await walk.step(way);
    // Steps that bring a few are one page together.
    held = {
      ...brought,
      rows: [...held.rows, ...brought.rows],
      unlistable: [...held.unlistable, ...brought.unlistable],
      missing: [...held.missing, ...brought.missing],
    };
    way = onwards;
    const count = held.rows.length + held.unlistable.length;
    const whole = brought.declared !== undefined ? count > 0 : count >= asking.options.rows;
    if (way.length > 0 && !whole) continue;
    const { rows, unlistable, missing, declared } = held;
    const head = rows[0]?.id ?? null;
    if (head !== null && head === first)
      throw new CodedError('listing.page-repeated', `a page begins with ${head}, as the page before it`);
    first = head;
    yield {
      rows,
      unlistable,
      ...(declared === undefined ? {} : { declared }),
      ...(missing.length === 0 ? {} : { missing: missing.join('; ').slice(0, 1000) }),
      next: way.length === 0 ? null : cursorAt({ way, first }),
    };
    if (way.length === 0) return;
    held = { rows: [], unlistable: [], missing: [] };
  }
}

export const stacAdapter: Adapter = {
  family: 'stac',

  probe: (context) => probeByListing(stacAdapter, context),

  list(context, cursor) {
    const options = stacOptions(context.source);
    return pagesOf(
      { ...context, options },
      cursor === null ? startPlace(context.source, options) : placeOf(cursor),
    );
  },

  detail: async () => [],

  read(source, record) {
    const url = record.parts.find(({ role }) => role === 'row')?.url ?? source.harvest.base;
    return collectionStatement(collectionOf(record), record.id, url, stacOptions(source).page);
  },
};
