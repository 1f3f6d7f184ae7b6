/** Search, statistics and streams, in their own thread with their columns in memory. */
import type { Pivot, PivotQuery } from '../../figures/pivot.ts';
import type { LackingQuery, QualityFigures, QualityQuery } from '../../quality/figures.ts';
import type { Filters, SearchQuery, SearchResult, Statistics, StatisticsQuery, Words } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import { type Methods, serve } from '../channel.ts';
import { Columns } from '../columns.ts';
import { openForReading } from '../schema.ts';
import { prepareTexts } from './matching/texts.ts';
import { preparePivot } from './pivot.ts';
import { prepareLacking, prepareQuality } from './quality.ts';
import { prepareSearch } from './search.ts';
import { prepareStatistics } from './statistics.ts';
import { prepareStream, type StreamPage } from './streaming.ts';

export interface SearchMethods {
  search(query: SearchQuery): SearchResult;
  statistics(query: StatisticsQuery): Statistics;
  pivot(query: PivotQuery): Pivot;
  quality(query: QualityQuery): QualityFigures;
  lacking(query: LackingQuery): StoredEntry[];
  streamPage(filters: Filters, words: Words, after: string): StreamPage;
  refresh(): void;
  close(): void;
}

serve(({ path }: { path: string }): Methods => {
  const db = openForReading(path, 32_768);
  const columns = new Columns(db);
  const texts = prepareTexts(db, columns);
  const search = prepareSearch(db, columns, texts);
  const stream = prepareStream(db, columns, texts);
  const statistics = prepareStatistics(db, columns);
  const pivot = preparePivot(columns);
  const quality = prepareQuality(columns);
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
    statistics: (query) => atOneMoment(() => statistics(query)),
    pivot: (query) => atOneMoment(() => pivot(query)),
    quality: (query) => atOneMoment(() => quality(query)),
    lacking: (query) => atOneMoment(() => lacking(query)),
    streamPage: (filters, words, after) => atOneMoment(() => stream(filters, words, after)),
    refresh: () => atOneMoment(() => undefined),
    close: () => db.close(),
  };
  return { ...methods };
});
