/** What an answer's status and page mean, as a coded error; redirects are not judged here. */
import { CodedError, type ErrorCode } from '../../config/errors/errors.ts';
import { retryAfterSeconds } from './backoff.ts';
import { challengeOf } from './challenge.ts';
import type { Answer } from './exchange/exchange.ts';

function codeOf(status: number): ErrorCode {
  switch (status) {
    case 429:
      return 'source.throttled';
    case 401:
      return 'source.login-needed';
    case 403:
    case 412:
    case 451:
      return 'source.blocked';
    case 404:
    case 410:
      return 'source.not-found';
    case 408:
      return 'source.timeout';
    case 425:
      return 'source.unavailable';
    default:
      return status >= 500 ? 'source.unavailable' : 'source.refused';
  }
}

const HINTS: Partial<Record<ErrorCode, string>> = {
  'source.throttled': 'lower harvest.pace of the source if this is usual',
  'source.blocked': 'ask the platform to admit our User-Agent, or upload its catalogue as a file',
  'source.login-needed': 'ask the platform for access without a login, or upload its catalogue as a file',
  'source.not-found': "check the source's base and the family's paths",
  'source.refused': "check the family's request: method, parameters, headers, session",
  'source.unavailable': 'nothing to do here; it is tried again later',
};

/** The coded error that the answer amounts to; null where it is what was asked for. */
export function judge(answer: Answer, where: string, now: number): CodedError | null {
  const firewall = challengeOf(answer.headers, answer.body);
  if (firewall !== undefined) {
    return new CodedError('source.blocked', `${where} answered with a challenge page (${firewall})`, {
      hint: 'a plain client cannot pass it; ask the platform to admit our User-Agent, or upload its catalogue',
    });
  }
  if (answer.status >= 200 && answer.status < 300) return null;
  const code = codeOf(answer.status);
  const retryAfter = retryAfterSeconds(answer.headers, now);
  const wait = retryAfter === undefined ? '' : ` and asks to come back in ${retryAfter} s`;
  return new CodedError(code, `${where} answered ${answer.status}${wait}`, {
    ...(HINTS[code] === undefined ? {} : { hint: HINTS[code] }),
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}
