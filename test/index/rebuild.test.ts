/** A new index beside the old one, while searches and harvests go on: no search fails, no write is lost. */
import { setImmediate as turn } from 'node:timers/promises';
import { Client } from '@elastic/elasticsearch';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { LAYOUT, type Layout, PURPOSES } from '../../index/elasticsearch/layout/layout.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import { openRebuilder, type Rebuilder } from '../../index/elasticsearch/rebuild/rebuild.ts';
import { idOf } from '../../index/elasticsearch/store.ts';
import type { Batch, Catalogue } from '../../index/port.ts';
import { FACETS } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { identityMember, ownerOf } from '../../normalizer/identity.ts';
import { all } from '../conformance/catalogue-writes.ts';
import { clearedPrefixes, type Prefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { faultyLink } from '../services/faulty-link.ts';
import { batchOf } from './batches.ts';
import { asked, entryOf, runOf } from './entries.ts';
import { generatedEntry, seeded } from './generator.ts';

const service = await elasticsearchService();

const STILL = { source: 'still', region: '450300' };
/** Two that offer the same things, and are harvested at the same time. */
const MOVING = [
  { source: 'city', region: '450200' },
  { source: 'province', region: '450000' },
];
const THINGS = 400;
const AT_ONCE = 40;

/** The `version`th state of a thing; every fifth is offered by both moving sources. */
function thing(place: (typeof MOVING)[0], at: number, version: number): Entry {
  const entry = generatedEntry(place, at, seeded(at * 1_000 + version));
  const shared = place !== STILL && at % 5 === 0 ? { nativeId: `shared/${(at + version) % 50}` } : {};
  return { ...entry, id: `${place.source}:${at}`, localId: String(at), ...shared };
}

type Step = { write: Batch } | { remove: string[]; source: string; at: string };

/** What is done to a source, without end: changes of a part of it, now and then a removal. */
function* steps(place: (typeof MOVING)[0]): Generator<Step> {
  for (let batch = 0; ; batch += 1) {
    const at = new Date(Date.UTC(2026, 0, 1) + batch * 60_000).toISOString();
    const from = (batch * 7 * AT_ONCE) % THINGS;
    const entries = Array.from({ length: AT_ONCE }, (_, offset) =>
      thing(place, (from + offset) % THINGS, batch),
    );
    yield { write: batchOf(entries, { region: place.region, run: `${place.source}-run`, batch, at }) };
    if (batch % 3 === 2) yield { remove: [String(from), String(from + 1)], source: place.source, at };
  }
}

async function apply(catalogue: Catalogue, step: Step): Promise<void> {
  if ('write' in step) expect(await catalogue.write(step.write)).toEqual([]);
  else await catalogue.remove(step.source, step.remove, step.at);
}

/** All that a reader and a harvest can see. */
async function everything(catalogue: Catalogue): Promise<unknown> {
  await catalogue.refresh();
  const ids = MOVING.flatMap(({ source }) => Array.from({ length: THINGS }, (_, at) => `${source}:${at}`));
  const plans = MOVING.map(({ source }) =>
    catalogue.plan(
      source,
      `${source}-run`,
      Array.from({ length: THINGS }, (_, at) => String(at)),
    ),
  );
  const { hits, ...rest } = await catalogue.search(asked({ text: '信息', size: 100, facets: [...FACETS] }));
  return {
    streamed: await all(catalogue.stream({})),
    kept: await Promise.all(ids.map((id) => catalogue.get(id))),
    raw: await Promise.all(ids.map((id) => catalogue.raw(id))),
    plans: (await Promise.all(plans)).map(({ states, listedIn }) => [[...states], [...listedIn]]),
    found: [hits.map(({ resource, class: rank, offers }) => [resource, rank, offers]), rest.facets],
    statistics: await catalogue.statistics({ by: ['source', 'kind'], filters: {} }),
    runs: await catalogue.listRuns({}, 10),
    states: await catalogue.listSourceStates(),
  };
}

describe.skipIf(service === undefined)('an index that is built anew', () => {
  const url = service?.url ?? '';
  let prefixes: Prefixes;
  let prefix: string;
  let client: Client;
  const opened: { close(): Promise<void> }[] = [];

  beforeAll(() => {
    prefixes = clearedPrefixes(url);
    client = new Client({ node: url });
  });
  beforeEach(() => {
    prefix = prefixes.take(true);
  });
  afterEach(async () => {
    for (const each of opened.splice(0)) await each.close();
  });
  afterAll(async () => {
    await client.close();
    await prefixes.dispose();
  });

  /** The name of the index of entries, or of one of its builds. */
  const entriesOf = (build?: number): string =>
    [`${prefix}-entries-v${LAYOUT.entries.version}`, ...(build === undefined ? [] : [build])].join('-');

  const kept = <T extends { close(): Promise<void> }>(it: T): T => {
    opened.push(it);
    return it;
  };
  const open = async (options: { layout?: Layout; url?: string; patience?: number; prefix?: string } = {}) =>
    kept(await openElasticsearchCatalogue({ url, prefix, ...options }));
  const rebuilder = (options: { layout?: Layout; url?: string; shards?: number; patience?: number } = {}) =>
    kept(openRebuilder({ url, prefix, ...options })) as Rebuilder;
  const indices = async () => Object.keys(await client.indices.get({ index: `${prefix}-*` })).sort();

  async function fill(catalogue: Catalogue): Promise<void> {
    const still = Array.from({ length: 1_200 }, (_, at) => thing(STILL, at, 0));
    await catalogue.write(batchOf(still, { region: STILL.region }));
    for (const place of MOVING) {
      await catalogue.createRun(runOf(`${place.source}-run`, { source: place.source }));
      const entries = Array.from({ length: THINGS }, (_, at) => thing(place, at, 0));
      await catalogue.write(batchOf(entries, { region: place.region, run: `${place.source}-run` }));
    }
    await catalogue.refresh();
  }

  it('takes the place of the old one under load, and nobody notices', async () => {
    const [first, second, reader] = [await open(), await open(), await open()];
    await fill(first);
    const done: Step[][] = [[], []];
    let goesOn = true;
    const writers = [first, second].map(async (catalogue, at) => {
      const place = MOVING[at] as (typeof MOVING)[0];
      for (const step of steps(place)) {
        if (!goesOn) return;
        await apply(catalogue, step);
        done[at]?.push(step);
      }
    });
    const operating = (async () => {
      let version = 0;
      for (; goesOn; await turn()) {
        const state = { source: 'city', nextDue: null, lastRun: null, lastGood: null, failures: version };
        version = await second.putSourceState({ ...state, problem: null, version });
      }
      return version;
    })();
    const seen = new Set<number>();
    const reading = (async () => {
      let searches = 0;
      for (; goesOn; searches += 1) {
        const { resources } = await reader.search(
          asked({ filters: { source: ['still'] }, facets: ['theme'] }),
        );
        seen.add(resources);
        if (searches % 10 === 0) {
          const streamed = await all(reader.stream({ source: ['still'] }));
          seen.add(streamed.filter(({ lead }) => lead).length);
        }
      }
      return searches;
    })();

    const expected = (await reader.search(asked({ filters: { source: ['still'] } }))).resources;
    const told: number[] = [];
    const before = await indices();
    const rebuilt = await rebuilder({ shards: 2 }).rebuild(PURPOSES, ({ copied }) => told.push(copied));
    const stepsThen = done.map(({ length }) => length);
    // Both write on in the new one.
    while (done.some(({ length }, at) => length < (stepsThen[at] as number) + 3)) await turn();
    goesOn = false;
    await Promise.all(writers);
    const version = await operating;
    expect(await reading).toBeGreaterThan(10);

    expect([...seen]).toEqual([expected]);
    expect(rebuilt.map(({ purpose, from, to }) => [purpose, from, to])).toEqual(
      PURPOSES.map((each) => [
        each,
        `${prefix}-${each}-v${LAYOUT[each].version}-1`,
        `${prefix}-${each}-v${LAYOUT[each].version}-2`,
      ]),
    );
    expect(Math.max(...told)).toBeGreaterThan(2 * THINGS);
    const shards = await client.indices.getSettings({ index: entriesOf() });
    expect(shards[entriesOf(2)]?.settings?.index).toMatchObject({ number_of_shards: '2' });
    expect((await reader.getSourceState('city'))?.version).toBe(version);
    expect(await indices()).toEqual([...before, ...rebuilt.map(({ to }) => to)].sort());
    expect((await rebuilder().dropOld()).sort()).toEqual(before);

    // As if nothing had been built: the same steps, into an index that stays what it is.
    const plain = prefixes.take(true);
    const other = await open({ prefix: plain });
    await fill(other);
    for (const each of done) for (const step of each) await apply(other, step);
    const [here, there] = [await everything(reader), await everything(other)];
    expect({ ...(here as object), states: [] }).toEqual({ ...(there as object), states: [] });
  });

  const LATER: Layout = {
    ...LAYOUT,
    entries: {
      ...LAYOUT.entries,
      version: LAYOUT.entries.version + 1,
      properties: { ...LAYOUT.entries.properties, family: { type: 'keyword' } },
    },
  };

  it('brings an older version forward, which is read on until it is dropped', async () => {
    const old = await open({ patience: 300 });
    await fill(old);
    const before = await everything(old);
    await expect(open({ layout: LATER })).rejects.toMatchObject({ code: 'catalogue.older-version' });
    const rebuilt = await rebuilder({ layout: LATER }).rebuild([]);
    expect(rebuilt.map(({ to }) => to)).toEqual([`${prefix}-entries-v${LATER.entries.version}-1`]);
    const later = await open({ layout: LATER });
    expect(await everything(later)).toEqual(before);

    // The old program reads on, and cannot write what the new one would not see.
    expect(await everything(old)).toEqual(before);
    const changed = [thing(MOVING[0] as (typeof MOVING)[0], 1, 1)];
    const step = { write: batchOf(changed, { region: '450200', run: 'city-run' }) };
    await expect(apply(old, step)).rejects.toMatchObject({ code: /^catalogue\./ });
    await apply(later, step);
    await expect(open()).rejects.toMatchObject({ code: 'catalogue.newer-version' });
    await expect(rebuilder().rebuild(PURPOSES)).rejects.toMatchObject({ code: 'catalogue.newer-version' });
    expect(await rebuilder().dropOld()).toEqual([]);
    expect(await rebuilder({ layout: LATER }).dropOld()).toEqual([entriesOf(1)]);
    expect((await later.search(asked({ filters: { source: ['still'] } }))).resources).toBeGreaterThan(1_000);
  });

  it('leaves the old one in use where the link breaks, at any request, and can be done again', async () => {
    const catalogue = await open();
    await fill(catalogue);
    const before = await everything(catalogue);
    const link = await faultyLink(url);
    const asked: string[] = [];
    link.judge(({ method, path }) => {
      asked.push(
        `${method} ${path
          .replace(/[?].*/, '')
          .replace(prefix, '')
          .replace(/-v\d+-\d+/, '')}`,
      );
      return 'pass';
    });
    await rebuilder({ url: link.url }).rebuild(['entries']);
    expect(asked.length).toBeGreaterThan(20);
    const kinds = [...Map.groupBy(asked.keys(), (at) => asked[at])].flatMap(([, places]) => [
      ...new Set([places[0], places.at(-1)]),
    ]);
    const broken = rebuilder({ url: link.url, patience: 200 });
    let failed = 0;
    for (const cut of kinds) {
      link.judge(({ at }) => (at === cut ? 'lose' : 'pass'));
      await broken.rebuild(['entries']).catch(() => {
        failed += 1;
      });
    }
    expect(failed).toBeGreaterThan(5);
    await rebuilder().dropOld();
    expect((await indices()).filter((index) => index.includes('-entries-'))).toHaveLength(1);
    expect(JSON.stringify(await everything(catalogue))).toBe(JSON.stringify(before));
    await link.close();
  });

  it('waits for one that another process builds, and clears away what one left behind', async () => {
    const catalogue = await open();
    await fill(catalogue);
    const building = async (at: number) => {
      const index = entriesOf(2);
      await client.indices.create({
        index,
        aliases: { [`${prefix}-entries-building`]: {} },
        mappings: { _meta: { beat: new Date(at).toISOString() } },
      });
      return index;
    };
    const index = await building(Date.now());
    await client.indices.addBlock({ index: entriesOf(1), block: 'write' });
    await expect(rebuilder().rebuild(['entries'])).rejects.toMatchObject({ code: 'catalogue.in-use' });
    await client.indices.delete({ index });
    await building(Date.now() - 60_000);
    const [rebuilt] = await rebuilder().rebuild(['entries']);
    expect(rebuilt?.to).toBe(index);
    const [step] = steps(MOVING[0] as (typeof MOVING)[0]) as Iterable<Step>;
    await apply(catalogue, step as Step);
  });

  it('finds the resources anew by the rules of today, once, and leaves alone what is written meanwhile', async () => {
    const catalogue = await open();
    const registration = { code: '450300202500017' };
    const members = [
      entryOf('a', '1', { title: '停车场', registration }),
      entryOf('b', '1', { title: '停车场登记', registration, isRegistration: true }),
    ];
    for (const entry of members) await catalogue.write(batchOf([entry], { at: '2026-01-01T00:00:00.000Z' }));
    await catalogue.refresh();
    const together = await catalogue.get('a:1');
    // As a program that knew of no registrations left them.
    const keys = members.flatMap((entry) =>
      identityMember(entry, 2).keys.filter((key) => ownerOf(key) === undefined),
    );
    for (const key of new Set(keys)) {
      await client.delete({ index: `${prefix}-keys-v${LAYOUT.keys.version}`, id: idOf(key) });
    }
    for (const { id } of members) {
      const alone = { resource: id, leadId: id, lead: true, count: 1 };
      await client.update({
        index: entriesOf(),
        id: idOf(id),
        doc: { ...alone, identity: { id, keys: [`entry:${id}`], depth: 2, kind: 'dataset' } },
        refresh: true,
      });
    }
    expect(await catalogue.counts()).toMatchObject([{ resources: 1 }, { resources: 1 }]);
    expect(await rebuilder().rekey()).toBe(2);
    await catalogue.refresh();
    expect(await catalogue.get('a:1')).toEqual(together);
    expect(await catalogue.search(asked())).toMatchObject({ resources: 1, entries: 2 });
    expect(await rebuilder().rekey()).toBe(0);
  });
});
