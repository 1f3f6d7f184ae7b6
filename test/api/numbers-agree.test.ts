/** One question has one figure, whoever is asked: the front page, coverage, statistics, search and exports, over either engine. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Settings } from '../../config/settings/settings.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { type Installation, install } from './installation.ts';

const service = await elasticsearchService();
const prefixes = service === undefined ? undefined : clearedPrefixes(service.url);
afterAll(() => prefixes?.dispose());

const PLATFORMS = [
  ...['guangxi', 'guangxi-guilin', 'guizhou-guiyang', 'jiangsu-suzhou'],
  ...['demo-fujian-zone', 'demo-chongqing-zone', 'demo-registration'],
];
const FACETS = ['province', 'city', 'mode', 'openness', 'theme', 'kind', 'registered', 'ledgerGap'] as const;
const NOT_STATED = '-';

type Counts = { entries: number; resources: number };
const countsOf = ({ entries, resources }: Counts): Counts => ({ entries, resources });

const engines: [string, () => Partial<Settings>][] = [
  ['SQLite', () => ({})],
  ...(service === undefined || prefixes === undefined
    ? []
    : [
        [
          'Elasticsearch',
          () => ({ elasticsearchUrl: service.url, elasticsearchPrefix: prefixes.take() }),
        ] satisfies [string, () => Partial<Settings>],
      ]),
];

describe.each(engines)('over %s the figures agree', (_, settings) => {
  let installation: Installation;
  const get = async (url: string) => {
    const answer = await installation.server.inject({ url });
    expect(answer.statusCode, `${url} ${answer.body.slice(0, 300)}`).toBe(200);
    return answer;
  };
  const ask = async (url: string) => (await get(`/api/v1/${url}`)).json();
  const search = (query: string) => ask(`search?size=1&highlight=false&${query}`);

  beforeAll(async () => {
    installation = await install(PLATFORMS, settings());
    const runs = await installation.harvest(...PLATFORMS);
    expect(runs.map(({ status }) => status)).toEqual(PLATFORMS.map(() => 'succeeded'));
    await installation.huimu.catalogue.refresh();
  }, 240_000);
  afterAll(() => installation?.close());

  it('on how much there is', async () => {
    const total = countsOf(await search(''));
    expect(total.resources).toBeGreaterThan(100);
    const coverage = await ask('coverage');
    const sources = await ask('sources');
    const sum = sources.items.reduce((all: number, { entries }: Counts) => all + entries, 0);
    expect([sum, coverage.total.entries]).toEqual([total.entries, total.entries]);
    expect(countsOf(coverage.holds)).toEqual(total);
    expect(countsOf((await ask('statistics')).total)).toEqual(total);
    expect(countsOf((await ask('statistics/table?rows=mode&measure=entries')).total)).toEqual(total);
    const rows = (await get('/api/v1/exports/entries.jsonl')).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(rows.length).toBe(total.entries);
    expect(new Set(rows.map(({ resource }) => resource)).size).toBe(total.resources);
    expect(rows.filter(({ lead }) => lead).length).toBe(total.resources);
  });

  it.each(FACETS)('by %s', async (facet) => {
    const { rows, total } = await ask(`statistics?by=${facet}`);
    expect(rows.length).toBeGreaterThan(0);
    const table = await ask(`statistics/table?rows=${facet}&measure=entries`);
    const exported: Record<string, unknown>[] = (
      await get(`/api/v1/exports/statistics.jsonl?by=${facet}`)
    ).body
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const found = await search(`facets=${facet}&facetSize=400`);
    for (const { key, ...counts } of rows) {
      const value: string = key[facet] ?? NOT_STATED;
      const searched = await search(`${facet}=${encodeURIComponent(value)}&together=true`);
      expect([value, countsOf(searched)]).toEqual([value, countsOf(counts)]);
      const line = table.rows.values.find((one: { value: string }) => one.value === value);
      if (line !== undefined) expect([value, countsOf(line.total)]).toEqual([value, countsOf(counts)]);
      const row = exported.find((one) => (one[facet] ?? NOT_STATED) === value);
      expect([value, row?.entries, row?.resources]).toEqual([value, counts.entries, counts.resources]);
      // A facet counts resources of which any offer says it: with one value asked for, just those.
      if (value === NOT_STATED) continue;
      const counted = found.facets[facet].find((one: { value: string }) => one.value === value);
      expect([value, counted?.count]).toEqual([value, counts.resources]);
    }
    expect(exported.length).toBe(rows.length);
    expect(total).toEqual(countsOf((await ask('statistics')).total));
  });

  it('on places and modes of coverage, and on what of the sources is late', async () => {
    const coverage = await ask('coverage');
    const byProvince = await ask('statistics?by=province');
    for (const { key, ...counts } of byProvince.rows) {
      const place = coverage.places.find(({ region }: { region: string }) => region === key.province);
      expect([key.province, countsOf(place.holds)]).toEqual([key.province, countsOf(counts)]);
    }
    const byMode = await ask('statistics?by=mode');
    for (const { key, ...counts } of byMode.rows) {
      const mode = coverage.modes.find((one: { mode: string }) => one.mode === key.mode);
      expect([key.mode, countsOf(mode.holds)]).toEqual([key.mode, countsOf(counts)]);
    }
    const { items, states } = await ask('sources');
    for (const [state, count] of Object.entries(states)) {
      expect([state, coverage.total.states[state]]).toEqual([state, count]);
      const own = items.filter((one: { state: string }) => one.state === state);
      expect([state, own.length]).toEqual([state, count]);
    }
    const ledger = await ask('coverage/operation?size=1');
    expect(ledger.total.resources).toBe((await search('mode=authorised-operation')).resources);
    expect(ledger.total.resources).toBe(
      byMode.rows.find((one: { key: { mode: string } }) => one.key.mode === 'authorised-operation').resources,
    );
    const late = await ask('statistics/table?rows=mode&measure=late');
    expect((await ask('statistics/table?rows=source&measure=late')).total).toEqual(late.total);
  });

  it('and say when they hold', async () => {
    const dated = ['coverage', 'coverage/operation', 'statistics', 'statistics/table?rows=mode&measure=late'];
    for (const url of dated) expect((await ask(url)).at, url).toMatch(/^\d{4}-\d{2}-\d{2}T/);
    const exported = (await get('/api/v1/exports/statistics.jsonl?by=mode')).body.split('\n')[0] ?? '';
    expect(JSON.parse(exported).asOf).toMatch(/^\d{4}-\d{2}-\d{2}T/);
  });
});
