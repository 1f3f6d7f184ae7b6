/** From an address alone to a row: what the page shows, who answers, and what is written where. */
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { adapterFor, familyNames } from '../../adapters/registry.ts';
import { marks } from '../../config/registry/marks.ts';
import { prefixOf } from '../../config/registry/prefix.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import { fileOf, writeRow } from '../../config/registry/source-files.ts';
import { loadSources, SOURCES_FOLDER } from '../../config/registry/sources.ts';
import { createClients } from '../../harvester/client/client.ts';
import { discover } from '../../harvester/discovery/discover.ts';
import { placeIn, siteTitle } from '../../harvester/discovery/place.ts';
import { addressAsBase, recognise } from '../../harvester/discovery/recognise.ts';
import { idOf, rowOf } from '../../harvester/discovery/row.ts';
import { played, type StartedPlatform, startPlatform } from '../sources/platform.ts';
import { html, page, type Wire } from '../sources/wire.ts';

const sources = loadSources();
const sourceOf = (id: string) => sources.find((each) => each.id === id) as HarvestableSource;

/** The platform with a front page, as people meet it. */
const withHome =
  (wire: Wire, home: string, title: string, body: string): Wire =>
  (asked, listing) =>
    asked.path === home ? html('other', page(title, body)) : wire(asked, listing);

let open: StartedPlatform[] = [];
afterEach(async () => {
  for (const platform of open) await platform.close();
  open = [];
});

async function looking(id: string, home: { path: string; title: string; body: string } | undefined) {
  const source = sourceOf(id);
  const { wire } = played(source);
  const platform = await startPlatform(
    source,
    { seed: 5, count: 23 },
    home === undefined ? {} : { wire: withHome(wire, home.path, home.title, home.body) },
  );
  open.push(platform);
  const clients = createClients({
    contact: 'https://huimu.example/',
    routes: platform.routes,
    retry: { perRequest: 0 },
  });
  const { signal } = new AbortController();
  const unhurried = (each: HarvestableSource): HarvestableSource => ({
    ...each,
    harvest: { ...each.harvest, pace: { perSecond: null, concurrency: 4 } },
  });
  const clientFor = (each: HarvestableSource) =>
    clients.forRun({ source: unhurried(each), signal, requests: { list: 0, detail: 0, other: 0 } });
  const found = (address: string, family?: string) =>
    discover({
      address,
      family,
      familyNames: familyNames(),
      clientFor,
      probe: async (each) => (await adapterFor(each)).probe({ source: each, http: clientFor(each), signal }),
    });
  return { source, platform, found, close: () => clients.close() };
}

describe('an address', () => {
  it('of a known product is recognised by its page’s links, and becomes a row that harvests it', async () => {
    const { found, source } = await looking('guangxi-liuzhou', {
      path: '/',
      title: '柳州市公共数据开放平台-首页',
      body: '<a href="/lz/catalog/index">数据目录</a><a href="/lz/catalog/d9dfe84c07e441ff9b1009154652c028">x</a>',
    });
    const answer = await found(source.home as string);
    expect(answer).toMatchObject({ title: '柳州市公共数据开放平台', region: '450200', tls: {} });
    const [best, ...others] = answer.fitting;
    expect(others).toEqual([]);
    expect(best).toMatchObject({
      family: 'inspur-oportal',
      base: source.harvest.base,
      report: { ok: true, declared: 23 },
    });
    expect(best?.evidence[0]).toMatch(/^link \/lz\/catalog/);
    expect(best?.report.statements.length).toBeGreaterThan(0);
    const named = { id: 'guangxi-new', region: answer.region!, title: answer.title! };
    const text = rowOf(answer, best!, named, '2026-11');
    const [row] = parse(text) as [Record<string, unknown>];
    expect(row).toMatchObject({
      id: 'guangxi-new',
      harvest: { family: 'inspur-oportal', base: source.harvest.base },
    });
    expect(text.slice(text.indexOf('harvest:')).trim().split('\n').length).toBeLessThanOrEqual(10);
  });

  it('without a page is asked as every family that needs nothing but an address', async () => {
    const { found, source } = await looking('guizhou', undefined);
    const { fitting, problem } = await found(source.harvest.base);
    expect(problem?.code).toBe('source.not-found');
    expect(fitting.map(({ family }) => family)).toEqual(['guizhou-unified']);
  });

  it('that speaks nothing known says what each family met', async () => {
    const { found, source } = await looking('shanghai', { path: '/', title: '上海', body: '<p>维护</p>' });
    const { fitting, failed } = await found(source.home as string);
    expect(fitting).toEqual([]);
    expect(failed.length).toBeGreaterThan(3);
    for (const { report } of failed) expect(report.problems.length).toBeGreaterThan(0);
  });

  it('is tried as the family that is named, and nothing else', async () => {
    const { found, source } = await looking('guangxi-nanning', undefined);
    const wrong = await found(source.harvest.base, 'ckan');
    expect(wrong.fitting).toEqual([]);
    expect(new Set(wrong.failed.map(({ family }) => family))).toEqual(new Set(['ckan']));
    const right = await found(source.harvest.base, 'inspur-oportal');
    expect(right.fitting[0]).toMatchObject({ family: 'inspur-oportal', base: source.harvest.base });
  });
});

describe('the marks', () => {
  it('know every configured platform of a product by its own address or a link of its page', () => {
    const products = new Set(marks().map(({ family }) => family));
    const missing = [...new Set(sources.flatMap(({ harvest }) => harvest?.family ?? []))].filter(
      (family) => family !== 'declared' && !products.has(family),
    );
    expect(missing).toEqual([]);
  });

  it('take nothing for another', () => {
    const plain = { url: 'https://a.example/', type: 'text/html', text: '<a href="/news/1">新闻</a>' };
    expect(recognise(plain, marks())).toEqual([]);
    const ckan = {
      ...plain,
      text: '<meta name="generator" content="ckan 2.10"><a href="/data/dataset/x">x</a>',
    };
    expect(recognise(ckan, marks())[0]).toMatchObject({
      family: 'ckan',
      bases: ['https://a.example/data', 'https://a.example'],
    });
  });
});

describe('what a page says of itself', () => {
  it.each([
    ['<title>柳州市公共数据开放平台-首页</title>', '柳州市公共数据开放平台', '450200'],
    ['<title>首页 | 贵州省政府数据开放平台</title>', '贵州省政府数据开放平台', '520000'],
    ['<title>欢迎访问黔西南州数据开放平台</title>', '黔西南州数据开放平台', '522300'],
    ['<title>Open data</title>', 'Open data', undefined],
    ['{"a":1}', undefined, undefined],
  ])('%s', (text, title, code) => {
    expect(siteTitle(text)).toBe(title);
    expect(placeIn(title ?? '')?.code).toBe(code);
  });

  it.each([
    ['http://data.x.gov.cn/oportal/index', 'http://data.x.gov.cn/oportal'],
    ['http://data.x.gov.cn/', 'http://data.x.gov.cn'],
    ['http://x.gov.cn/a/dataPublic/index.jsp?x=1', 'http://x.gov.cn/a/dataPublic'],
  ])('%s begins at %s', (address, base) => {
    expect(addressAsBase(address)).toBe(base);
  });

  it('names its row', () => {
    expect(idOf('https://data.liuzhou.gov.cn/x', 'guangxi')).toBe('guangxi-liuzhou');
    expect(idOf('https://data.guangxi.gov.cn/', 'guangxi')).toBe('guangxi');
    // By what the province's rows are called, whichever of its places is meant; of a place without rows there is none.
    expect(prefixOf(sources, '451400')).toBe('guangxi');
    expect(prefixOf(sources, '100000')).toBe('national');
    expect(prefixOf([], '451400')).toBeUndefined();
  });
});

describe('a row that is written', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'huimu-sources-'));
    cpSync(SOURCES_FOLDER, folder, { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const row = (id: string, home: string) => ({
    id,
    title: '某市公共数据开放平台',
    kind: 'open-platform',
    mode: 'opening',
    region: '451400',
    home,
    evidence: ['2026-11 探测'],
    harvest: { family: 'inspur-oportal', base: `${home}/portal` },
  });

  it('stands in its province’s file, and is harvestable', () => {
    expect(fileOf(folder, '451400')).toBe('guangxi.yaml');
    const written = row('guangxi-new', 'https://new.example');
    expect(writeRow(folder, written, `- ${JSON.stringify(written)}\n`)).toEqual({
      file: 'guangxi.yaml',
      id: 'guangxi-new',
      completed: false,
    });
    expect(loadSources(folder).find(({ id }) => id === 'guangxi-new')?.harvest?.family).toBe(
      'inspur-oportal',
    );
    expect(() => writeRow(folder, written, '')).toThrow(/guangxi-new/);
  });

  it('completes a row that waited for its wire, and leaves what people wrote', () => {
    const waiting = sources.find(({ state, home }) => state === 'wire-unknown' && home !== undefined)!;
    const file = fileOf(folder, waiting.region)!;
    const before = readFileSync(join(folder, file), 'utf8');
    const written = { ...row('anything', new URL(waiting.home!).origin), region: waiting.region };
    expect(writeRow(folder, written, '')).toMatchObject({ id: waiting.id, completed: true });
    const after = loadSources(folder).find(({ id }) => id === waiting.id);
    expect(after).toMatchObject({ title: waiting.title, evidence: waiting.evidence });
    expect(after?.state).toBeUndefined();
    expect(readFileSync(join(folder, file), 'utf8').split('\n')[0]).toBe(before.split('\n')[0]);
  });

  it('is taken back where it makes the files wrong', () => {
    const file = join(folder, 'guangxi.yaml');
    const before = readFileSync(file, 'utf8');
    const wrong = row('guangxi', 'https://other.example');
    expect(() => writeRow(folder, wrong, `- ${JSON.stringify(wrong)}\n`)).toThrow(/guangxi/);
    expect(readFileSync(file, 'utf8')).toBe(before);
  });
});
