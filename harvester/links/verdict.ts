/** What an answer says of the address that was asked. Pure. */
import type { CodedError, ErrorCode } from '../../config/errors/errors.ts';
import type { Link, LinkState } from '../../normalizer/quality/links.ts';
import { challengeOf } from '../client/challenge.ts';
import type { Looked } from '../client/client.ts';

export interface LinkVerdict {
  state: LinkState;
  status: number | null;
  detail: string;
}

/** Whoever says this is not asked again at once. */
const TOO_MANY = 429;
const GONE = new Set([404, 410]);
/** It may well work for a person at a browser, or with a session. */
const BLOCKED = new Set([401, 403, 407, 412, 429, 451]);
/** Formats that are pages themselves, or addresses of pages. */
const PAGES = new Set(['html', 'link', 'api']);

const isPage = ({ headers, body }: Looked): boolean =>
  /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*(?:<!doctype html|<html)\b/i.test(startOf(body));
const startOf = (body: Uint8Array): string =>
  new TextDecoder().decode(body.subarray(0, 200)).replace(/^\uFEFF/, '');

/** The name of the file in the headers makes a page with a wrong type a file. */
const isNamedFile = ({ headers }: Looked): boolean =>
  /attachment|filename/i.test(headers['content-disposition'] ?? '');

/** An address that must give a file gives a page: an error page, a login, the portal's front. */
const isNoFile = ({ role, format }: Link, answer: Looked): boolean =>
  role === 'download' && !PAGES.has(format ?? '') && isPage(answer) && !isNamedFile(answer);

/** No type is told: only the body can. */
const isUntold = ({ role }: Link, { headers }: Looked): boolean =>
  role === 'download' && headers['content-type'] === undefined;

/** Whether only a GET tells what a HEAD left open: many servers answer HEAD wrongly, or only a body shows what it is. */
export const isOpen = (link: Link, answer: Looked): boolean =>
  answer.status !== TOO_MANY &&
  (answer.status < 200 || answer.status >= 300 || isNoFile(link, answer) || isUntold(link, answer));

export function verdictOf(link: Link, method: 'HEAD' | 'GET', answer: Looked): LinkVerdict {
  const { status } = answer;
  const firewall = challengeOf(answer.headers, answer.body);
  const made = (state: LinkState, more = ''): LinkVerdict => ({
    state,
    status,
    detail: `${method} ${status}${more}`,
  });
  if (firewall !== undefined) return made('blocked', ` ${firewall}`);
  if (GONE.has(status)) return made('gone');
  if (BLOCKED.has(status)) return made('blocked');
  if (status >= 500 || status === 408) return made('down');
  if (status < 200 || status >= 300) return made('unclear');
  if (isNoFile(link, answer)) return made('not-a-file', ` ${answer.headers['content-type'] ?? ''}`.trimEnd());
  return made('works');
}

const BY_CODE: Partial<Record<ErrorCode, LinkState>> = {
  'source.unreachable': 'down',
  'source.timeout': 'down',
  'source.tls': 'down',
  'source.cut': 'down',
  'source.unavailable': 'down',
  'source.robots': 'blocked',
  'source.blocked': 'blocked',
  'source.login-needed': 'blocked',
  'source.throttled': 'blocked',
  'source.private-address': 'inside',
};

const LONGEST_DETAIL = 300;

/** Where no answer came. */
export const failureOf = ({ code, detail }: CodedError): LinkVerdict => ({
  state: BY_CODE[code] ?? 'unclear',
  status: null,
  detail: `${code}: ${detail}`.slice(0, LONGEST_DETAIL),
});
