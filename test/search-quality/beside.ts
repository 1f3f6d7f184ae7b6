/** The judged queries asked of a real Elasticsearch as well, and held hit by hit against the embedded engine's. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Finding, find } from '../../index/finding/find.ts';
import type { Catalogue } from '../../index/port.ts';
import { asked } from '../index/entries.ts';
import { startElasticsearch } from '../services/elasticsearch/service.ts';
import { end } from '../services/running.ts';

const DEPTH = 100;

export interface Beside {
  catalogue: Catalogue;
  close(): Promise<void>;
}

/** A node of its own, empty. */
export async function besideElasticsearch(): Promise<Beside> {
  const { openElasticsearchCatalogue } = await import('../../index/elasticsearch/open.ts');
  const folder = mkdtempSync(join(tmpdir(), 'elasticsearch-'));
  const started = await startElasticsearch('1g', folder);
  const catalogue = await openElasticsearchCatalogue({ url: started.url, prefix: 'quality' });
  return {
    catalogue,
    async close() {
      await catalogue.close();
      await end(started);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export interface Comparison {
  queries: number;
  /** Queries of which the first ten, and all hits looked at, are the same resources in the same order. */
  sameTen: number;
  sameAll: number;
  /** Of the others, what differs first. */
  told: string[];
  /** ms of each query in the other engine, first asked. */
  times: number[];
}

export async function compare(one: Catalogue, other: Catalogue, queries: string[]): Promise<Comparison> {
  const comparison: Comparison = {
    queries: queries.length,
    sameTen: 0,
    sameAll: 0,
    told: [],
    times: [],
  };
  for (const text of queries) {
    const query = { ...asked({ text, size: DEPTH }), fold: false };
    const here = await find(one, query);
    const began = performance.now();
    const there = await find(other, query);
    comparison.times.push(performance.now() - began);
    const [ours, theirs] = [here, there].map(({ hits }) => hits.map(({ lead }) => lead.entry.id)) as [
      string[],
      string[],
    ];
    const first = ours.findIndex((id, at) => id !== theirs[at]);
    const at = first < 0 ? (ours.length === theirs.length ? -1 : ours.length) : first;
    if (at < 0) comparison.sameAll += 1;
    if (at < 0 || at >= 10) comparison.sameTen += 1;
    if (at >= 0) comparison.told.push(difference(text, at, here, there));
  }
  return comparison;
}

const difference = (text: string, at: number, here: Finding, there: Finding): string => {
  const [ours, theirs] = [here, there].map(
    ({ hits, resources }) => `${hits[at]?.lead.entry.title ?? '—'} (of ${resources})`,
  );
  return `${text}, place ${at + 1}: ${ours} / ${theirs}`;
};
