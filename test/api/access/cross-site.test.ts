/** Pages of other sites and cookies of others: at every route that acts, uploads among them, and at every login. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RULES } from '../../../api/access/rules.ts';
import type { ApiError, ApiSession } from '../../../api/types.ts';
import { type Installation, install } from '../installation.ts';
import { asker, type LoggedIn, logIn, type Method, ROOT } from './asking.ts';

let installation: Installation;
let session: LoggedIn;
const ask = asker(() => installation);

beforeAll(async () => {
  installation = await install(['guangxi-guilin'], { adminKey: ROOT });
  session = await logIn(ask, ROOT);
});
afterAll(() => installation.close());

/** Routes that change anything, as their table has them. */
const ACTING = Object.entries(RULES).flatMap(([route, { reads }]) => {
  const [method, path] = route.split(' ') as [Method, string];
  return method === 'GET' || reads ? [] : [{ method, path: path.replaceAll(/:\w+/g, 'fujian-hub') }];
});
/** What a form or a script of another site can send without being asked first. */
const SIMPLE = ['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain'];

const foreign: Record<string, string>[] = [
  { origin: 'https://elsewhere.example' },
  { origin: 'null' },
  // The same host by another scheme's port is another site.
  { origin: 'http://localhost:1', host: 'localhost:8080' },
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
];

describe.each(ACTING)('$method $path', ({ method, path }) => {
  it('does nothing for a page of another site, whatever that page knows', async () => {
    for (const said of foreign) {
      for (const type of SIMPLE) {
        const headers = {
          ...{ cookie: session.cookie, 'x-csrf-token': session.csrf, 'content-type': type },
          ...said,
        };
        const { status, body } = await ask<ApiError>(method, path, { headers, payload: 'a=b' });
        expect([status, body.code], JSON.stringify(said)).toEqual([403, 'request.forbidden']);
      }
    }
  });

  it('does nothing for a cookie alone', async () => {
    for (const token of [undefined, '', session.csrf.slice(1), `${session.csrf}x`]) {
      const headers = { cookie: session.cookie, ...(token !== undefined && { 'x-csrf-token': token }) };
      const { status, body } = await ask<ApiError>(method, path, { headers });
      expect([status, body.code], token).toEqual([403, 'request.forbidden']);
    }
  });
});

describe('a cookie that was there before the login', () => {
  const PLANTED = `huimu=${'A'.repeat(43)}`;
  const who = async (cookie: string) =>
    (await ask<ApiSession>('GET', '/api/v1/session', { headers: { cookie } })).body.by;
  const login = async (headers: Record<string, string>) => {
    const opened = await ask('POST', '/api/v1/session', { headers, payload: { key: ROOT } });
    return { status: opened.status, cookie: String(opened.headers['set-cookie']).split(';')[0] as string };
  };

  it('is not taken over: who planted it has nothing of the session', async () => {
    const opened = await login({ cookie: PLANTED });
    expect(opened.status).toBe(200);
    expect(opened.cookie).toMatch(/^huimu=[\w-]{43}$/);
    expect(opened.cookie).not.toBe(PLANTED);
    expect([await who(PLANTED), await who(opened.cookie)]).toEqual([null, 'key:admin']);
  });

  it('is another’s session: it ends, and is never shared', async () => {
    const first = await logIn(ask, ROOT);
    const second = await login({ cookie: first.cookie, 'x-csrf-token': first.csrf });
    expect(second.status).toBe(200);
    expect(second.cookie).not.toBe(first.cookie);
    expect([await who(first.cookie), await who(second.cookie)]).toEqual([null, 'key:admin']);
  });

  it('makes no way in: neither beside another, nor under the name that TLS has, nor in an address', async () => {
    const { cookie } = await logIn(ask, ROOT);
    expect(await who(`${PLANTED}; ${cookie}`)).toBe(null);
    expect(await who(cookie.replace('huimu=', '__Host-huimu='))).toBe(null);
    const token = cookie.split('=')[1] as string;
    const asked = await ask<ApiSession>('GET', '/api/v1/session', { key: token });
    expect(asked.body.by ?? null).toBe(null);
    expect((await ask('GET', `/api/v1/keys?huimu=${token}&key=${ROOT}`)).status).toBe(401);
  });
});
