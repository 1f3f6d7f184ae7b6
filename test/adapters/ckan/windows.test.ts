/** CKAN sites that end their offsets: listed in windows of `metadata_modified`, against a server that refuses what is behind. */
import { afterEach, describe, expect, it } from 'vitest';
import { ckanAdapter } from '../../../adapters/ckan/adapter.ts';
import type { ListPage } from '../../../adapters/contract.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { type CkanVariant, ckan } from '../../sources/wires/ckan.ts';
import { contextOf, sourceOf } from '../site.ts';

const BASE = 'https://data.standard.gov.cn';
let open: StartedPlatform[] = [];
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});

async function start(count: number, variant: CkanVariant, options: Record<string, unknown>) {
  const source = sourceOf('ckan', BASE, options);
  const wire = ckan({ origin: BASE, context: '', title: '测试' }, variant);
  const platform = await startPlatform(source, { seed: 11, count }, { wire });
  return { source, platform };
}

async function list(pages: AsyncIterable<ListPage>) {
  const all: ListPage[] = [];
  for await (const page of pages) all.push(page);
  return { all, ids: all.flatMap((page) => page.rows.map(({ id }) => id)) };
}

adapterConformance({
  name: 'CKAN in windows',
  async start() {
    const { source, platform } = await start(230, { cap: 60 }, { cap: 60, rows: 25 });
    const expected = new Map(platform.things.map(({ id, title }) => [id, title]));
    return { source, routes: platform.routes, expected, declares: true, close: platform.close };
  },
});

describe('a site that ends its offsets', () => {
  it('at 10,000 without having said so: all 12,000 come', async () => {
    const { source, platform } = await start(12_000, { cap: 10_000 }, {});
    open.push(platform);
    const { all, ids } = await list(ckanAdapter.list(contextOf(source, platform.routes), null));
    expect([ids.length, new Set(ids).size]).toEqual([12_000, 12_000]);
    expect(all.every(({ missing }) => missing === undefined)).toBe(true);
  });

  it('and looks at no filter by date: what can be paged comes, and is told as short', async () => {
    const { source, platform } = await start(230, { cap: 60, deaf: true }, { cap: 60, rows: 25 });
    open.push(platform);
    const { all, ids } = await list(ckanAdapter.list(contextOf(source, platform.routes), null));
    expect(ids).toHaveLength(60);
    expect(all.at(-1)).toMatchObject({ declared: 230, next: null });
    expect(all.at(-1)!.missing).toMatch(/60 of 230/);
  });

  it('and has more of one instant than can be paged: told as short, the others all there', async () => {
    const { source, platform } = await start(230, { cap: 60 }, { cap: 60, rows: 25 });
    open.push(platform);
    for (const { id } of platform.things.slice(0, 90))
      platform.mutate.change(id, { modified: '2024-05-01 00:00:00' });
    const { all, ids } = await list(ckanAdapter.list(contextOf(source, platform.routes), null));
    expect(new Set(ids).size).toBe(200);
    expect(all.at(-1)!.missing).toMatch(/60 of 90 rows/);
  });
});

describe('changes', () => {
  it('are those of the instant and after it, told by the source’s clock', async () => {
    const { source, platform } = await start(230, {}, { rows: 25 });
    open.push(platform);
    const changed = platform.things.slice(5, 40).map(({ id }) => id);
    for (const id of changed) platform.mutate.change(id, { modified: '2031-05-01 00:00:00' });
    expect(ckanAdapter.changes!.offered(source)).toBe(true);
    const context = contextOf(source, platform.routes);
    const { all, ids } = await list(ckanAdapter.changes!.list(context, '2031-05-01T02:00:00Z', null));
    expect(ids.sort()).toEqual(changed.sort());
    expect(Math.abs(Date.parse(all[0]!.clock!) - Date.now())).toBeLessThan(60_000);
    const after = await list(ckanAdapter.changes!.list(context, '2031-05-01T02:00:01Z', null));
    expect(after.ids).toEqual([]);
  });
});
