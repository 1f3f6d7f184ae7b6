/** The watch lists in the cluster: a document a finding, under the computation that made it, and one a decision. */
import type { estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors/errors.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Finding, WatchDecision } from '../watch/finding.ts';
import {
  type FindingFilter,
  type KeptFinding,
  keptOf,
  noFinding,
  questionOfFindings,
  type Watched,
  type Watching,
} from '../watch/keeping.ts';
import { upwards } from '../watch/places.ts';
import { type Count, rankOf } from '../watch/tally.ts';
import { amend, idOf, type Store } from './store.ts';
import type { Operation } from './write/bulk.ts';

interface FindingDocument {
  what: 'finding';
  generation: string;
  list: string;
  key: string;
  rank: number;
  regions: string[];
  sources: string[];
  verdict: string;
  doc: string;
}

type Kept = { what: 'watched' | 'decision'; list?: string; key?: string; doc: string };

const HEAD = idOf('watched');
const PAGE = 1_000;
/** Places, or sources, of a list: more than there are. */
const MOST_COUNTS = 10_000;

const findingId = (generation: string, { list, key }: Pick<Finding, 'list' | 'key'>): string =>
  idOf(`finding\n${generation}\n${list}\n${key}`);
const decisionId = ({ list, key }: Pick<Finding, 'list' | 'key'>): string =>
  idOf(`decision\n${list}\n${key}`);

export interface WatchStore extends Watching {
  /** As archived. */
  putFindings(generation: string, findings: Finding[]): Promise<void>;
  putWatched(watched: Watched): Promise<void>;
  putDecision(decision: WatchDecision): Promise<void>;
}

export function prepareWatch(store: Store): WatchStore {
  async function watched(): Promise<Watched | undefined> {
    const stored = await store.document<Kept>('watch', HEAD);
    return stored === undefined ? undefined : (JSON.parse(stored.source.doc) as Watched);
  }

  async function decisionsOf(
    findings: Pick<Finding, 'list' | 'key'>[],
  ): Promise<(WatchDecision | undefined)[]> {
    const stored = await store.documents<Kept>('watch', findings.map(decisionId));
    return stored.map((each) =>
      each === undefined ? undefined : (JSON.parse(each.source.doc) as WatchDecision),
    );
  }

  async function putFindings(generation: string, findings: Finding[]): Promise<void> {
    const decisions = await decisionsOf(findings);
    await store.writeAll(
      findings.map((finding, at): Operation => {
        const { list, key, region, sources } = finding;
        const document: FindingDocument = {
          ...{
            what: 'finding',
            generation,
            list,
            key,
            rank: rankOf(finding),
            regions: upwards(region),
            sources,
          },
          verdict: decisions[at]?.verdict ?? 'open',
          doc: JSON.stringify(finding),
        };
        return { purpose: 'watch', id: findingId(generation, finding), action: 'index', document };
      }),
    );
  }

  async function putWatched(head: Watched): Promise<void> {
    const document: Kept = { what: 'watched', doc: JSON.stringify(head) };
    await store.writeAll([{ purpose: 'watch', id: HEAD, action: 'index', document }]);
    await forgetBefore(head.generation);
  }

  async function forgetBefore(generation: string): Promise<void> {
    await store.refresh(['watch']);
    const query = {
      bool: { filter: [{ term: { what: 'finding' } }, { range: { generation: { lt: generation } } }] },
    };
    const body = { query, sort: ['generation', 'list', 'key'], _source: false };
    for await (const hits of store.every('watch', body, PAGE)) {
      await store.bulk(hits.map(({ id }) => ({ purpose: 'watch' as const, id, action: 'delete' as const })));
    }
  }

  async function putDecision(decision: WatchDecision): Promise<void> {
    const { list, key, verdict } = decision;
    const document: Kept = { what: 'decision', list, key, doc: JSON.stringify(decision) };
    await store.writeAll([{ purpose: 'watch', id: decisionId(decision), action: 'index', document }]);
    await store.refresh(['watch']);
    const query = {
      bool: { filter: [{ term: { what: 'finding' } }, { term: { list } }, { term: { key } }] },
    };
    for await (const hits of store.every<FindingDocument>('watch', { query, sort: ['generation'] }, PAGE)) {
      for (const { id } of hits) {
        await amend<FindingDocument>(store, 'watch', id, (kept) =>
          kept === undefined ? undefined : { ...kept, verdict },
        );
      }
    }
  }

  const queryOf = (generation: string, { list, region, source, verdict }: FindingFilter) => {
    const terms = { what: 'finding', generation, list, regions: region, sources: source, verdict };
    const filter = Object.entries(terms).flatMap(([field, value]) =>
      value === undefined ? [] : [{ term: { [field]: value } }],
    );
    return { bool: { filter } };
  };

  return {
    watched,
    putFindings,
    putWatched,
    putDecision,
    addFindings: putFindings,
    async publishWatch(head) {
      await store.refresh(['watch']);
      const query = {
        bool: { filter: [{ term: { what: 'finding' } }, { term: { generation: head.generation } }] },
      };
      const { total } = await store.search('watch', { query, size: 0, track_total_hits: true });
      if (total !== keptOf(head)) {
        throw new CodedError(
          'catalogue.conflict',
          `${head.generation}: ${total} of ${keptOf(head)} findings are there`,
        );
      }
      await putWatched(head);
    },
    async findings(filter, limit, cursor) {
      const question = questionOfFindings(filter);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, question, ['number', 'string']);
      const head = await watched();
      if (head === undefined) return { items: [], cursor: null, total: 0, regions: [], sources: [] };
      await store.refresh(['watch'], true);
      const counted = (field: string) => ({
        terms: { field, size: MOST_COUNTS, order: [{ _count: 'desc' as const }, { _key: 'asc' as const }] },
      });
      const { hits, total, aggregations } = await store.search<FindingDocument>('watch', {
        query: queryOf(head.generation, filter),
        sort: [{ rank: 'desc' }, { key: 'asc' }],
        size: limit + 1,
        track_total_hits: true,
        aggs: { regions: counted('regions'), sources: counted('sources') },
        ...(after === undefined ? {} : { search_after: after }),
      });
      const found = hits.slice(0, limit).map(({ source }) => JSON.parse(source.doc) as Finding);
      const decisions = await decisionsOf(found);
      const last = hits[limit - 1]?.source;
      return {
        items: found.map((finding, at): KeptFinding => {
          const decision = decisions[at];
          return { ...finding, ...(decision !== undefined && { decision }) };
        }),
        cursor:
          hits.length > limit && last !== undefined ? encodeCursor(question, [last.rank, last.key]) : null,
        total,
        regions: countsOf(aggregations.regions),
        sources: countsOf(aggregations.sources),
      };
    },
    async decideFinding(decision) {
      const head = await watched();
      const id = head && findingId(head.generation, decision);
      if (id === undefined || (await store.document('watch', id)) === undefined) {
        throw new CodedError('request.not-found', noFinding(decision));
      }
      await putDecision(decision);
    },
  };
}

const countsOf = (aggregate: estypes.AggregationsAggregate | undefined): Count[] =>
  (aggregate as estypes.AggregationsStringTermsAggregate | undefined)?.buckets === undefined
    ? []
    : (
        (aggregate as estypes.AggregationsStringTermsAggregate)
          .buckets as estypes.AggregationsStringTermsBucket[]
      ).map(({ key, doc_count: count }) => ({ code: String(key), count }));
