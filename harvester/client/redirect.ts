/** Redirects: where an answer sends us, and what the next request carries. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Answer } from './exchange/exchange.ts';

export const MOST_REDIRECTS = 5;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const PERMANENT = new Set([301, 308]);
/** What another origin may see of the headers that the adapter wrote for this one. */
const HARMLESS = new Set(['accept', 'accept-language', 'content-type']);

/** A request as it goes from hop to hop. */
export interface Hop {
  url: URL;
  method: 'GET' | 'POST' | 'HEAD';
  /** Lower-case names. */
  headers: Record<string, string>;
  body: string | undefined;
  /** Header → cookie whose value it repeats. */
  echo?: Record<string, string>;
}

/** An address that may be asked: absolute http(s), without user and fragment. Throws `source.refused`. */
export function webAddress(text: string, base?: URL): URL {
  const url = URL.parse(text, base);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:') || url.hostname === '') {
    throw new CodedError('source.refused', `"${text.slice(0, 200)}" is no http address`, {
      hint: 'check the base, and the links that the source gives',
    });
  }
  // Each of them makes the address anew, even where there is nothing to take away.
  if (url.username !== '') url.username = '';
  if (url.password !== '') url.password = '';
  if (url.href.includes('#')) url.hash = '';
  return url;
}

/** The address that the answer redirects to; undefined where it does not. */
export function redirectOf(answer: Answer, from: URL): URL | undefined {
  const location = answer.headers.location;
  if (location === undefined || !REDIRECTS.has(answer.status)) return undefined;
  // Node reads headers as Latin-1; hosts write addresses in UTF-8.
  return webAddress(Buffer.from(location, 'latin1').toString('utf8'), from);
}

/** Throws `source.moved` where the host says for good that another host is meant. */
export function checkMoved(answer: Answer, from: URL, to: URL, known: ReadonlySet<string>): void {
  if (!PERMANENT.has(answer.status) || from.hostname === to.hostname || known.has(to.hostname)) return;
  throw new CodedError('source.moved', `${from.host} has moved for good to ${to.href.slice(0, 300)}`, {
    hint: `if that is the same platform, write ${to.origin} into the source's base or home`,
  });
}

/** The request that follows a redirect: POST becomes GET as in browsers (307 and 308 keep it). */
export function redirected(hop: Hop, answer: Answer, to: URL): Hop {
  const keeps = answer.status === 307 || answer.status === 308;
  const headers = Object.fromEntries(
    Object.entries(hop.headers).filter(
      ([name]) => (hop.url.origin === to.origin || HARMLESS.has(name)) && (keeps || name !== 'content-type'),
    ),
  );
  return keeps
    ? { ...hop, url: to, headers }
    : { url: to, method: hop.method === 'HEAD' ? 'HEAD' : 'GET', headers, body: undefined };
}
