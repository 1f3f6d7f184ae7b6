/** Coverage: what ought to be there, held against figures with their documents, and what there is. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiCoverage, ApiSearchResult, ApiSourceList, ApiStatistics } from '../../api/types.ts';
import { baselines } from '../../config/baseline.ts';
import { type Installation, install } from './installation.ts';

let installation: Installation;
beforeAll(async () => {
  installation = await install(['guizhou', 'guizhou-guiyang', 'guangxi-guilin']);
  await installation.harvest('guizhou-guiyang', 'guangxi-guilin');
});
afterAll(() => installation.close());

const get = async <T>(url: string) => {
  const answer = await installation.server.inject({ url });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as T };
};
const coverage = async (query = '') => (await get<ApiCoverage>(`/api/v1/coverage${query}`)).body;

describe('coverage', () => {
  it('counts what is known, configured and harvested, as the list of sources does', async () => {
    const { total, kinds, provinces } = await coverage();
    const { body: list } = await get<ApiSourceList>('/api/v1/sources');
    expect(total.known).toBe(list.items.length);
    expect(total.configured).toBe(list.items.filter(({ family }) => family !== null).length);
    expect(total.harvested).toBe(2);
    expect(total.entries).toBe(list.items.reduce((sum, { entries }) => sum + entries, 0));
    for (const [state, count] of Object.entries(list.states))
      expect(total.states[state as keyof typeof total.states]).toBe(count);
    for (const part of [kinds, provinces]) {
      expect(part.reduce((sum, { known }) => sum + known, 0)).toBe(total.known);
      expect(part.reduce((sum, { entries }) => sum + entries, 0)).toBe(total.entries);
    }
    const guizhou = provinces.find(({ province }) => province === '520000');
    expect(guizhou?.harvested).toBe(1);
    expect(guizhou?.kinds.reduce((sum, { known }) => sum + known, 0)).toBe(guizhou?.known);
  });

  it('is held against the figure of July 2024, or against the one that is asked for', async () => {
    const platforms = (answer: ApiCoverage) => answer.kinds.find(({ kind }) => kind === 'open-platform');
    const now = platforms(await coverage());
    expect(now?.baseline).toMatchObject({ id: 'odf-2024-07', total: 243, date: '2024-07' });
    const newer = platforms(await coverage('?baseline=odf-2025-07'));
    expect(newer?.baseline?.total).toBe(257);
    expect((newer?.unnamed ?? 0) - (now?.unnamed ?? 0)).toBe(14);
    expect((await coverage()).baselines.map(({ id }) => id)).toEqual(baselines().map(({ id }) => id));
  });

  it('of a province is of its own catalogues and its own figures', async () => {
    const fujian = await coverage('?region=350000');
    const { body: list } = await get<ApiSourceList>('/api/v1/sources');
    const its = list.items.filter(({ province }) => province === '350000');
    expect(fujian.total.known).toBe(its.length);
    const hubs = fujian.kinds.find(({ kind }) => kind === 'sharing-hub');
    expect(hubs).toMatchObject({ known: 11, unnamed: 0, baseline: { id: 'fujian-2025-02', total: 11 } });
    expect(fujian.kinds.find(({ kind }) => kind === 'open-platform')?.baseline).toBeNull();
  });

  it('goes down from the country to the counties, by place and mode, and counts as search and statistics do', async () => {
    const resourcesOf = async (query: string) =>
      (await get<ApiSearchResult>(`/api/v1/search?size=1&${query}`)).body;
    const country = await coverage();
    const { body: whole } = await get<ApiStatistics>('/api/v1/statistics?by=province');
    expect(country.holds).toEqual(whole.total);
    expect(country.places.filter(({ level }) => level === 'province').length).toBeGreaterThanOrEqual(34);
    for (const { key, entries, resources } of whole.rows)
      expect(country.places.find(({ region }) => region === key.province)?.holds).toEqual({
        entries,
        resources,
      });
    for (const { mode, holds } of country.modes)
      expect([mode, (await resourcesOf(`mode=${mode}&together=true`)).resources]).toEqual([
        mode,
        holds.resources,
      ]);
    expect(country.modes.reduce((sum, { known }) => sum + known, 0)).toBe(country.total.known);

    const guangxi = await coverage('?region=450000');
    expect(guangxi.places.find(({ region }) => region === '450300')).toMatchObject({
      level: 'city',
      label: { zh: '桂林', en: 'Guilin' },
      harvested: 1,
    });
    expect(guangxi.places.reduce((sum, { known }) => sum + known, 0)).toBe(guangxi.total.known);
    expect(guangxi.places.reduce((sum, { holds }) => sum + holds.entries, 0)).toBe(guangxi.holds.entries);
    for (const { region, level, holds } of guangxi.places.filter((one) => one.level === 'city')) {
      const found = await resourcesOf(`${level}=${region}`);
      expect([region, found.resources]).toEqual([region, holds.resources]);
    }
    const guilin = await coverage('?region=450300');
    expect(guilin.holds).toEqual(guangxi.places.find(({ region }) => region === '450300')?.holds);
    expect(guilin.places.every(({ level, region }) => level === 'county' || region === '450300')).toBe(true);
  });

  it('refuses figures and places that do not exist', async () => {
    expect((await get('/api/v1/coverage?baseline=nothing')).status).toBe(400);
    expect((await get('/api/v1/coverage?region=990000')).status).toBe(400);
    expect((await get('/api/v1/coverage?regoin=110000')).status).toBe(400);
  });
});
