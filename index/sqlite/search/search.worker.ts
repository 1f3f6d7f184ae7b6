/** Search, statistics and streams, in their own thread with their columns in memory. */
import type { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import type { LackingQuery, QualityFigures, QualityQuery } from '../../quality/figures.ts';
import type { Filters, SearchQuery, SearchResult, Statistics, StatisticsQuery } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import { type Methods, serve } from '../channel.ts';
import { Columns } from '../columns.ts';
import { STORED, stored } from '../read/read-entries.ts';
import { openForReading } from '../schema.ts';
import { admits, filterMask } from './counting.ts';
import { prepareLacking, quality } from './quality.ts';
import { prepareSearch } from './search.ts';
import { statistics } from './statistics.ts';

export interface StreamPage {
  entries: StoredEntry[];
  /** Id after which the next page starts; null at the end. */
  after: string | null;
}

export interface SearchMethods {
  search(query: SearchQuery): SearchResult;
  statistics(query: StatisticsQuery): Statistics;
  streamPage(filters: Filters, after: string): StreamPage;
  quality(query: QualityQuery): QualityFigures;
  lacking(query: LackingQuery): StoredEntry[];
  refresh(): void;
  close(): void;
}

const STREAM_PAGE = 200;
/** Ids looked at for one page at most, so that a narrow filter does not keep others waiting. */
const STREAM_LOOK = 20_000;

function prepareStream(db: DatabaseSync, columns: Columns): SearchMethods['streamPage'] {
  const ids = db.prepare('select id, number from entry where id > ? order by id limit ?');
  const entryOf = db.prepare(`${STORED} where number = ?`);
  return (filters, after) => {
    const filter = filterMask(filters, columns);
    const entries: StoredEntry[] = [];
    let looked = 0;
    let last: string | null = null;
    for (const row of ids.iterate(after, STREAM_LOOK)) {
      looked += 1;
      last = row.id as string;
      const number = row.number as number;
      // A tombstone may have come without ever having been alive here.
      if (!columns.lead[number] || !admits(filter, columns, number)) continue;
      entries.push(stored(entryOf.get(number)));
      if (entries.length === STREAM_PAGE) break;
    }
    return { entries, after: looked < STREAM_LOOK && entries.length < STREAM_PAGE ? null : last };
  };
}

serve((): Methods => {
  const db = openForReading((workerData as { path: string }).path, 131_072);
  const columns = new Columns(db);
  const search = prepareSearch(db, columns);
  const stream = prepareStream(db, columns);
  const lacking = prepareLacking(db, columns);
  const dataVersion = db.prepare('pragma data_version');
  let seen = -1;

  /** What is committed before the call is in its answer, and the answer is of one moment. */
  function atOneMoment<T>(work: () => T): T {
    db.exec('begin');
    try {
      // The snapshot begins with the first read of the file itself.
      db.prepare('select 1 from figure limit 1').get();
      const version = dataVersion.get()?.data_version as number;
      if (version !== seen) columns.refresh();
      seen = version;
      return work();
    } finally {
      db.exec('commit');
    }
  }
  atOneMoment(() => undefined);

  const methods: SearchMethods = {
    search: (query) => atOneMoment(() => search(query)),
    statistics: (query) => atOneMoment(() => statistics(query, db, columns)),
    streamPage: (filters, after) => atOneMoment(() => stream(filters, after)),
    quality: (query) => atOneMoment(() => quality(query, columns)),
    lacking: (query) => atOneMoment(() => lacking(query)),
    refresh: () => atOneMoment(() => undefined),
    close: () => db.close(),
  };
  return { ...methods };
});
