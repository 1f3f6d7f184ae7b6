/**
 * The body of an answer as text and as JSON, for every family: charset by byte order mark, header, or the
 * text's own declaration; whole numbers beyond 2^53 kept digit by digit.
 */
import { CodedError } from '../config/errors.ts';
import type { RawValue } from '../config/record.ts';
import type { HttpResponse } from './contract.ts';

type Answer = Pick<HttpResponse, 'body' | 'headers' | 'url'>;

const BOMS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** The charset that the answer claims: its byte order mark, then its header, then its XML or HTML head; UTF-8 else. */
export function charsetOf(answer: Pick<Answer, 'body' | 'headers'>): string {
  for (const [bytes, charset] of BOMS) {
    if (bytes.every((byte, at) => answer.body[at] === byte)) return charset;
  }
  const header = /charset\s*=\s*"?([\w-]+)/i.exec(answer.headers['content-type'] ?? '')?.[1];
  if (header !== undefined) return header.toLowerCase();
  const head = new TextDecoder('latin1').decode(answer.body.subarray(0, 1024));
  const declared =
    /^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1] ??
    /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  return declared?.toLowerCase() ?? 'utf-8';
}

/**
 * Share of the characters outside ASCII that may be unreadable: a text that its database cut inside a character
 * spoils one, a wrong charset spoils nearly all.
 */
const SPOILT_SHARE = 0.05;

/**
 * The body as text. GB2312 and GBK are read as GB18030, their superset. A few characters cut apart stay as U+FFFD.
 * Throws `source.charset` where the bytes are not in the charset they claim, or nobody knows that charset.
 */
export function textOf(answer: Answer, charset: string = charsetOf(answer)): string {
  const label = /^gb(k|2312)$/i.test(charset) ? 'gb18030' : charset;
  try {
    return new TextDecoder(label, { fatal: true }).decode(answer.body);
  } catch (cause) {
    const text = lenient(label, answer.body);
    if (text !== undefined && spoiltShare(text) <= SPOILT_SHARE) return text;
    throw new CodedError('source.charset', `${answer.url} claims ${charset}, its bytes say otherwise`, {
      cause,
    });
  }
}

function lenient(label: string, body: Uint8Array): string | undefined {
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return undefined;
  }
}

function spoiltShare(text: string): number {
  let outside = 0;
  let spoilt = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) outside += 1;
    if (code === 0xfffd) spoilt += 1;
  }
  return outside === 0 ? 0 : spoilt / outside;
}

/** ECMAScript's source text access: the third argument of a reviver, which TypeScript's library does not know yet. */
type Reviver = (this: unknown, key: string, value: unknown, context?: { source?: string }) => unknown;

const keepDigits: Reviver = (_key, value, context) =>
  typeof value === 'number' && !Number.isSafeInteger(value) && /^-?\d+$/.test(context?.source ?? '')
    ? context?.source
    : value;

/** Where a whole number of as many digits as 2^53 may stand. A reviver costs several times the parsing itself. */
const LONG_NUMBER = /(?:^|[:,[\s])-?\d{16}/;

/** JSON text as a value; a whole number that a double cannot hold becomes the string of its digits. Throws SyntaxError. */
export const parseJson = (text: string): RawValue =>
  (LONG_NUMBER.test(text)
    ? JSON.parse(text, keepDigits as (this: unknown, key: string, value: unknown) => unknown)
    : JSON.parse(text)) as RawValue;

/** The body as JSON. Throws `source.charset`; `source.not-json` with the answer's beginning. */
export function jsonOf(answer: Answer, charset?: string): RawValue {
  const text = textOf(answer, charset);
  try {
    return parseJson(text);
  } catch (cause) {
    const start = text.slice(0, 80).replace(/\s+/g, ' ');
    throw new CodedError('source.not-json', `${answer.url} began with ${JSON.stringify(start)}`, { cause });
  }
}
