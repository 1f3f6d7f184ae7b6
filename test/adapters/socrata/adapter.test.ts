/** Socrata's Discovery API against a server written from its documentation. */
import { afterEach, describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import { socrataAdapter as adapter } from '../../../adapters/socrata/adapter.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { type SocrataVariant, socrata } from '../../sources/wires/standards/socrata.ts';
import { codeOf, contextOf, sourceOf } from '../site.ts';

const BASE = 'https://data.city.gov.cn';
let open: StartedPlatform[] = [];
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});

async function start(variant: SocrataVariant = {}, rows = 50, count = 130) {
  const source = sourceOf('socrata', BASE, { rows });
  const wire = socrata({ origin: BASE, context: '', title: '测试' }, variant);
  return { source, platform: await startPlatform(source, { seed: 5, count }, { wire }) };
}

adapterConformance({
  name: 'Socrata',
  async start() {
    const { source, platform } = await start();
    const expected = new Map(platform.things.map(({ id, title }) => [id, title]));
    return { source, routes: platform.routes, expected, declares: true, close: platform.close };
  },
});

async function idsOf(pages: AsyncIterable<ListPage>): Promise<string[]> {
  const ids: string[] = [];
  for await (const page of pages) ids.push(...page.rows.map(({ id }) => id));
  return ids;
}

describe('a catalogue', () => {
  it('of more rows than offsets reach is scrolled to its end', async () => {
    const { source, platform } = await start({ cap: 60 }, 60, 230);
    open.push(platform);
    const ids = await idsOf(adapter.list(contextOf(source, platform.routes), null));
    expect(ids.sort()).toEqual(platform.things.map(({ id }) => id).sort());
  });

  it('whose gateway drops the scroll id is told, not harvested in circles', async () => {
    const { source, platform } = await start({ deaf: true });
    open.push(platform);
    const walk = () => idsOf(adapter.list(contextOf(source, platform.routes), null));
    expect(await codeOf(walk)).toBe('listing.page-repeated');
  });

  it('lists what changed since, the newest first, and nothing older', async () => {
    const { source, platform } = await start();
    open.push(platform);
    const changed = platform.things.slice(20, 90).map(({ id }) => id);
    for (const id of changed) platform.mutate.change(id, { modified: '2031-05-01 12:00:00' });
    const context = contextOf(source, platform.routes);
    const ids = await idsOf(adapter.changes!.list(context, '2031-05-01T00:00:00Z', null));
    expect(ids.sort()).toEqual(changed.sort());
    expect(await idsOf(adapter.changes!.list(context, '2031-06-01T00:00:00Z', null))).toEqual([]);
  });
});

it('a record says its columns, its ways to be had and its portal’s own fields; what is not public is refused', async () => {
  const source = sourceOf('socrata', BASE);
  const record = {
    resource: {
      id: 'abcd-1234',
      name: '交通流量',
      description: '<p>每日</p>',
      type: 'dataset',
      attribution: '交通局',
      data_updated_at: '2026-07-11T10:00:00.000Z',
      columns_name: ['日期', '数量'],
      columns_field_name: ['count_date', 'n'],
      columns_datatype: ['Calendar date', 'Number'],
    },
    classification: {
      domain_category: '交通',
      domain_tags: ['a', 'b'],
      tags: null,
      domain_metadata: [{ key: '更新频率', value: '每日' }],
    },
    metadata: { domain: 'data.city.gov.cn' },
    permalink: 'https://data.city.gov.cn/d/abcd-1234',
  };
  const part = {
    role: 'row',
    mediaType: 'application/json',
    url: BASE,
    text: JSON.stringify(record),
  } as const;
  const stated = adapter.read(source, { id: 'abcd-1234', parts: [part] });
  expect(stated.fields).toEqual({
    title: '交通流量',
    description: '<p>每日</p>',
    publisher: '交通局',
    theme: ['交通'],
    keywords: ['a', 'b'],
    modified: '2026-07-11T10:00:00.000Z',
    landingPage: 'https://data.city.gov.cn/d/abcd-1234',
  });
  expect(stated.dataItems.map(({ name, label }) => [name, label])).toEqual([
    ['count_date', '日期'],
    ['n', '数量'],
  ]);
  expect(stated.distributions.map(({ format }) => format)).toEqual(['csv', 'api']);
  expect(stated.unmapped).toEqual({ 更新频率: '每日' });
});
