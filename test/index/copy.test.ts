/** A whole catalogue from one engine into the other and back, whatever happens on the way, and what is told apart. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from '@elastic/elasticsearch';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ArchivedEntry } from '../../index/archive/archive.ts';
import { type Compared, compareCatalogues } from '../../index/archive/compare.ts';
import { copyCatalogue, ownRun } from '../../index/archive/copy.ts';
import { openElasticsearchCatalogue } from '../../index/elasticsearch/open.ts';
import type { Catalogue } from '../../index/port.ts';
import { FACETS } from '../../index/query.ts';
import { clearedPrefixes, type Prefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { faultyLink, type Verdict } from '../services/faulty-link.ts';
import { asked, runOf } from './entries.ts';
import { emptyFile, fillWhole } from './whole-catalogue.ts';

const service = await elasticsearchService();

const child = fileURLToPath(new URL('./killed-copy.ts', import.meta.url));

const EACH = 800;

/** What can be asked without knowing where the answer comes from. */
async function seen(catalogue: Catalogue): Promise<unknown> {
  await catalogue.refresh();
  const answers: unknown[] = [await catalogue.counts()];
  for (const text of ['', '停车场 信息', '食品经营许可']) {
    const { hits, ...rest } = await catalogue.search(asked({ text, size: 30, facets: [...FACETS] }));
    answers.push([
      rest.resources,
      rest.entries,
      rest.facets,
      hits.map(({ resource, offers }) => [resource, offers]),
    ]);
  }
  answers.push(await catalogue.statistics({ by: ['province', 'mode'], filters: {} }));
  return answers;
}

const differences = (compared: Compared[]) =>
  compared.flatMap(({ kind, examples }) =>
    examples.map(({ key, what, members }) => [kind, key.join('#'), what, ...members]),
  );

/** Hundreds of writes to a cluster, one after another, in ms. */
const LONG = 600_000;

describe.skipIf(service === undefined)('a whole catalogue', () => {
  const url = service?.url ?? '';
  let prefixes: Prefixes;
  const files: string[] = [];
  let path: string;
  let source: Catalogue;

  beforeAll(async () => {
    prefixes = clearedPrefixes(url);
    ({ path, catalogue: source } = await emptyFile());
    files.push(path);
    await fillWhole(source, EACH);
  });
  afterAll(async () => {
    await source.close();
    await prefixes.dispose();
    for (const file of files) rmSync(dirname(file), { recursive: true });
  });

  async function withCluster<T>(work: (cluster: Catalogue, prefix: string) => Promise<T>): Promise<T> {
    const prefix = prefixes.take();
    const cluster = await openElasticsearchCatalogue({ url, prefix });
    try {
      return await work(cluster, prefix);
    } finally {
      await cluster.close();
      await prefixes.giveBack(prefix);
    }
  }

  it(
    'comes into a cluster and out of it again as it was',
    async () => {
      await withCluster(async (cluster) => {
        expect(await copyCatalogue(source, cluster)).toEqual([]);
        const compared = await compareCatalogues(source, cluster);
        expect(differences(compared)).toEqual([]);
        for (const { kind, first, second } of compared) {
          expect(second, kind).toEqual(first);
          expect(first.count, kind).toBeGreaterThan(0);
        }
        expect(await seen(cluster)).toEqual(await seen(source));
        const back = await emptyFile();
        files.push(back.path);
        expect(await copyCatalogue(cluster, back.catalogue)).toEqual([]);
        expect(await compareCatalogues(source, back.catalogue)).toEqual(compared);
        expect(await seen(back.catalogue)).toEqual(await seen(source));
        await back.catalogue.close();
      });
    },
    LONG,
  );

  it(
    'goes on where its process was killed, and ends alike',
    async () => {
      await withCluster(async (cluster, prefix) => {
        const link = await faultyLink(url);
        /** Killed as it sends so many writes, of which the last becomes what it says; whether it came to its end. */
        const copying = async (kill?: { writes: number; fate: Verdict }): Promise<boolean> => {
          const process_ = spawn(process.execPath, [child, JSON.stringify({ path, url: link.url, prefix })], {
            stdio: ['ignore', 'ignore', 'inherit'],
          });
          let writes = 0;
          link.judge((asked) => {
            if (process_.killed) return 'cut';
            if (!asked.path.startsWith('/_bulk')) return 'pass';
            writes += 1;
            if (writes !== kill?.writes) return 'pass';
            process_.kill('SIGKILL');
            return kill.fate;
          });
          const [code] = await once(process_, 'close');
          return code === 0;
        };
        const kills = [
          { writes: 1, fate: 'half' },
          { writes: 7, fate: 'lose' },
          { writes: 3, fate: 'cut' },
          { writes: 12, fate: 'half' },
        ] as const;
        for (const kill of kills) expect(await copying(kill)).toBe(false);
        expect(await copying()).toBe(true);
        await link.close();
        expect(differences(await compareCatalogues(source, cluster))).toEqual([]);
        expect(await seen(cluster)).toEqual(await seen(source));
      });
    },
    LONG,
  );

  it('is told apart by kind, record and member', async () => {
    await withCluster(async (cluster, prefix) => {
      await copyCatalogue(source, cluster);
      const [one, other, third] = (await firstPage(cluster)) as [ArchivedEntry, ArchivedEntry, ArchivedEntry];
      const changed = { ...one, rowHash: 'other', entry: { ...one.entry, title: '改' } };
      const stranger = { ...other, entry: { ...other.entry, id: 'zz:1', source: 'zz', localId: '1' } };
      await cluster.restore([
        { kind: 'entries', record: changed },
        { kind: 'entries', record: stranger },
        { kind: 'runs', record: runOf('zz-run') },
      ]);
      const client = new Client({ node: url });
      const index = `${prefix}-entries-*`;
      const { hits } = await client.search({ index, query: { term: { id: third.entry.id } } });
      const [hit] = hits.hits as [(typeof hits.hits)[0]];
      await client.delete({ index: hit._index, id: hit._id as string });
      await client.close();
      const compared = await compareCatalogues(source, cluster);
      expect(differences(compared)).toEqual([
        ['runs', 'zz-run', 'surplus'],
        ['entries', one.entry.id, 'different', 'entry', 'rowHash'],
        ['entries', third.entry.id, 'missing'],
        ['entries', 'zz:1', 'surplus'],
      ]);
      const unlike = compared.filter(({ first, second }) => first.checksum !== second.checksum);
      expect(unlike.map(({ kind }) => kind)).toEqual(['runs', 'entries']);
      // What the target found by itself is not written over.
      expect(await ownRun(source, cluster)).toMatchObject({ id: 'zz-run' });
    });
  });

  it('brings what has come since, and knows a target with a life of its own', async () => {
    const small = await emptyFile();
    files.push(small.path);
    await fillWhole(small.catalogue, 20);
    await withCluster(async (cluster) => {
      expect(await ownRun(small.catalogue, cluster)).toBeUndefined();
      await copyCatalogue(small.catalogue, cluster);
      expect(await ownRun(small.catalogue, cluster)).toBeUndefined();
      const { items } = await small.catalogue.listRuns({ status: 'running' }, 1);
      const [run] = items as [(typeof items)[0]];
      const later = { ...run, heartbeatAt: '2026-05-01T00:00:00.000Z' };
      await small.catalogue.saveRun({ ...later, status: 'stopped', checkpoint: null });
      await small.catalogue.forgetListing(run.id);
      await small.catalogue.remove(
        run.source,
        (await firstPage(small.catalogue)).map(({ entry }) => entry.localId),
        later.heartbeatAt,
      );
      expect(await ownRun(small.catalogue, cluster)).toBeUndefined();
      await copyCatalogue(small.catalogue, cluster);
      expect(differences(await compareCatalogues(small.catalogue, cluster))).toEqual([]);
      await cluster.saveRun({ ...later, heartbeatAt: '2026-06-01T00:00:00.000Z', resumed: 1 });
      expect(await ownRun(small.catalogue, cluster)).toMatchObject({ id: run.id });
    });
    await small.catalogue.close();
  });

  it(
    'ends alike when the link breaks after any write and it is done again',
    async () => {
      const small = await emptyFile();
      files.push(small.path);
      await fillWhole(small.catalogue, 12);
      const link = await faultyLink(url);
      const through = async (prefix: string, verdict: Parameters<typeof link.judge>[0]): Promise<unknown> => {
        const faulty = await openElasticsearchCatalogue({ url: link.url, prefix, patience: 0 });
        link.judge(verdict);
        const outcome = await copyCatalogue(small.catalogue, faulty).catch(({ code }) => code);
        link.judge(() => 'pass');
        await faulty.close();
        return outcome;
      };
      const writes: number[] = [];
      await withCluster((_, prefix) =>
        through(prefix, ({ at, path: asked_ }) => {
          if (asked_.startsWith('/_bulk')) writes.push(at);
          return 'pass';
        }),
      );
      expect(writes.length).toBeGreaterThan(12);
      const expected = await seen(small.catalogue);
      // All that entries are written with, and some of what follows.
      for (const last of writes.filter((_, place) => place < 6 || place % 3 === 0)) {
        await withCluster(async (cluster, prefix) => {
          const verdict = ({ at }: { at: number }): Verdict =>
            at < last ? 'pass' : at === last ? 'lose' : 'cut';
          expect(await through(prefix, verdict)).toBe('catalogue.unavailable');
          expect(await copyCatalogue(small.catalogue, cluster)).toEqual([]);
          expect(differences(await compareCatalogues(small.catalogue, cluster)), `after ${last}`).toEqual([]);
          expect(await seen(cluster), `after ${last}`).toEqual(expected);
        });
      }
      await link.close();
      await small.catalogue.close();
    },
    LONG,
  );
});

async function firstPage(catalogue: Catalogue): Promise<ArchivedEntry[]> {
  for await (const page of catalogue.archive('entries')) return page;
  return [];
}
