/**
 * Searches through our port beside the very same queries sent raw, and SQLite's, asked in turns so that what else the
 * machine does hits all alike.
 *
 * `fresh`: a write and a refresh before every question, so that no answer and no count is kept from before. `again`:
 * the same question once more, with whatever is kept. Nothing is set for Elasticsearch's request cache: it keeps
 * answers without hits only (the counts by which words are weighed), for ours and for the raw query alike, and the
 * refresh empties it; our own kept counts show in the number of requests, and what is sent raw is what ours sent.
 */
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { SearchQuery } from '../../../index/query.ts';
import { faultyLink } from '../../services/faulty-link.ts';
import { percentile } from '../figures.ts';
import { QUESTIONS, questionWith } from '../questions.ts';
import { touch } from '../touch.ts';
import type { Cluster } from './cluster.ts';
import { atEnd } from './ends.ts';

/** In ms. */
export interface Times {
  p50: number;
  p99: number;
  rounds: number;
}

export interface Asked {
  ours: Times;
  /** The query that brings the page, sent raw. */
  raw: Times;
  /** All requests of ours, sent raw one after another; absent where there is one only. */
  rawAll?: Times;
  sqlite?: Times;
  /** That ours sent. */
  requests: number;
}

export interface QuestionTimes {
  name: string;
  resources: number;
  sqliteResources?: number;
  fresh: Asked;
  again: Asked;
}

export interface Effort {
  rounds: number;
  /** For each question and mode; fewer rounds then, but never fewer than the least. */
  seconds: number;
  least: number;
}

interface Sent {
  method: string;
  path: string;
  body: string;
}

type Asking = Record<string, () => Promise<unknown>>;

const timesOf = (measured: number[]): Times => ({
  p50: percentile(measured, 0.5),
  p99: percentile(measured, 0.99),
  rounds: measured.length,
});

/** Asks all in turns, every other round the other way round. */
async function inTurns(
  asking: Asking,
  { rounds, seconds, least }: Effort,
  before: (name: string) => Promise<void>,
): Promise<Record<string, Times>> {
  const names = Object.keys(asking);
  const measured = new Map(names.map((name) => [name, [] as number[]]));
  const until = performance.now() + seconds * 1000;
  for (let round = 0; round < rounds && (round < least || performance.now() < until); round += 1) {
    for (const name of round % 2 === 0 ? names : names.toReversed()) {
      await before(name);
      const start = performance.now();
      await asking[name]?.();
      measured.get(name)?.push(performance.now() - start);
    }
  }
  return Object.fromEntries([...measured].map(([name, times]) => [name, timesOf(times)]));
}

/** Takes down what a catalogue of our engine sends for questions. */
async function recorder(cluster: Cluster, prefix: string) {
  const link = await faultyLink(cluster.url);
  const closeLink = atEnd(() => link.close());
  const catalogue = await openElasticsearchCatalogue({ url: link.url, prefix });
  let sent: Sent[] = [];
  link.judge(({ method, path, body }) => {
    sent.push({ method, path, body });
    return 'pass';
  });
  return {
    async ask(query: SearchQuery): Promise<Sent[]> {
      sent = [];
      await catalogue.search(query);
      return sent;
    },
    forget: () => catalogue.refresh(),
    async close() {
      await catalogue.close();
      await closeLink();
    },
  };
}

/** Of what was sent for a question, what brings the page: it asks for hits. */
function pageOf(sent: Sent[]): Sent {
  const page = sent.find(
    ({ body }) => body !== '' && ((JSON.parse(body) as { size?: number }).size ?? 0) > 1,
  );
  if (page === undefined) throw new Error('no request asks for hits');
  return page;
}

export async function searchTimes(
  cluster: Cluster,
  prefix: string,
  sqlite: Catalogue | undefined,
  effort: Effort,
  tell: (times: QuestionTimes) => void,
): Promise<void> {
  const ours = await openElasticsearchCatalogue({ url: cluster.url, prefix });
  const closeOurs = atEnd(() => ours.close());
  const recording = await recorder(cluster, prefix);
  const raw = (sent: Sent[]) => async () => {
    for (const { method, path, body } of sent) await cluster.wire.send(method, path, body);
  };
  for (const [name, over] of QUESTIONS) {
    const query = questionWith(over);
    // Both see the same from here on.
    await touch(...(sqlite === undefined ? [ours] : [ours, sqlite]));
    const { resources } = await ours.search(query);
    await recording.forget();
    const sent = { fresh: await recording.ask(query), again: await recording.ask(query) };
    const page = pageOf(sent.fresh);
    const { hits } = await cluster.wire.ask<{ hits: { total: { value: number } } }>(
      page.method,
      page.path,
      JSON.parse(page.body) as object,
    );
    if (hits.total.value !== resources) {
      throw new Error(`${name}: ${resources} found, ${hits.total.value} by the query sent raw`);
    }
    const asked = async (requests: Sent[], before: (name: string) => Promise<void>): Promise<Asked> => {
      const asking: Asking = {
        ours: () => ours.search(query),
        raw: raw([page]),
        ...(requests.length > 1 && { rawAll: raw(requests) }),
        ...(sqlite && { sqlite: () => sqlite.search(query) }),
      };
      const times = await inTurns(asking, effort, before);
      return { ...(times as Record<'ours' | 'raw', Times>), requests: requests.length };
    };
    const again = await asked(sent.again, async () => undefined);
    const fresh = await asked(sent.fresh, (whose) => {
      const theirs = whose === 'sqlite' ? sqlite : ours;
      return theirs === undefined ? Promise.resolve() : touch(theirs);
    });
    const sqliteResources = (await sqlite?.search(query))?.resources;
    tell({ name, resources, ...(sqliteResources !== undefined && { sqliteResources }), fresh, again });
  }
  await recording.close();
  await closeOurs();
}
