/**
 * Fills a catalogue with millions of entries in minutes: the engine's own documents, sent raw by threads of their own.
 * Only what is searched is filled. That `write` would have left the same is checked on a sample.
 */
import { availableParallelism } from 'node:os';
import { isDeepStrictEqual } from 'node:util';
import { Worker } from 'node:worker_threads';
import type { EntryDocument } from '../../../index/elasticsearch/layout/document.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import { faultyLink } from '../../services/faulty-link.ts';
import { BENCH_PREFIX, type Cluster } from './cluster.ts';
import { atEnd } from './ends.ts';
import type { FillOrder } from './fill.worker.ts';
import { filledDocuments } from './filled-documents.ts';
import { sharesOf } from './generated.ts';
import { makeIndices } from './passes.ts';
import { documentsIn } from './recorded-writes.ts';
import { writeShares } from './write-shares.ts';

/** Entries that are written through the port as well. */
const SAMPLE = 3_000;

/** Settings under which documents come in fastest; what is left behind is the same. */
const FILLING = { 'index.refresh_interval': '-1', 'index.translog.durability': 'async' };

/** Throws where the documents that are made here are not those that `write` leaves. */
export async function expectOwnDocuments(cluster: Cluster): Promise<void> {
  const prefix = `${BENCH_PREFIX}-sample`;
  const [[place]] = sharesOf(SAMPLE) as [ReturnType<typeof sharesOf>[0]];
  await cluster.drop(prefix);
  const link = await faultyLink(cluster.url);
  const closeLink = atEnd(() => link.close());
  const catalogue = await openElasticsearchCatalogue({ url: link.url, prefix });
  const written = new Map<string, EntryDocument>();
  link.judge(({ path, body }) => {
    if (!path.includes('_bulk')) return 'pass';
    for (const [purpose, , text] of documentsIn(prefix, body)) {
      const document = JSON.parse(text) as EntryDocument;
      if (purpose === 'entries') written.set(document.id, document);
    }
    return 'pass';
  });
  await writeShares(catalogue, [[place, SAMPLE]]);
  await catalogue.close();
  await closeLink();
  await cluster.drop(prefix);
  const made = [...filledDocuments(place, SAMPLE)];
  if (made.length !== written.size) throw new Error(`${made.length} documents made, ${written.size} written`);
  for (const document of made) {
    // As it goes over the wire.
    const sent = JSON.parse(JSON.stringify(document)) as EntryDocument;
    if (!isDeepStrictEqual(sent, written.get(sent.id))) throw new Error(`${sent.id} is written otherwise`);
  }
}

function fillPart(order: FillOrder, progress: (documents: number) => void): Promise<void> {
  const worker = new Worker(new URL('./fill.worker.ts', import.meta.url), { workerData: order });
  const end = atEnd(() => worker.terminate());
  worker.on('message', progress);
  return new Promise<void>((resolve, reject) => {
    worker.on('error', reject);
    worker.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`filling ended with ${code}`))));
  }).finally(end);
}

/** Where somebody looks on, how far it is; returns what clears it away. */
function saidOnTerminal(what: () => string): () => void {
  if (!process.stderr.isTTY) return () => undefined;
  const saying = setInterval(() => process.stderr.write(`\r  ${what()} `), 1_000);
  return () => {
    clearInterval(saying);
    process.stderr.write('\r\x1b[K');
  };
}

export interface Filled {
  /** Null where it was there from an earlier time. */
  seconds: number | null;
  /** Until merges were over. */
  settling: number;
}

/** Fills the catalogue under the prefix, unless it is full already. */
export async function fill(cluster: Cluster, prefix: string, total: number): Promise<Filled> {
  const { wire } = cluster;
  const start = performance.now();
  const seconds = () => (performance.now() - start) / 1000;
  const known = (await cluster.indices(prefix)).get('entries');
  if (known !== undefined && (await isFull(cluster, known, total))) {
    await cluster.settle(prefix);
    return { seconds: null, settling: seconds() };
  }
  const index = (await makeIndices(cluster, prefix)).get('entries');
  if (index === undefined) throw new Error('there is no index of entries');
  const usual = await settingsOf(cluster, index, Object.keys(FILLING));
  await wire.ask('PUT', `/${index}/_settings`, FILLING);
  const threads = Math.max(1, availableParallelism() >> 1);
  let sent = 0;
  const silent = saidOnTerminal(() => `${sent} of ${total} entries, ${(sent / seconds()).toFixed(0)}/s`);
  await Promise.all(
    Array.from({ length: threads }, (_, thread) =>
      fillPart({ url: cluster.url, index, total, thread, threads }, (documents) => {
        sent += documents;
      }),
    ),
  );
  silent();
  await wire.ask('PUT', `/${index}/_settings`, usual);
  const filling = seconds();
  if ((await cluster.documents(index)) < total) throw new Error(`not all of ${total} entries are there`);
  await cluster.bytes(prefix);
  return { seconds: filling, settling: seconds() - filling };
}

/** As the engine has them; null where it leaves them to Elasticsearch. */
async function settingsOf(cluster: Cluster, index: string, names: string[]) {
  const path = `/${index}/_settings?flat_settings=true`;
  const found = await cluster.wire.ask<Record<string, { settings: Record<string, string> }>>('GET', path);
  return Object.fromEntries(names.map((name) => [name, found[index]?.settings[name] ?? null]));
}

/** A filling that was broken off left its settings behind. */
async function isFull(cluster: Cluster, index: string, total: number): Promise<boolean> {
  const settings = await cluster.wire.send('GET', `/${index}/_settings`);
  return !settings.includes('"-1"') && (await cluster.documents(index)) >= total;
}
