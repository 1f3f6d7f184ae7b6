/** A search, from the text to the page. */
import type { estypes } from '@elastic/elasticsearch';
import { highlight } from '../../analysis/highlight.ts';
import { markedWords, understoodAs } from '../../analysis/understood.ts';
import { decodeCursor, encodeCursor, type Position, questionOf } from '../../cursor.ts';
import { activeFilters } from '../../finding/facets.ts';
import type { Hit, Order as OrderName, SearchQuery, SearchResult } from '../../query.ts';
import { type EntryDocument, STORED, storedEntry } from '../layout/document.ts';
import type { Answer, SearchHit, Store } from '../store.ts';
import { countedFacets, entriesIn, entryCount, FIRST_VALUES, facetCounts } from './counting.ts';
import { narrowings, passingTogether } from './filters.ts';
import type { Matched, Matching } from './matching.ts';
import { allOf, graded, LEADS, scoreOf } from './text-query.ts';

export type Search = (query: SearchQuery) => Promise<SearchResult>;

type LeadDocument = Required<EntryDocument>;

/** Hits that Elasticsearch gives at one time (`index.max_result_window`). */
const MOST_HITS = 10_000;
const MOST_VALUES = 1_000_000;

/** How hits are ordered: by what, and how a cursor tells where one stands. */
interface Order {
  sort: estypes.SortCombinations[];
  shape: ('string' | 'number')[];
  position(hit: SearchHit<unknown>): Position;
  after(position: Position): estypes.SortResults;
}

function orderOf(sort: OrderName, matched: Matched | undefined): Order {
  if (sort === 'relevance' && matched !== undefined) {
    const { step } = matched;
    return {
      sort: [{ _score: { order: 'desc' } }, { tie: 'asc' }],
      shape: ['number', 'number', 'number'],
      position({ sort: [score, tie] }) {
        const { rank, within } = graded(score as number, step);
        return [rank, within, tie as number];
      },
      after: ([rank, within, tie]) => [scoreOf(rank as number, within as number, step), tie as number],
    };
  }
  if (sort === 'id' || sort === 'changed' || sort === 'changed-up') {
    const field = sort === 'id' ? 'resource' : 'changed';
    return {
      sort: [{ [field]: sort === 'changed' ? 'desc' : 'asc' }, { tie: 'asc' }],
      shape: [sort === 'id' ? 'string' : 'number', 'number'],
      position: (hit) => hit.sort as Position,
      after: (position) => position,
    };
  }
  const field = sort === 'title' ? 'titleKey' : sort === 'issued' ? 'issued' : 'modified';
  return {
    sort: [{ [field]: sort === 'title' ? 'asc' : 'desc' }, { tie: 'asc' }],
    shape: [sort === 'title' ? 'string' : 'number', 'number'],
    position: (hit) => hit.sort as Position,
    after: (position) => position,
  };
}

const changedIn = (span: SearchQuery['changed']): estypes.QueryDslQueryContainer[] =>
  span === undefined
    ? []
    : [
        {
          range: {
            changed: {
              ...(span.from === undefined ? {} : { gte: Date.parse(span.from) }),
              ...(span.until === undefined ? {} : { lte: Date.parse(span.until) }),
            },
          },
        },
      ];

/** Of which copies of the shards counts are asked: always the same ones, so that what is kept is found again. */
const COPIES = 'counts';

const EMPTY: Answer<LeadDocument> = { hits: [], total: 0, aggregations: {} };

export function prepareSearch(store: Store, matching: Matching): Search {
  /** Facets that shards held something back of, with more of each shard. */
  async function recount(
    query: SearchQuery,
    body: Parameters<Store['search']>[1],
    result: SearchResult,
    uncertain: SearchQuery['facets'],
  ): Promise<void> {
    let facets = uncertain;
    for (let size = FIRST_VALUES * 10; facets.length > 0 && size <= MOST_VALUES; size *= 10) {
      const aggs = facetCounts(facets, query.filters, query.facetSize, size);
      const { aggregations } = await store.search('entries', { ...body, size: 0, aggs });
      const again = countedFacets(facets, aggregations);
      Object.assign(result.facets, again.counts);
      facets = again.uncertain;
    }
  }

  /** Where the list stands behind so many hits more, its last hit where it has no more. */
  async function passedOver(
    listed: Parameters<Store['search']>[1],
    order: Order,
    count: number,
    from: Position | undefined,
  ): Promise<Position | undefined> {
    let after = from;
    for (let left = count; left > 0; left -= MOST_HITS) {
      const { hits } = await store.search('entries', {
        ...listed,
        size: Math.min(left, MOST_HITS),
        _source: false,
        ...(after === undefined ? {} : { search_after: order.after(after) }),
      });
      const last = hits.at(-1);
      if (last === undefined) return after;
      after = order.position(last);
    }
    return after;
  }

  async function search(query: SearchQuery): Promise<SearchResult> {
    const question = questionOf(query);
    const text = query.text.trim();
    const matched = text === '' ? undefined : await matching.match(text, query.literal ?? []);
    const order = orderOf(query.sort, matched);
    const from = query.cursor === undefined ? undefined : decodeCursor(query.cursor, question, order.shape);
    const words = matched?.words ?? [];
    const nothing = matched !== undefined && matched.query === undefined;
    const found = {
      query: {
        bool: {
          filter: [LEADS, ...changedIn(query.changed)],
          ...(matched?.query === undefined ? {} : { must: [matched.query] }),
        },
      },
      ...(matched?.minScore === undefined ? {} : { min_score: matched.minScore }),
    };
    const filters =
      query.together && activeFilters(query.filters).length > 0
        ? [passingTogether(query.filters)]
        : narrowings(query.filters, 'all').map((each) => each.query);
    const counting = {
      ...entryCount(query),
      ...facetCounts(query.facets, query.filters, query.facetSize, FIRST_VALUES),
    };
    // Without words many ask the same. A request without hits Elasticsearch keeps for each shard until a refresh brings
    // something new there; so the counts are asked for apart, of the same copies whatever page they stand beside.
    const apart = matched === undefined;
    const listed = {
      ...found,
      // Facets are counted past it.
      ...(filters.length === 0 ? {} : { post_filter: allOf(filters) }),
      sort: order.sort,
      track_scores: matched !== undefined,
      // The same copies for the same question, so that pages fit together.
      preference: `q${question}`,
    };
    const after = nothing ? undefined : await passedOver(listed, order, query.pass ?? 0, from);
    const page = nothing
      ? EMPTY
      : store.search<LeadDocument>('entries', {
          ...listed,
          // One hit more than the page tells whether there is a next one.
          size: query.size + 1,
          track_total_hits: true,
          _source: [...STORED, 'count', 'offers'],
          ...(after === undefined ? {} : { search_after: order.after(after) }),
          ...(apart ? {} : { aggs: counting }),
        });
    const counts = apart
      ? store.search('entries', {
          ...found,
          size: 0,
          request_cache: true,
          preference: COPIES,
          aggs: counting,
        })
      : page;
    const [answer, { aggregations }] = await Promise.all([page, counts]);
    const shown = answer.hits.slice(0, query.size);
    const last = answer.hits.length > query.size ? shown.at(-1) : undefined;
    const counted = nothing ? noFacets(query) : countedFacets(query.facets, aggregations);
    const result: SearchResult = {
      hits: shown.map((hit) => hitOf(hit, query, matched)),
      resources: answer.total,
      entries: nothing ? 0 : entriesIn(aggregations),
      facets: counted.counts,
      cursor: last === undefined ? null : encodeCursor(question, order.position(last)),
      terms: words.map((word) => word.text),
      understood: words.map((word, at) => understoodAs(word, matched?.found[at] ?? 0)),
    };
    await recount(query, found, result, counted.uncertain);
    return result;
  }

  return search;
}

const noFacets = ({ facets }: SearchQuery): ReturnType<typeof countedFacets> => ({
  counts: Object.fromEntries(facets.map((facet) => [facet, []])),
  uncertain: [],
});

function hitOf(
  { source, score }: SearchHit<LeadDocument>,
  query: SearchQuery,
  matched: Matched | undefined,
): Hit {
  const lead = storedEntry(source);
  const { title, description } = lead.entry;
  const found = matched === undefined || score === null ? null : graded(score, matched.step).class;
  const marked = markedWords(matched?.words ?? [], found === 'some');
  return {
    resource: lead.resource,
    lead,
    offers: { count: source.count, ...source.offers },
    class: found,
    ...(query.highlight ? { highlight: highlight(title, description, marked) } : {}),
  };
}
