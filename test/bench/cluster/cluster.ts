/** The cluster under measurement: a node of its own, or the one that is named, and what it tells of itself. */
import { mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { namedElasticsearch, startElasticsearch } from '../../services/elasticsearch/service.ts';
import { end } from '../../services/running.ts';
import { atEnd } from './ends.ts';
import { processorTimeOf } from './processor-time.ts';
import { askedIfThere, plainWire, type Wire } from './wire.ts';

export interface Cluster {
  url: string;
  /** Whether it was started for the measurements. */
  own: boolean;
  version: string;
  wire: Wire;
  /** Processor time of all its nodes so far, in µs. */
  cpu(): Promise<number>;
  /** Bytes of its nodes' heaps, used now and at most. */
  heap(): Promise<{ used: number; most: number }>;
  /** By purpose (`entries`, `raw` …): the index under this prefix. */
  indices(prefix: string): Promise<Map<string, string>>;
  /** Makes visible what was written under the prefix, and waits for the merges that follow. */
  settle(prefix: string): Promise<void>;
  /** Bytes on disk by purpose, once all is settled. */
  bytes(prefix: string): Promise<Map<string, number>>;
  documents(index: string): Promise<number>;
  /** Deletes what is under the prefix, but for what is under the spared one. */
  drop(prefix: string, spared?: string): Promise<void>;
}

/** A data folder that is there the next time. */
export const KEPT_FOLDER = join(tmpdir(), 'huimu-bench-kept');

/** Start of the names of all that the measurements write; what is searched may be kept. */
export const BENCH_PREFIX = 'huimu-bench';
export const SEARCH_PREFIX = `${BENCH_PREFIX}-search`;

/** Nothing of the measurements is in it but what was kept. Throws where none can be had. */
export async function openCluster({ heap, keep }: { heap: string; keep: boolean }): Promise<Cluster> {
  const named = await namedElasticsearch();
  if (keep) mkdirSync(KEPT_FOLDER, { recursive: true });
  const folder = keep ? KEPT_FOLDER : mkdtempSync(join(tmpdir(), 'elasticsearch-'));
  const started = named ?? (await startElasticsearch(heap, folder));
  atEnd(() => end(started));
  const wire = plainWire(started.url);
  atEnd(() => wire.close());
  const { nodes } = await wire.ask<{ nodes: Record<string, { version: string }> }>('GET', '/_nodes/_all/os');
  const version = [...new Set(Object.values(nodes).map((node) => node.version))].join(', ');
  const cpu = await processorClock(wire);
  const cluster = clusterOf(started.url, wire, { own: named === undefined, version, cpu });
  const clear = () => cluster.drop(BENCH_PREFIX, keep ? SEARCH_PREFIX : undefined);
  await clear();
  if (!cluster.own || keep) atEnd(clear);
  return cluster;
}

interface NodeStats {
  nodes: Record<
    string,
    {
      process: { cpu: { total_in_millis: number } };
      jvm: { mem: { heap_used_in_bytes: number; heap_max_in_bytes: number } };
    }
  >;
}

/** A node takes its own measure once a second at most. */
const MEASURED_EVERY = 1_100;
/** By how much a node's own measure and the system's may differ, in µs. */
const SAME = 2_000_000;

/**
 * How the processor time of all nodes is read, in µs: from the system at once where the one node runs on this machine,
 * else as the nodes tell it.
 */
async function processorClock(wire: Wire): Promise<() => Promise<number>> {
  const told = async () => {
    await pause(MEASURED_EVERY);
    const { nodes } = await wire.ask<NodeStats>('GET', '/_nodes/stats/process');
    return Object.values(nodes).reduce((sum, { process }) => sum + process.cpu.total_in_millis * 1000, 0);
  };
  const { nodes } = await wire.ask<{ nodes: Record<string, { process: { id: number } }> }>(
    'GET',
    '/_nodes/process',
  );
  const [first, ...others] = Object.values(nodes);
  if (first === undefined || others.length > 0) return told;
  const here = async () => processorTimeOf(first.process.id) ?? Number.NaN;
  // Another machine's process, or a container's, may have the number of one of ours.
  return Math.abs((await here()) - (await told())) < SAME ? here : told;
}

interface IndexStats {
  indices: Record<string, { total: { store: { size_in_bytes: number } } }>;
}

function clusterOf(url: string, wire: Wire, facts: Pick<Cluster, 'own' | 'version' | 'cpu'>): Cluster {
  const nodes = async (): Promise<NodeStats['nodes'][string][]> =>
    Object.values((await wire.ask<NodeStats>('GET', '/_nodes/stats/process,jvm')).nodes);
  const sum = (values: number[]): number => values.reduce((total, each) => total + each, 0);
  const names = async (prefix: string): Promise<string[]> =>
    Object.keys(
      await wire.ask<object>('GET', `/${prefix}-*?expand_wildcards=all&filter_path=*.aliases`),
    ).filter((name) => name.startsWith(`${prefix}-`));
  const purposeIn = (prefix: string, index: string): string =>
    index.slice(prefix.length + 1).split('-')[0] as string;

  const cluster: Cluster = {
    ...facts,
    url,
    wire,
    async heap() {
      const all = (await nodes()).map(({ jvm }) => jvm.mem);
      return {
        used: sum(all.map((mem) => mem.heap_used_in_bytes)),
        most: sum(all.map((mem) => mem.heap_max_in_bytes)),
      };
    },
    indices: async (prefix) =>
      new Map((await names(prefix)).map((index) => [purposeIn(prefix, index), index])),
    async settle(prefix) {
      await wire.send('POST', `/${prefix}-*/_refresh`);
      const path = `/${prefix}-*/_stats/merge?filter_path=_all.total.merges.current`;
      for (let quiet = 0; quiet < 2; ) {
        const { _all } = await wire.ask<{ _all: { total: { merges: { current: number } } } }>('GET', path);
        quiet = _all.total.merges.current === 0 ? quiet + 1 : 0;
        await pause(quiet === 0 ? 250 : 25);
      }
    },
    async bytes(prefix) {
      await wire.send('POST', `/${prefix}-*/_flush?force=true&wait_if_ongoing=true`);
      await cluster.settle(prefix);
      await wire.send('POST', `/${prefix}-*/_flush?force=true&wait_if_ongoing=true`);
      const { indices } = await wire.ask<IndexStats>('GET', `/${prefix}-*/_stats/store`);
      return new Map(
        Object.entries(indices).map(([index, { total }]) => [
          purposeIn(prefix, index),
          total.store.size_in_bytes,
        ]),
      );
    },
    async documents(index) {
      await wire.send('POST', `/${index}/_refresh`);
      return (await wire.ask<{ count: number }>('GET', `/${index}/_count`)).count;
    },
    async drop(prefix, spared) {
      const goes = (name: string) => spared === undefined || !name.startsWith(spared);
      // By name: wildcards delete nothing.
      const there = (await names(prefix)).filter(goes);
      if (there.length > 0) await wire.send('DELETE', `/${there.join(',')}`);
      const found = await askedIfThere<{ index_templates: { name: string }[] }>(
        wire,
        'GET',
        `/_index_template/${prefix}-*`,
      );
      for (const { name } of found?.index_templates ?? []) {
        if (goes(name)) await wire.send('DELETE', `/_index_template/${name}`);
      }
    },
  };
  return cluster;
}
