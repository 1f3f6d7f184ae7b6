/** CKAN and DCAT against servers that were written from the standards alone, well-behaved and not. */
import { afterEach, describe, expect, it } from 'vitest';
import { ckanAdapter } from '../../adapters/ckan/adapter.ts';
import type { Adapter, ListPage } from '../../adapters/contract.ts';
import { dcatAdapter } from '../../adapters/dcat/adapter.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import { adapterConformance } from '../conformance/adapter.ts';
import type { Misbehaviour } from '../sources/misbehave.ts';
import { type StartedPlatform, startPlatform } from '../sources/platform.ts';
import { type DcatVariant, dcat } from '../sources/wires/dcat.ts';
import { codeOf, contextOf, sourceOf } from './site.ts';

const BASE = 'https://data.standard.gov.cn';
const open: StartedPlatform[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each.close()));
});

interface Case {
  name: string;
  adapter: Adapter;
  options: Record<string, unknown>;
  variant?: DcatVariant;
  count: number;
}
const cases: Case[] = [
  { name: 'CKAN', adapter: ckanAdapter, options: { rows: 100 }, count: 230 },
  ...(
    [
      ['ttl', 'partial-view'],
      ['rdf', 'paged-collection'],
      ['jsonld', 'partial-view'],
    ] as const
  ).map(([ending, paging]) => ({
    name: `DCAT ${ending}, ${paging}`,
    adapter: dcatAdapter,
    options: { path: `/catalog.${ending}` },
    variant: { size: 50, paging },
    count: 130,
  })),
];

async function start({ adapter, options, variant, count }: Case) {
  const source = sourceOf(adapter.family, BASE, options);
  const site = { origin: BASE, context: '', title: '测试' };
  const given = variant === undefined ? {} : { wire: dcat(site, variant) };
  const platform = await startPlatform(source, { seed: 7, count }, given);
  open.push(platform);
  return { source, platform };
}

async function listAll(adapter: Adapter, source: HarvestableSource, platform: StartedPlatform) {
  const pages: ListPage[] = [];
  for await (const page of adapter.list(contextOf(source, platform.routes), null)) pages.push(page);
  return pages;
}

for (const each of cases) {
  adapterConformance({
    name: each.name,
    async start() {
      const { source, platform } = await start(each);
      open.splice(open.indexOf(platform), 1);
      return {
        source,
        routes: platform.routes,
        expected: new Map(platform.things.map((thing) => [thing.id, thing.title])),
        declares: true,
        close: platform.close,
      };
    },
  });
}

describe.each(cases)('$name', (each) => {
  const { adapter, count } = each;

  it('lists every thing once, as declared, and reads what it was made from', async () => {
    const { source, platform } = await start(each);
    const pages = await listAll(adapter, source, platform);
    const rows = pages.flatMap((page) => page.rows);
    expect(pages.every((page) => page.declared === platform.things.length)).toBe(true);
    expect(rows.map((row) => row.id).sort()).toEqual(platform.things.map((thing) => thing.id).sort());
    const byId = new Map(platform.things.map((thing) => [thing.id, thing]));
    for (const row of rows) {
      const thing = byId.get(row.id)!;
      const { fields, distributions } = adapter.read(source, { id: row.id, parts: [row.row] });
      expect(fields.title).toBe(thing.title);
      expect(fields.description ?? null).toBe(thing.description?.trim() ? thing.description : null);
      if (thing.publisher !== null) expect(fields.publisher).toBe(thing.publisher);
      expect([fields.theme ?? []].flat().sort()).toEqual([...new Set(thing.themes)].sort());
      expect([fields.keywords ?? []].flat().sort()).toEqual([...new Set(thing.keywords)].sort());
      expect(distributions).toHaveLength(thing.formats.length);
      if (thing.issued) expect(String(fields.issued).slice(0, 10)).toBe(thing.issued.slice(0, 10));
      if (thing.modified) expect(String(fields.modified).slice(0, 10)).toBe(thing.modified.slice(0, 10));
      if (thing.contact.email) expect(fields.contactEmail).toBe(thing.contact.email);
    }
  });

  it('gives the same rows and signs when asked again, and another sign where something changed', async () => {
    const { source, platform } = await start(each);
    const signs = async () =>
      new Map(
        (await listAll(adapter, source, platform)).flatMap((page) =>
          page.rows.map((row) => [row.id, row.sign]),
        ),
      );
    const first = await signs();
    expect(await signs()).toEqual(first);
    const { id } = platform.things[3]!;
    platform.mutate.change(id, { title: '改名之后' });
    const after = await signs();
    expect([...after].filter(([key, sign]) => first.get(key) !== sign).map(([key]) => key)).toEqual([id]);
  });

  it('probes with the first records', async () => {
    const { source, platform } = await start(each);
    const report = await adapter.probe(contextOf(source, platform.routes));
    expect(report).toMatchObject({ ok: true, declared: count, problems: [] });
    expect(report.statements.length).toBeGreaterThan(0);
  });

  it.each<[Misbehaviour['what'], string]>([
    ['html', 'source.(not-json|not-rdf)'],
    ['challenge', 'source.(not-json|not-rdf)'],
    ['failure-in-200', 'source.(answer-failed|shape-changed|not-rdf)'],
    ['repeated-page', 'listing.page-repeated'],
  ])('says in a code that there was %s', async (what, code) => {
    const { source, platform } = await start(each);
    platform.misbehave({ what });
    expect(await codeOf(() => listAll(adapter, source, platform))).toMatch(new RegExp(code));
  });

  it('is read by its bytes where it is GBK under the name of UTF-8', async () => {
    const { source, platform } = await start(each);
    platform.misbehave({ what: 'gbk' });
    const titles = (await listAll(adapter, source, platform)).flatMap(({ rows }) =>
      rows.map(({ id, row }) => adapter.read(source, { id, parts: [row] }).fields.title),
    );
    expect(titles.map(String).sort()).toEqual(platform.things.map(({ title }) => title).sort());
  });

  it('lists an empty catalogue, half of one and a short one for what they declare', async () => {
    const { source, platform } = await start(each);
    for (const what of ['empty', 'half', 'short'] as const) {
      platform.misbehave({ what });
      const pages = await listAll(adapter, source, platform);
      const listed = pages.flatMap((page) => page.rows).length;
      if (what === 'empty') expect([listed, pages[0]?.declared]).toEqual([0, 0]);
      else
        expect([what, listed, pages[0]?.declared]).toEqual([
          what,
          count / 2,
          what === 'half' ? count / 2 : count,
        ]);
    }
  });

  it('loses one record to one without identifier at most', async () => {
    const { source, platform } = await start(each);
    platform.misbehave({ what: 'no-id' });
    const pages = await listAll(adapter, source, platform);
    expect(pages.flatMap((page) => page.rows).length).toBeGreaterThanOrEqual(count - 1);
  });
});
