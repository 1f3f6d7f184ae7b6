/**
 * The conformance suite of all adapters: what the harvester relies on, asked of a real server through the polite
 * client. A family passes it once for each of its wires.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Adapter, AdapterContext, ListedRow, ListPage } from '../../adapters/contract.ts';
import { adapterFor } from '../../adapters/registry.ts';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor, RawRecord } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import { type Clients, createClients } from '../../harvester/client/client.ts';

export interface ConformanceSubject {
  source: HarvestableSource;
  /** Real origin → origin of the server; none where the source's base is the server's. */
  routes?: Record<string, string>;
  /** Every id with its title, as a complete harvest must have them; at least one page and a half. */
  expected: ReadonlyMap<string, string>;
  /** Whether the last page declares the number of rows. */
  declares: boolean;
  close(): Promise<void>;
}

export interface ConformanceCase {
  name: string;
  start(): Promise<ConformanceSubject>;
}

/** A retry would only repeat what a test wants to see fail. */
const RETRY = { perRequest: 0, baseMs: 1, capMs: 1 };
const CONTACT = 'https://huimu.example/contact';

const originOf = (source: HarvestableSource): string => new URL(source.harvest.base).origin;

async function gathered(listing: AsyncIterable<ListPage>): Promise<ListPage[]> {
  const pages: ListPage[] = [];
  for await (const page of listing) pages.push(page);
  return pages;
}

/** A page without what may differ between two looks at an unchanged list: view counters in the rows' texts. */
const essence = ({ rows, unlistable, declared, next }: ListPage) => ({
  rows: rows.map(({ id, sign, complete }) => ({ id, sign, complete })),
  unlistable,
  declared,
  next,
});

export function adapterConformance({ name, start }: ConformanceCase): void {
  describe(`adapter: ${name}`, () => {
    let subject: ConformanceSubject;
    let adapter: Adapter;
    let source: HarvestableSource;
    const opened: Clients[] = [];

    const contextOf = (routes: Record<string, string> | undefined, signal?: AbortSignal): AdapterContext => {
      const clients = createClients({
        contact: CONTACT,
        retry: RETRY,
        ...(routes === undefined ? {} : { routes }),
      });
      opened.push(clients);
      const given = signal ?? new AbortController().signal;
      const requests = { list: 0, detail: 0, other: 0 };
      return { source, signal: given, http: clients.forRun({ source, signal: given, requests }) };
    };
    const context = (signal?: AbortSignal): AdapterContext => contextOf(subject.routes, signal);
    const pagesFrom = async (cursor: Cursor | null): Promise<ListPage[]> =>
      gathered(adapter.list(context(), cursor));
    const idsOf = (pages: ListPage[]): string[] => pages.flatMap((page) => page.rows.map((row) => row.id));
    const recordOf = async (row: ListedRow, from = context()): Promise<RawRecord> => ({
      id: row.id,
      parts: [row.row, ...(row.complete ? [] : await adapter.detail(from, row))],
    });

    beforeAll(async () => {
      subject = await start();
      const { harvest } = subject.source;
      source = { ...subject.source, harvest: { ...harvest, pace: { perSecond: null, concurrency: 4 } } };
      adapter = await adapterFor(source);
    });
    afterAll(async () => {
      for (const clients of opened) clients.close();
      await subject.close();
    });

    it('lists every id once, in pages that end, and declares what it lists', async () => {
      const pages = await pagesFrom(null);
      expect(pages.length).toBeGreaterThan(1);
      expect(idsOf(pages).sort()).toEqual([...subject.expected.keys()].sort());
      expect(pages.flatMap((page) => page.unlistable)).toEqual([]);
      expect(pages.map((page) => page.next === null)).toEqual(
        pages.map((_, index) => index === pages.length - 1),
      );
      expect(pages.at(-1)!.declared).toBe(subject.declares ? subject.expected.size : undefined);
      for (const { row, id } of pages.flatMap((page) => page.rows)) {
        expect(row.role).toBe('row');
        expect(row.text).not.toBe('');
        expect(id).toBe(id.trim());
        expect(new URL(row.url).origin).toBe(originOf(source));
      }
    });

    it('goes on from any stored cursor with the same rest', async () => {
      const pages = await pagesFrom(null);
      for (const [index, page] of pages.entries()) {
        if (page.next === null) continue;
        const stored = JSON.parse(JSON.stringify(page.next)) as Cursor;
        expect((await pagesFrom(stored)).map(essence)).toEqual(pages.slice(index + 1).map(essence));
      }
    });

    it('refuses a cursor that is not its own', async () => {
      const own = (await pagesFrom(null))[0]!.next!;
      const spoilt = Object.keys(own).map((key) => ({
        ...own,
        [key]: typeof own[key] === 'number' ? 'x' : -1.5,
      }));
      for (const cursor of [{}, { nonsense: true }, ...spoilt])
        await expect(pagesFrom(cursor), JSON.stringify(cursor)).rejects.toMatchObject({
          code: 'listing.cursor-invalid',
        });
    });

    it('gives an unchanged row the same sign, and rows of different things different ones', async () => {
      const [first, second] = [await pagesFrom(null), await pagesFrom(null)];
      const signs = (pages: ListPage[]): [string, string][] =>
        pages.flatMap((page) => page.rows.map((row): [string, string] => [row.id, row.sign]));
      expect(signs(second)).toEqual(signs(first));
      expect(new Set(signs(first).map(([, sign]) => sign)).size).toBe(subject.expected.size);
    });

    it('states every record under its id and title, from kept parts alone', async () => {
      const one = context();
      for (const page of await pagesFrom(null))
        for (const row of page.rows) {
          const record = await recordOf(row, one);
          expect(new Set(record.parts.map((part) => part.role)).size).toBe(record.parts.length);
          const kept = JSON.stringify(record);
          const statement = adapter.read(source, record);
          expect(statement).toMatchObject({ id: row.id, fields: { title: subject.expected.get(row.id) } });
          expect(JSON.stringify(record)).toBe(kept);
          const another = await adapterFor(structuredClone(source));
          const again = another.read(structuredClone(source), JSON.parse(kept) as RawRecord);
          expect(again).toEqual(statement);
        }
    });

    it('refuses by name a record whose parts are cut, emptied or another thing', async () => {
      const record = await recordOf((await pagesFrom(null))[0]!.rows[0]!);
      for (const text of [
        '',
        '{',
        '[]',
        'null',
        '"text"',
        '<html>',
        '<p>404</p>',
        '{"data":null}',
        '\u0000\ufffd',
      ]) {
        const spoilt = { ...record, parts: record.parts.map((part) => ({ ...part, text })) };
        let code: string | undefined;
        try {
          adapter.read(source, spoilt);
        } catch (error) {
          code = error instanceof CodedError ? error.code : String(error);
        }
        expect(code, JSON.stringify(text)).toMatch(/^record\./);
      }
      expect(() => adapter.read(source, { id: record.id, parts: [] })).toThrow(CodedError);
    });

    it('stops when it is told to', async () => {
      const stop = new AbortController();
      const pages: ListPage[] = [];
      const walk = async (): Promise<void> => {
        for await (const page of adapter.list(context(stop.signal), null)) {
          pages.push(page);
          stop.abort(new CodedError('run.stopped', 'told to'));
        }
      };
      await expect(walk()).rejects.toMatchObject({ code: 'run.stopped' });
      expect(pages).toHaveLength(1);
      const row = pages[0]!.rows[0]!;
      if (!row.complete)
        await expect(adapter.detail(context(stop.signal), row)).rejects.toMatchObject({
          code: 'run.stopped',
        });
    });

    it('probes well where it is right', async () => {
      const report = await adapter.probe(context());
      expect(report.problems).toEqual([]);
      expect(report).toMatchObject({ ok: true, family: source.harvest.family });
      expect(report.statements.length).toBeGreaterThan(0);
      for (const { id, fields } of report.statements) expect(fields.title).toBe(subject.expected.get(id));
    });

    it('says why where nobody answers', async () => {
      const report = await adapter.probe(contextOf({ [originOf(source)]: 'http://127.0.0.1:1' }));
      expect(report.ok).toBe(false);
      expect(report.problems[0]!.code).toBe('source.unreachable');
    });

    it('says why where something else answers', async () => {
      const bodies = [
        '<!DOCTYPE html><html><body><h1>网站维护中</h1></body></html>',
        '{"code":500,"msg":"系统异常"}',
        '[]',
        '',
        '{',
      ];
      for (const body of bodies) {
        const server = createServer((request, response) => {
          request.resume();
          if (request.url === '/robots.txt') response.writeHead(404).end();
          else
            response
              .writeHead(200, { 'content-type': body.startsWith('<') ? 'text/html' : 'application/json' })
              .end(body);
        });
        await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
        const { port } = server.address() as AddressInfo;
        try {
          const other = contextOf({ [originOf(source)]: `http://127.0.0.1:${port}` });
          await expect(gathered(adapter.list(other, null)), body).rejects.toMatchObject({
            code: expect.stringMatching(/^source\./) as string,
          });
          expect((await adapter.probe(other)).ok).toBe(false);
        } finally {
          server.closeAllConnections();
          await new Promise((resolve) => server.close(resolve));
        }
      }
    });
  });
}
