/** Addresses that were asked, a document each. */
import type { LinkCheck, LinkChecks } from '../quality/link-checks.ts';
import { idOf, type Store } from './store.ts';
import type { Operation } from './write/bulk.ts';

const PAGE = 500;

interface LinkDocument {
  doc: string;
}

export const linkOperation = (check: LinkCheck): Operation => ({
  purpose: 'links',
  id: idOf(check.id),
  action: 'index',
  document: { id: check.id, entry: check.entry, source: check.source, doc: JSON.stringify(check) },
});

export function prepareLinkChecks(store: Store): LinkChecks {
  async function* found(query: object): AsyncIterable<LinkCheck[]> {
    await store.refresh(['links'], true);
    const body = { query, sort: ['id'], _source: ['doc'] };
    for await (const hits of store.every<LinkDocument>('links', body, PAGE)) {
      yield hits.map(({ source }) => JSON.parse(source.doc) as LinkCheck);
    }
  }
  return {
    keepLinkChecks: (checks) => store.writeAll(checks.map(linkOperation)),
    async dropLinkChecks(ids) {
      await store.bulk(ids.map((id) => ({ purpose: 'links', id: idOf(id), action: 'delete' })));
    },
    async linkChecks(entry) {
      const checks: LinkCheck[] = [];
      for await (const page of found({ term: { entry } })) checks.push(...page);
      return checks.sort((a, b) => (a.url < b.url ? -1 : 1));
    },
    allLinkChecks: (source) => found(source === undefined ? { match_all: {} } : { term: { source } }),
  };
}
