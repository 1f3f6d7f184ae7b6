/** Sources that are added through the API: kept, harvested like those of files, written out, and taken out again. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { unhurried } from '../../api/cli/demo/country.ts';
import { composeHuimu, type Huimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import type { ApiServer } from '../../api/routes/route.ts';
import type { ApiActList, ApiError, ApiSearchResult, ApiSource } from '../../api/types.ts';
import { Source } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import { type Country, startCountry } from '../sources/country.ts';
import { type Ask, asker, makeKey, ROOT } from './access/asking.ts';

const GUILIN = 'guangxi-guilin';
let country: Country;
let huimu: Huimu;
let server: ApiServer;
let data: string;
let row: Source & { harvest: object };
const ask: Ask = asker(() => ({ server }));
const add = (payload: object, key = ROOT) =>
  ask<ApiSource & ApiError>('POST', '/api/v1/sources', { key, payload });
const found = async () => (await ask<ApiSearchResult>('GET', `/api/v1/search?source=${GUILIN}`)).body.entries;

beforeAll(async () => {
  country = await startCountry({ platforms: [GUILIN], scale: 0.2 });
  data = await mkdtemp(join(tmpdir(), 'huimu-rows-'));
  const settings = {
    ...loadSettings({ environment: {}, folder: data }),
    ...{ contact: 'http://localhost/test', routes: country.routes, adminKey: ROOT, data },
  };
  const [known] = [...loadSources(), ...country.sources].filter(({ id }) => id === GUILIN).map(unhurried);
  row = known as typeof row;
  huimu = await composeHuimu({ ...settings, logLevel: 'silent' }, { rows: [], harvests: true });
  server = await createServer(apiContext(huimu));
});
afterAll(async () => {
  await server.close();
  await huimu.close();
  await country.close();
  await rm(data, { recursive: true, force: true });
});

describe('a source that is added', () => {
  it('is harvested like one of a file, written out as a row, and taken out with its entries', async () => {
    const added = await add(row);
    expect(added.status, added.text).toBe(201);
    expect(added.body).toMatchObject({ id: GUILIN, state: 'waiting', added: { by: 'key:admin' } });
    const run = await huimu.control.start(GUILIN, { trigger: 'person' });
    expect((await huimu.control.ended(run.id)).status).toBe('succeeded');
    const entries = await found();
    expect(entries).toBeGreaterThan(0);
    await ask('PATCH', `/api/v1/sources/${GUILIN}`, { key: ROOT, payload: { schedule: '15 1 * * *' } });
    const text = await ask('GET', `/api/v1/sources/${GUILIN}/row`, { key: ROOT });
    const [read] = parse(text.text) as [unknown];
    expect(Source.parse(read)).toEqual({ ...row, harvest: { ...row.harvest, schedule: '15 1 * * *' } });
    const gone = await ask<{ removed: number }>('DELETE', `/api/v1/sources/${GUILIN}`, { key: ROOT });
    expect(gone.body.removed).toBeGreaterThanOrEqual(entries);
    expect(await found()).toBe(0);
    expect((await ask('GET', `/api/v1/sources/${GUILIN}`)).status).toBe(404);
    const again = await ask<ApiError>('DELETE', `/api/v1/sources/${GUILIN}`, { key: ROOT });
    expect(again.body.code).toBe('source.unknown');
    const log = await ask<ApiActList>('GET', '/api/v1/audit?size=4', { key: ROOT });
    expect(log.body.items.map(({ act, source, refused }) => [act, source, refused])).toEqual([
      ['remove-source', GUILIN, 'source.unknown'],
      ['remove-source', GUILIN, null],
      ['set-source', GUILIN, null],
      ['add-source', GUILIN, null],
    ]);
  });

  it('comes back unharmed where it is added again, and is there only once', async () => {
    expect((await add(row)).status).toBe(201);
    expect((await add(row)).body.code).toBe('source.exists');
    // Under another name it would be harvested twice.
    expect((await add({ ...row, id: 'other' })).body.code).toBe('source.exists');
    const run = await huimu.control.start(GUILIN, { trigger: 'person' });
    expect((await huimu.control.ended(run.id)).status).toBe('succeeded');
    expect(await found()).toBeGreaterThan(0);
    await ask('DELETE', `/api/v1/sources/${GUILIN}`, { key: ROOT });
  });

  it('lies in the places of whoever adds it, and in no inner network', async () => {
    const guangxi = await makeKey(ask, { name: '广西', role: 'source-admin', regions: ['450000'] });
    const guizhou = await makeKey(ask, { name: '贵州', role: 'source-admin', regions: ['520000'] });
    const analyst = await makeKey(ask, { name: '分析', role: 'analyst' });
    for (const { key } of [guizhou, analyst]) expect((await add(row, key)).body.code).toBe('access.denied');
    const inner = { ...row, id: 'inner', harvest: { ...row.harvest, base: 'http://127.0.0.1:9200' } };
    expect((await add(inner, guangxi.key)).body.code).toBe('source.private-address');
    expect((await add(inner)).body.code).toBe('source.private-address');
    expect((await add(row, guangxi.key)).status).toBe(201);
    const denied = await ask('DELETE', `/api/v1/sources/${GUILIN}`, { key: guizhou.key });
    expect(denied.status).toBe(403);
    expect((await ask('DELETE', `/api/v1/sources/${GUILIN}`, { key: guangxi.key })).status).toBe(200);
  });

  it('is refused field by field where its row is wrong', async () => {
    const { body } = await add({ ...row, region: '999999', kind: 'portal' });
    expect(body.code).toBe('request.invalid');
    expect(body.faults?.map(({ where }) => where)).toEqual(
      expect.arrayContaining(['body.region', 'body.kind']),
    );
  });
});
