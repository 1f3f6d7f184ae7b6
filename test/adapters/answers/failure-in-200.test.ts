/** A failure inside a 200, at every wire there is: the source says that it failed, and is believed. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { failureIn } from '../../../adapters/answers/failure.ts';
import { adapterFor } from '../../../adapters/registry.ts';
import { unhurried } from '../../../api/cli/demo/country.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { type Clients, createClients } from '../../../harvester/client/client.ts';
import { type Country, DEMO_SOURCES, startCountry } from '../../sources/country.ts';
import { PLATFORMS } from '../../sources/platforms.ts';

const rows = new Map(
  [...loadSources(), ...DEMO_SOURCES].map((row) => [row.id, unhurried(row) as HarvestableSource]),
);
const ids = [...PLATFORMS.map(({ id }) => id), ...DEMO_SOURCES.map(({ id }) => id)];

let country: Country;
let clients: Clients;
beforeAll(async () => {
  country = await startCountry({ scale: 0.01 });
  clients = createClients({
    contact: 'https://huimu.example/contact',
    routes: country.routes,
    retry: { perRequest: 0, baseMs: 1, capMs: 1 },
  });
});
afterAll(async () => {
  clients.close();
  await country.close();
});

it.each(ids)('%s', async (id) => {
  const source = rows.get(id) as HarvestableSource;
  const { signal } = new AbortController();
  const http = clients.forRun({ source, signal, requests: { list: 0, detail: 0, other: 0 } });
  country.misbehave(id, { what: 'failure-in-200', on: ['list'] });
  const adapter = await adapterFor(source);
  const first = adapter.list({ source, http, signal }, null)[Symbol.asyncIterator]().next();
  await expect(first).rejects.toMatchObject({ code: 'source.answer-failed' });
});

it.each([
  [{ code: 500, success: false, message: '服务异常', data: null }, '服务异常'],
  [{ code: '40101', msg: '请登录' }, '请登录'],
  [{ status: 'error', error: 'no such index' }, 'no such index'],
  [{ success: 'false' }, '{"success":"false"}'],
  [{ code: 200, data: null }, undefined],
  [{ code: '000000', message: '成功' }, undefined],
  [{ success: true, result: {} }, undefined],
  [{ data: { records: [] } }, undefined],
  [{ status: { code: 500 } }, undefined],
  [[], undefined],
  ['code 500', undefined],
  [null, undefined],
])('%j says %j', (value, said) => {
  expect(failureIn(value)).toBe(said);
});
