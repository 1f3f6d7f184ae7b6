/** What becomes of the catalogue in a cluster when the link breaks, writers meet, or the cluster has had enough. */
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { freshState } from '../../harvester/control/source-state.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import type { Catalogue } from '../../index/port.ts';
import { FACETS } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { all } from '../conformance/catalogue-writes.ts';
import { clearedPrefixes, type Prefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { type FaultyLink, faultyLink, type Verdict } from '../services/faulty-link.ts';
import { AT, batchOf } from './batches.ts';
import { asked, entryOf, runOf } from './entries.ts';

const service = await elasticsearchService();

const publisher = { name: '交通局' };
const LATER = '2026-02-01T00:00:00.000Z';

/** Things that a province and a city both offer, and twins. */
const before = [
  entryOf('a', '1', { nativeId: 'f/1', title: '桥梁' }),
  entryOf('a', '2', { nativeId: 'f/2', title: '隧道' }),
  entryOf('a', '3', { title: '客流', publisher }),
  entryOf('a', '4', { title: '客流', publisher, kind: 'api' }),
  entryOf('a', '5', { title: '古树' }),
];
/** One moves to another thing, one parts from its twin, one is new, one stays. */
const after = [
  entryOf('a', '1', { nativeId: 'f/2', title: '桥梁' }),
  entryOf('a', '3', { title: '运量', publisher }),
  entryOf('a', '5', { title: '古树' }),
  entryOf('a', '6', { nativeId: 'f/1', title: '道路' }),
];
const city = [1, 2].map((at) =>
  entryOf('c', String(at), { nativeId: `f/${at}`, title: '桥', spatial: { code: '450200' } }),
);

const taking = batchOf(after, { region: '450000', run: 'r2', at: LATER });
/** As a harvest puts it: an entry that is there without its state, after a crash, is taken for new as well. */
const isNew = ({ id }: Entry): boolean => !before.some((each) => each.id === id);

const batches = {
  city: batchOf(city, { region: '450200', run: 'c-run' }),
  before: batchOf(before, { region: '450000', run: 'r1' }),
  after: {
    ...taking,
    puts: taking.puts.map((put) => ({ ...put, isNew: isNew(put.entry) })),
    touches: [{ localId: '2', rowHash: 'moved', detailedAt: LATER }],
    listed: ['1', '2', '3', '5', '6'],
    rejections: [
      { run: 'r2', sequence: 0, localId: '7', code: 'record.no-title' as const, detail: '', excerpt: '' },
    ],
  },
};

/** All that can be seen of the catalogue. */
async function everything(catalogue: Catalogue): Promise<unknown> {
  await catalogue.refresh();
  const { hits, ...rest } = await catalogue.search(asked({ size: 100, facets: [...FACETS], facetSize: 50 }));
  const entries = [...before, ...after, ...city].map(({ id }) => catalogue.get(id));
  const plan = await catalogue.plan('a', 'r2', ['1', '2', '3', '4', '5', '6', '7']);
  return [
    rest,
    hits.map((hit) => [hit.resource, hit.lead, hit.offers]),
    await Promise.all(entries),
    await Promise.all(hits.map(({ resource }) => catalogue.resource(resource))),
    [...plan.states],
    [...plan.listedIn],
    await catalogue.rejections('r2', 10),
    await catalogue.getRun('r2'),
    (await catalogue.statistics({ by: ['source', 'kind'], filters: {} })).rows,
    await all(catalogue.absent('a', 'r2')),
  ];
}

const busy = { type: 'es_rejected_execution_exception', reason: 'queue is full' };
const TOO_BUSY: Verdict = { status: 429, body: { error: busy, status: 429 } };

/** The answer to a bulk whose items are all refused where one is: by what the line of its action says. */
function tooBusyFor(body: string, refused: (line: string) => boolean): Verdict {
  const actions = body.split('\n').filter((line) => /^{"(index|create|update|delete)":/.test(line));
  if (!actions.some(refused)) return 'pass';
  const items = actions.map((line) => ({
    [Object.keys(JSON.parse(line) as object)[0] as string]: { status: 429, error: busy },
  }));
  return { status: 200, body: { took: 1, errors: true, items } };
}

async function prepare(catalogue: Catalogue): Promise<void> {
  await catalogue.createRun(runOf('r2'));
  expect(await catalogue.write(batches.city)).toEqual([]);
  expect(await catalogue.write(batches.before)).toEqual([]);
}

describe.skipIf(service === undefined)('in a cluster', () => {
  const url = service?.url ?? '';
  let prefixes: Prefixes;
  let link: FaultyLink;

  beforeAll(async () => {
    prefixes = clearedPrefixes(url);
    link = await faultyLink(url);
  });
  beforeEach(() => link.judge(() => 'pass'));
  afterAll(async () => {
    await link.close();
    await prefixes.dispose();
  });

  /** Two links to one catalogue of its own: a good one, and one that fails, with so much patience. */
  async function withCatalogue<T>(
    patience: number,
    work: (good: Catalogue, faulty: Catalogue) => Promise<T>,
  ): Promise<T> {
    const prefix = prefixes.take();
    const good = await openElasticsearchCatalogue({ url, prefix });
    const faulty = await openElasticsearchCatalogue({ url: link.url, prefix, patience });
    try {
      return await work(good, faulty);
    } finally {
      link.judge(() => 'pass');
      await Promise.all([good.close(), faulty.close()]);
      await prefixes.giveBack(prefix);
    }
  }

  /**
   * Breaks the link after every write of the work in turn, does it again, and compares. What breaks off before a
   * write, or at a read, leaves what the write before it left.
   */
  async function breakEverywhere(work: (catalogue: Catalogue) => Promise<unknown>): Promise<void> {
    const writes: number[] = [];
    const undisturbed = await withCatalogue(0, async (good, faulty) => {
      await prepare(good);
      link.judge(({ at, path }) => {
        if (path.startsWith('/_bulk')) writes.push(at);
        return 'pass';
      });
      await work(faulty);
      return everything(good);
    });
    expect(writes.length).toBeGreaterThan(3);
    for (const last of writes) {
      await withCatalogue(0, async (good, faulty) => {
        await prepare(good);
        link.judge(({ at }): Verdict => (at < last ? 'pass' : at === last ? 'lose' : 'cut'));
        await expect(work(faulty)).rejects.toMatchObject({ code: 'catalogue.unavailable' });
        await work(good);
        expect(await everything(good), `after request ${last}`).toEqual(undisturbed);
      });
    }
  }

  it('leaves the same when a batch breaks off after any write and is done again', async () => {
    await breakEverywhere((catalogue) => catalogue.write(batches.after));
  });

  it('leaves the same when a removal breaks off after any write and is done again', async () => {
    await breakEverywhere((catalogue) => catalogue.remove('a', ['1', '3', '5', 'never'], LATER));
  });

  it('counts the entries of a source right while a resource that another one joins is half written', async () => {
    const bulks: number[] = [];
    const counts = (last: number) =>
      withCatalogue(0, async (good, faulty) => {
        await good.write(batches.before);
        link.judge(({ at, path }): Verdict => {
          if (last === Number.POSITIVE_INFINITY && path.startsWith('/_bulk')) bulks.push(at);
          return at < last ? 'pass' : at === last ? 'lose' : 'cut';
        });
        await faulty.write(batches.city).catch(() => undefined);
        await good.refresh();
        return good.counts('a');
      });
    await counts(Number.POSITIVE_INFINITY);
    for (const last of bulks) {
      expect(await counts(last), `after request ${last}`).toMatchObject([{ entries: before.length }]);
    }
  });

  it('brings together what several writers write at the same time', async () => {
    const copies = Array.from({ length: 6 }, (_, writer) =>
      Array.from(
        { length: 8 },
        (_, at): Entry => entryOf(`s${writer}`, String(at), { nativeId: `n/${at % 4}` }),
      ),
    );
    await withCatalogue(60_000, async (good) => {
      const prefix = prefixes.take();
      const writers = await Promise.all(copies.map(() => openElasticsearchCatalogue({ url, prefix })));
      await Promise.all(
        writers.map(async (writer, at) => {
          const entries = copies[at] as Entry[];
          for (let from = 0; from < entries.length; from += 2) {
            expect(await writer.write(batchOf(entries.slice(from, from + 2)))).toEqual([]);
          }
        }),
      );
      const [one, other] = writers as [Catalogue, Catalogue];
      await one.refresh();
      expect(await one.search(asked({ size: 100 }))).toMatchObject({ resources: 4, entries: 48 });
      await Promise.all([one.remove('s0', ['0', '1'], AT), other.remove('s1', ['0', '4'], AT)]);
      await one.refresh();
      const { hits } = await one.search(asked({ size: 100 }));
      expect(hits.map(({ offers }) => offers.count).sort()).toEqual([11, 12, 12, 9]);
      for (const hit of hits) {
        expect((await one.resource(hit.resource))?.offers).toHaveLength(hit.offers.count);
      }
      await Promise.all(writers.map((writer) => writer.close()));
      await prefixes.giveBack(prefix);
      await good.refresh();
    });
  });

  it('takes a state once whose answer was lost', async () => {
    await withCatalogue(60_000, async (good, faulty) => {
      const state = freshState('a');
      for (const version of [0, 1]) {
        let lost = false;
        link.judge(({ path }) => {
          if (lost || !path.startsWith('/_bulk')) return 'pass';
          lost = true;
          return 'lose';
        });
        expect(await faulty.putSourceState({ ...state, failures: version, version })).toBe(version + 1);
        expect(lost).toBe(true);
      }
      expect(await good.getSourceState('a')).toMatchObject({ failures: 1, version: 2 });
      await expect(faulty.putSourceState({ ...state, version: 1 })).rejects.toMatchObject({
        code: 'catalogue.conflict',
      });
    });
  });

  it('numbers what is listed without gaps, whoever looks on meanwhile', async () => {
    await withCatalogue(0, async (good, other) => {
      await good.createRun(runOf('r'));
      const ids = Array.from({ length: 60 }, (_, at) => String(at));
      let over = false;
      const looking = (async () => {
        while (!over) await Promise.all([1, 2, 3].map(() => good.plan('a', 'r', ids)));
      })();
      for (const [at, id] of ids.entries()) {
        await good.write({ ...batchOf([], { source: 'a', run: 'r', batch: at + 1 }), listed: [id] });
      }
      over = true;
      await looking;
      expect((await other.plan('a', 'r', ids)).listedIn.size).toBe(ids.length);
    });
  });

  it('waits where the cluster has had enough, as a whole or of single items', async () => {
    await withCatalogue(60_000, async (good, faulty) => {
      await prepare(good);
      const undisturbed = await withCatalogue(0, async (other) => {
        await prepare(other);
        await other.write(batches.after);
        return everything(other);
      });
      let refused = 0;
      link.judge(({ path, body }) => {
        if (!path.startsWith('/_bulk') || refused >= 8) return 'pass';
        refused += 1;
        return refused % 2 === 0 ? TOO_BUSY : tooBusyFor(body, () => true);
      });
      expect(await faulty.write(batches.after)).toEqual([]);
      expect(refused).toBe(8);
      expect(await everything(good)).toEqual(undisturbed);
    });
  });

  it('breaks a batch off where patience ends, and counts nothing against a record', async () => {
    await withCatalogue(0, async (good, faulty) => {
      await prepare(good);
      for (const purpose of ['raw', 'entries', 'states']) {
        link.judge(({ path, body }) =>
          path.startsWith('/_bulk') ? tooBusyFor(body, (line) => line.includes(`-${purpose}`)) : 'pass',
        );
        await expect(faulty.write(batches.after), purpose).rejects.toMatchObject({
          code: 'catalogue.unavailable',
        });
      }
      link.judge(() => 'pass');
      expect(await faulty.write(batches.after)).toEqual([]);
    });
  });

  it('waits for shards that are not there yet, and asks again where its moment is gone', async () => {
    await withCatalogue(60_000, async (good, faulty) => {
      await prepare(good);
      const counts = await good.counts();
      const undisturbed = await everything(good);
      const missing = { type: 'no_shard_available_action_exception', reason: 'not yet' };
      const struck = new Set<string>();
      link.judge(({ path, body }) => {
        const kind = path.includes('_mget')
          ? 'mget'
          : body.includes('"pit"')
            ? 'moment'
            : path.split('?')[0]!;
        if (struck.has(kind)) return 'pass';
        struck.add(kind);
        if (kind === 'mget') {
          const { ids } = JSON.parse(body) as { ids: string[] };
          const docs = ids.map((_id) => ({ _index: path.split('/')[1], _id, error: missing }));
          return { status: 200, body: { docs } };
        }
        if (kind === 'moment') {
          return { status: 404, body: { error: { type: 'search_context_missing_exception' }, status: 404 } };
        }
        return { status: 503, body: { error: missing, status: 503 } };
      });
      expect(await faulty.counts()).toEqual(counts);
      struck.delete('moment');
      expect(await everything(faulty)).toEqual(undisturbed);
      expect(struck.size).toBeGreaterThan(4);
    });
  });

  it('names the one that it will never take, and writes the others without it', async () => {
    await withCatalogue(60_000, async (good) => {
      // A term of more than 32,766 bytes; it denotes the same thing as another.
      const poison = entryOf('a', '毒'.repeat(12_000), { nativeId: 'f/1' });
      const others = [entryOf('a', '1', { nativeId: 'f/1' }), entryOf('a', '2')];
      const failures = await good.write(batchOf([poison, ...others]));
      expect(failures).toMatchObject([{ localId: poison.localId, code: 'record.invalid' }]);
      expect(await good.get(poison.id)).toBeUndefined();
      expect((await good.plan('a', 'r', [poison.localId])).states.size).toBe(0);
      await good.refresh();
      const { hits } = await good.search(asked());
      expect(hits.map(({ lead, offers }) => [lead.entry.id, offers.count]).sort()).toEqual([
        ['a:1', 1],
        ['a:2', 1],
      ]);
    });
  });

  it('says that it cannot be reached, without the secrets of its address', async () => {
    const opening = openElasticsearchCatalogue({
      url: 'http://user:geheim@127.0.0.1:9',
      prefix: 'test-none',
      patience: 0,
    });
    const error: unknown = await opening.catch((reason: unknown) => reason);
    expect(error).toMatchObject({ code: 'catalogue.unavailable' });
    expect(JSON.stringify(error) + String(error)).not.toContain('geheim');
  });

  it('refuses indices of a newer version by name, untouched', async () => {
    const prefix = prefixes.take(true);
    const client = new Client({ node: url });
    await client.indices.create({
      index: `${prefix}-entries-v99-1`,
      aliases: { [`${prefix}-entries-v99`]: {} },
    });
    await expect(openElasticsearchCatalogue({ url, prefix })).rejects.toMatchObject({
      code: 'catalogue.newer-version',
    });
    expect(Object.keys(await client.indices.get({ index: `${prefix}-*` }))).toEqual([
      `${prefix}-entries-v99-1`,
    ]);
    await client.close();
  });

  it('answers nothing once closed', async () => {
    const prefix = prefixes.take();
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    await catalogue.close();
    await expect(catalogue.get('a:1')).rejects.toMatchObject({ code: 'catalogue.unavailable' });
    await expect(catalogue.search(asked())).rejects.toMatchObject({ code: 'catalogue.unavailable' });
  });
});
