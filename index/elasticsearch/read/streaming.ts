/** Living entries in pages: all that filters admit, in id order; with words, those of the resources that they find. */
import type { estypes } from '@elastic/elasticsearch';
import type { Catalogue } from '../../port.ts';
import type { Filters } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import { type EntryDocument, STORED, storedEntry } from '../layout/document.ts';
import { narrowing } from '../search/filters.ts';
import type { Matching } from '../search/matching.ts';
import { LEADS } from '../search/text-query.ts';
import type { Store } from '../store.ts';

const STREAM_PAGE = 200;

type Query = estypes.QueryDslQueryContainer;

export function prepareStream(store: Store, matching: Matching): Catalogue['stream'] {
  async function* entries(filters: Filters, among: Query[]): AsyncIterable<StoredEntry[]> {
    const body = {
      query: { bool: { filter: [{ term: { alive: true } }, ...among, ...narrowing(filters, 'own')] } },
      sort: ['id'],
      _source: STORED,
    };
    for await (const hits of store.every<EntryDocument>('entries', body, STREAM_PAGE)) {
      yield hits.map(({ source }) => storedEntry(source));
    }
  }

  return async function* stream(filters, { text, literal = [] } = { text: '' }) {
    if (text.trim() === '') return yield* entries(filters, []);
    const { query, minScore } = await matching.match(text.trim(), literal);
    if (query === undefined) return;
    // Only leads bear the words: their resources in order, and of each page of those the entries.
    const leads = {
      query: { bool: { filter: [LEADS], must: [query] } },
      ...(minScore === undefined ? {} : { min_score: minScore, track_scores: true }),
      sort: ['resource'],
      _source: ['resource'],
    };
    for await (const hits of store.every<Pick<EntryDocument, 'resource'>>('entries', leads, STREAM_PAGE)) {
      yield* entries(filters, [{ terms: { resource: hits.map(({ source }) => source.resource) } }]);
    }
  };
}
