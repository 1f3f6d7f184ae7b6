/** Addresses of this network, by whatever route a person may name one: as it stands, by a name, by a redirect. Nothing is asked there. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ApiError, ApiPreview, ApiRun, ApiSource } from '../../../api/types.ts';
import type { Source } from '../../../config/registry/source.ts';
import { type Installation, install } from '../installation.ts';
import { asker, ROOT } from './asking.ts';

const GUILIN = 'guangxi-guilin';
/** Comes to this machine by its name alone. */
const HIDDEN = 'catalogue.example.org';
/** A public host, played here, which sends whoever asks to an address inside. */
const SENDING = 'http://sending.example.org';
let installation: Installation;
let inside: Server;
let sending: Server;
let port: number;
let asked: string[] = [];
let sentOn = 0;
const ask = asker(() => installation);

const listening = async (server: Server): Promise<number> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

beforeAll(async () => {
  inside = createServer((request, answer) => {
    asked.push(request.url ?? '');
    answer.end('{"success": true, "result": []}');
  });
  port = await listening(inside);
  sending = createServer((request, answer) => {
    if (request.url === '/robots.txt') return void answer.writeHead(404).end();
    sentOn += 1;
    answer.writeHead(302, { location: `http://127.0.0.1:${port}${request.url}` }).end();
  });
  const routes = { [SENDING]: `http://127.0.0.1:${await listening(sending)}` };
  const resolve = async () => [{ address: '127.0.0.1', family: 4 as const }];
  installation = await install([GUILIN], { adminKey: ROOT, routes }, undefined, [], { resolve });
});
afterAll(async () => {
  inside.close();
  sending.close();
  await installation.close();
});
beforeEach(() => {
  asked = [];
  sentOn = 0;
});

const PRIVATE = 'source.private-address';
const LITERAL = () => [
  `http://127.0.0.1:${port}`,
  `http://2130706433:${port}`,
  `http://0x7f.1:${port}`,
  `http://localhost:${port}`,
  `http://a.localhost:${port}`,
  `http://[::1]:${port}`,
  `http://[::ffff:127.0.0.1]:${port}`,
  'http://169.254.169.254',
  'http://10.0.0.1',
  'http://168.63.129.16',
];

describe('a preview of an address', () => {
  const codes = async (url: string, key?: string) => {
    const payload = { url, family: 'ckan' };
    const { body } = await ask<ApiPreview & ApiError>('POST', '/api/v1/previews', {
      payload,
      ...(key !== undefined && { key }),
    });
    expect(body.items ?? []).toEqual([]);
    return [body.code, ...(body.problems ?? []).map(({ code }) => code)];
  };

  it.each([undefined, ROOT])('is of none inside, whoever asks', async (key) => {
    for (const url of [...LITERAL(), `http://${HIDDEN}:${port}`]) {
      expect(await codes(`${url}/`, key), url).toContain(PRIVATE);
    }
    expect(asked).toEqual([]);
  });

  it('follows no redirect there', async () => {
    expect(await codes(`${SENDING}/`)).toContain(PRIVATE);
    expect(sentOn).toBeGreaterThan(0);
    expect(asked).toEqual([]);
  });
});

describe('a source that is added', () => {
  const row = (id: string, base: string) => {
    const known = installation.huimu.sources.get(GUILIN) as Source;
    const { harvest } = known;
    return { ...known, id, home: base, harvest: { ...harvest, base } };
  };
  const add = (id: string, base: string) =>
    ask<ApiSource & ApiError>('POST', '/api/v1/sources', { key: ROOT, payload: row(id, base) });

  it('names none inside', async () => {
    for (const [at, base] of LITERAL().entries()) {
      expect((await add(`inner-${at}`, base)).body.code, base).toBe(PRIVATE);
    }
  });

  it.each([
    ['by a name that comes to it', () => `http://${HIDDEN}:${port}`],
    ['by a redirect', () => SENDING],
  ])('asks none inside %s: its run fails and says so', async (what, base) => {
    const id = `later-${what.length}`;
    expect((await add(id, base())).status).toBe(201);
    const started = await ask<ApiRun>('POST', `/api/v1/sources/${id}/runs`, { key: ROOT, payload: {} });
    expect(started.status, started.text).toBe(202);
    const ended = await installation.huimu.control.ended(started.body.id);
    expect(ended.status).toBe('failed');
    expect(ended.problems.map(({ code }) => code)).toContain(PRIVATE);
    expect(asked).toEqual([]);
  });
});

describe('a webhook', () => {
  it('calls none inside, however it is spelt', async () => {
    for (const url of LITERAL()) {
      const payload = { name: 'x', occasions: ['run-failed'], channel: { kind: 'webhook', url } };
      const { body } = await ask<ApiError>('POST', '/api/v1/subscriptions', { key: ROOT, payload });
      expect(body.code, url).toBe(PRIVATE);
    }
  });
});
