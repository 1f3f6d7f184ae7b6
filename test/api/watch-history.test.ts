/** Watch lists over a played history: a platform that is harvested, changes, and is harvested again. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { servedBy } from '../../api/watching.ts';
import { linkCheckId } from '../../index/quality/link-checks.ts';
import type { WatchList } from '../../index/watch/finding.ts';
import type { KeptFinding } from '../../index/watch/keeping.ts';
import { renewWatch } from '../../index/watch/renew.ts';
import { batchOf } from '../index/batches.ts';
import { entryOf } from '../index/entries.ts';
import { type Installation, install } from './installation.ts';

const SOURCE = 'sichuan-mianyang';
const REGION = '510700';
let installation: Installation;

beforeAll(async () => {
  installation = await install([SOURCE]);
});
afterAll(() => installation.close());

async function found(list: WatchList): Promise<KeptFinding[]> {
  const { catalogue, sources } = installation.huimu;
  await catalogue.refresh();
  await renewWatch(catalogue, { served: servedBy(sources), now: Date.now() });
  return (await catalogue.findings({ list, source: SOURCE }, 1_000)).items;
}
/** Every detail again: on this wire a list row shows no change of terms. */
async function harvestAll() {
  const { control } = installation.huimu;
  return control.ended((await control.start(SOURCE, { trigger: 'person', full: true })).id);
}
const shifted = async () =>
  (await found('supply-shifts')).map(({ title, reasons, certainty }) => [title, reasons[0]?.code, certainty]);

it('tells what was open and is gone, closed or sold, until it is back', async () => {
  const { catalogue } = installation.huimu;
  const { country } = installation;
  const things = country
    .things(SOURCE)
    .filter(({ openness }) => openness === null || !/不予|不开放/.test(openness));
  const [gone, closed, sold, kept, late] = things;
  if (!gone || !closed || !sold || !kept || !late) throw new Error('too few things to play with');
  const shelf = country.mutate(SOURCE);
  for (const [thing, title] of [
    [gone, '绵阳市古树名木巡护路线'],
    [closed, '绵阳市河道采砂监测点'],
    [sold, '绵阳市公交刷卡客流'],
    [kept, '绵阳市避难场所分布'],
  ] as const) {
    shelf.change(thing.id, { title, openness: '无条件开放' });
  }
  shelf.change(late.id, {
    title: '绵阳市窨井盖普查',
    frequency: '每年',
    issued: '2019-03-01',
    modified: '2019-03-01',
  });
  expect((await installation.harvest(SOURCE))[0]?.status).toBe('succeeded');
  expect(await shifted()).toEqual([]);
  expect((await found('dead-or-late')).map(({ title }) => title)).toContain('绵阳市窨井盖普查');

  shelf.remove(gone.id, sold.id);
  shelf.change(closed.id, { openness: '不予开放', modified: '2024-05-01' });
  shelf.change(kept.id, { description: '只有说明变了', modified: '2024-05-01' });
  const product = entryOf('zone', 'p', {
    ...{ title: '绵阳市公交刷卡客流数据产品', mode: 'authorised-operation', kind: 'product' },
    spatial: { code: REGION },
  });
  await catalogue.write(batchOf([product], { region: REGION }));
  expect((await harvestAll()).ledger).toMatchObject({ removed: 2 });
  expect(await shifted()).toEqual(
    expect.arrayContaining([
      ['绵阳市公交刷卡客流', 'was-open-now-operated', 'certain'],
      ['绵阳市河道采砂监测点', 'was-open-now-closed', 'certain'],
      ['绵阳市古树名木巡护路线', 'was-open-now-gone', 'likely'],
    ]),
  );
  expect(await shifted()).toHaveLength(3);
  const operated = (await found('supply-shifts'))[0];
  expect(operated?.entries).toEqual([expect.stringContaining(`${SOURCE}:`), 'zone:p']);

  // Back under another number, and open again.
  shelf.add({ ...gone, id: `${'f'.repeat(31)}1`, title: '绵阳市古树名木巡护路线', openness: '无条件开放' });
  shelf.change(closed.id, { openness: '无条件开放', modified: '2024-06-01' });
  await harvestAll();
  expect((await shifted()).map(([title]) => title)).toEqual(['绵阳市公交刷卡客流']);
});

it('tells what is broken by the addresses that were asked', async () => {
  const { catalogue } = installation.huimu;
  const page = await catalogue.kept(SOURCE, null, 3);
  const ids = page.map(({ entry }) => entry.id) as [string, string, string];
  const at = '2026-01-01T00:00:00.000Z';
  const checkOf = (entry: string, url: string, state: 'works' | 'gone' | 'blocked') => ({
    ...{ id: linkCheckId(entry, url), entry, source: SOURCE, url, role: 'download' as const, state },
    ...{ status: state === 'works' ? 200 : 404, detail: '', at, since: at },
  });
  await catalogue.keepLinkChecks([
    checkOf(ids[0], 'https://example.org/a', 'gone'),
    checkOf(ids[1], 'https://example.org/b', 'gone'),
    checkOf(ids[1], 'https://example.org/c', 'works'),
    checkOf(ids[2], 'https://example.org/d', 'blocked'),
  ]);
  const broken = (await found('dead-or-late')).filter(({ key }) => key.startsWith('broken:'));
  expect(
    broken.map(({ entries, certainty, reasons }) => [entries[0], certainty, reasons[0]?.values]),
  ).toEqual([
    [ids[0], 'certain', { broken: 1, of: 1 }],
    [ids[1], 'likely', { broken: 1, of: 2 }],
  ]);
});
