/** A hub's administrator hands a catalogue over: the real API, on both engines, from the file to the named cell. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { composeHuimu, type Huimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import type { ApiServer } from '../../api/routes/route.ts';
import type { UploadList, UploadTaken } from '../../api/schemas/upload.ts';
import type {
  ApiActList,
  ApiError,
  ApiHeldList,
  ApiRawRecord,
  ApiRejectionList,
  ApiSource,
  ApiStoredEntry,
} from '../../api/types.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import type { Run } from '../../index/operations.ts';
import { HEADER, line, workbook } from '../adapters/sharing-catalogue/workbook.ts';
import { type Engine, engines, type OwnCatalogue } from '../harvester/engines.ts';

const KEY = 'a-key-of-the-tests-only';
/** A row of the registry as it is: a hub that waits for its endpoint. */
const HUB = 'fujian-hub';
const AT = `/api/v1/sources/${HUB}/catalogue`;

describe.each(await engines())('over $name', (engine: Engine) => {
  let own: OwnCatalogue;
  let data: string;
  let huimu: Huimu;
  let server: ApiServer;

  beforeAll(async () => {
    own = engine.take();
    data = await mkdtemp(join(tmpdir(), 'huimu-upload-'));
    const settings = loadSettings({ environment: own.environment, folder: data });
    // Without a contact: nothing of this asks anybody.
    const given = { ...settings, data, adminKey: KEY, logLevel: 'silent' as const };
    huimu = await composeHuimu(given, { rows: loadSources(), harvests: true, works: true });
    server = await createServer(apiContext(huimu));
  });
  afterAll(async () => {
    await server.close();
    await huimu.close();
    await own.dispose();
    await rm(data, { recursive: true, force: true });
  });

  const headers = { authorization: `Bearer ${KEY}` };
  const get = async <T>(url: string) => (await server.inject({ method: 'GET', url, headers })).json<T>();
  const put = (body: Uint8Array | string, url = AT, over: Record<string, string> = {}) =>
    server.inject({
      method: 'PUT',
      url,
      payload: Buffer.from(body),
      headers: { 'content-type': 'application/json', ...headers, ...over },
    });
  /** Hands a file over and waits for its run. */
  async function taken(body: Uint8Array | string, name = ''): Promise<{ upload: string; run: Run }> {
    const answer = await put(body, `${AT}?name=${encodeURIComponent(name)}`);
    expect(answer.statusCode, answer.body).toBe(202);
    const { upload, run } = answer.json<z.infer<typeof UploadTaken>>();
    expect(answer.headers.location).toBe(`/api/v1/runs/${run.id}`);
    return { upload: upload.id, run: await huimu.control.ended(run.id) };
  }
  const rejections = async (run: Run) =>
    (await get<ApiRejectionList>(`/api/v1/runs/${run.id}/rejections?size=100`)).items;
  const entry = (code: string) => `/api/v1/entries/${encodeURIComponent(`${HUB}:${code}`)}`;

  const lines = Array.from({ length: 40 }, (_, at) => line(at + 1));
  const faulty = [
    line(41, { 信息资源名称: null, 信息资源代码: null }),
    line(42, { 信息资源代码: '3021/000001' }),
    line(43, { 信息资源名称: '不可说之事', 密级: '机密' }),
  ];

  it('three faulty rows come to a ledger and three named cells', async () => {
    expect(await get<ApiSource>(`/api/v1/sources/${HUB}`)).toMatchObject({ takesFiles: true, entries: 0 });
    const { run } = await taken(await workbook({ 表1: [HEADER, ...lines, ...faulty] }), '目录.xlsx');
    expect(run).toMatchObject({
      status: 'succeeded',
      problems: [],
      requests: { list: 0, detail: 0, other: 0 },
      ledger: { declared: 43, listed: 43, added: 40, duplicate: 0, indexed: 40 },
    });
    expect(run.ledger.rejected).toEqual({
      'record.no-title': 1,
      'record.duplicate': 1,
      'record.secret': 1,
    });
    const named = await rejections(run);
    expect(named.map(({ code, detail }) => `${code} ${detail.split(':')[0]}`)).toEqual([
      'record.no-title 表1!B42',
      'record.duplicate 表1!C43',
      'record.secret 表1!N44',
    ]);
    expect(named[2]?.excerpt).toBe('');
    const found = await get<ApiStoredEntry>(entry('3021/000001'));
    expect(found.entry).toMatchObject({
      title: '资源1',
      catalogued: { code: '3021/000001' },
      issued: '2024-01-01',
    });
    const raw = await get<ApiRawRecord>(`${entry('3021/000001')}/raw`);
    expect(raw.parts[0]).toMatchObject({ url: '目录.xlsx#表1!2' });
    expect(await get<ApiSource>(`/api/v1/sources/${HUB}`)).toMatchObject({ entries: 40 });
  });

  it('keeps nothing of a secret row, neither in the file nor anywhere', async () => {
    const { items } = await get<z.infer<typeof UploadList>>(AT);
    expect(items).toMatchObject([{ name: '目录.xlsx', redacted: true, by: 'key:admin' }]);
    const kept = Buffer.from((await huimu.catalogue.uploadBody(items[0]?.id ?? '')) as Uint8Array).toString();
    expect(kept).toContain('资源40');
    expect(kept).not.toContain('不可说之事');
    expect(kept).not.toContain('3021/000043');
  });

  it('harvested again without a new file nothing changes, and the same file is kept once', async () => {
    const again = await huimu.control.start(HUB, { trigger: 'person' });
    const { ledger } = await huimu.control.ended(again.id);
    expect(ledger).toMatchObject({ unchanged: 40, added: 0, updated: 0, removed: 0, indexed: 40 });
    expect(ledger.rejected).toEqual({ 'record.no-title': 1, 'record.duplicate': 1, 'record.secret': 1 });
    const same = await taken(await workbook({ 表1: [HEADER, ...lines] }));
    const twice = await taken(await workbook({ 表1: [HEADER, ...lines] }));
    expect(twice.run.ledger).toMatchObject({ unchanged: 40, updated: 0 });
    expect((await get<z.infer<typeof UploadList>>(AT)).items.map(({ id }) => id)).toContain(same.upload);
  });

  it('a replay reads what is kept, and asks for no file', async () => {
    const replay = await huimu.control.start(HUB, { trigger: 'person', replay: true });
    expect((await huimu.control.ended(replay.id)).ledger).toMatchObject({ unchanged: 40, updated: 0 });
  });

  it('one row changed is one update, in CSV of another charset as well; most rows gone are held', async () => {
    const changed = lines.map((each, at) => (at === 0 ? line(1, { 信息资源摘要: '改了' }) : each));
    const { run } = await taken(await workbook({ 表1: [HEADER, ...changed] }));
    expect(run.ledger).toMatchObject({ updated: 1, unchanged: 39, removed: 0 });
    const short = await taken('信息资源名称,信息资源代码,信息资源摘要\n资源1,3021/000001,改了\n');
    expect(short.run.ledger).toMatchObject({ removed: 0, withheld: 39, indexed: 40 });
    const held = await get<ApiHeldList>(`/api/v1/held?source=${HUB}`);
    expect(held.items).toMatchObject([{ count: 39, state: 'held' }]);
  });

  it('what is no catalogue is refused by its code, and nothing of it is kept', async () => {
    const before = (await get<z.infer<typeof UploadList>>(AT)).items;
    const refused = async (body: Uint8Array | string) => {
      const answer = await put(body);
      return [answer.statusCode, answer.json<ApiError>().code];
    };
    const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]);
    expect(await refused('')).toEqual([400, 'request.invalid']);
    expect(await refused(ole)).toEqual([422, 'source.not-spreadsheet']);
    expect(await refused('PK\u0003\u0004')).toEqual([422, 'source.not-spreadsheet']);
    expect(await refused('[{"a":1')).toEqual([422, 'source.not-spreadsheet']);
    expect(await refused('a,b,c\n1,2,3\n')).toEqual([422, 'source.no-header']);
    expect(await refused(await workbook({ 表1: [['绝密★'], HEADER, line(1)] }))).toEqual([
      422,
      'source.secret',
    ]);
    expect(await refused(Buffer.alloc(64 * 1024 * 1024 + 1, 'a'))).toEqual([413, 'request.too-large']);
    expect((await get<z.infer<typeof UploadList>>(AT)).items).toEqual(before);
  });

  it('takes files of hubs only, from who has the key only, and tells the audit log', async () => {
    const open = '/api/v1/sources/fujian/catalogue';
    expect((await put('a', open)).json<ApiError>().code).toBe('source.takes-no-files');
    const stranger = await put('a', AT, { authorization: 'Bearer wrong' });
    expect(stranger.statusCode).toBe(401);
    const { items } = await get<ApiActList>(`/api/v1/audit?source=${HUB}&act=upload&size=100`);
    expect(items.filter(({ refused }) => refused === null).length).toBe(5);
    expect(items.filter(({ refused }) => refused === 'source.secret').length).toBe(1);
    expect(items.every(({ by }) => by === 'key:admin')).toBe(true);
  });
});
