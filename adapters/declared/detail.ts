/** The parts of one thing beside its row, each asked for as the wire says; what an answer that is none costs. */

import type { PartReading } from '../../config/declared.ts';
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { RawPart } from '../../config/record.ts';
import { textOf } from '../answers/answer.ts';
import { askAndRead } from '../answers/ask.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { AdapterContext, HttpClient, HttpRequest, HttpResponse, ListedRow } from '../contract.ts';
import { catalogueOf } from './catalogues.ts';
import { decode, message, parsed, refuseFailure } from './decode.ts';
import { HtmlScope } from './html-scope.ts';
import { JsonScope } from './json-scope.ts';
import { withCaptured } from './prelude.ts';
import { rowValues } from './reading/read.ts';
import { requestOf } from './request.ts';
import { rootOf, type Scope } from './select.ts';
import type { Values } from './template.ts';
import { valuesOf, wireOf } from './wire.ts';

/** Throws `record.*` codes, and `source.*` ones for what is no matter of this record alone. */
export async function detail(context: AdapterContext, row: ListedRow): Promise<RawPart[]> {
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
  const part: RawPart = { role, mediaType: html ? 'text/html' : 'application/json', url: response.url, text };
  // A page that is none of a record is refused by name where it is read.
  if (html) return part;
  const scope = decode(text, answer.decode, response.url);
  refuseFailure(scope, answer, response.url);
  const root = scope instanceof HtmlScope ? scope : rootOf(scope, reading.root);
  if (root === undefined || isEmpty(root)) {
    // A part that may be absent is not absent because the platform failed to give it.
    if (reading.optional && scope instanceof JsonScope) refuseEnvelope(scope.value, response.url);
    throw new CodedError(
      'record.detail-missing',
      `${response.url}: nothing at ${reading.root.join(', ')}${message(scope, answer)}`,
    );
  }
  if (scope instanceof JsonScope) parsed.keep(part, scope);
  return part;
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
