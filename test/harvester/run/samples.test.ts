/** All real rows there are, through their platforms' true wires, into the real catalogue: nothing is lost on the way. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import { imbalances, rejectedIn } from '../../../harvester/run/ledger.ts';
import { WITHHELD } from '../../../harvester/shown-raw.ts';
import type { Run } from '../../../index/operations.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { shared } from '../../shared.ts';
import { sampledPlatforms, sampledThings } from '../../sources/samples.ts';
import type { SampledThing } from '../../sources/thing.ts';
import { countedRows, openRealCountry, type RealCountry } from '../real-rows.ts';

const folder = shared('platforms/samples');
const MINUTES = 60_000;
const MOBILE = /(?<![\d.])1[3-9]\d{9}(?!\d)/;
/** Identifiers, whose digits are nobody's number: UUIDs, and letters and digits in a row. */
const IDENTIFIER = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-z]{20,}/gi;

/** The rows of one page, again and again: what a crawler keeps that asks in a way the platform does not read. */
function goesRound(id: string): boolean {
  const rows = (sampledThings(id) ?? []).map((thing) => thing.id);
  const round = rows.indexOf(rows[0] as string, 1);
  return round > 0 && rows.every((row, index) => row === rows[index % round]);
}
/** How a run over such a list must end, and over any other. */
const ending = (id: string) =>
  goesRound(id)
    ? { status: 'incomplete', problems: ['listing.page-repeated'] }
    : { status: 'succeeded', problems: [] };

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
    expect(first.size).toBe(platforms.length);
    for (const [id, { status, problems, ledger }] of first) {
      const codes = problems.map(({ code }) => code);
      expect({ id, status, problems: codes, off: imbalances(ledger) }).toEqual({
        id,
        ...ending(id),
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
      if (!goesRound(id)) expect(ledger.listed % rows).toBe(0);
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

  it('show no mobile number and no name of a person, as entries or as kept records', async () => {
    /** By entry id: rows in whose neutral words a mobile number or a name stands. */
    const telling = new Map<string, SampledThing>();
    for (const platform of platforms) {
      for (const thing of sampledThings(platform) ?? []) {
        const { id: _, ...said } = thing;
        if (thing.contact.name || MOBILE.test(JSON.stringify(said)))
          telling.set(`${platform}:${thing.id}`, thing);
      }
    }
    expect(telling.size).toBeGreaterThanOrEqual(1198);
    const [some, { contact }] = [...telling].find(([, thing]) => thing.contact.name) as [
      string,
      SampledThing,
    ];
    // What is kept does name them: it is the showing that must not.
    expect(JSON.stringify(await country.huimu.catalogue.raw(some))).toContain(contact.name);
    const shown: string[] = [];
    const check = (id: string, text: string) => {
      const thing = telling.get(id);
      const name = thing?.contact.name?.trim().split(/\s+/).join('\\s*');
      // A name may be the name of the thing as well; then it is no contact that is shown.
      const known = `${thing?.title} ${thing?.description} ${thing?.publisher}`;
      const named = name !== undefined && new RegExp(name).test(text) && !new RegExp(name).test(known);
      if (named || MOBILE.test(text.replaceAll(IDENTIFIER, ''))) shown.push(id);
    };
    await read(({ entry: { id, localId: _, nativeId: _native, ...entry } }) => {
      check(id, JSON.stringify(entry));
    });
    const server = await createServer(apiContext(country.huimu));
    try {
      for (const id of telling.keys()) {
        for (const address of [`/api/v1/entries/${id}`, `/api/v1/entries/${id}/raw`]) {
          const answer = await server.inject(address.replace(id, encodeURIComponent(id)));
          expect(answer.statusCode).toBe(200);
          expect(answer.body).not.toContain(WITHHELD);
          check(id, answer.body.replaceAll(id, ''));
        }
      }
    } finally {
      await server.close();
    }
    expect(shown).toEqual([]);
  });

  it('cost list pages only the second time, and nothing is written', async () => {
    for (const [id, { status, requests, ledger }] of second) {
      const before = first.get(id)?.ledger as Run['ledger'];
      const { indexed } = before;
      const refused = rejectedIn(before);
      const counts = {
        // What was refused is asked for again.
        detailed: refused,
        added: 0,
        updated: 0,
        removed: 0,
        withheld: 0,
        unchanged: indexed,
        indexed,
      };
      expect({ id, status, ...ledger }).toMatchObject({ id, status: ending(id).status, ...counts });
      expect([id, requests.detail]).toEqual([id, refused]);
      expect([id, requests.list]).toEqual([id, first.get(id)?.requests.list]);
    }
    let same = 0;
    await read(({ entry, resource, lead, changedAt }) => {
      const before = stored.get(entry.id);
      if (before?.changedAt === changedAt && before.resource === resource && before.lead === lead) same += 1;
    });
    expect(same).toBe(stored.size);
  });

  it('come out the same when they are read again from what is kept: the smallest platform of each wire', async () => {
    const indexedOf = (id: string) => first.get(id)?.ledger.indexed as number;
    const wires = Map.groupBy(platforms, (id) => {
      const family = country.huimu.sources.get(id)?.harvest?.family;
      return family === 'declared' ? id : family;
    });
    const smallest = [...wires.values()].map(
      (ids) => ids.sort((a, b) => indexedOf(a) - indexedOf(b))[0] as string,
    );
    expect(smallest.length).toBeGreaterThanOrEqual(9);
    for (const [id, { status, requests, problems, ledger }] of await country.replay(smallest)) {
      const indexed = indexedOf(id);
      const counts = { listed: indexed, unchanged: indexed, updated: 0, rejected: {}, indexed };
      expect({ id, status, problems, ...ledger }).toMatchObject({
        id,
        status: 'succeeded',
        problems: [],
        ...counts,
      });
      expect([id, requests]).toEqual([id, { list: 0, detail: 0, other: 0 }]);
    }
  });
});
