/** The envelope of a failure inside a 200: `{"code":500,"success":false,"message":"…"}` and its like. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import type { RawValue } from '../../config/record.ts';
import { asksForLogin } from './login.ts';

/** Keys that say how it went, and what stands there where it went well. */
const SUCCESS = ['success', 'ok'];
const STATUS = ['code', 'status', 'statusCode', 'resultCode', 'errcode', 'errorCode', 'ret'];
const GOOD = new Set(['0', '1', '200', 'ok', 'success', 'true']);
const WORDS = ['message', 'msg', 'errmsg', 'errMsg', 'resultMsg', 'error'];

/**
 * What an answer that holds nothing of what was asked for says of its failure; undefined where it is no such
 * envelope. To be asked only then: what `code` means beside a list is the platform's own.
 */
export function failureIn(value: RawValue | undefined): string | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const said = (keys: string[], failed: (word: string) => boolean): boolean =>
    keys.some((key) => {
      const word = Object.hasOwn(value, key) ? value[key] : undefined;
      return (
        (typeof word === 'object' ? undefined : word) !== undefined && failed(String(word).toLowerCase())
      );
    });
  const failed =
    said(SUCCESS, (word) => word === 'false' || word === '0') ||
    said(STATUS, (word) => !GOOD.has(word.replace(/^0+(?=\d)/, '')));
  if (!failed) return undefined;
  const words = WORDS.map((key) => (Object.hasOwn(value, key) ? value[key] : undefined));
  const message = words.find((word) => typeof word === 'string' && word.trim() !== '');
  return String(message ?? JSON.stringify(value)).slice(0, 200);
}

/** Throws `source.answer-failed`, `source.login-needed` where that value is the envelope of a failure. */
export function refuseEnvelope(value: RawValue | undefined, url: string): void {
  const said = failureIn(value);
  if (said !== undefined) throw answerFailed(`${url}: ${said}`, said);
}

/** A failure inside a 200, as its own words tell it. */
export const answerFailed = (detail: string, said: string): CodedError =>
  new CodedError(asksForLogin(said) ? 'source.login-needed' : 'source.answer-failed', detail);
