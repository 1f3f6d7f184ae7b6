/**
 * Gates kept in Redis. Each question is one script, so that nothing comes between the look and the step; time is
 * Redis's own, so that no process's clock matters; what a process holds ends unless it says that it lives.
 */
import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { type RedisLink, script } from '../redis.ts';
import type { Gates, Wish } from './port.ts';

/** In ms. */
export interface GateTimes {
  /** A pass whose process has been silent for so long counts no more. */
  pass: number;
  /** So long a process's wish counts after its last request. */
  wish: number;
  /** Where as many are under way as may be, the gate is asked again after so long. */
  full: number;
  /** A host's gate is forgotten after so long without a request. */
  forgotten: number;
}

const TIMES: GateTimes = { pass: 15_000, wish: 60_000, full: 20, forgotten: 3_600_000 };

const NOW = `local time = redis.call('time')
local now = time[1] * 1000 + time[2] / 1000`;

/**
 * KEYS: state, passes. ARGV: pass, process, interval, concurrency, the times above. Answers what is left to wait,
 * in ms (0: passed), and whether the host rests.
 */
const ENTER = `${NOW}
local interval, concurrency = 0, 1e9
redis.call('hset', KEYS[1], 'wish:' .. ARGV[2], ARGV[3] .. ' ' .. ARGV[4] .. ' ' .. now + ARGV[6])
local state = redis.call('hgetall', KEYS[1])
local nextAt, restUntil = 0, 0
for i = 1, #state, 2 do
  local field, value = state[i], state[i + 1]
  if field == 'next' then nextAt = tonumber(value)
  elseif field == 'rest' then restUntil = tonumber(value)
  else
    local wished, together, untilWhen = string.match(value, '^(%S+) (%S+) (%S+)$')
    if tonumber(untilWhen) < now then redis.call('hdel', KEYS[1], field)
    else
      interval = math.max(interval, tonumber(wished))
      concurrency = math.min(concurrency, tonumber(together))
    end
  end
end
redis.call('pexpire', KEYS[1], math.ceil(math.max(ARGV[8], restUntil - now)))
if restUntil > now then return { math.ceil(restUntil - now), 1 } end
-- Wishes of the past do not bind: nobody waits longer than one interval of today's.
nextAt = math.min(nextAt, now + interval)
if nextAt > now then return { math.ceil(nextAt - now), 0 } end
redis.call('zremrangebyscore', KEYS[2], '-inf', now)
if redis.call('zcard', KEYS[2]) >= concurrency then return { tonumber(ARGV[7]), 0 } end
redis.call('zadd', KEYS[2], now + ARGV[5], ARGV[1])
redis.call('pexpire', KEYS[2], ARGV[5])
redis.call('hset', KEYS[1], 'next', string.format('%.3f', now + interval))
return { 0, 0 }`;

const REST = `${NOW}
local restUntil = math.max(tonumber(redis.call('hget', KEYS[1], 'rest') or '0'), now + ARGV[1])
redis.call('hset', KEYS[1], 'rest', string.format('%.3f', restUntil))
redis.call('pexpire', KEYS[1], math.ceil(math.max(redis.call('pttl', KEYS[1]), restUntil - now)))
return 1`;

const RENEW = `${NOW}
for i = 2, #ARGV do redis.call('zadd', KEYS[1], now + ARGV[1], ARGV[i]) end
redis.call('pexpire', KEYS[1], ARGV[1])
return 1`;

export async function createRedisGates(link: RedisLink, given: Partial<GateTimes> = {}): Promise<Gates> {
  const times = { ...TIMES, ...given };
  const redis: Redis = await link.connect({ patient: true });
  const process_ = randomUUID().slice(0, 8);
  const enter = script<[number, number]>(redis, 'huimuEnter', 2, ENTER);
  const rest = script<number>(redis, 'huimuRest', 1, REST);
  const renew = script<number>(redis, 'huimuRenew', 1, RENEW);
  const held = new Map<string, Set<string>>();
  const stateKey = (host: string) => `${link.prefix}:pace:${host}`;
  const passesKey = (host: string) => `${link.prefix}:passes:${host}`;

  const renewing = setInterval(() => {
    if (redis.status !== 'ready') return;
    for (const [host, passes] of held) renew([passesKey(host)], [times.pass, ...passes]).catch(link.trouble);
  }, times.pass / 3);
  renewing.unref();

  return {
    async enter(host, pass, { intervalMs, concurrency }: Wish) {
      const together = Number.isFinite(concurrency) ? concurrency : 1e9;
      const [waitMs, resting] = await enter(
        [stateKey(host), passesKey(host)],
        [pass, process_, intervalMs, together, times.pass, times.wish, times.full, times.forgotten],
      );
      if (waitMs > 0) return { passed: false, waitMs, resting: resting === 1 };
      const passes = held.get(host) ?? new Set();
      held.set(host, passes.add(pass));
      return { passed: true };
    },
    leave(host, pass) {
      const passes = held.get(host);
      passes?.delete(pass);
      if (passes?.size === 0) held.delete(host);
      redis.zrem(passesKey(host), pass).catch(() => undefined);
    },
    rest(host, ms) {
      rest([stateKey(host)], [Math.ceil(ms)]).catch(() => undefined);
    },
    close() {
      clearInterval(renewing);
      redis.disconnect();
    },
  };
}
