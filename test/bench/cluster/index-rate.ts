/**
 * The index rate: batches through our port beside the raw `_bulk` rate of the very documents that our engine writes for
 * them, by one writer and by four, each with a source of its own; what they take on disk, and SQLite beside.
 *
 * The passes of a round come one after another, each round begins with another: what else the machine does hits all
 * alike.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BATCH_LIMITS } from '../../../harvester/run/batch.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import type { Batch, Catalogue } from '../../../index/port.ts';
import { batchOf } from '../../index/batches.ts';
import { runOf } from '../../index/entries.ts';
import { places } from '../../index/generator.ts';
import { faultyLink } from '../../services/faulty-link.ts';
import { BENCH_PREFIX, type Cluster } from './cluster.ts';
import { atEnd } from './ends.ts';
import { generatedOf } from './generated.ts';
import { makeIndices, type Pass, passOf, rawPass } from './passes.ts';
import { kindOf, type RecordedWrites, recordWrites } from './recorded-writes.ts';
import { type WrittenFile, writeFile } from './sqlite.ts';

const SOURCES = 4;
export const WRITERS = [1, SOURCES];

export interface Round {
  ours: Pass;
  /** Of the entries' documents alone. */
  rawEntries: Pass;
  /** Of all documents. */
  rawAll: Pass;
}

export interface IndexFigures {
  entries: number;
  /** Documents that the engine writes for them. */
  documents: { entries: number; all: number };
  /** Requests by their kind. */
  requests: Record<string, number>;
  /** By the number of writers at one time. */
  rounds: Record<number, Round[]>;
  /** Bytes on disk by purpose, merged as far as the cluster does by itself. */
  bytes: Record<string, number>;
  heap: { used: number; most: number };
  sqlite: WrittenFile;
}

/** Batches as a harvest writes them, source by source. */
function batchesOf(entries: number): Batch[][] {
  const all = places();
  return Array.from({ length: SOURCES }, (_, which) => {
    const place = all[which * Math.floor(all.length / SOURCES) + 1];
    if (place === undefined) throw new Error('too few places');
    const own = generatedOf(place, Math.ceil(entries / SOURCES));
    const size = BATCH_LIMITS.puts;
    return Array.from({ length: Math.ceil(own.length / size) }, (_, at): Batch => {
      const some = own.slice(at * size, (at + 1) * size);
      const batch = batchOf(some, { region: place.region, batch: at + 1 });
      return { ...batch, puts: batch.puts.map((put) => ({ ...put, isNew: true })) };
    });
  });
}

/** Each source by one run; so many of them at one time. */
async function write(
  catalogue: Catalogue,
  sources: Batch[][],
  atOnce: number,
  began?: (source: number) => void,
) {
  const left = [...sources.entries()];
  const writer = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) {
      const [at, batches] = next;
      began?.(at);
      const [{ run, source }] = batches as [Batch];
      await catalogue.createRun(runOf(run, { source }));
      for (const batch of batches) {
        const [failure] = await catalogue.write(batch);
        if (failure !== undefined) throw new Error(JSON.stringify(failure));
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, writer));
}

async function expectAll(catalogue: Catalogue, sources: Batch[][]): Promise<void> {
  const wanted = sources.flat().reduce((sum, { puts }) => sum + puts.length, 0);
  const counts = await catalogue.counts();
  const found = counts.reduce((sum, { entries }) => sum + entries, 0);
  if (found !== wanted) throw new Error(`${found} entries instead of ${wanted}`);
}

/** Writes once through a link that takes down what goes over it, not timed: it warms the cluster up as well. */
async function record(cluster: Cluster, sources: Batch[][], recorded: RecordedWrites) {
  const prefix = `${BENCH_PREFIX}-recorded`;
  await cluster.drop(prefix);
  const requests: Record<string, number> = {};
  const link = await faultyLink(cluster.url);
  const closeLink = atEnd(() => link.close());
  const catalogue = await openElasticsearchCatalogue({ url: link.url, prefix });
  let source = 0;
  link.judge(({ path, body }) => {
    const kind = kindOf(path);
    requests[kind] = (requests[kind] ?? 0) + 1;
    if (kind === '_bulk') recorded.take(source, prefix, body);
    return 'pass';
  });
  await write(catalogue, sources, 1, (at) => {
    source = at;
  });
  link.judge(() => 'pass');
  await expectAll(catalogue, sources);
  await catalogue.close();
  await closeLink();
  await cluster.drop(prefix);
  return requests;
}

const OURS = `${BENCH_PREFIX}-ours`;

async function ourPass(cluster: Cluster, sources: Batch[][], atOnce: number): Promise<Pass> {
  await makeIndices(cluster, OURS);
  const catalogue = await openElasticsearchCatalogue({ url: cluster.url, prefix: OURS });
  const pass = await passOf(cluster, OURS, () => write(catalogue, sources, atOnce));
  await expectAll(catalogue, sources);
  await catalogue.close();
  return pass;
}

async function sqlitePass(sources: Batch[][]): Promise<WrittenFile> {
  const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
  const figures = await writeFile(join(folder, 'catalogue.sqlite'), async (catalogue) => {
    await write(catalogue, sources, 1);
    await expectAll(catalogue, sources);
  });
  rmSync(folder, { recursive: true });
  return figures;
}

export async function indexRate(
  cluster: Cluster,
  { entries, rounds }: { entries: number; rounds: number },
): Promise<IndexFigures> {
  const sources = batchesOf(entries);
  const recorded = recordWrites(SOURCES);
  const dropRecorded = atEnd(() => recorded.drop());
  const requests = await record(cluster, sources, recorded);
  const figures: IndexFigures = {
    entries: sources.flat().reduce((sum, { puts }) => sum + puts.length, 0),
    documents: { entries: recorded.count('entries'), all: recorded.count('all') },
    requests,
    rounds: {},
    bytes: {},
    heap: { used: 0, most: 0 },
    sqlite: await sqlitePass(sources),
  };
  for (const atOnce of WRITERS) {
    const measured: Round[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const passes: [keyof Round, () => Promise<Pass>][] = [
        ['ours', () => ourPass(cluster, sources, atOnce)],
        ['rawEntries', () => rawPass(cluster, recorded, 'entries', atOnce)],
        ['rawAll', () => rawPass(cluster, recorded, 'all', atOnce)],
      ];
      const turned = [...passes.slice(round % passes.length), ...passes.slice(0, round % passes.length)];
      const done: Partial<Round> = {};
      for (const [name, pass] of turned) done[name] = await pass();
      measured.push(done as Round);
    }
    figures.rounds[atOnce] = measured;
  }
  figures.heap = await cluster.heap();
  figures.bytes = Object.fromEntries(await cluster.bytes(OURS));
  await cluster.drop(OURS);
  await dropRecorded();
  return figures;
}
