/** What readers ask: search, entries, resources, statistics, vocabularies; over entries harvested for real. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ApiError,
  ApiRawRecord,
  ApiRegions,
  ApiResource,
  ApiSearchResult,
  ApiStatistics,
  ApiStoredEntry,
  ApiVocabularies,
} from '../../api/types.ts';
import { bareThing } from '../sources/thing.ts';
import { type Installation, install } from './installation.ts';

const HOSTILE = '<script>alert(1)</script><img src=x onerror=alert(2)> 停车场 "\u2028';
let installation: Installation;

async function get<T>(url: string, headers: Record<string, string> = {}) {
  const answer = await installation.server.inject({ url, headers });
  return {
    status: answer.statusCode,
    headers: answer.headers,
    text: answer.body,
    body: JSON.parse(answer.body || 'null') as T,
  };
}

beforeAll(async () => {
  installation = await install(['guizhou', 'guizhou-guiyang', 'guangxi', 'guangxi-guilin']);
  const { country } = installation;
  country.mutate('guizhou-guiyang').add({ ...bareThing('999', HOSTILE), description: HOSTILE });
  const runs = await installation.harvest('guizhou', 'guizhou-guiyang', 'guangxi', 'guangxi-guilin');
  expect(runs.map(({ source, status, problems }) => ({ source, status, problems }))).toEqual(
    runs.map(({ source }) => ({ source, status: 'succeeded', problems: [] })),
  );
});
afterAll(() => installation.close());

describe('search', () => {
  it('finds words across regions, with facets in words and highlights as offsets', async () => {
    const { body } = await get<ApiSearchResult>('/api/v1/search?q=信息&facets=province&facets=mode&size=5');
    expect(body.resources).toBeGreaterThan(5);
    expect(body.entries).toBeGreaterThanOrEqual(body.resources);
    expect(body.facets.province?.map(({ label }) => label.zh).sort()).toEqual(['广西', '贵州']);
    expect(body.facets.mode?.[0]?.label).toEqual({ zh: '开放', en: expect.stringMatching(/open/i) });
    const [start, end] = body.hits[0]?.highlight?.title[0] ?? [0, 0];
    expect(body.hits[0]?.lead.title.slice(start, end)).toBe('信息');
  });

  it('narrows by repeated parameters, which it gives back in words', async () => {
    const both = await get<ApiSearchResult>('/api/v1/search?province=450000&province=520000');
    const one = await get<ApiSearchResult>('/api/v1/search?province=450000');
    const none = await get<ApiSearchResult>('/api/v1/search?province=110000');
    expect(both.body.resources).toBeGreaterThan(one.body.resources);
    expect(one.body.resources).toBeGreaterThan(0);
    expect(none.body.resources).toBe(0);
    expect(one.body.filters.province).toEqual([{ value: '450000', label: { zh: '广西', en: 'Guangxi' } }]);
  });

  it('says what words were taken for, takes it back, explains and folds', async () => {
    const { body } = await get<ApiSearchResult>(
      '/api/v1/search?q=guiyang%20%E4%BF%A1%E6%81%AF&explain=1&fold=1&size=5',
    );
    expect(body.understood).toMatchObject([
      { text: '贵阳', typed: 'guiyang', kind: 'place', region: '520100' },
      { text: '信息', kind: 'word' },
    ]);
    expect(body.hits.length).toBeGreaterThan(0);
    for (const { why } of body.hits) expect(why?.map(({ word }) => word)).toEqual(['贵阳', '信息']);
    const literal = await get<ApiSearchResult>('/api/v1/search?q=guiyang&literal=guiyang');
    expect(literal.body).toMatchObject({ resources: 0, understood: [{ text: 'guiyang', kind: 'word' }] });
    const none = await get<ApiSearchResult>(`/api/v1/search?q=${encodeURIComponent('桂林 onerror')}`);
    expect(none.body.nearest).toMatchObject([{ text: '桂林', without: ['onerror'], place: false }]);
  });

  it('pages through everything once', async () => {
    const seen: string[] = [];
    let cursor: string | null = '';
    let total = 0;
    while (cursor !== null) {
      const { body }: { body: ApiSearchResult } = await get<ApiSearchResult>(
        `/api/v1/search?size=40&sort=title${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      seen.push(...body.hits.map(({ resource }) => resource));
      total = body.resources;
      cursor = body.cursor;
    }
    expect(seen.length).toBe(total);
    expect(new Set(seen).size).toBe(total);
  });

  it('answers hostile texts as text inside JSON, and nothing else', async () => {
    const { body, headers } = await get<ApiSearchResult>('/api/v1/search?q=alert');
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(body.hits.some(({ lead }) => /<script|onerror/i.test(lead.title))).toBe(false);
    const id = encodeURIComponent('guizhou-guiyang:999');
    const entry = await get<ApiStoredEntry>(`/api/v1/entries/${id}`);
    expect(entry.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(entry.body.entry.raw.title).toBe(HOSTILE);
    const raw = await get<ApiRawRecord>(`/api/v1/entries/${id}/raw`);
    expect(raw.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(raw.headers['content-security-policy']).toContain("default-src 'none'");
    expect(raw.body.parts.some(({ text }) => text.includes('alert(1)'))).toBe(true);
  });
});

describe('entries and resources', () => {
  it('join the city’s and the province’s entry of one thing, each with its source', async () => {
    const found = await get<ApiSearchResult>('/api/v1/search?source=guangxi-guilin&size=1');
    const hit = found.body.hits[0];
    expect(hit?.offers.count).toBeGreaterThan(1);
    expect(hit?.offers.sources.map(({ id }) => id)).toEqual(['guangxi', 'guangxi-guilin']);
    const resource = await get<ApiResource>(`/api/v1/resources/${encodeURIComponent(hit?.resource ?? '')}`);
    expect(resource.body.offers.map(({ source }) => source.id).sort()).toEqual(['guangxi', 'guangxi-guilin']);
    expect(resource.body.offers[0]?.entry.id).toBe(resource.body.lead.entry.id);
    for (const offer of resource.body.offers) {
      const entry = await get<ApiStoredEntry>(`/api/v1/entries/${encodeURIComponent(offer.entry.id)}`);
      expect(entry.body).toEqual(offer);
    }
  });

  it('say in both languages what is not there', async () => {
    const zh = await get<ApiError>('/api/v1/entries/guizhou%3Anone');
    expect([zh.status, zh.body.code, zh.body.message]).toEqual([404, 'entry.not-found', '没有这个条目']);
    const en = await get<ApiError>('/api/v1/resources/none', { 'accept-language': 'en-GB,en;q=0.9' });
    expect([en.status, en.body.code, en.body.message]).toEqual([
      404,
      'resource.not-found',
      'There is no such resource',
    ]);
    expect((await get<ApiError>('/api/v1/entries/none/raw')).status).toBe(404);
    expect(
      (await get<ApiError>('/api/v1/entries/none?lang=en', { 'accept-language': 'zh' })).body.message,
    ).toBe('There is no such entry');
  });

  it('leave a tombstone where the source took a thing away', async () => {
    const { country } = installation;
    const gone = country.things('guizhou')[0];
    country.mutate('guizhou').remove(gone?.id ?? '');
    await installation.harvest('guizhou');
    const { status, body } = await get<ApiError>(
      `/api/v1/entries/${encodeURIComponent(`guizhou:${gone?.id}`)}`,
    );
    expect([status, body.code]).toEqual([410, 'entry.removed']);
    expect(body.removed).toMatchObject({ id: `guizhou:${gone?.id}`, title: gone?.title });
  });
});

describe('statistics and vocabularies', () => {
  it('count entries and resources, and sum up', async () => {
    const { body } = await get<ApiStatistics>('/api/v1/statistics?by=province');
    expect(body.rows.map(({ labels }) => labels.province?.en)).toEqual(['Guangxi', 'Guizhou']);
    expect(body.rows.reduce((sum, { entries }) => sum + entries, 0)).toBe(body.total.entries);
    expect(body.total.resources).toBeLessThan(body.total.entries);
    const search = await get<ApiSearchResult>('/api/v1/search');
    expect([search.body.resources, search.body.entries]).toEqual([body.total.resources, body.total.entries]);
  });

  it('refuse more dimensions than three', async () => {
    const { status, body } = await get<ApiError>('/api/v1/statistics?by=province&by=mode&by=kind&by=theme');
    expect([status, body.faults?.[0]?.where]).toEqual([400, 'query.by']);
  });

  it('name regions, facets and the table of errors', async () => {
    const regions = await get<ApiRegions>('/api/v1/regions');
    expect(regions.body.items.find(({ code }) => code === '450300')).toEqual({
      code: '450300',
      label: { zh: '桂林', en: 'Guilin' },
      level: 'city',
      parent: '450000',
    });
    const words = await get<ApiVocabularies>('/api/v1/vocabularies');
    for (const facet of ['theme', 'mode', 'frequency', 'openness', 'industry']) {
      const found = words.body.facets.find((each) => each.facet === facet);
      expect(found?.values.length, facet).toBeGreaterThan(2);
    }
    expect(words.body.sourceStates.map(({ label }) => label.zh)).toContain('受阻');
    const errors = await get<{ items: { code: string; zh: string; en: string }[] }>('/api/v1/errors');
    expect(errors.body.items.every(({ zh, en }) => zh !== '' && en !== '')).toBe(true);
  });
});
