/** Sources that answer late, wrongly, twice, in another charset or not at all: each ends in a code of the table. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Adapter, AdapterContext, ListPage } from '../../../adapters/contract.ts';
import { adapterFor } from '../../../adapters/registry.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { type Clients, createClients } from '../../../harvester/client/client.ts';
import type { Misbehaviour } from '../../sources/misbehave.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';

const CASES: [fault: Misbehaviour, json: string, html: string][] = [
  [{ what: 'throttled', seconds: 0 }, 'source.throttled', 'source.throttled'],
  [{ what: 'unavailable' }, 'source.unavailable', 'source.unavailable'],
  [{ what: 'cut' }, 'source.cut', 'source.cut'],
  [{ what: 'html' }, 'source.not-json', 'source.shape-changed'],
  [{ what: 'challenge' }, 'source.blocked', 'source.blocked'],
  [{ what: 'failure-in-200' }, 'source.answer-failed', 'source.answer-failed'],
];

describe.each([
  ['guizhou-guiyang', 'json'],
  ['guangxi-nanning', 'html'],
])('%s', (id, kind) => {
  let server: StartedPlatform;
  let clients: Clients;
  let context: AdapterContext;
  let adapter: Adapter;

  beforeAll(async () => {
    const row = loadSources().find((source) => source.id === id) as HarvestableSource;
    const source = { ...row, harvest: { ...row.harvest, pace: { perSecond: null, concurrency: 4 } } };
    server = await startPlatform(source, { seed: 5, count: 30 });
    const retry = { perRequest: 0, baseMs: 1, capMs: 1 };
    clients = createClients({ contact: 'https://huimu.example/contact', routes: server.routes, retry });
    const { signal } = new AbortController();
    const http = clients.forRun({ source, signal, requests: { list: 0, detail: 0, other: 0 } });
    adapter = await adapterFor(source);
    context = { source, http, signal };
  });
  afterEach(() => server.misbehave());
  afterAll(async () => {
    clients.close();
    await server.close();
  });

  const pages = async (): Promise<ListPage[]> => {
    const all: ListPage[] = [];
    for await (const page of adapter.list(context, null)) all.push(page);
    return all;
  };

  it.each(CASES)('$what is named', async (fault, json, html) => {
    server.misbehave({ ...fault, on: ['list'] });
    await expect(pages()).rejects.toMatchObject({ code: kind === 'json' ? json : html });
  });

  it('GBK under the name of UTF-8 is read by its bytes', async () => {
    server.misbehave({ what: 'gbk', on: ['list'] });
    const read = (await pages()).flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(read).toEqual(server.things.map(({ id }) => id));
  });

  it('a login page is told as one', async () => {
    server.misbehave({ what: 'login', on: ['list'] });
    await expect(pages()).rejects.toMatchObject({ code: 'source.login-needed' });
  });

  it('details torn under an honest length are asked for again', async () => {
    const rows = (await pages()).flatMap((page) => page.rows);
    server.misbehave({ what: 'torn', on: ['detail'], every: 3 });
    for (const row of rows.slice(0, 12)) {
      const record = { id: row.id, parts: [row.row, ...(await adapter.detail(context, row))] };
      expect(adapter.read(context.source, record).fields.title).toBe(
        server.things.find(({ id }) => id === row.id)?.title,
      );
    }
  });

  it('a failure on a later page comes after the good ones', async () => {
    server.misbehave({ what: 'unavailable', on: ['list'], after: 1 });
    const came: ListPage[] = [];
    await expect(
      (async () => {
        for await (const page of adapter.list(context, null)) came.push(page);
      })(),
    ).rejects.toMatchObject({ code: 'source.unavailable' });
    expect(came).toHaveLength(1);
  });

  it('an empty catalogue is a listing without rows', async () => {
    server.misbehave({ what: 'empty' });
    expect(await pages()).toEqual([{ rows: [], unlistable: [], declared: 0, next: null }]);
  });

  it('fewer rows than declared, and half a catalogue, are told apart by what is declared', async () => {
    server.misbehave({ what: 'short' });
    const short = await pages();
    expect(short.flatMap((page) => page.rows)).toHaveLength(15);
    expect(short.at(-1)!.declared).toBe(30);
    server.misbehave({ what: 'half' });
    expect((await pages()).at(-1)!.declared).toBe(15);
  });

  it('a row without an id is unlistable, and the others are there', async () => {
    server.misbehave({ what: 'no-id' });
    const all = await pages();
    expect(all.flatMap((page) => page.unlistable.map((row) => row.code))).toEqual(['record.no-id']);
    expect(all.flatMap((page) => page.rows)).toHaveLength(29);
  });

  it('details that are missing cost their records by name', async () => {
    const [page] = await pages();
    server.misbehave({ what: 'details-missing' });
    for (const row of page!.rows)
      await expect(adapter.detail(context, row)).rejects.toMatchObject({ code: 'record.detail-missing' });
  });

  it('a record without a title is refused by name', async () => {
    server.misbehave({ what: 'no-title' });
    const codes: string[] = [];
    for (const row of (await pages())[0]!.rows) {
      const parts = [row.row, ...(await adapter.detail(context, row))];
      try {
        adapter.read(context.source, { id: row.id, parts });
      } catch (error) {
        codes.push(error instanceof CodedError ? error.code : String(error));
      }
    }
    expect(codes).toEqual(['record.no-title']);
  });
});
