/** Counts lag behind what is listed: no family may stop at the number, on whatever page it falls. */
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { adapterFor } from '../../../adapters/registry.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { dcat } from '../../sources/wires/dcat.ts';
import { contextOf, sourceOf } from '../site.ts';

const BASE = 'https://data.standard.gov.cn';
const configured = new Map(loadSources().map((source) => [source.id, source]));
const open: StartedPlatform[] = [];
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
});

/** One of each kind of paging: declared rows, declared pages, pages in HTML, offsets, links. */
const IDS = [
  'shandong-jinan',
  'sichuan-chengdu',
  'guizhou',
  'shanxi-datong',
  'sichuan-suining',
  'anhui-wuhu',
  'jiangsu',
  'jiangsu-nantong',
];
const STANDARDS: [string, HarvestableSource][] = [
  ['ckan', sourceOf('ckan', BASE, { rows: 10 })],
  ['dcat', sourceOf('dcat', BASE, { path: '/catalog.ttl' })],
];
const CASES: [string, HarvestableSource][] = [
  ...IDS.map((id): [string, HarvestableSource] => [id, configured.get(id) as HarvestableSource]),
  ...STANDARDS,
];

async function listed(source: HarvestableSource, platform: StartedPlatform): Promise<string[]> {
  const ids: string[] = [];
  let pages = 0;
  const adapter = await adapterFor(source);
  for await (const page of adapter.list(contextOf(source, platform.routes), null)) {
    ids.push(...page.rows.map(({ id }) => id));
    pages += 1;
    if (pages > 100) throw new Error('no end');
  }
  return ids;
}

describe.each(CASES)('%s', (_, source) => {
  const start = async (count: number) => {
    const wire = dcat({ origin: BASE, context: '', title: '测试' }, { size: 10 });
    const own = source.harvest.family === 'dcat' ? { wire } : {};
    const platform = await startPlatform(source, { seed: 5, count }, own);
    open.push(platform);
    return platform;
  };

  it('lists all that there is behind a count that lags by up to a page', async () => {
    const platform = await start(44);
    const want = platform.things.map(({ id }) => id).sort();
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 0, max: 7 }), async (rows) => {
        platform.misbehave({ what: 'lagging-count', rows });
        expect((await listed(source, platform)).sort()).toEqual(want);
      }),
      { numRuns: 8 },
    );
  });

  it('ends where the pages come out even', async () => {
    for (const count of [20, 30, 40, 60]) {
      const platform = await start(count);
      const ids = await listed(source, platform);
      expect(ids.sort()).toEqual(platform.things.map(({ id }) => id).sort());
    }
  });
});
