/**
 * What a wire is: a function from a request to the answer that the real system would give. Wires are written from
 * the fact sheets of the families, never from the adapters, so that the two can disagree.
 */
import type { IncomingHttpHeaders } from 'node:http';
import type { SampledThing } from './thing.ts';

export type RequestKind = 'list' | 'detail' | 'other';

export interface Asked {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  body: string;
}

export interface Answer {
  kind: RequestKind;
  status: number;
  type: string;
  body: string;
  /** How the body is written; UTF-8 where absent. */
  charset?: 'gbk';
  headers?: Record<string, string>;
  /** Not found here, but another platform of the same host may have it. */
  elsewhere?: boolean;
}

/** The things as a wire may see them: in the source's order, repeats included. */
export interface Listing {
  readonly total: number;
  slice(offset: number, count: number): SampledThing[];
  get(id: string): SampledThing | undefined;
  /** The part of the list that a filter of the system lets through. */
  where(lets: (thing: SampledThing) => boolean): Listing;
  /** Grows with every list request: what view counters show. */
  readonly views: number;
}

/** Answers a request, or undefined where the address is none of this platform's. */
export type Wire = (asked: Asked, listing: Listing) => Answer | undefined;

/** What a wire of a family must know of its platform. */
export interface Site {
  /** The true origin, for absolute links. */
  origin: string;
  /** Path under the origin, '' or '/portal'. */
  context: string;
  title: string;
  /** Path of its list, where systems of the family have it wherever they like. */
  list?: string;
}

export const json = (kind: RequestKind, value: unknown, status = 200): Answer => ({
  kind,
  status,
  type: 'application/json;charset=UTF-8',
  body: JSON.stringify(value),
});

export const html = (kind: RequestKind, body: string, status = 200): Answer => ({
  kind,
  status,
  type: 'text/html;charset=UTF-8',
  body,
});

export const page = (title: string, content: string): string =>
  `<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="UTF-8"><title>${escaped(title)}</title></head>\n<body>\n${content}\n</body></html>`;

/** Text made safe for an element or a quoted attribute. */
export function escaped(text: string): string {
  return /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`) : text;
}

const mediaType = (asked: Asked): string =>
  (asked.headers['content-type'] ?? '').split(';')[0]!.trim().toLowerCase();

export const isJson = (asked: Asked): boolean => mediaType(asked) === 'application/json';
export const isForm = (asked: Asked): boolean => mediaType(asked) === 'application/x-www-form-urlencoded';

/** Whether the request carries what the site's own pages send: header → its value, or what must stand in it. */
export const carries = (asked: Asked, headers: Record<string, string | RegExp>): boolean =>
  Object.entries(headers).every(([name, wanted]) => {
    const value = String(asked.headers[name] ?? '');
    return typeof wanted === 'string' ? value === wanted : wanted.test(value);
  });
export const XHR = { 'x-requested-with': 'XMLHttpRequest' };

/** What a gateway answers to a request that no page of the site would send. */
export const forbidden = (kind: RequestKind): Answer =>
  html(kind, page('403 Forbidden', '<h1>403 Forbidden</h1>'), 403);
export const notAllowed = (kind: RequestKind): Answer =>
  json(kind, { status: 405, error: 'Method Not Allowed' }, 405);

/** What a Java servlet finds among its parameters: a body under another type is not read at all. */
export const form = (asked: Asked): URLSearchParams => new URLSearchParams(isForm(asked) ? asked.body : '');

/** The body as a JSON object, or undefined where it is none. */
export function jsonBody(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Spring's answer to a body of the wrong type. */
export const unsupported = (kind: RequestKind, path: string): Answer =>
  json(kind, { status: 415, error: 'Unsupported Media Type', path }, 415);

/** A whole number parameter, or the fallback where it is missing or none. */
export function whole(value: unknown, fallback: number): number {
  const number = typeof value === 'number' ? value : Number.parseInt(String(value ?? ''), 10);
  return Number.isInteger(number) && number >= 0 ? number : fallback;
}

/** The first ten characters of a date. */
export const day = (date: string | null): string => (date ?? '').slice(0, 10);

/** A date in China time as epoch milliseconds, or null. */
export function epoch(date: string | null): number | null {
  const match = /^(\d{4})-(\d{1,2})-(\d{1,2})(?: (\d{2}):(\d{2})(?::(\d{2}))?)?/.exec(date ?? '');
  if (!match) return null;
  const [, y, m, d, hh = '0', mm = '0', ss = '0'] = match;
  return Date.UTC(Number(y), Number(m) - 1, Number(d), Number(hh) - 8, Number(mm), Number(ss));
}

/** One word for the spellings of a frequency: 每日 is 每天, 季度 is 每季度. */
const SPELLINGS: Record<string, string> = {
  每日: '每天',
  季度: '每季度',
  年: '每年',
  半年: '每半年',
  不定时: '不定期',
  不定期更新: '不定期',
};
const spelling = (word: string): string => SPELLINGS[word] ?? word;

/** The way back through a codebook: the code under which a platform keeps a word, or undefined. */
export function codeOf(codebook: Record<string, string>, word: string | null): string | undefined {
  return Object.entries(codebook).find(([, each]) => spelling(each) === spelling(word ?? ''))?.[0];
}
