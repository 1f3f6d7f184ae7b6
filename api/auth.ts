/** Who may act (start, stop, decide): whoever has the key; without a key, only callers on this machine. */
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { CodedError } from '../config/errors.ts';
import { isLoopback } from '../config/settings/settings.ts';
import type { ApiContext } from './context.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** A hook for routes that act; says who calls. Throws `request.unauthorized` and `request.forbidden`. */
export function administration({ adminKey, openToLoopback }: ApiContext) {
  const expected = adminKey === undefined ? undefined : digest(adminKey);
  return async (request: FastifyRequest, _reply: FastifyReply): Promise<void> => {
    refuseOtherSites(request);
    if (expected !== undefined) {
      const given = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
      if (given !== undefined && timingSafeEqual(digest(given), expected)) {
        request.caller = 'key:admin';
        return;
      }
      throw new CodedError('request.unauthorized', 'Authorization: Bearer …', {
        hint: '密钥即服务端的 HUIMU_ADMIN_KEY / the key is the HUIMU_ADMIN_KEY that the server was started with',
      });
    }
    // A name that resolves to 127.0.0.1 must not open what is open to this machine only (DNS rebinding).
    if (openToLoopback && isLoopback(request.hostname)) {
      request.caller = 'local';
      return;
    }
    throw new CodedError('request.unauthorized', '服务端未设密钥 / the server has no key', {
      hint: '请设置 HUIMU_ADMIN_KEY 后重启服务 / set HUIMU_ADMIN_KEY and start the server again',
    });
  };
}

/** Browsers say whose page sends a request; pages of other sites may not act through their readers. */
function refuseOtherSites(request: FastifyRequest): void {
  const site = request.headers['sec-fetch-site'];
  const origin = request.headers.origin;
  const foreign = origin !== undefined && hostOf(origin) !== request.host;
  if (foreign || site === 'cross-site' || site === 'same-site') {
    throw new CodedError('request.forbidden', `Origin: ${origin ?? site}`);
  }
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined;
}
