/** What holds for every address: errors, limits, headers, methods, pages, the description of it all. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError } from '../../api/types.ts';
import { ERRORS } from '../../config/errors/errors.ts';
import { type Installation, install } from './installation.ts';

let installation: Installation;
const pages = mkdtempSync(join(tmpdir(), 'huimu-pages-'));

beforeAll(async () => {
  mkdirSync(join(pages, 'assets'));
  writeFileSync(join(pages, 'index.html'), '<!doctype html><title>汇目</title>');
  writeFileSync(join(pages, 'assets', 'app-1a2b.js'), `console.log(1);${' '.repeat(5000)}`);
  installation = await install(['guangxi-guilin'], {}, pages);
  await installation.harvest('guangxi-guilin');
});
afterAll(() => installation.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  installation.server.inject({ url, headers });

interface OpenApi {
  openapi: string;
  paths: Record<string, Record<string, { parameters?: { name: string; in: string }[] }>>;
  components: { schemas: Record<string, unknown> };
}
const described = async () => (await get('/api/v1/openapi.json')).json<OpenApi>();

describe('errors', () => {
  it.each([
    ['/api/v1/search?size=0', 'query.size'],
    ['/api/v1/search?size=101', 'query.size'],
    ['/api/v1/search?size=many', 'query.size'],
    ['/api/v1/search?mode=free', 'query.mode.0'],
    ['/api/v1/search?sort=best', 'query.sort'],
    ['/api/v1/search?facets=colour', 'query.facets.0'],
    ['/api/v1/search?province=guangxi', 'query.province.0'],
    ['/api/v1/search?lang=fr', 'query.lang'],
    ['/api/v1/search?regoin=450000', 'query.regoin'],
    [`/api/v1/search?q=${'停'.repeat(201)}`, 'query.q'],
    ['/api/v1/runs?status=great', 'query.status'],
  ])('name the parameter and what is allowed, in both languages: %s', async (url, where) => {
    const [zh, en] = [await get(url), await get(url, { 'accept-language': 'en' })];
    expect(zh.statusCode).toBe(400);
    const [chinese, english] = [zh.json<ApiError>(), en.json<ApiError>()];
    expect(chinese).toMatchObject({ code: 'request.invalid', message: '请求参数有误', where });
    expect(chinese.detail).toMatch(/\p{Script=Han}/u);
    if (!url.includes('lang=')) expect(english.detail).not.toMatch(/\p{Script=Han}/u);
    expect(english).toMatchObject({ code: 'request.invalid', message: 'The request is not valid', where });
    expect(chinese.hint).toBeTruthy();
    if (!/many|guangxi/.test(url)) expect(chinese.faults?.[0]?.allowed?.length).toBeGreaterThan(0);
  });

  it.each(['nonsense', '"', '0', 'eyJ2IjoxfQ'])('know a cursor that is not theirs: %s', async (cursor) => {
    const answer = await get(`/api/v1/search?cursor=${encodeURIComponent(cursor)}`);
    expect(answer.json<ApiError>()).toMatchObject({ code: 'request.cursor-invalid', where: 'query.cursor' });
    expect(answer.statusCode).toBe(400);
  });

  it('say what came where another kind of value was wanted', async () => {
    const twice = (await get('/api/v1/search?q=a&q=b')).json<ApiError>();
    expect(twice).toMatchObject({ code: 'request.invalid', where: 'query.q' });
    expect(twice.detail).toContain('数组');
    expect(twice.detail).not.toContain('undefined');
  });

  it.each(['/api/v1/search?q=%ff%fe', '/api/v1/search?q=100%', '/api/v1/search?q=%ED%A0%80'])(
    'refuse a query that is no UTF-8: %s',
    async (url) => {
      const answer = await get(url);
      expect([answer.statusCode, answer.json<ApiError>().code]).toEqual([400, 'request.invalid']);
      expect(answer.json<ApiError>().hint).toContain('UTF-8');
    },
  );

  it.each([
    ['/api/v1/entries/none', '/api/v1/search'],
    ['/api/v1/resources/none', '/api/v1/search'],
    ['/api/v1/sources/none', '/api/v1/sources'],
    ['/api/v1/runs/none', '/api/v1/runs'],
  ])('of a name that is unknown say where names are: %s', async (url, list) => {
    const answer = await get(url);
    expect([answer.statusCode, answer.json<ApiError>().hint]).toEqual([404, `现有的见 ${list}`]);
  });

  it('tell a wrong method from a wrong address', async () => {
    const method = await installation.server.inject({ method: 'DELETE', url: '/api/v1/runs/none' });
    expect([method.statusCode, method.json().code, method.headers.allow]).toEqual([
      405,
      'request.method',
      'GET, HEAD',
    ]);
    const stream = await installation.server.inject({ method: 'HEAD', url: '/api/v1/events' });
    expect([stream.statusCode, stream.headers.allow]).toEqual([405, 'GET']);
    const address = await get('/api/v1/serach');
    expect([address.statusCode, address.json().code]).toEqual([404, 'request.not-found']);
  });

  it('answer bodies that are too large, of another type or broken', async () => {
    const post = (payload: string, type: string) =>
      installation.server.inject({
        method: 'POST',
        url: '/api/v1/sources/guangxi-guilin/runs',
        payload,
        headers: { 'content-type': type },
      });
    const outcomes = [
      await post(JSON.stringify({ full: 'x'.repeat(100_000) }), 'application/json'),
      await post('<a/>', 'application/xml'),
      await post('{', 'application/json'),
      await post('{"full":"yes"}', 'application/json'),
      await post('{"__proto__":{"full":true}}', 'application/json'),
      await post('{"fast":true}', 'application/json'),
    ].map((answer) => [answer.statusCode, answer.json().code]);
    expect(outcomes).toEqual([
      [413, 'request.too-large'],
      [415, 'request.media-type'],
      [400, 'request.invalid'],
      [400, 'request.invalid'],
      [400, 'request.invalid'],
      [400, 'request.invalid'],
    ]);
  });

  it('are coded for addresses that cannot be decoded', async () => {
    for (const url of ['/api/v1/entries/%E4%BD', '/%', `/api/v1/entries/${'x'.repeat(5000)}`]) {
      const answer = await get(url);
      expect(answer.statusCode).toBeGreaterThanOrEqual(400);
      expect(answer.statusCode).toBeLessThan(500);
      expect(Object.keys(ERRORS)).toContain(answer.json<ApiError>().code);
    }
  });

  it('are coded for what is no HTTP at all', async () => {
    const address = new URL(await installation.server.listen({ host: '127.0.0.1', port: 0 }));
    const socket = connect(Number(address.port), '127.0.0.1');
    socket.write('HELLO\r\n\r\n');
    let text = '';
    for await (const chunk of socket) text += chunk;
    expect(text).toMatch(/^HTTP\/1\.1 400 /);
    expect(JSON.parse(text.split('\r\n\r\n')[1] ?? '')).toMatchObject({ code: 'request.invalid' });
  });
});

describe('headers', () => {
  it('are strict everywhere', async () => {
    for (const url of ['/', '/api/v1/search', '/api/v1/none', '/healthz', '/assets/app-1a2b.js']) {
      const { headers } = await get(url);
      expect(headers['x-content-type-options'], url).toBe('nosniff');
      expect(headers['content-security-policy'], url).toContain("default-src 'none'");
      expect(headers['content-security-policy'], url).not.toContain('unsafe-inline');
      expect(headers['x-frame-options'], url).toBeTruthy();
    }
  });

  it('spare a reader what it has', async () => {
    const first = await get('/api/v1/errors');
    const again = await get('/api/v1/errors', { 'if-none-match': String(first.headers.etag) });
    expect([again.statusCode, again.body]).toEqual([304, '']);
    const packed = await get('/api/v1/errors', { 'accept-encoding': 'gzip' });
    expect(packed.headers['content-encoding']).toBe('gzip');
    expect(packed.headers.etag).toBe(first.headers.etag);
    expect(packed.headers.vary).toMatch(/accept-language/);
    expect(packed.headers.vary).toMatch(/accept-encoding/);
  });
});

describe('pages', () => {
  const asBrowser = { accept: 'text/html,*/*' };

  it('are served, and their own addresses lead to the first one', async () => {
    for (const url of ['/', '/search?q=停车', '/resources/r1', '/sources/guangxi:1']) {
      const answer = await get(encodeURI(url), asBrowser);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      expect(answer.headers['cache-control']).toBe('no-cache');
    }
    const asset = await get('/assets/app-1a2b.js');
    expect(asset.headers['cache-control']).toContain('immutable');
  });

  it('never stand for an address of the API or a missing file', async () => {
    for (const url of [
      '/api/v1/none',
      '/api',
      '/docs/none',
      '/assets/none.js',
      '/../package.json',
      '/%2e%2e/package.json',
    ]) {
      const answer = await get(url, asBrowser);
      expect(answer.statusCode, url).toBe(404);
      expect(answer.body, url).not.toContain('汇目</title>');
    }
  });
});

describe('the description', () => {
  it('is OpenAPI 3.1, names every route, and all its references lead somewhere', async () => {
    const api = await described();
    expect(api.openapi).toMatch(/^3\.1\./);
    expect(Object.keys(api.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/search',
        '/api/v1/statistics',
        '/api/v1/entries/{id}',
        '/api/v1/entries/{id}/raw',
        '/api/v1/resources/{id}',
        '/api/v1/sources',
        '/api/v1/sources/{id}/runs',
        '/api/v1/runs/{id}/rejections',
        '/api/v1/held/{id}/release',
        '/api/v1/entries/{id}/identity',
        '/api/v1/events',
        '/readyz',
      ]),
    );
    const references = [...JSON.stringify(api).matchAll(/"\$ref":"([^"]+)"/g)].map(
      (match) => match[1] as string,
    );
    expect(references.length).toBeGreaterThan(20);
    for (const reference of new Set(references)) {
      expect(reference.startsWith('#/')).toBe(true);
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], api);
      expect(found, reference).toBeDefined();
    }
  });

  it('has a reader that needs nothing from elsewhere', async () => {
    const page = await get('/docs/');
    expect(page.statusCode).toBe(200);
    expect(page.body).not.toMatch(/(src|href)="(https?:)?\/\//);
  });
});

describe('every route that reads', () => {
  it('answers any query as it says, or with a coded error; never with a 500', async () => {
    const { paths } = await described();
    const routes = Object.entries(paths)
      .filter(([path, methods]) => methods.get !== undefined && path !== '/api/v1/events')
      .map(([path, methods]) => ({ path, parameters: methods.get?.parameters ?? [] }));
    const [thing] = installation.country.things('guangxi-guilin');
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        '停车场',
        '信息',
        '450300',
        '100',
        'true',
        'opening',
        'province',
        "' or 1=1 --",
        '"*"',
        'NEAR(',
        '\u0000',
      ),
      fc.integer().map(String),
    );
    const request = fc.constantFrom(...routes).chain(({ path, parameters }) => {
      const names = parameters.filter((each) => each.in === 'query').map(({ name }) => name);
      const values = fc.oneof(text, fc.array(text, { minLength: 2, maxLength: 3 }));
      return fc.record({
        path: fc.constant(path),
        id: fc.oneof(text, fc.constantFrom('guangxi-guilin', `guangxi-guilin:${thing?.id}`)),
        query: fc.dictionary(fc.constantFrom(...names, 'other'), values, { maxKeys: 3 }),
      });
    });
    await fc.assert(
      fc.asyncProperty(request, async ({ path, id, query }) => {
        const parameters = Object.entries(query).flatMap(([name, value]) =>
          [value].flat().map((each) => `${encodeURIComponent(name)}=${encoded(each)}`),
        );
        const answer = await get(`${path.replace('{id}', encoded(id))}?${parameters.join('&')}`);
        expect(answer.statusCode, answer.body).toBeLessThan(500);
        // CKAN's clients are answered in CKAN's own shape of errors.
        if (answer.statusCode >= 400 && !/^\/api\/(3|action)\//.test(path)) {
          const body = answer.json<ApiError>();
          expect(ERRORS[body.code].status).toBe(answer.statusCode);
        }
      }),
      { numRuns: 400 },
    );
  });
});

/** As a client would: a lone surrogate is no text that could be sent. */
const encoded = (text: string): string => encodeURIComponent(text.toWellFormed());
