/** OAI-PMH 2.0: lists joined by resumption tokens, deletions told by headers, changes asked for by date. */
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import { askAndRead } from '../answers/ask.ts';
import type { Adapter, AdapterContext, ListedRow, ListPage, UnlistableRow } from '../contract.ts';
import { probeByListing } from '../probe.ts';
import { identifierOf, type OaiPage, parseIdentify, parseList, rowsOf } from './parse.ts';
import {
  identifyRequest,
  inGranularity,
  listRequest,
  type OaiCursor,
  type OaiOptions,
  oaiCursor,
  oaiOptions,
  startAt,
} from './request.ts';
import { oaiStatement } from './statement.ts';
import { anew, broughtBefore, passing } from './walk.ts';

interface Asking extends AdapterContext {
  options: OaiOptions;
}

/** How servers refuse a token; what is not among these is a fault of another kind. */
const TOKEN_REFUSED = new Set(['badResumptionToken', 'badArgument', 'cannotDisseminateFormat']);
/** A token that is no longer known is answered with 400 or 404 as well. */
const REFUSALS: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['source.refused', 'source.not-found']);

async function ask({ source, http, options }: Asking, at: OaiCursor): Promise<OaiPage> {
  try {
    return await askAndRead(http, listRequest(source, options, at), parseList);
  } catch (error) {
    const { code, detail } = coded(error);
    if (at.token === null || !REFUSALS.has(code)) throw error;
    const refused = { code: 'badResumptionToken', words: detail };
    return { url: source.harvest.base, records: [], token: null, error: refused };
  }
}

const tokenRefused = ({ error }: OaiPage): boolean => error !== undefined && TOKEN_REFUSED.has(error.code);

/** A refused token is tried once the other way: with the metadata prefix beside it, or without. */
async function askEitherWay(asking: Asking, at: OaiCursor): Promise<{ page: OaiPage; at: OaiCursor }> {
  const page = await ask(asking, at);
  if (at.token === null || !tokenRefused(page)) return { page, at };
  const otherwise = { ...at, prefixed: !at.prefixed };
  const second = await ask(asking, otherwise);
  return tokenRefused(second) ? { page, at } : { page: second, at: otherwise };
}

/** What is still to come after a page; the pages of all sets are one listing. */
function onwards({ options }: Asking, passed: OaiCursor, page: OaiPage): OaiCursor | null {
  if (page.token !== null) return { ...passed, token: page.token };
  return passed.set + 1 < options.sets.length ? startAt(passed.set + 1, passed.origin) : null;
}

/** The rows of a page that are not yet known. */
async function newRows({ options }: Asking, page: OaiPage, at: OaiCursor, known: Set<string>) {
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const record of page.records) {
    if (at.set > 0 && broughtBefore(record, options.sets, at.set)) continue;
    const id = identifierOf(record);
    if (id !== undefined && at.begunAnew && known.has(id)) continue;
    if (id !== undefined) known.add(id);
    for (const row of await rowsOf(record, page.url, options)) {
      if ('row' in row) rows.push(row);
      else unlistable.push(row);
    }
  }
  return { rows, unlistable };
}

/** Whether a page has a record that did not go by yet. */
const bringsNew = (page: OaiPage, known: ReadonlySet<string>): boolean =>
  page.records.some((record) => !known.has(identifierOf(record) ?? ''));

/** What a set was said to hold and did not bring. */
function shortOf({ options }: Asking, { set, total, passed }: OaiCursor): Pick<ListPage, 'missing'> {
  if (options.estimates || options.sets.length < 2 || total === null || passed >= total) return {};
  return { missing: `set ${options.sets[set]}: ${passed} of ${total} records` };
}

async function* pagesOf(asking: Asking, start: OaiCursor): AsyncGenerator<ListPage> {
  const { options, signal } = asking;
  const known = new Set<string>();
  let at = start;
  let peeked: Awaited<ReturnType<typeof askEitherWay>> | null = null;
  for (;;) {
    signal.throwIfAborted();
    const asked: Awaited<ReturnType<typeof askEitherWay>> = peeked ?? (await askEitherWay(asking, at));
    peeked = null;
    const { page } = asked;
    const { error } = page;
    if (error !== undefined && error.code !== 'noRecordsMatch') {
      const partly = at.token === null && at.from !== at.origin;
      if (at.token === null && !(partly && error.code === 'badArgument'))
        throw new CodedError('source.answer-failed', `${page.url}: ${error.code} ${error.words}`);
      const all = at.total !== null && at.passed >= at.total;
      // A token behind the last record leads nowhere, which is the end.
      if (!all) {
        at = partly
          ? { ...startAt(at.set, at.origin), prefixed: at.prefixed, begunAnew: true }
          : anew(at, page.url, `${error.code} ${error.words}`);
        continue;
      }
    }
    const { rows, unlistable } = await newRows(asking, page, asked.at, known);
    const passed = passing(asked.at, page);
    const fresh = rows.length + unlistable.length > 0;
    const behind = { ...passed, begunAnew: passed.begunAnew && !fresh };
    let next = onwards(asking, behind, page);
    // A token behind the declared end: counts lag, and some servers (pycsw) lead back to the beginning by it.
    if (next !== null && page.token !== null && passed.total !== null && passed.passed >= passed.total) {
      peeked = await askEitherWay(asking, next);
      if (!bringsNew(peeked.page, known)) {
        peeked = null;
        next = onwards(asking, behind, { ...page, token: null });
      }
    }
    if (next !== null && next.token !== null && next.token === asked.at.token && page.records.length === 0)
      throw new CodedError('listing.page-repeated', `${page.url}: token ${next.token} leads to itself`);
    const empty = error?.code === 'noRecordsMatch' && at.token === null && at.from === at.origin;
    const declared = empty ? 0 : passed.total;
    const first = at.token === null && at.set === 0 && at.from === at.origin && !at.begunAnew;
    // What went by before a token was refused is not told twice; pages with nothing else are passed over.
    if (fresh || next === null || !asked.at.begunAnew)
      yield {
        rows,
        unlistable,
        ...(declared === null || options.estimates || options.sets.length > 1 ? {} : { declared }),
        ...(first && page.clock !== undefined ? { clock: page.clock } : {}),
        ...(next === null || next.set !== passed.set ? shortOf(asking, passed) : {}),
        next,
      };
    if (next === null) return;
    at = next;
  }
}

export const oaiPmhAdapter: Adapter = {
  family: 'oai-pmh',

  probe: (context) => probeByListing(oaiPmhAdapter, context),

  list(context, cursor) {
    const options = oaiOptions(context.source);
    return pagesOf({ ...context, options }, cursor === null ? startAt(0, null) : oaiCursor(cursor, options));
  },

  changes: {
    offered: (source) => oaiOptions(source).changes,

    async *list(context, since, cursor) {
      const options = oaiOptions(context.source);
      if (cursor !== null) return yield* pagesOf({ ...context, options }, oaiCursor(cursor, options));
      const request = identifyRequest(context.source, options);
      const { granularity } = await askAndRead(context.http, request, parseIdentify);
      yield* pagesOf({ ...context, options }, startAt(0, inGranularity(since, granularity)));
    },
  },

  detail: async () => [],

  read: (_source, record) => oaiStatement(record),
};
