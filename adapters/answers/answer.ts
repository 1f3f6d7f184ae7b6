/** The body of an answer as text and as JSON, for every family; whole numbers beyond 2^53 kept digit by digit. */
import { CodedError, type ErrorCode } from '../../config/errors/errors.ts';
import type { RawValue } from '../../config/record.ts';
import type { HttpResponse } from '../contract.ts';
import { claimsOf, decodeBody } from './charset.ts';
import { isLoginPage } from './login.ts';

type Answer = Pick<HttpResponse, 'body' | 'headers' | 'url' | 'remark'>;

/**
 * The body as text, in the charset that its bytes show (`charset.ts`). `charset`: what the configuration knows of it,
 * before what the answer claims. A claim that is wrong is remarked. Throws `source.charset` where nothing fits.
 */
export function textOf(answer: Answer, charset?: string): string {
  const claims = claimsOf(answer.body, answer.headers['content-type']);
  const decoded = decodeBody(answer.body, charset === undefined ? claims : [charset, ...claims]);
  if (decoded === undefined)
    throw new CodedError(
      'source.charset',
      `${answer.url} claims ${claims.join(', ') || 'no charset'}, its bytes say otherwise`,
    );
  const { text, charset: found, wrong } = decoded;
  if (wrong !== undefined)
    answer.remark?.('source.charset-mislabelled', `${answer.url} claims ${wrong} and is ${found}`);
  return text;
}

/**
 * What an answer amounts to that is not what was asked for: a login page is told as one, whatever was due. Take the
 * code that says what was due.
 */
export function notAsDue(
  code: ErrorCode,
  url: string,
  text: string,
  why: string,
  cause?: unknown,
): CodedError {
  return isLoginPage(text, url)
    ? new CodedError('source.login-needed', `${url}: a login page came in place of the answer`, { cause })
    : new CodedError(code, `${url} ${why}`, { cause });
}

/** ECMAScript's source text access: the third argument of a reviver, which TypeScript's library does not know yet. */
type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' &&
  (!Number.isFinite(value) || (!Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')))
    ? context?.source
    : value;

/**
 * Where a whole number of as many digits as 2^53 may stand, or one beyond what a double reaches. A reviver costs several
 * times the parsing itself.
 */
const LONG_NUMBER = /(?:^|[:,[\s])-?(?:\d{16}|[\d.]+[eE]\+?\d{3})/;

/**
 * JSON text as a value that makes the same text again: a number that a double cannot hold becomes the string of its
 * digits. Throws SyntaxError.
 */
export const parseJson = (text: string): RawValue =>
  (LONG_NUMBER.test(text)
    ? JSON.parse(text, keepDigits as (this: unknown, key: string, value: unknown) => unknown)
    : JSON.parse(text)) as RawValue;

/** The body as JSON. Throws `source.charset`, `source.login-needed`; `source.not-json` with the answer's beginning. */
export function jsonOf(answer: Answer, charset?: string): RawValue {
  const text = textOf(answer, charset);
  try {
    return parseJson(text);
  } catch (cause) {
    const start = text.slice(0, 80).replace(/\s+/g, ' ');
    throw notAsDue('source.not-json', answer.url, text, `began with ${JSON.stringify(start)}`, cause);
  }
}

/** When the source answered, by its own clock (RFC 9110's `Date`), ISO 8601; nothing where it does not say. */
export function clockOf({ headers }: Pick<HttpResponse, 'headers'>): { clock?: string } {
  const ms = Date.parse(headers.date ?? '');
  return Number.isNaN(ms) ? {} : { clock: new Date(ms).toISOString() };
}
