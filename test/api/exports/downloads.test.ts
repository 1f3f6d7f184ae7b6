/** Exports as they are fetched: by ending and filters, whole, in parts, by readers that stop and connections that break. */
import { hash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { type IncomingHttpHeaders, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { catalogueFile } from '../../../api/catalogues.ts';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { FORMATS } from '../../../api/exports/formats.ts';
import { Growing } from '../../../api/exports/growing.ts';
import { KeptExports } from '../../../api/exports/kept.ts';
import { rangeOf } from '../../../api/http/ranged-file.ts';
import { createServer } from '../../../api/http/server.ts';
import type { ApiServer } from '../../../api/routes/route.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { AT, batchOf } from '../../index/batches.ts';
import { entryOf } from '../../index/entries.ts';

const data = mkdtempSync(join(tmpdir(), 'huimu-downloads-'));
let huimu: Huimu;
let server: ApiServer;
let base: string;

beforeAll(async () => {
  const settings = { ...loadSettings({ environment: {}, folder: data }), data, logLevel: 'silent' as const };
  huimu = await composeHuimu(settings);
  const many = Array.from({ length: 3_000 }, (_, at) =>
    entryOf('s', String(at), {
      title: `停车场 ${at}`,
      // Nothing that could be packed into little.
      description: hash('sha512', String(at)) + hash('sha512', `${at}.`),
      mode: at % 3 === 0 ? 'sharing' : 'opening',
    }),
  );
  await huimu.catalogue.write(batchOf(many));
  await huimu.catalogue.refresh();
  server = await createServer(apiContext(huimu));
  await server.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await server.close();
  await huimu.close();
  rmSync(data, { recursive: true, force: true });
});

/** Bytes that come before a connection breaks. */
const BROKEN_AFTER = 20_000;

/** What came of an answer whose connection was destroyed then. */
function brokenOff(address: string, headers: Record<string, string>) {
  return new Promise<{ status?: number; headers: IncomingHttpHeaders; bytes: Buffer }>((told, failed) => {
    const asked = request(address, { headers, agent: false });
    asked.on('error', failed);
    asked.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => {
        parts.push(part);
        const bytes = Buffer.concat(parts);
        if (bytes.length < BROKEN_AFTER) return;
        response.removeAllListeners('data');
        asked.destroy();
        told({
          ...(response.statusCode && { status: response.statusCode }),
          headers: response.headers,
          bytes: bytes.subarray(0, BROKEN_AFTER),
        });
      });
    });
    asked.end();
  });
}

const lines = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('an export', () => {
  it('has what the statistics count, of the filters and the words', async () => {
    for (const filters of ['', 'mode=sharing', 'q=停车场&mode=opening', 'source=nowhere']) {
      const answer = await fetch(`${base}/api/v1/exports/entries.jsonl?${filters}`);
      expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
      expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="huimu-.*\.jsonl"$/);
      const text = await answer.text();
      const counted = await fetch(`${base}/api/v1/statistics?${filters.replace('q=停车场&', '')}`);
      const { total } = (await counted.json()) as { total: { entries: number } };
      expect(text === '' ? 0 : lines(text).length, filters).toBe(total.entries);
    }
  });

  it('of statistics has their rows, words and date', async () => {
    const answer = await fetch(`${base}/api/v1/exports/statistics.json?by=mode`);
    const told = (await answer.json()) as {
      asOf: string;
      total: object;
      statistics: object[];
      count: number;
    };
    expect(told.total).toEqual({ entries: 3_000, resources: 3_000 });
    expect(told.statistics).toContainEqual({
      mode: 'sharing',
      modeZh: expect.any(String),
      modeEn: expect.any(String),
      entries: 1_000,
      resources: 1_000,
      asOf: told.asOf,
    });
    const csv = await (await fetch(`${base}/api/v1/exports/statistics.csv?by=mode`)).text();
    expect(csv.split('\r\n')[1]).toContain(told.asOf);
  });

  it('is what a search or statistics lead to that are asked for as a file', async () => {
    const asked = (path: string, accept: string) => fetch(`${base}${path}`, { headers: { accept } });
    const csv = await asked('/api/v1/search?mode=sharing&size=5&sort=title&facets=mode', 'text/csv');
    expect(csv.url).toBe(`${base}/api/v1/exports/entries.csv?mode=sharing`);
    expect((await csv.text()).trimEnd().split('\r\n')).toHaveLength(1_001);
    const lines = await asked('/api/v1/statistics?by=mode', 'application/json;q=0.5, application/x-ndjson');
    expect(lines.url).toBe(`${base}/api/v1/exports/statistics.jsonl?by=mode`);
    expect((await lines.text()).trimEnd().split('\n')).toHaveLength(2);
    for (const accept of ['application/json', '*/*', 'text/html, text/csv;q=0.1', 'text/csv;q=0, */*']) {
      const answer = await asked('/api/v1/search?size=1', accept);
      expect(answer.headers.get('vary')).toContain('accept');
      expect(((await answer.json()) as { hits: object[] }).hits, accept).toHaveLength(1);
    }
  });

  it('refuses what it does not know', async () => {
    const answer = await fetch(`${base}/api/v1/exports/entries.csv?colour=red`);
    expect(answer.status).toBe(400);
    expect((await fetch(`${base}/api/v1/exports/entries.doc`)).status).toBe(404);
  });

  it.each(FORMATS)('as %s goes on where its connections broke, with the very bytes', async (format) => {
    const address = `/api/v1/exports/entries.${format}?mode=opening`;
    const first = await brokenOff(`${base}${address}`, {});
    const { etag = '' } = first.headers;
    const again = await brokenOff(`${base}${address}`, {
      range: `bytes=${first.bytes.length}-`,
      'if-range': etag,
    });
    expect([first.status, again.status, again.headers.etag]).toEqual([200, 206, etag]);
    const head = Buffer.concat([first.bytes, again.bytes]);
    // Another process that shares the folder has it as well.
    const other = await createServer(apiContext(huimu));
    await other.listen({ port: 0, host: '127.0.0.1' });
    const { port } = other.server.address() as AddressInfo;
    const rest = await fetch(`http://127.0.0.1:${port}${address}`, {
      headers: { range: `bytes=${head.length}-`, 'if-range': etag },
    });
    const whole = Buffer.concat([head, Buffer.from(await rest.arrayBuffer())]);
    await other.close();
    expect([rest.status, rest.headers.get('etag'), rest.headers.get('content-range')]).toEqual([
      206,
      etag,
      `bytes ${head.length}-${whole.length - 1}/${whole.length}`,
    ]);
    expect(head).toHaveLength(2 * BROKEN_AFTER);
    expect(whole.length).toBeGreaterThan(4 * BROKEN_AFTER);
    const unbroken = await fetch(`${base}${address}`, { headers: { range: 'bytes=0-', 'if-range': etag } });
    expect(whole.equals(Buffer.from(await unbroken.arrayBuffer()))).toBe(true);
    expect(whole.equals(readFileSync(join(data, 'exports', etag.replaceAll('"', ''))))).toBe(true);
  });

  it('is begun anew for whoever asks for a part of a file that is there no more', async () => {
    const address = `${base}/api/v1/exports/entries.jsonl?mode=opening`;
    const whole = await fetch(address);
    const etag = whole.headers.get('etag') as string;
    const text = await whole.text();
    expect(lines(text)).toHaveLength(2_000);
    // Not said of which file, and there is but one.
    const plain = await fetch(address, { headers: { range: 'bytes=0-9' } });
    expect([plain.status, await plain.text()]).toEqual([206, text.slice(0, 10)]);
    const other = await fetch(address, {
      headers: { range: 'bytes=5-', 'if-range': '"0123456789abcdef-0-00000000.jsonl"' },
    });
    expect(other.status).toBe(200);
    expect(lines(await other.text())).toHaveLength(2_000);
    expect((await fetch(address, { headers: { 'if-none-match': etag } })).status).toBe(304);
    expect((await fetch(address, { headers: { range: 'bytes=999999999-' } })).status).toBe(416);
  });

  it('is written to its end although a reader stops reading', async () => {
    const address = `${base}/api/v1/exports/entries.json`;
    const stalled = request(address);
    stalled.end();
    const response = await new Promise<import('node:http').IncomingMessage>((given) =>
      stalled.on('response', given),
    );
    response.pause();
    const name = (response.headers.etag as string).replaceAll('"', '');
    const other = (await (await fetch(address)).json()) as { count: number };
    expect(other.count).toBe(3_000);
    expect(existsSync(join(data, 'exports', name))).toBe(true);
    stalled.destroy();
  });

  it('holds no state of the catalogue while its records are not taken, so that the log is emptied', async () => {
    const pages = huimu.catalogue.stream({})[Symbol.asyncIterator]();
    const { value } = await pages.next();
    expect((value as object[]).length).toBeLessThan(3_000);
    await huimu.catalogue.write(batchOf([entryOf('t', '1', { title: '新的一条' })]));
    const path = catalogueFile({ data });
    const db = new DatabaseSync(path);
    const { busy } = db.prepare('pragma wal_checkpoint(truncate)').get() as { busy: number };
    db.close();
    expect([busy, statSync(`${path}-wal`).size]).toEqual([0, 0]);
    expect(((await pages.next()).value as object[]).length).toBeGreaterThan(0);
    await pages.return?.();
    await huimu.catalogue.remove('t', ['1'], AT);
    await huimu.catalogue.refresh();
  });
});

describe('files of exports', () => {
  it('are not kept beyond their room, and one that failed is not kept at all', async () => {
    const folder = join(data, 'kept');
    const kept = new KeptExports(folder, 2_500);
    async function* bytes(count: number) {
      yield Buffer.alloc(count);
    }
    for (const question of ['a', 'b', 'c', 'd']) {
      const made = kept.make(KeptExports.question(question), 'csv', () => bytes(1_000));
      await made.growing?.done;
    }
    expect(readdirSync(folder)).toHaveLength(3);
    async function* broken() {
      yield 'half';
      throw new Error('gone');
    }
    const made = kept.make(KeptExports.question('e'), 'csv', broken);
    await expect(made.growing?.readable().toArray()).rejects.toThrow('gone');
    await made.growing?.done;
    expect(readdirSync(folder).filter((name) => name.includes('part'))).toEqual([]);
    expect(kept.named(made.name)).toBeUndefined();
    expect(kept.named('../catalogue.db')).toBeUndefined();
  });

  it('are made two at a time, and no more', async () => {
    const kept = new KeptExports(join(data, 'busy'), 1e9);
    let go: () => void = () => undefined;
    const gate = new Promise<void>((open) => {
      go = open;
    });
    async function* waiting() {
      await gate;
      yield 'x';
    }
    const begun = ['a', 'b'].map((each) => kept.make(KeptExports.question(each), 'csv', waiting));
    expect(() => kept.make(KeptExports.question('c'), 'csv', waiting)).toThrow(
      expect.objectContaining({ code: 'export.busy' }),
    );
    go();
    await Promise.all(begun.map(({ growing }) => growing?.done));
    expect(kept.make(KeptExports.question('c'), 'csv', waiting).name).toContain('.csv');
    await kept.close();
  });

  it('are read by many while they grow, each from the first byte', async () => {
    async function* slowly() {
      for (let at = 0; at < 50; at += 1) {
        await new Promise(setImmediate);
        yield `${at}\n`.repeat(1_000);
      }
    }
    const path = join(data, 'growing');
    const growing = new Growing(path, slowly());
    const read = await Promise.all(
      [1, 2, 3].map(async () => Buffer.concat(await growing.readable().toArray())),
    );
    await growing.done;
    expect(read.map(({ length }) => length)).toEqual(Array(3).fill(statSync(path).size));
  });
});

describe('a range', () => {
  it('is what the header says of a file of that size', () => {
    expect(rangeOf('bytes=0-4', 10)).toEqual([0, 4]);
    expect(rangeOf('bytes=4-', 10)).toEqual([4, 9]);
    expect(rangeOf('bytes=-3', 10)).toEqual([7, 9]);
    expect(rangeOf('bytes=-30', 10)).toEqual([0, 9]);
    expect(rangeOf('bytes=4-400', 10)).toEqual([4, 9]);
    for (const none of ['bytes=10-', 'bytes=-0', 'bytes=5-4']) expect(rangeOf(none, 10)).toBeNull();
    for (const whole of [undefined, 'bytes=-', 'bytes=0-1,3-4', 'lines=0-1']) {
      expect(rangeOf(whole, 10)).toBeUndefined();
    }
  });
});
