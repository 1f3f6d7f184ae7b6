/** Tables of statistics over the API, on platforms that were really harvested: the same figures as search and facets give. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiSearchResult, ApiTable } from '../../api/types.ts';
import { MEASURES } from '../../index/figures/pivot.ts';
import { type Installation, install } from './installation.ts';

const SOURCES = ['guizhou-guiyang', 'guangxi-guilin'];
let installation: Installation;

const get = async <T>(url: string): Promise<T> => {
  const answer = await installation.server.inject({ url: `/api/v1${url}` });
  expect(answer.statusCode, answer.body).toBe(200);
  return JSON.parse(answer.body) as T;
};

beforeAll(async () => {
  installation = await install(SOURCES);
  for (const run of await installation.harvest(...SOURCES)) expect(run.status).toBe('succeeded');
});
afterAll(() => installation.close());

describe('tables of statistics', () => {
  it.each([
    'rows=province&columns=openness',
    'rows=theme&columns=modifiedYear&mode=opening',
    'rows=publisher&columns=format&province=450000&mostRows=10',
    'rows=city&columns=issuedMonth&county=-&province=450000&province=520000',
  ])('of %s: each figure leads to a search that finds just that', async (question) => {
    const table = await get<ApiTable>(`/statistics/table?${question}`);
    const figures = [
      table.total,
      ...(table.rows?.values ?? []).map(({ total }) => total),
      ...(table.columns?.values ?? []).map(({ total }) => total),
      ...table.cells.flat().flatMap((cell) => cell ?? []),
    ];
    expect(figures.length).toBeGreaterThan(3);
    for (const { query, entries, resources, value } of figures) {
      const found = await get<ApiSearchResult>(`/search?size=1&${query}`);
      expect({ query, entries: found.entries, resources: found.resources }).toEqual({
        query,
        entries,
        resources,
      });
      expect(value).toBe(resources);
    }
  });

  it('count what the facets of a search count, and what statistics by one facet do', async () => {
    for (const facet of ['province', 'mode', 'openness', 'theme', 'format', 'publisher']) {
      const [table, search, plain] = await Promise.all([
        get<ApiTable>(`/statistics/table?rows=${facet}&mostRows=400`),
        get<ApiSearchResult>(`/search?facets=${facet}&facetSize=400`),
        get<{ rows: { key: Record<string, string>; entries: number; resources: number }[] }>(
          `/statistics?by=${facet}`,
        ),
      ]);
      const counted = (table.rows?.values ?? []).map(({ value, total }): [string, number, number] => [
        value,
        total.entries,
        total.resources,
      ]);
      expect(
        new Map(plain.rows.map(({ key, entries, resources }) => [key[facet] ?? '-', [entries, resources]])),
      ).toEqual(new Map(counted.map(([value, entries, resources]) => [value, [entries, resources]])));
      const stated = counted.filter(([value]) => value !== '-');
      expect(new Map(stated.map(([value, , resources]) => [value, resources]))).toEqual(
        new Map((search.facets[facet as 'mode'] ?? []).map(({ value, count }) => [value, count])),
      );
    }
  });

  it('say each measure in both languages, its unit, what it means and for when', async () => {
    for (const measure of MEASURES) {
      const table = await get<ApiTable>(`/statistics/table?rows=mode&measure=${measure}`);
      expect(table.measure.code).toBe(measure);
      expect(table.measure.means.zh).toMatch(/[\u4e00-\u9fff]/);
      expect(Date.now() - Date.parse(table.at)).toBeLessThan(60_000);
      const { value } = table.total;
      if (table.measure.unit === 'share' && value !== null) expect(value).toBeLessThanOrEqual(1);
    }
    const quality = await get<{ total: { score: number } }>('/quality');
    const mean = await get<ApiTable>('/statistics/table?measure=quality');
    expect(mean.total.value).toBeCloseTo(quality.total.score, 1);
  });

  it('are files too, a line for every cell', async () => {
    const question = 'rows=province&columns=mode&measure=late';
    const table = await get<ApiTable>(`/statistics/table?${question}`);
    const answer = await installation.server.inject({ url: `/api/v1/exports/table.csv?${question}` });
    expect(answer.headers['content-type']).toMatch(/^text\/csv/);
    const lines = answer.body.trimEnd().split('\r\n');
    expect(lines[0]).toBe(
      '\ufeff省份,省份（中文）,省份（英文）,供给方式,供给方式（中文）,供给方式（英文）,逾期率,条目数,资源数,检索条件,数据时点',
    );
    expect(lines).toHaveLength(1 + table.cells.flat().filter((cell) => cell !== null).length);
    const xlsx = await installation.server.inject({ url: `/api/v1/exports/table.xlsx?${question}` });
    expect(xlsx.rawPayload.subarray(0, 2).toString()).toBe('PK');
  });

  it('refuse a facet crossed with itself, and what is no measure', async () => {
    for (const question of ['rows=mode&columns=mode', 'rows=mode&measure=beauty', 'rows=title']) {
      const { statusCode } = await installation.server.inject({
        url: `/api/v1/statistics/table?${question}`,
      });
      expect(statusCode).toBe(400);
    }
  });
});
