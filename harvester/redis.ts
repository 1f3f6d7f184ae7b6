/** Connections to Redis: how they wait, when they give up, and what is said of it. The address is never shown. */
import { Redis, type RedisOptions } from 'ioredis';
import { readAuthority } from '../config/authority.ts';
import { CodedError } from '../config/errors/errors.ts';

/** Where so long nothing comes back for a command, the connection counts as dead, in ms. */
const SILENCE_MS = 30_000;
const CONNECT_MS = 10_000;
/** Waits between attempts to reach it again, in ms. */
const AGAIN = { first: 100, longest: 2_000 };

export interface RedisLink {
  /** Key prefix of this installation, in braces so that a cluster keeps its keys in one place. */
  prefix: string;
  /**
   * A connection of its own. `patient` commands wait for Redis to come back however long it takes; others fail
   * soon with what ioredis throws.
   */
  connect(options?: { patient?: boolean }): Promise<Redis>;
  /** Tells whoever keeps the installation, once for each trouble however often it comes. */
  trouble(error: Error): void;
}

export interface RedisLinkOptions {
  /** `redis://` or `rediss://`, with an ACL user where there is one. */
  url: string;
  /** File with the certificate of the authority that signed Redis's, PEM; the system's authorities where absent. */
  ca?: string;
  prefix?: string;
  /** Told when Redis is lost or refuses, and why. */
  onTrouble?: (error: CodedError) => void;
}

/** Throws `config.invalid` where the address or the certificate cannot be used. */
export function redisLink({ url, ca, prefix = '{huimu}', onTrouble }: RedisLinkOptions): RedisLink {
  let said: string | undefined;
  const tls = ca === undefined ? undefined : { ca: authority(ca, url) };
  const trouble = (error: Error): void => {
    if (said === error.message) return;
    said = error.message;
    onTrouble?.(unavailable(error));
  };
  return {
    prefix,
    trouble,
    async connect({ patient = false } = {}) {
      const options: RedisOptions = {
        lazyConnect: true,
        connectTimeout: CONNECT_MS,
        socketTimeout: SILENCE_MS,
        keepAlive: CONNECT_MS,
        maxRetriesPerRequest: patient ? null : 2,
        retryStrategy: (times) => Math.min(AGAIN.first * 2 ** Math.min(times - 1, 10), AGAIN.longest),
        ...(tls && { tls }),
      };
      const redis = opened(url, options);
      let reason: Error | undefined;
      const refused = (error: Error) => {
        reason = error;
      };
      redis.on('error', refused);
      redis.on('ready', () => {
        said = undefined;
      });
      try {
        await redis.connect();
      } catch (error) {
        redis.disconnect();
        // The connection only says that it closed; what it told before says why.
        throw unavailable(reason ?? error);
      }
      redis.off('error', refused);
      redis.on('error', trouble);
      return redis;
    },
  };
}

function authority(file: string, url: string): Buffer {
  if (!url.startsWith('rediss:')) {
    throw new CodedError(
      'config.invalid',
      'HUIMU_REDIS_CA: HUIMU_REDIS_URL 不是 rediss:// / is not rediss://',
      {
        hint: '请用 rediss:// 或去掉 HUIMU_REDIS_CA / use rediss://, or take HUIMU_REDIS_CA away',
      },
    );
  }
  return readAuthority('HUIMU_REDIS_CA', file);
}

function opened(url: string, options: RedisOptions): Redis {
  try {
    return new Redis(url, options);
  } catch {
    // What it says might show the password: one with a lone `%`.
    throw new CodedError('config.invalid', 'HUIMU_REDIS_URL: 无法使用 / cannot be used', {
      hint: '用户与口令中的特殊字符应写作 %XX / special characters of user and password are written as %XX',
    });
  }
}

/** Node's and OpenSSL's codes of a certificate that is not believed. */
const CERTIFICATE = /CERT|SIGNATURE|ISSUER|ALTNAME/;

function unavailable(error: unknown): CodedError {
  const { message, code = '' } = error as Error & { code?: string };
  const hint = CERTIFICATE.test(code)
    ? '请检查 HUIMU_REDIS_CA 是否为签发该证书的机构 / check that HUIMU_REDIS_CA signed the certificate of this Redis'
    : '请检查 HUIMU_REDIS_URL 与 Redis 服务 / check HUIMU_REDIS_URL and the Redis server';
  // Without its cause: that names the command, and the command of a refused login the password.
  return new CodedError('queue.unavailable', `Redis: ${message}`, { hint });
}

/** What Redis answers. Throws `queue.unavailable` where it does not. */
export async function asked<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw error instanceof CodedError ? error : unavailable(error);
  }
}

/** Milliseconds since 1970 by the clock of Redis: the one clock that all processes share. */
export async function redisNow(redis: Redis): Promise<number> {
  const [seconds, micros] = await redis.time();
  return Number(seconds) * 1000 + Math.floor(Number(micros) / 1000);
}

export type Script<Answer> = (keys: string[], values: (string | number)[]) => Promise<Answer>;

/** A Lua script, run by its hash; one that a restarted Redis forgot is sent again. */
export function script<Answer>(redis: Redis, name: string, keys: number, lua: string): Script<Answer> {
  redis.defineCommand(name, { numberOfKeys: keys, lua });
  const command: unknown = Reflect.get(redis, name);
  if (typeof command !== 'function') throw new Error(`no command ${name}`);
  return (keyNames, values) => command.call(redis, ...keyNames, ...values) as Promise<Answer>;
}
