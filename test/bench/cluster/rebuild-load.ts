/**
 * A change of mappings over a full index while two harvests write and a searcher asks: how long it takes, how much disk
 * it wants, how long writes wait, and what the others notice of it. Every write that was acknowledged is looked for
 * afterwards.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { LAYOUT, type Layout } from '../../../index/elasticsearch/layout/layout.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import { openRebuilder, type Rebuilt } from '../../../index/elasticsearch/rebuild/rebuild.ts';
import type { Catalogue } from '../../../index/port.ts';
import { type Entry, entryId } from '../../../normalizer/entry.ts';
import { batchOf } from '../../index/batches.ts';
import { generatedEntry, type Place, places, seeded } from '../../index/generator.ts';
import { percentile } from '../figures.ts';
import { QUESTIONS, questionWith } from '../questions.ts';
import { type Cluster, SEARCH_PREFIX } from './cluster.ts';
import { fill } from './fill.ts';

export interface SearchLoad {
  searches: number;
  failed: number;
  /** In ms. */
  p50: number;
  p99: number;
}

export interface RebuildFigures {
  entries: number;
  rebuilt: Rebuilt;
  /** The most that both indices took at one time, over what the old one took before, in bytes. */
  extraDisk: number;
  searches: { before: SearchLoad; during: SearchLoad; after: SearchLoad };
  writes: {
    batches: number;
    entries: number;
    failed: number;
    lost: number;
    perSecond: Record<string, number>;
  };
}

/** Twice the fields to sort by, and a field more to filter by. */
const CHANGED: Layout = {
  ...LAYOUT,
  entries: {
    ...LAYOUT.entries,
    properties: {
      ...LAYOUT.entries.properties,
      region: { type: 'keyword' },
      titleKey: { type: 'keyword' },
    },
  },
};

const QUIET_MS = 15_000;
const BATCH = 100;
const WRITERS = 2;
/** Between two batches of a writer, in ms: a harvest waits for its source as well. */
const BREATH_MS = 100;

type Phase = 'before' | 'during' | 'after';

export async function rebuildUnderLoad(cluster: Cluster, entries: number): Promise<RebuildFigures> {
  const prefix = `${SEARCH_PREFIX}-${entries}`;
  await fill(cluster, prefix, entries);
  const open = () => openElasticsearchCatalogue({ url: cluster.url, prefix });
  const all: Catalogue[] = [];
  let phase: Phase = 'before';
  let goesOn = true;
  const times: Record<Phase, number[]> = { before: [], during: [], after: [] };
  const failed: Record<Phase, number> = { before: 0, during: 0, after: 0 };

  async function search(): Promise<void> {
    const catalogue = await open();
    all.push(catalogue);
    for (let at = 0; goesOn; at += 1) {
      const [, over] = QUESTIONS[at % QUESTIONS.length] as (typeof QUESTIONS)[0];
      const start = performance.now();
      const then = phase;
      try {
        await catalogue.search(questionWith(over));
        times[then].push(performance.now() - start);
      } catch (error) {
        console.error(error);
        failed[then] += 1;
      }
    }
  }

  const written = new Map<string, string>();
  const batches: Record<Phase, number> = { before: 0, during: 0, after: 0 };
  let unwritten = 0;
  /** New entries and changes of earlier ones, in turns. */
  async function write(place: Place, seed: number): Promise<void> {
    const catalogue = await open();
    all.push(catalogue);
    const random = seeded(seed);
    for (let batch = 1; goesOn; batch += 1) {
      const changed = batch % 2 === 0;
      const first = (changed ? batch - 1 : batch) * BATCH;
      const some = Array.from({ length: BATCH }, (_, at): Entry => {
        const localId = `load-${seed}-${first + at}`;
        const id = entryId(place.source, localId);
        const entry = generatedEntry(place, first + at, random);
        return { ...entry, localId, id, title: `${entry.title}第${batch}批` };
      });
      const then = phase;
      try {
        const facts = { region: place.region, run: `load-${seed}`, batch };
        unwritten += (await catalogue.write(batchOf(some, facts))).length;
        for (const { id, title } of some) written.set(id, title);
        batches[then] += 1;
      } catch (error) {
        console.error(error);
        unwritten += some.length;
      }
      await pause(BREATH_MS);
    }
  }

  const bytesNow = async (): Promise<number> => {
    type Stats = { _all: { total: { store: { size_in_bytes: number } } } };
    const path = `/${prefix}-entries-*/_stats/store`;
    return (await cluster.wire.ask<Stats>('GET', path))._all.total.store.size_in_bytes;
  };
  const two = places().slice(0, WRITERS);
  const load = [search(), ...two.map((place, at) => write(place, at + 1))];
  const lasted: Record<Phase, number> = { before: 0, during: 0, after: 0 };
  const phased = async <T>(next: Phase, work: () => Promise<T>): Promise<T> => {
    phase = next;
    const start = performance.now();
    const result = await work();
    lasted[next] = (performance.now() - start) / 1_000;
    return result;
  };

  await phased('before', () => pause(QUIET_MS));
  const diskBefore = await bytesNow();
  let most = diskBefore;
  const watching = setInterval(() => {
    void bytesNow().then((now) => {
      most = Math.max(most, now);
    });
  }, 500);
  const rebuilder = openRebuilder({ url: cluster.url, prefix, layout: CHANGED });
  const [rebuilt] = await phased('during', () => rebuilder.rebuild(['entries']));
  clearInterval(watching);
  await phased('after', () => pause(QUIET_MS));
  goesOn = false;
  await Promise.all(load);

  const [reader] = all as [Catalogue];
  let lost = 0;
  for (const [id, title] of written) if ((await reader.get(id))?.entry.title !== title) lost += 1;
  for (const catalogue of all) await catalogue.close();
  await rebuilder.dropOld();
  await rebuilder.close();

  const loadOf = (of: Phase): SearchLoad => {
    const { length } = times[of];
    const [p50, p99] = [percentile(times[of], 0.5), percentile(times[of], 0.99)];
    return { searches: length + failed[of], failed: failed[of], p50, p99 };
  };
  const phases: Phase[] = ['before', 'during', 'after'];
  return {
    entries,
    rebuilt: rebuilt as Rebuilt,
    extraDisk: most - diskBefore,
    searches: { before: loadOf('before'), during: loadOf('during'), after: loadOf('after') },
    writes: {
      batches: phases.reduce((sum, each) => sum + batches[each], 0),
      entries: written.size,
      failed: unwritten,
      lost,
      perSecond: Object.fromEntries(phases.map((each) => [each, (batches[each] * BATCH) / lasted[each]])),
    },
  };
}
