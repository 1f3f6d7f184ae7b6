/** Recognises who asks, by key, by session or by standing at this machine. Whether that is enough is the guard's. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../../config/errors/errors.ts';
import { isLoopback } from '../../config/settings/settings.ts';
import type { ApiContext } from '../context.ts';
import type { Caller } from './caller.ts';
import { giveToken, tokenIn } from './cookie.ts';
import { callerOfKey } from './keys.ts';
import type { WrongKeys } from './limits.ts';
import type { Sessions } from './sessions.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const everything = { role: 'admin' as const, sources: [], regions: [] };

export interface Identifying {
  /** Whose key it is. Throws `request.unauthorized`, and `request.rate-limited` to whoever has tried too many. */
  byKey(request: FastifyRequest, key: string): Promise<Caller>;
  /** The caller of a request; null for a stranger. Throws as `byKey` where a key is shown that is none. */
  identify(request: FastifyRequest, reply: FastifyReply): Promise<Caller | null>;
}

export function identifying(
  { adminKey, openToLoopback, catalogue }: ApiContext,
  sessions: Sessions,
  wrongKeys: WrongKeys,
): Identifying {
  const expected = adminKey === undefined ? undefined : digest(adminKey);

  async function byKey(request: FastifyRequest, key: string): Promise<Caller> {
    const holder = await callerOfKey(catalogue, key);
    if (holder !== undefined) return { ...holder, via: 'key' };
    // A key that somebody chose can be guessed: whoever tries is not even told whether it was right.
    await wrongKeys.refuse(request);
    if (expected !== undefined && timingSafeEqual(digest(key), expected)) {
      return { by: 'key:admin', key: null, ...everything, via: 'key' };
    }
    await wrongKeys.count(request);
    throw new CodedError('request.unauthorized', 'Authorization: Bearer …', {
      hint: '密钥无效、已吊销或已过期 / the key is none of ours, revoked, or expired',
    });
  }

  return {
    byKey,
    async identify(request, reply) {
      const given = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
      if (given !== undefined) return byKey(request, given);
      const token = tokenIn(request);
      const found = token === undefined ? undefined : await sessions.find(token);
      if (found?.replaced !== undefined) giveToken(request, reply, found.replaced);
      if (found !== undefined) return found.caller;
      // A name that resolves to 127.0.0.1 must not open what is open to this machine only (DNS rebinding).
      const local = openToLoopback && isLoopback(request.hostname);
      return local ? { by: 'local', key: null, ...everything, via: 'local' } : null;
    },
  };
}
