/** TLS against real servers with a certificate made for the test. */
import { createServer, type ServerOptions } from 'node:https';
import { describe, expect, test } from 'vitest';
import { selfSigned } from '../../services/self-signed.ts';
import { clientsWith, failure, listen, NO_RETRY, runOf, serve, sourceAt, text } from './fixture.ts';

const pair = selfSigned();

async function secure(options: ServerOptions = {}): Promise<string> {
  const server = createServer({ ...pair, ...options }, (request, response) => {
    if (request.url === '/robots.txt') response.writeHead(404).end();
    else response.end('ok');
  });
  server.on('tlsClientError', () => {});
  return `https://127.0.0.1:${await listen(server)}`;
}

describe.skipIf(pair === null)('TLS', () => {
  test('a certificate that cannot be verified is source.tls with the way out named', async () => {
    const error = await failure(runOf(clientsWith(), sourceAt(await secure())).get('/'));
    expect(error.code).toBe('source.tls');
    expect(error.hint).toContain('harvest.tls.verify');
  });

  test('verification is off for the source that says so, and for no other', async () => {
    const base = await secure();
    const clients = clientsWith(NO_RETRY);
    const lax = runOf(clients, sourceAt(base, { tls: { verify: false } }, 'lax'));
    expect(text((await lax.get('/')).body)).toBe('ok');
    expect((await failure(runOf(clients, sourceAt(base, {}, 'strict')).get('/'))).code).toBe('source.tls');
  });

  test('old protocol versions are spoken only where the source says so', async () => {
    const old = { minVersion: 'TLSv1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0' } as const;
    const base = await secure(old);
    const modern = await failure(
      runOf(clientsWith(NO_RETRY), sourceAt(base, { tls: { verify: false } })).get('/'),
    );
    expect(modern.code).toBe('source.tls');
    expect(modern.hint).toContain('harvest.tls.legacy');
    const legacy = runOf(clientsWith(NO_RETRY), sourceAt(base, { tls: { verify: false, legacy: true } }));
    expect(text((await legacy.get('/')).body)).toBe('ok');
  });

  test('plain HTTP behind an https address is source.tls', async () => {
    const local = await serve((_, response) => response.end('plain'));
    const base = local.origin.replace('http:', 'https:');
    expect((await failure(runOf(clientsWith(NO_RETRY), sourceAt(base)).get('/'))).code).toBe('source.tls');
  });
});
