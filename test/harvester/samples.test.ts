/** All real rows there are, through their platforms' true wires, into the real catalogue: nothing is lost on the way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { imbalances, rejectedIn } from '../../harvester/ledger.ts';
import type { Run } from '../../index/operations.ts';
import type { StoredEntry } from '../../index/port.ts';
import { shared } from '../shared.ts';
import { sampledPlatforms, sampledThings } from '../sources/samples.ts';
import { countedRows, openRealCountry, type RealCountry } from './real-rows.ts';

const folder = shared('platforms/samples');
const MINUTES = 60_000;

describe.skipIf(folder === undefined)('the real rows of all platforms', () => {
  const platforms = sampledPlatforms();
  let country: RealCountry;
  let first: Map<string, Run>;
  let second: Map<string, Run>;
  const stored = new Map<string, Pick<StoredEntry, 'resource' | 'lead' | 'changedAt'>>();
  /** Source → its native ids. */
  const localIds = new Map<string, Set<string>>(platforms.map((id) => [id, new Set()]));
  const leadOf = new Map<string, string>();

  const read = async (take: (stored: StoredEntry) => void) => {
    await country.huimu.catalogue.refresh();
    for await (const page of country.huimu.catalogue.stream({})) page.forEach(take);
  };

  beforeAll(async () => {
    country = await openRealCountry(platforms);
    first = await country.harvest();
    await read(({ entry, resource, lead, changedAt }) => {
      stored.set(entry.id, { resource, lead, changedAt });
      localIds.get(entry.source)?.add(entry.localId);
      if (lead) leadOf.set(resource, entry.id);
    });
    second = await country.harvest();
  }, 15 * MINUTES);
  afterAll(() => country?.close());

  it('come through without a lost run, every ledger in balance', () => {
    expect(first.size).toBe(34);
    for (const [id, { status, problems, ledger }] of first) {
      expect({ id, status, problems, off: imbalances(ledger) }).toEqual({
        id,
        status: 'succeeded',
        problems: [],
        off: [],
      });
    }
  });

  it('end as entries or as named rejections, as many as the rows are distinct', async () => {
    const counted = await countedRows(folder as string);
    for (const [id, { ledger }] of first) {
      const { rows, distinct } = counted.get(id) as { rows: number; distinct: number };
      const things = sampledThings(id) ?? [];
      expect([id, things.length]).toEqual([id, rows]);
      expect([id, ledger.indexed + rejectedIn(ledger)]).toEqual([id, distinct]);
      // A list gone over again shows its repeats again; the first way shows every row.
      expect(ledger.listed % rows).toBe(0);
    }
  });

  it('keep their own identifiers, and there is nothing else', async () => {
    for (const [id, run] of first) {
      const rejected = await country.huimu.catalogue.rejections(run.id, 1000);
      const named = rejected.items.flatMap(({ localId }) => localId ?? []);
      const kept = [...(localIds.get(id) ?? []), ...named].sort();
      expect(kept).toEqual([...new Set((sampledThings(id) ?? []).map((thing) => thing.id))].sort());
      expect(named.length).toBe(rejectedIn(run.ledger));
    }
  });

  it("join Guangxi's 7,402 shared entries into one resource each, led by the city's", () => {
    const cities = platforms.filter((id) => id.startsWith('guangxi-'));
    expect(cities.length).toBe(14);
    const province = localIds.get('guangxi') as Set<string>;
    let joined = 0;
    for (const city of cities) {
      for (const id of localIds.get(city) as Set<string>) {
        if (!province.has(id)) continue;
        joined += 1;
        const resource = stored.get(`${city}:${id}`)?.resource as string;
        expect(stored.get(`guangxi:${id}`)?.resource).toBe(resource);
        expect(leadOf.get(resource)).toMatch(/^guangxi-[a-z]+:/);
      }
    }
    expect(joined).toBe(7402);
  });

  it('cost list pages only the second time, and nothing is written', async () => {
    for (const [id, { status, requests, ledger }] of second) {
      const indexed = first.get(id)?.ledger.indexed as number;
      const counts = {
        detailed: 0,
        added: 0,
        updated: 0,
        removed: 0,
        withheld: 0,
        unchanged: indexed,
        indexed,
      };
      expect({ id, status, ...ledger }).toMatchObject({ id, status: 'succeeded', ...counts });
      expect([id, requests.detail]).toEqual([id, 0]);
      expect([id, requests.list]).toEqual([id, first.get(id)?.requests.list]);
    }
    let same = 0;
    await read(({ entry, resource, lead, changedAt }) => {
      const before = stored.get(entry.id);
      if (before?.changedAt === changedAt && before.resource === resource && before.lead === lead) same += 1;
    });
    expect(same).toBe(stored.size);
  });
});
