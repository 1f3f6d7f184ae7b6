/** The engine of declared wires: one adapter for all platforms whose wires differ in paths and keys only. */

import type { PartReading } from '../../config/declared.ts';
import { CodedError, coded, type ErrorCode } from '../../config/errors.ts';
import type { Cursor, RawPart } from '../../config/record.ts';
import { textOf } from '../answer.ts';
import { askAndRead } from '../ask.ts';
import type {
  Adapter,
  AdapterContext,
  HttpClient,
  HttpRequest,
  HttpResponse,
  ListedRow,
  ListPage,
} from '../contract.ts';
import { refuseEnvelope } from '../failure.ts';
import { inParts, type Span } from '../in-parts.ts';
import { pastTheEnd } from '../past-the-end.ts';
import { probeByListing } from '../probe.ts';
import { catalogueAt, catalogueOf, cataloguesOf, walksOf } from './catalogues.ts';
import { decode, message, refuseFailure } from './decode.ts';
import { HtmlScope } from './html-scope.ts';
import { JsonScope } from './json-scope.ts';
import {
  advance,
  mayFollow,
  missing,
  onward,
  type Position,
  pagingValues,
  plus,
  readCursor,
  START,
  spanOf,
  stated,
  toldInParts,
  writeCursor,
} from './page.ts';
import { type ParsedPage, parseList } from './parse.ts';
import { prelude, renewed } from './prelude.ts';
import { readRecord, rowValues } from './read.ts';
import { requestOf } from './request.ts';
import type { Scope } from './select.ts';
import type { Values } from './template.ts';
import { type CompiledWire, valuesOf, wireOf } from './wire.ts';

/** `family`: `declared`, or the preset whose wires it speaks. */
export function declaredAdapter(family: string): Adapter {
  const asked = { family, list, detail, read: readRecord };
  return { ...asked, probe: (context) => probeByListing(asked, context) };
}

async function* list(context: AdapterContext, cursor: Cursor | null): AsyncGenerator<ListPage> {
  const catalogues = cataloguesOf(wireOf(context.source));
  let start = cursor;
  let before: number | null = 0;
  for (let at = catalogueAt(cursor, catalogues.length); at < catalogues.length; at += 1) {
    const compiled = catalogues[at]!;
    const { paging, disjoint } = compiled.wire.list;
    const { each, named } = await walksOf(context, compiled);
    const walks = each.length;
    const ask = (of: Position): Promise<ParsedPage> => page(context, compiled, each[of.walk]!, of);
    let position: Position | null =
      start === null ? { ...START, catalogue: at, before } : readCursor(start, paging, walks, named);
    start = null;
    let fetched: ParsedPage | null = null;
    while (position !== null) {
      context.signal.throwIfAborted();
      const from: Position = position;
      const here: ParsedPage = fetched ?? (await ask(from));
      const { rows, unlistable, told } = here;
      const more = mayFollow(from, told, paging);
      fetched = more ? await pastTheEnd(here, () => ask(onward(from, told))) : null;
      position = fetched === null ? advance(from, told, paging, walks) : onward(from, told);
      // Totals of walks that may overlap do not add up; those that do are known in the last walk of the last catalogue.
      const overlap = walks > 1 && !disjoint;
      const inAll = overlap ? null : plus(from.before, stated(from, told));
      if (position !== null && position.walk !== from.walk && overlap) position.before = null;
      if (position === null) before = inAll;
      const next =
        position === null && at + 1 < catalogues.length
          ? writeCursor({ ...START, catalogue: at + 1, before }, catalogues[at + 1]!.wire.list.paging)
          : writeCursor(position, paging, named);
      const result: ListPage = { rows, unlistable, next };
      if (inAll !== null && at + 1 === catalogues.length && from.walk + 1 === walks) result.declared = inAll;
      const several = Math.max(walks, catalogues.length);
      const lacking = missing(from, told, paging, { walk: from.walk, walks: several });
      if (lacking !== undefined)
        result.missing = at === 0 ? lacking : `${lacking}, in the catalogue ${compiled.name}`;
      yield result;
    }
  }
}

async function page(
  context: AdapterContext,
  compiled: CompiledWire,
  walk: Record<string, unknown>,
  position: Position,
): Promise<ParsedPage> {
  const { wire, options } = compiled;
  const { request: template, opening, paging } = wire.list;
  const ask = async (captured: Record<string, string>, span: Span): Promise<ParsedPage> => {
    const values = valuesOf(context.source, options, {
      captured,
      paging: pagingValues(position, paging, span),
      walk,
    });
    const asked = position.turn === 0 && opening !== undefined ? { ...template, url: opening } : template;
    const request = requestOf(asked, values, context.source.harvest.base);
    return askAndRead(context.http, { ...request, purpose: 'list' }, (answer) =>
      parseList(answer, compiled, position.turn),
    );
  };
  const askPart = (span: Span) => withCaptured(context, (captured) => ask(captured, span));
  const whole = spanOf(position, paging);
  if (!partable(wire.list)) return askPart(whole);
  const { rows, unlistable, answers } = await inParts(whole, askPart);
  const parts = answers.map(({ span, page: { told } }) => ({ span, told }));
  const [only] = parts;
  const told =
    only !== undefined && only.span.size === whole.size
      ? only.told
      : toldInParts(parts, rows.length + unlistable.length, paging);
  return { rows, unlistable, told };
}

/** Asks with the captured values; a code among them may have run out, then once more with new ones. */
async function withCaptured<T>(
  context: AdapterContext,
  ask: (captured: Record<string, string>) => Promise<T>,
): Promise<T> {
  const captured = await prelude(context);
  try {
    return await ask(captured);
  } catch (error) {
    if (coded(error).code !== 'source.answer-failed') throw error;
    const fresh = await renewed(context, captured);
    if (fresh === undefined) throw error;
    return ask(fresh);
  }
}

/** Whether pages of other sizes can be asked for. */
const partable = ({ request, opening, paging }: CompiledWire['wire']['list']): boolean =>
  paging.by !== 'cursor' && opening === undefined && JSON.stringify(request).includes('{size}');

async function detail(context: AdapterContext, row: ListedRow): Promise<RawPart[]> {
  const { one, own } = catalogueOf(wireOf(context.source), row.id);
  const { wire, options } = one;
  const ofRow = rowValues(wire, row.row);
  const parts: RawPart[] = [];
  for (const [role, reading] of Object.entries(wire.parts)) {
    context.signal.throwIfAborted();
    try {
      parts.push(
        await withCaptured(context, async (captured) => {
          const values = valuesOf(context.source, options, { captured, id: own, row: ofRow });
          const request = detailRequest(reading, values, row.row.url);
          return askAndRead(context.http, request, (answer, last) => {
            const part = partOf(role, reading, answer);
            refuseTorn(part, context.http, last);
            return part;
          });
        }),
      );
    } catch (error) {
      const failure = costOf(error);
      const absent = failure instanceof CodedError && failure.code === 'record.detail-missing';
      if (!(reading.optional && absent)) throw failure;
    }
  }
  return parts;
}

/** What a row says of its address may be missing, no address, or another host's: that costs the record. */
function detailRequest(reading: PartReading, values: Values, listUrl: string): HttpRequest {
  let request: HttpRequest;
  try {
    request = { ...requestOf(reading.request, values, listUrl), purpose: 'detail' };
  } catch (error) {
    throw new CodedError('record.detail-failed', coded(error).detail, { cause: error });
  }
  if (new URL(request.url).hostname !== new URL(listUrl).hostname)
    throw new CodedError('record.detail-failed', `the row leads to another host: ${request.url}`);
  return request;
}

function partOf(role: string, reading: PartReading, response: HttpResponse): RawPart {
  const { answer } = reading;
  const text = textOf(response, answer.charset);
  const html = answer.decode.find((step) => step === 'json' || step === 'html') === 'html';
  // HTML is parsed once, when it is read; a page that is none of a record is refused there by name.
  if (!html) {
    const scope = decode(text, answer.decode, response.url);
    refuseFailure(scope, answer, response.url);
    const root = scope instanceof HtmlScope ? scope : scope.each(reading.root)?.[0];
    if (root === undefined || isEmpty(root)) {
      // A part that may be absent is not absent because the platform failed to give it.
      if (reading.optional && scope instanceof JsonScope) refuseEnvelope(scope.value, response.url);
      throw new CodedError(
        'record.detail-missing',
        `${response.url}: nothing at ${reading.root}${message(scope, answer)}`,
      );
    }
  }
  return { role, mediaType: html ? 'text/html' : 'application/json', url: response.url, text };
}

/** Runs whose platform never closes its pages. */
const unclosed = new WeakSet<HttpClient>();

/** A page that ends before its own end is asked for once more, unless that is how this platform writes all of them. */
function refuseTorn({ mediaType, text, url }: RawPart, http: HttpClient, last: boolean): void {
  if (mediaType !== 'text/html' || unclosed.has(http)) return;
  if (!/<html\b/i.test(text.slice(0, 2048)) || /<\/html\s*>/i.test(text.slice(-4096))) return;
  if (last) unclosed.add(http);
  else throw new CodedError('source.cut', `${url}: the page ends before its end`);
}

/** An object without keys: how several systems answer for what they do not have. */
const isEmpty = (scope: Scope): boolean =>
  scope instanceof JsonScope &&
  typeof scope.value === 'object' &&
  scope.value !== null &&
  Object.keys(scope.value).length === 0;

/** Failures of one detail's answer that cost the record only; others (host down, blocked, throttled) stay what they are. */
const COSTS: Partial<Record<ErrorCode, ErrorCode>> = {
  'source.not-found': 'record.detail-missing',
  'source.refused': 'record.detail-failed',
  'source.answer-failed': 'record.detail-failed',
  'source.not-json': 'record.detail-failed',
  'source.shape-changed': 'record.detail-failed',
  'source.charset': 'record.unreadable',
  'source.too-large': 'record.too-large',
};

function costOf(error: unknown): unknown {
  if (!(error instanceof CodedError)) return error;
  const code = COSTS[error.code];
  return code === undefined ? error : new CodedError(code, error.detail, { cause: error });
}
