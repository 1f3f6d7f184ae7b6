/** Socrata's Discovery API, scrolled by ids; what changed, by the newest first. */
import { CodedError } from '../../config/errors/errors.ts';
import { clockOf, jsonOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListPage } from '../contract.ts';
import { isObject } from '../formats/json/values.ts';
import { listByOffset } from '../paging/offsets.ts';
import { probeByListing } from '../probe.ts';
import { changedAt, idOf, parseCatalogue } from './parse.ts';
import { catalogueRequest, type SocrataCursor, socrataCursor, socrataOptions } from './request.ts';
import { statementOf } from './statement.ts';

/** Where the offsets of the API end. */
const CAP = 10_000;

async function page({ source, http }: AdapterContext, place: { after: string | null } | { newest: number }) {
  const options = socrataOptions(source);
  return askAndRead(http, catalogueRequest(source, options, place), (answer) => ({
    ...parseCatalogue(jsonOf(answer), answer.url, options),
    ...clockOf(answer),
    url: answer.url,
  }));
}

async function* scrolled(context: AdapterContext, start: SocrataCursor): AsyncGenerator<ListPage> {
  const limit = socrataOptions(context.source).rows;
  for (let from = start; ; ) {
    context.signal.throwIfAborted();
    const { items, url, ...listed } = await page(context, from);
    const ids = listed.rows.map(({ id }) => id);
    // A server that does not look at the id gives the same page again.
    if (from.after !== null && ids.includes(from.after))
      throw new CodedError('listing.page-repeated', `${url} begins again with ${ids[0]}`);
    const passed = from.passed + items.length;
    const step = Math.max(from.step, items.length);
    const full = items.length >= (from.step === 0 ? limit : step);
    const ended = items.length === 0 || (!full && passed >= (listed.declared ?? passed));
    const after = ids.at(-1) ?? null;
    // Nothing on the page says where it ends.
    if (!ended && after === null)
      throw new CodedError('source.shape-changed', `${url}: no row of ${items.length} has an id`);
    const next: SocrataCursor | null = ended ? null : { after, passed, step };
    yield { ...listed, next };
    if (next === null) return;
    from = next;
  }
}

/** The newest first, up to the first that did not change since. */
async function* changedSince(
  context: AdapterContext,
  since: number,
  cursor: Parameters<Adapter['list']>[1],
): AsyncGenerator<ListPage> {
  let older = false;
  const pages = listByOffset(
    {
      signal: context.signal,
      rows: socrataOptions(context.source).rows,
      cap: CAP,
      async ask(start) {
        const { items, declared: _all, ...listed } = await page(context, { newest: start });
        const past = new Set(
          items.filter(isObject).flatMap((item) => ((changedAt(item) ?? since) < since ? [idOf(item)] : [])),
        );
        older = past.size > 0;
        return { ...listed, rows: listed.rows.filter(({ id }) => !past.has(id)) };
      },
    },
    cursor,
  );
  for await (const listed of pages) {
    if (!older) {
      const capped = listed.next !== null && Number(listed.next.start) >= CAP;
      yield capped ? { ...listed, next: null, missing: `more than ${CAP} things changed` } : listed;
      if (capped) return;
      continue;
    }
    yield { ...listed, next: null };
    return;
  }
}

export const socrataAdapter: Adapter = {
  family: 'socrata',

  probe: (context) => probeByListing(socrataAdapter, context),

  list: (context, cursor) => scrolled(context, socrataCursor(cursor)),

  changes: {
    offered: () => true,
    list: (context, since, cursor) => changedSince(context, Date.parse(since), cursor),
  },

  detail: async () => [],

  read: (_source, record) => statementOf(record),
};
