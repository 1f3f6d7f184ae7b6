/** What people leave in the catalogue, a document each, written over the version that was read. */
import type { estypes } from '@elastic/elasticsearch';
import { CodedError } from '../../config/errors/errors.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { isThere, type Paper, type PaperKind, type Papers, questionOfPapers } from '../people/papers.ts';
import { amend, idOf, type Store } from './store.ts';

interface PaperDocument {
  kind: PaperKind;
  id: string;
  order: string;
  tags: string[];
  expiresAt?: string;
  doc: string;
}

export const paperId = ({ kind, id }: Pick<Paper, 'kind' | 'id'>): string => idOf(`${kind} ${id}`);

export const paperDocument = (paper: Paper): PaperDocument => {
  const { kind, id, order, tags, expiresAt } = paper;
  return { kind, id, order, tags, ...(expiresAt !== null && { expiresAt }), doc: JSON.stringify(paper) };
};

const parsed = <T>({ doc }: PaperDocument): Paper<T> => JSON.parse(doc) as Paper<T>;

export function preparePapers(store: Store): Papers {
  const narrowed = (kind: PaperKind, tags: string[]): estypes.QueryDslQueryContainer => ({
    bool: {
      filter: [{ term: { kind } }, ...tags.map((tag) => ({ term: { tags: tag } }))],
      must_not: [{ range: { expiresAt: { lte: new Date().toISOString() } } }],
    },
  });

  return {
    async paper<T>(kind: PaperKind, id: string) {
      const stored = await store.document<PaperDocument>('papers', paperId({ kind, id }));
      const paper = stored && parsed<T>(stored.source);
      return paper !== undefined && isThere(paper, new Date().toISOString()) ? paper : undefined;
    },
    async putPaper(paper) {
      const version = paper.version + 1;
      const document = paperDocument({ ...paper, version });
      let sent = false;
      await amend<PaperDocument>(store, 'papers', paperId(paper), (kept) => {
        const stored = kept === undefined ? 0 : parsed(kept).version;
        if (stored === paper.version) {
          sent = true;
          return document;
        }
        // Done, and the answer was lost.
        if (sent && kept?.doc === document.doc) return undefined;
        const detail = `${paper.kind} ${paper.id}: version ${paper.version} is not the stored ${stored}`;
        throw new CodedError('catalogue.conflict', detail);
      });
      return version;
    },
    async dropPaper(kind, id) {
      await store.bulk([{ purpose: 'papers', id: paperId({ kind, id }), action: 'delete' }]);
    },
    async papers<T>(kind: PaperKind, tags: string[], limit: number, cursor?: string) {
      const question = questionOfPapers(kind, tags);
      const after = cursor === undefined ? undefined : decodeCursor(cursor, question, ['string', 'string']);
      await store.refresh(['papers'], true);
      const { hits } = await store.search<PaperDocument>('papers', {
        query: narrowed(kind, tags),
        sort: [{ order: 'desc' }, { id: 'desc' }],
        size: limit + 1,
        ...(after === undefined ? {} : { search_after: after }),
      });
      const items = hits.slice(0, limit).map(({ source }) => parsed<T>(source));
      const last = items.at(-1);
      const goesOn = hits.length > limit && last !== undefined;
      return { items, cursor: goesOn ? encodeCursor(question, [last.order, last.id]) : null };
    },
    async countPapers(kind, tags) {
      await store.refresh(['papers'], true);
      const body = { query: narrowed(kind, tags), size: 0, track_total_hits: true };
      return (await store.search('papers', body)).total;
    },
    async dropExpired(now) {
      await store.refresh(['papers'], true);
      let dropped = 0;
      const body = { query: { range: { expiresAt: { lte: now } } }, sort: ['id'], _source: false };
      for await (const hits of store.every('papers', body, 500)) {
        await store.bulk(hits.map(({ id }) => ({ purpose: 'papers', id, action: 'delete' })));
        dropped += hits.length;
      }
      return dropped;
    },
  };
}
