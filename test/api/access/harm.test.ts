/** What is sent to do harm, over real sockets, at every route that takes a body of a stranger or a file: refused by a code, and the server goes on. */
import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import { LARGEST_FILE } from '../../../api/routes/harvest/source-catalogue.ts';
import type { ApiError } from '../../../api/types.ts';
import { changed, HEADER, line, workbook } from '../../adapters/sharing-catalogue/workbook.ts';
import { type Installation, install } from '../installation.ts';
import { ROOT } from './asking.ts';

/** A hub of the registry that takes files. */
const UPLOAD = 'PUT /api/v1/sources/fujian-hub/catalogue';
const PREVIEW = 'POST /api/v1/previews/file';
const SHEET = 'xl/worksheets/sheet1.xml';
/** At this machine strangers are not counted. */
const STRANGER = { 'content-type': 'text/csv', authorization: '' };
const TABLE = { 'content-type': 'application/octet-stream' };
let installation: Installation;
let origin: string;

beforeAll(async () => {
  installation = await install(['guangxi-guilin'], { adminKey: ROOT });
  origin = await installation.server.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => installation.close());

async function send(route: string, body: Uint8Array | string, headers: Record<string, string> = TABLE) {
  const [method, path] = route.split(' ') as [string, string];
  const answer = await fetch(origin + path, {
    method,
    body: Buffer.from(body),
    headers: { authorization: `Bearer ${ROOT}`, ...headers },
  });
  const { code } = (await answer.json()) as ApiError;
  return [answer.status, code];
}
const stillThere = async () => expect((await fetch(`${origin}/healthz`)).status).toBe(200);

/** A sheet with something instead of its end. */
const sheetWith = async (text: string, change: [RegExp | string, string] = ['</sheetData>', text]) =>
  changed(await workbook({ 表1: [HEADER, line(1)] }), { [SHEET]: (sheet) => sheet.replace(...change) });
const repeated = (one: (at: number) => string, times: number) =>
  Array.from({ length: times }, (_, at) => one(at)).join('');

const LAUGHS = `<!DOCTYPE x [<!ENTITY a "ha">${repeated(
  (at) => `<!ENTITY a${at} "${'&a;'.repeat(10)}">`,
  9,
)}]>`;
const BOMBS: [string, () => Promise<Uint8Array | string>, number, string][] = [
  [
    'a package that unpacks to a gigabyte of zeros',
    async () => {
      const zeros = zipSync({ [SHEET]: new Uint8Array(450_000_000) }, { level: 1 });
      return zeros;
    },
    422,
    'source.not-spreadsheet',
  ],
  [
    'a sheet that unpacks to more than is taken',
    async () => {
      const parts = changed(await workbook({ 表1: [HEADER] }), {
        [SHEET]: (text) => text.replace('</sheetData>', `${' '.repeat(410_000_000)}</sheetData>`),
      });
      return parts;
    },
    413,
    'request.too-large',
  ],
  [
    'packages within packages',
    async () => {
      let inner: Uint8Array = new Uint8Array(10_000_000);
      for (let depth = 0; depth < 20; depth += 1) inner = zipSync({ 'a.zip': inner });
      return inner;
    },
    422,
    'source.not-spreadsheet',
  ],
  [
    'a million columns in a workbook',
    () => sheetWith('<row r="9"><c r="BDWGO9"><v>1</v></c></row></sheetData>'),
    413,
    'request.too-large',
  ],
  [
    'a million cells in a row',
    () => sheetWith(`<row r="9">${'<c><v>1</v></c>'.repeat(1_000_000)}</row></sheetData>`),
    413,
    'request.too-large',
  ],
  [
    'a range over everything',
    () =>
      sheetWith(
        '<row r="1000000"><c r="A1000000"><v>1</v></c></row></sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>',
      ),
    413,
    'request.too-large',
  ],
  ['a million columns in a CSV', async () => '名称,'.repeat(400_000), 413, 'request.too-large'],
  ['a row of CSV that never ends', async () => `名称\n"${'长'.repeat(3_000_000)}`, 413, 'request.too-large'],
  [
    'JSON of a million levels',
    async () => `[{"a":${'['.repeat(1e6)}${']'.repeat(1e6)}}]`,
    413,
    'request.too-large',
  ],
  [
    'JSON of a million keys',
    async () => `[{${repeated((at) => `"k${at}":1,`, 1_000_000)}"z":1}]`,
    413,
    'request.too-large',
  ],
  [
    'XML of a hundred thousand levels',
    () => sheetWith(`</sheetData>${'<x>'.repeat(100_000)}${'</x>'.repeat(100_000)}`),
    413,
    'request.too-large',
  ],
  [
    'a billion laughs',
    () => sheetWith('', ['<worksheet', `${LAUGHS}<worksheet`]),
    422,
    'source.not-spreadsheet',
  ],
  [
    'an entity of a file',
    () => sheetWith('', ['<worksheet', '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><worksheet']),
    422,
    'source.not-spreadsheet',
  ],
  [
    'GBK cut within its characters',
    async () =>
      // 信息资源名称 in GBK, and then bytes that are none in GBK, GB18030 or UTF-8.
      Buffer.concat([
        Buffer.from('d0c5cfa2d7cad4b4c3fbb3c6', 'hex'),
        Buffer.from('\n'),
        Buffer.alloc(5_000, Buffer.from('81ff', 'hex')),
      ]),
    422,
    'source.not-spreadsheet',
  ],
  ['bytes of nothing', async () => new Uint8Array(1_000_000), 422, 'source.not-spreadsheet'],
  ['more than is taken', async () => new Uint8Array(LARGEST_FILE + 1), 413, 'request.too-large'],
];

describe.each([UPLOAD, PREVIEW])('%s', (route) => {
  it.each(BOMBS)('%s', async (_what, body, status, code) => {
    expect(await send(route, await body())).toEqual([status, code]);
    await stillThere();
  });

  it('what is packed on its way and swells', async () => {
    const packed = gzipSync(Buffer.alloc(200_000_000));
    expect(await send(route, packed, { ...TABLE, 'content-encoding': 'gzip' })).toEqual([
      413,
      'request.too-large',
    ]);
    await stillThere();
  });

  it('a body that is said to have two gigabytes, before it comes', async () => {
    expect(await raw(route, 2 ** 31)).toMatch(/^HTTP\/1.1 413 /);
    await stillThere();
  });

  it('a body that comes too slowly', async () => {
    const { server } = installation.server;
    const { headersTimeout, requestTimeout } = server;
    Object.assign(server, { headersTimeout: 300, requestTimeout: 300 });
    expect(await raw(route, 1_000)).toMatch(/^HTTP\/1.1 408 /);
    Object.assign(server, { headersTimeout, requestTimeout });
    await stillThere();
  });
});

it('a preview of a file is not taken in where many are on their way, however slowly', async () => {
  let begun = 0;
  const all = new Promise<void>((resolve) =>
    installation.server.server.on('request', () => (++begun === 8 ? resolve() : undefined)),
  );
  const slow = Array.from({ length: 8 }, () => held(PREVIEW));
  await all;
  expect(await send(PREVIEW, 'a,b', STRANGER)).toEqual([429, 'request.rate-limited']);
  for (const { end } of slow) end();
  await Promise.all(slow.map(({ ended }) => ended));
  expect((await send(PREVIEW, 'a,b', STRANGER))[0]).toBe(422);
});

describe.each([
  ['POST /api/v1/previews', { url: 'https://example.org' }],
  ['POST /api/v1/demands', { need: '公厕位置' }],
  ['POST /api/v1/session', { key: ROOT }],
  ['POST /api/v1/subscriptions', { name: 'x' }],
  ['POST /api/v1/sources', { id: 'x' }],
])('JSON to %s', (route, fields) => {
  const json = { 'content-type': 'application/json' };

  it.each([
    ['of thirty thousand levels', `{"x":${'['.repeat(30_000)}${']'.repeat(30_000)}}`, 400],
    ['with a prototype', `{"__proto__":{"role":"admin"},${JSON.stringify(fields).slice(1)}`, 400],
    ['larger than is taken', JSON.stringify({ ...fields, more: 'x'.repeat(70_000) }), 413],
  ])('%s', async (_what, body, status) => {
    expect((await send(route, body, json))[0]).toBe(status);
    await stillThere();
  });

  it('packed on its way', async () => {
    const packed = gzipSync(Buffer.alloc(50_000_000, ' '));
    expect((await send(route, packed, { ...json, 'content-encoding': 'gzip' }))[0]).toBe(413);
  });
});

it('a server that closes does not wait for who is slow', async () => {
  const other = await createServer(apiContext(installation.huimu));
  const at = await other.listen({ host: '127.0.0.1', port: 0 });
  const slow = begin(PREVIEW, 1_000, at);
  const cut = new Promise((resolve) => slow.once('close', resolve).on('error', () => undefined));
  await new Promise((resolve) => slow.once('connect', resolve));
  await (await fetch(`${at}/healthz`)).text();
  await other.close();
  await cut;
});

/** The beginning of a request with a body of so many bytes, of which one comes. */
function begin(route: string, length: number, at = origin, stranger = false) {
  const [method, path] = route.split(' ') as [string, string];
  const { hostname, port, host } = new URL(at);
  const socket = connect({ host: hostname, port: Number(port) });
  const head = [
    `${method} ${path} HTTP/1.1`,
    `host: ${host}`,
    ...(stranger ? [] : [`authorization: Bearer ${ROOT}`]),
    'content-type: text/csv',
    `content-length: ${length}`,
  ];
  socket.write(`${head.join('\r\n')}\r\n\r\na`);
  return socket;
}

/** The first line that is answered to it. */
function raw(route: string, length: number): Promise<string> {
  const socket = begin(route, length);
  return new Promise((resolve, reject) => {
    socket.on('error', reject);
    socket.once('data', (data) => {
      resolve(data.toString('latin1').split('\r\n')[0] as string);
      socket.destroy();
    });
  });
}

/** A body that does not end until it is said to. */
function held(route: string) {
  const socket = begin(route, 2, origin, true);
  return {
    end: () => void socket.write('b'),
    ended: new Promise<void>((resolve) => {
      socket.on('error', () => resolve());
      socket.once('data', () => {
        socket.destroy();
        resolve();
      });
    }),
  };
}
