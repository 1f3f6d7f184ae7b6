/** The distributed engine: the catalogue in an Elasticsearch cluster, written and read by any number of processes. */

import { byTheMinute, keepAnswers } from '../finding/kept.ts';
import { HISTORY_KEPT } from '../history/port.ts';
import type { Catalogue } from '../port.ts';
import { connect, DEFAULTS, type ElasticsearchOptions, PROMPT, patiently } from './connection.ts';
import { prepareDecisions } from './decisions.ts';
import { prepareHistories } from './history.ts';
import { makeIndices, refuseNewer } from './layout/indices.ts';
import { aliasOf, LAYOUT, PURPOSES, type Purpose } from './layout/layout.ts';
import { prepareLinkChecks } from './link-checks.ts';
import { prepareOperations } from './operations.ts';
import { preparePapers } from './papers.ts';
import { prepareArchiveReader } from './read/read-archive.ts';
import { prepareEntryReader } from './read/read-entries.ts';
import { prepareStream } from './read/streaming.ts';
import { prepareMatching } from './search/matching.ts';
import { pivot } from './search/pivot.ts';
import { lacking, quality } from './search/quality.ts';
import { prepareSearch } from './search/search.ts';
import { countsBySource } from './search/source-counts.ts';
import { statistics } from './search/statistics.ts';
import { MomentLost, prepareStore, type Store } from './store.ts';
import { prepareUploads } from './uploads.ts';
import { prepareWatch } from './watch.ts';
import { prepareMarks } from './write/marks.ts';
import { patienceOf } from './write/patience.ts';
import { prepareRemembering } from './write/remember.ts';
import { settle } from './write/settle.ts';
import { prepareArchiveWriter } from './write/write-archive.ts';
import { prepareEntryWriter } from './write/write-entries.ts';

export { type ElasticsearchOptions, PROMPT };

/** Milliseconds that an index may take to be made. No request may take longer than its client lets all of them. */
const MAKING = 120_000;

/** Throws `config.invalid`, `catalogue.newer-version`, `catalogue.older-version`, `catalogue.unavailable`. */
export async function openElasticsearchCatalogue(options: ElasticsearchOptions): Promise<Catalogue> {
  const { prefix, shards, patience, claimTime, layout = LAYOUT } = { ...DEFAULTS, ...options };
  const { historyKept = HISTORY_KEPT } = options;
  const client = connect(options);
  const making = () => connect({ ...options, timeout: MAKING });
  try {
    // Whoever starts is told soon.
    await patiently(Math.min(patience, 10_000), () => makeIndices(client, making, prefix, layout, shards));
  } catch (error) {
    await client.close();
    throw error;
  }
  const waiting = patienceOf(patience, options.onTrouble);
  const alias = (purpose: Purpose) => aliasOf(prefix, purpose, layout[purpose].version);
  const store = prepareStore({
    client,
    patience: waiting,
    claimTime,
    alias,
    givingWay: () => refuseNewer(client, prefix, layout),
  });
  const marks = prepareMarks(store);
  const remembering = prepareRemembering(store, historyKept);
  const matching = prepareMatching(store);
  const operations = prepareOperations(store);
  const { putUpload, archivedUpload, ...uploads } = prepareUploads(store);
  const { putFindings, putWatched, putDecision, ...watch } = prepareWatch(store);
  const keep = keepAnswers({ standing: () => store.standing('entries') });
  /** All of one moment: where that is lost in the midst, from the start. */
  const ofOneMoment =
    <Query, Answer>(ask: (query: Query, store: Store) => Promise<Answer>) =>
    (query: Query): Promise<Answer> =>
      ask(query, store).catch((error: unknown) => {
        if (error instanceof MomentLost) return ask(query, store);
        throw error;
      });
  const counted = ofOneMoment(statistics);
  return {
    ...operations,
    ...uploads,
    ...preparePapers(store),
    ...prepareLinkChecks(store),
    ...watch,
    ...prepareArchiveReader(store, marks, operations, { archivedUpload }, watch),
    ...prepareArchiveWriter(
      store,
      marks,
      operations,
      { putUpload, ...remembering, putFindings, putWatched, putDecision },
      (wanted) => settle(store, wanted),
    ),
    ...prepareEntryReader(store, marks),
    ...prepareEntryWriter(store, marks, remembering),
    ...prepareHistories(store),
    ...prepareDecisions(store),
    forgetListing: (run) => marks.forget(run),
    counts: (source) => countsBySource(store, counted, source),
    search: keep('search', prepareSearch(store, matching)),
    stream: prepareStream(store, matching),
    statistics: keep('statistics', counted),
    pivot: keep('pivot', ofOneMoment(pivot), byTheMinute),
    quality: keep('quality', ofOneMoment(quality), byTheMinute),
    lacking: (query) => lacking(query, store),
    async refresh() {
      await store.refresh(PURPOSES);
      matching.forget();
    },
    close: () => store.close(),
  };
}
