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
import { pastTheEnd } from '../past-the-end.ts';
import { probeByListing } from '../probe.ts';
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
  readCursor,
  stated,
  writeCursor,
} from './page.ts';
import { type ParsedPage, parseList } from './parse.ts';
import { forget, prelude } from './prelude.ts';
import { readRecord, rowValues } from './read.ts';
import { requestOf } from './request.ts';
import type { Scope } from './select.ts';
import type { Values } from './template.ts';
import { valuesOf, wireOf } from './wire.ts';

/** `family`: `declared`, or the preset whose wires it speaks. */
export function declaredAdapter(family: string): Adapter {
  const asked = { family, list, detail, read: readRecord };
  return { ...asked, probe: (context) => probeByListing(asked, context) };
}

async function* list(context: AdapterContext, cursor: Cursor | null): AsyncGenerator<ListPage> {
  const { wire } = wireOf(context.source);
  const { paging, walks, disjoint } = wire.list;
  let position: Position | null = readCursor(cursor, paging, walks.length);
  let fetched: ParsedPage | null = null;
  while (position !== null) {
    context.signal.throwIfAborted();
    const here: ParsedPage = fetched ?? (await page(context, position));
    const { rows, unlistable, told } = here;
    const more = mayFollow(position, told, paging);
    fetched = more ? await pastTheEnd(here, () => page(context, onward(position as Position, told))) : null;
    const next: Position | null =
      fetched === null ? advance(position, told, paging, walks.length) : onward(position, told);
    const result: ListPage = { rows, unlistable, next: writeCursor(next, paging) };
    // Totals of walks that may overlap do not add up; those that do are known in the last walk.
    const rowsInAll = stated(position, told);
    if (rowsInAll !== undefined && (walks.length === 1 || (disjoint && position.walk === walks.length - 1)))
      result.declared = position.before + rowsInAll;
    const lacking = missing(position, told, paging, { walk: position.walk, walks: walks.length });
    if (lacking !== undefined) result.missing = lacking;
    yield result;
    position = next;
  }
}

async function page(context: AdapterContext, position: Position): Promise<ParsedPage> {
  const compiled = wireOf(context.source);
  const { wire, options } = compiled;
  const ask = async (): Promise<ParsedPage> => {
    const values = valuesOf(context.source, options, {
      captured: await prelude(context),
      paging: pagingValues(position, wire.list.paging),
      walk: wire.list.walks[position.walk] ?? {},
    });
    const request = requestOf(wire.list.request, values, context.source.harvest.base);
    return askAndRead(context.http, { ...request, purpose: 'list' }, (answer) =>
      parseList(answer, compiled, position.turn),
    );
  };
  try {
    return await ask();
  } catch (error) {
    // A captured code may have run out; asked for anew, once.
    if (coded(error).code === 'source.answer-failed' && forget(context)) return ask();
    throw error;
  }
}

async function detail(context: AdapterContext, row: ListedRow): Promise<RawPart[]> {
  const { wire, options } = wireOf(context.source);
  const captured = await prelude(context);
  const values = valuesOf(context.source, options, { captured, id: row.id, row: rowValues(wire, row.row) });
  const parts: RawPart[] = [];
  for (const [role, reading] of Object.entries(wire.parts)) {
    context.signal.throwIfAborted();
    try {
      const request = detailRequest(reading, values, row.row.url);
      parts.push(
        await askAndRead(context.http, request, (answer, last) => {
          const part = partOf(role, reading, answer);
          refuseTorn(part, context.http, last);
          return part;
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
    if (root === undefined || isEmpty(root))
      throw new CodedError(
        'record.detail-missing',
        `${response.url}: nothing at ${reading.root}${message(scope, answer)}`,
      );
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
