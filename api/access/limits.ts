/**
 * How much one caller may ask: by key, else by address (IPv6 by /64). Counted in each process by itself: a count kept in
 * Redis would have every reader wait for it. Wrong keys are counted apart, and slowly.
 */
import rateLimit, { type RateLimitOptions } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { CodedError } from '../../config/errors/errors.ts';
import { isLoopback } from '../../config/settings/settings.ts';
import type { ApiContext } from '../context.ts';
import type { ApiServer } from '../routes/route.ts';

const MINUTE = 60_000;
const WRONG_KEYS_WINDOW = 10 * MINUTE;
/** Files of the pages, and what a probe asks: never counted. */
const UNCOUNTED = /^\/(assets\/|healthz|readyz|metrics)/;

export interface WrongKeys {
  /** Throws `request.rate-limited` where too many came from there. */
  refuse(request: FastifyRequest): Promise<void>;
  count(request: FastifyRequest): Promise<void>;
}

const tooMany = (max: number, seconds: number): CodedError =>
  new CodedError('request.rate-limited', `${max}`, {
    retryAfter: seconds,
    hint: `${seconds} 秒后再试 / try again in ${seconds} s`,
  });

const HOUR = 60 * MINUTE;
/** An hour, of what whoever may do without a right does now and then. */
const FEW = 20;

/** A route's own limit: a few an hour, but for whoever has a right to more, who is limited as everywhere. */
export const fewOf = (
  hasRight: (request: FastifyRequest) => boolean,
  { perKey }: ApiContext['limits'],
): RateLimitOptions => ({
  max: (request) => (hasRight(request) ? perKey : FEW),
  timeWindow: (request) => (hasRight(request) ? MINUTE : HOUR),
});

/** Call before the routes are added. */
export async function limitRates(server: ApiServer, { limits }: ApiContext): Promise<WrongKeys> {
  await server.register(rateLimit, {
    global: true,
    enableDraftSpec: true,
    timeWindow: MINUTE,
    cache: 20_000,
    max: (request) => (request.caller === null ? limits.perAddress : limits.perKey),
    keyGenerator: (request) => request.caller?.key ?? request.caller?.by ?? rateLimit.normalizeIP(request.ip),
    // Whoever stands at this machine is no stranger; a proxy in front is told apart by HUIMU_PROXIES.
    allowList: (request) =>
      UNCOUNTED.test(request.url) ||
      (request.caller === null ? isLoopback(request.ip) : request.caller.via === 'local'),
    errorResponseBuilder: (_request, { max, ttl }) => tooMany(max, Math.ceil(ttl / 1000)),
  });
  const look = server.createRateLimit({
    max: limits.wrongKeys,
    timeWindow: WRONG_KEYS_WINDOW,
    keyGenerator: (request) => rateLimit.normalizeIP(request.ip),
    allowList: () => false,
  });
  return {
    async refuse(request) {
      const seen = await look(request, { increment: false });
      if (!seen.isAllowed && seen.remaining === 0) throw tooMany(limits.wrongKeys, seen.ttlInSeconds);
    },
    async count(request) {
      await look(request);
    },
  };
}
