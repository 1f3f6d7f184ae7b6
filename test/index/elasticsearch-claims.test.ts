/** Writers of one thing, of whom one is held up, or dies, between its keys and its entries. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import type { Batch, Catalogue } from '../../index/port.ts';
import { clearedPrefixes, type Prefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { type Asked, type FaultyLink, faultyLink, type Verdict } from '../services/faulty-link.ts';
import { batchOf } from './batches.ts';
import { asked, entryOf } from './entries.ts';

const service = await elasticsearchService();

/** All sources' entries denote one thing. */
const batchFrom = (source: string): Batch => batchOf([entryOf(source, '1', { nativeId: 'n/1' })]);

const writesEntry = ({ path, body }: Asked, source: string): boolean =>
  path.startsWith('/_bulk') && body.includes(`"leadId":"${source}:1"`);
/** Looks for the entries themselves, by name. */
const looks = ({ path }: Asked): boolean => /-entries-.*\/_mget/.test(path);

describe.skipIf(service === undefined)('writers who meet', () => {
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

  /** Two processes' catalogues, both on the link. */
  async function withTwo(
    claimTime: number,
    work: (one: Catalogue, other: Catalogue) => Promise<void>,
  ): Promise<void> {
    const options = { url: link.url, prefix: prefixes.take(), claimTime, patience: 0 };
    const one = await openElasticsearchCatalogue(options);
    const other = await openElasticsearchCatalogue(options);
    try {
      await work(one, other);
    } finally {
      link.judge(() => 'pass');
      await Promise.all([one.close(), other.close()]);
      await prefixes.giveBack(options.prefix);
    }
  }

  async function expectOneThing(catalogue: Catalogue, offers: number): Promise<void> {
    await catalogue.refresh();
    const { hits } = await catalogue.search(asked({ size: 100 }));
    expect(hits.map((hit) => hit.offers.count)).toEqual([offers]);
    expect((await catalogue.resource(hits[0]?.resource as string))?.offers).toHaveLength(offers);
  }

  /** Resolves once the entry of that source is about to be written; it is written when `free` says so. */
  function holdUp(source: string, free: Promise<Verdict>, seen: (asked: Asked) => void): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    link.judge((request) => {
      seen(request);
      if (!writesEntry(request, source)) return 'pass';
      resolve();
      return free;
    });
    return promise;
  }

  it('waits for an entry whose keys are taken, though its writer never looks again', async () => {
    await withTwo(600_000, async (one, other) => {
      const free = Promise.withResolvers<Verdict>();
      let looked = 0;
      const held = holdUp('one', free.promise, (request) => {
        if (looks(request)) looked += 1;
        // The other one has come by, and back.
        if (looked === 8) free.resolve('pass');
      });
      const first = one.write(batchFrom('one'));
      await held;
      const second = other.write(batchFrom('other'));
      await Promise.race([free.promise, second]);
      free.resolve('pass');
      expect(await Promise.all([first, second])).toEqual([[], []]);
      await expectOneThing(one, 2);
    });
  });

  it('looks again when it took so long that others may have stopped waiting for it', async () => {
    await withTwo(200, async (one, other) => {
      const free = Promise.withResolvers<Verdict>();
      const held = holdUp('one', free.promise, () => undefined);
      const first = one.write(batchFrom('one'));
      await held;
      // It ends by itself: the first one is taken for gone.
      expect(await other.write(batchFrom('other'))).toEqual([]);
      await expectOneThing(other, 1);
      free.resolve('pass');
      expect(await first).toEqual([]);
      await expectOneThing(one, 2);
    });
  });

  it('waits once for what a crashed writer left, and finds it when the batch is done again', async () => {
    await withTwo(300, async (one, other) => {
      const held = holdUp('one', Promise.resolve('cut'), () => undefined);
      const broken = one.write(batchFrom('one'));
      await held;
      await expect(broken).rejects.toMatchObject({ code: 'catalogue.unavailable' });
      let looked = 0;
      link.judge((request) => {
        if (looks(request)) looked += 1;
        return 'pass';
      });
      await other.write(batchFrom('other'));
      const waiting = looked;
      await other.write(batchFrom('third'));
      // As often as it takes to bring two living ones together.
      expect([waiting > 4, looked - waiting <= 4]).toEqual([true, true]);
      await expectOneThing(other, 2);
      expect(await one.write(batchFrom('one'))).toEqual([]);
      await expectOneThing(one, 3);
    });
  });
});
