/** Asks an installation's server as somebody: by key, by session, from an address. */
import type { ApiKeyMade, ApiSession } from '../../../api/types.ts';
import type { Installation } from '../installation.ts';

export const ROOT = 'a-key-of-the-tests-only';

export type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD';

export interface Asked {
  key?: string;
  payload?: object | string;
  headers?: Record<string, string>;
  from?: string;
  server?: Installation['server'];
}

export const asker =
  (installation: () => Pick<Installation, 'server'>) =>
  async <T>(method: Method, url: string, { key, payload, headers, from, server }: Asked = {}) => {
    const answer = await (server ?? installation().server).inject({
      method,
      url,
      headers: { ...(key !== undefined && { authorization: `Bearer ${key}` }), ...headers },
      ...(payload !== undefined && { payload }),
      ...(from !== undefined && { remoteAddress: from }),
    });
    const json = String(answer.headers['content-type'] ?? '').includes('json') && answer.body !== '';
    return {
      status: answer.statusCode,
      headers: answer.headers,
      cookies: answer.cookies,
      text: answer.body,
      body: (json ? answer.json() : undefined) as T,
    };
  };

export type Ask = ReturnType<typeof asker>;

export async function makeKey(ask: Ask, wanted: object): Promise<ApiKeyMade> {
  const made = await ask<ApiKeyMade>('POST', '/api/v1/keys', { key: ROOT, payload: wanted });
  if (made.status !== 201) throw new Error(made.text);
  return made.body;
}

export interface LoggedIn {
  cookie: string;
  csrf: string;
}

export async function logIn(ask: Ask, key: string): Promise<LoggedIn> {
  const opened = await ask<ApiSession>('POST', '/api/v1/session', { payload: { key } });
  if (opened.status !== 200) throw new Error(opened.text);
  const [cookie] = opened.cookies as { name: string; value: string }[];
  return { cookie: `${cookie?.name}=${cookie?.value}`, csrf: opened.body.csrf ?? '' };
}
