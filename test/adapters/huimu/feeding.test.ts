/** Installations that harvest each other through the change feed: a city's platform, its province, the nation, a circle. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import type { ChangeFeed } from '../../../api/schemas/changes.ts';
import type { ApiError } from '../../../api/types.ts';
import { startZone, type ZoneServer } from '../../sources/zone.ts';
import { address, huimuRow, type Instance, rowOf, startInstance } from './instances.ts';

type Feed = z.infer<typeof ChangeFeed>;

const things = (from: number, to: number, over: object = {}) =>
  Array.from({ length: to - from }, (_, at) => ({
    id: `t${from + at}`,
    name: `停车场${from + at}`,
    orgName: '福州市城管局',
    telephone: '13812345678',
    ...over,
  }));
const shelf = (rows: object[]) => ({ json: { '/list': rows as Record<string, unknown>[] } });
const cityRow = (base: string) =>
  rowOf('city', base, '350100', {
    family: 'operation-zone',
    options: {
      list: '/list',
      wire: {
        row: { fields: { kind: { select: '.', const: '数据资源' } }, keys: { telephone: 'contactPhone' } },
        nativeId: { template: 'kpt/{id}' },
      },
    },
  });

let platform: ZoneServer;
let province: Instance;
let nation: Instance;
let third: Instance;

beforeAll(async () => {
  platform = await startZone(shelf(things(0, 30)));
  const [provinceAt, nationAt, thirdAt] = [await address(), await address(), await address()];
  const city = cityRow(platform.base);
  // A circle: the province takes from the third, that from the nation, that from the province.
  province = await startInstance('fujian', provinceAt, [city, huimuRow('round', thirdAt, '350000')]);
  nation = await startInstance('nation', nationAt, [
    huimuRow('fujian-huimu', provinceAt, '350000', { size: 7 }),
    city,
  ]);
  third = await startInstance('third', thirdAt, [huimuRow('nation-huimu', nationAt, '100000')]);
});
afterAll(async () => {
  for (const each of [province, nation, third]) await each?.close();
  await platform?.close();
});

describe('an instance that feeds another', () => {
  it('gives all its entries, which keep what they say and name where they came from', async () => {
    expect(await province.harvest('city')).toMatchObject({ status: 'succeeded', ledger: { added: 30 } });
    const run = await nation.harvest('fujian-huimu');
    expect(run).toMatchObject({
      status: 'succeeded',
      problems: [],
      ledger: { declared: 30, listed: 30, added: 30, rejected: {} },
      requests: { list: 5, detail: 0 },
    });
    const [own, taken] = [await province.living(), await nation.living()];
    for (const [at, { entry }] of taken.entries()) {
      const { provenance, ...rest } = entry;
      const { entry: original } = own[at] as (typeof own)[0];
      expect(rest).toEqual({
        ...original,
        id: `fujian-huimu:${original.id}`,
        source: 'fujian-huimu',
        localId: original.id,
      });
      expect(provenance).toEqual({
        entry: original.id,
        source: 'city',
        title: '来源city',
        region: '350100',
        via: ['fujian'],
      });
    }
    expect(JSON.stringify(taken)).not.toContain('13812345678');
    const { body } = await nation.get<{ entry: object }>('/api/v1/entries/fujian-huimu:city:t1');
    expect(body.entry).toMatchObject({ provenance: { via: ['fujian'] } });
  });

  it('gives only what changed the next time: added, changed, removed', async () => {
    platform.set(
      shelf(
        [...things(2, 30), ...things(30, 32)].map((row, at) => (at === 3 ? { ...row, name: '改名' } : row)),
      ),
    );
    expect(await province.harvest('city')).toMatchObject({
      status: 'succeeded',
      ledger: { added: 2, updated: 1, removed: 2 },
    });
    const run = await nation.harvest('fujian-huimu');
    expect(run).toMatchObject({
      status: 'succeeded',
      problems: [],
      changesSince: expect.any(String),
      ledger: {
        // Tombstones are rows of the feed, too.
        listed: 5,
        added: 2,
        updated: 1,
        removed: 2,
        rejected: { 'record.withdrawn': 2 },
        indexed: 30,
      },
      requests: { list: 1 },
    });
    expect((await nation.living()).map(({ entry }) => [entry.localId, entry.title])).toEqual(
      (await province.living()).map(({ entry }) => [entry.id, entry.title]),
    );
    const again = await nation.harvest('fujian-huimu');
    expect(again).toMatchObject({ status: 'succeeded', ledger: { listed: 0, updated: 0, removed: 0 } });
  });

  it('is harvested beside the source itself, and nothing is doubled', async () => {
    expect(await nation.harvest('city')).toMatchObject({ status: 'succeeded', ledger: { added: 30 } });
    const { catalogue } = nation.huimu;
    expect(await catalogue.statistics({ by: [], filters: {} })).toMatchObject({
      total: { entries: 60, resources: 30 },
    });
    const stored = await catalogue.get('fujian-huimu:city:t7');
    const resource = await catalogue.resource(stored?.resource ?? '');
    expect(resource?.offers.map(({ entry }) => entry.id)).toEqual(['city:t7', 'fujian-huimu:city:t7']);
  });

  it('recognises its own entries when they come round, and leaves them to themselves', async () => {
    expect(await third.harvest('nation-huimu')).toMatchObject({ ledger: { added: 60 } });
    const taken = await third.huimu.catalogue.get('nation-huimu:fujian-huimu:city:t7');
    expect(taken?.entry.provenance).toMatchObject({
      entry: 'city:t7',
      source: 'city',
      via: ['fujian', 'nation'],
    });
    const before = await province.living();
    const run = await province.harvest('round');
    // What the nation has of the city itself is no circle; what it has from the province is.
    expect(run.ledger).toMatchObject({ listed: 60, added: 30, rejected: { 'record.own': 30 } });
    const { items } = await province.huimu.catalogue.rejections(run.id, 1);
    expect(items[0]).toMatchObject({ code: 'record.own', detail: 'it came through fujian → nation → third' });
    const after = await province.living();
    expect(after.filter(({ entry }) => entry.source === 'city').map(({ entry }) => entry)).toEqual(
      before.map(({ entry }) => entry),
    );
    // And those are joined with its own.
    expect(await province.huimu.catalogue.statistics({ by: [], filters: {} })).toMatchObject({
      total: { entries: 60, resources: 30 },
    });
  });
});

describe('the feed', () => {
  it('goes on from a cursor, tells tombstones, and refuses what it did not make', async () => {
    const seen: Feed['items'] = [];
    let since = '';
    for (let more = true; more; ) {
      const { body } = await nation.get<Feed>(
        `/api/v1/changes?size=9${since && `&since=${encodeURIComponent(since)}`}`,
      );
      expect(body.instance).toBe('nation');
      seen.push(...body.items);
      since = body.cursor;
      more = body.more;
    }
    expect(seen).toHaveLength(62);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(62);
    const places = seen.map(({ changedAt, id }) => `${changedAt} ${id}`);
    expect(places).toEqual(places.toSorted());
    expect(seen.filter(({ type }) => type === 'removed').map(({ id }) => id)).toEqual([
      'fujian-huimu:city:t0',
      'fujian-huimu:city:t1',
    ]);
    expect(seen.filter(({ type }) => type === 'changed').map(({ id }) => id)).toEqual([
      'fujian-huimu:city:t5',
    ]);
    const { body: end } = await nation.get<Feed>(`/api/v1/changes?since=${encodeURIComponent(since)}`);
    expect(end).toMatchObject({ items: [], more: false, cursor: since, living: 60 });
    const { body: living } = await nation.get<Feed>('/api/v1/changes?size=500&tombstones=false');
    expect(living.items).toHaveLength(60);
    const forged = Buffer.from(JSON.stringify(['changes', 'soon', 'x'])).toString('base64url');
    for (const wrong of ['x', 'W10', '2026-13-01T00:00:00Z', forged]) {
      const { status, body } = await nation.get<ApiError>(`/api/v1/changes?since=${wrong}`);
      expect([status, body.code], wrong).toEqual([400, 'request.cursor-invalid']);
    }
  });
});
