/**
 * The documents of a place's entries as the engine leaves them once all are written: made by its own maker, of
 * resources brought together by its own rules, without a request.
 */
import { depthOf } from '../../../config/regions.ts';
import {
  documentsOf,
  type EntryDocument,
  type Member,
} from '../../../index/elasticsearch/layout/document.ts';
import { idOf } from '../../../index/elasticsearch/store.ts';
import { type Members, regroup } from '../../../index/resources/grouping.ts';
import { type IdentityMember, identityMember } from '../../../normalizer/identity.ts';
import { AT } from '../../index/batches.ts';
import type { Place } from '../../index/generator.ts';
import { generatedOf } from './generated.ts';

/** Entries that nobody has written yet: any of them may denote the same thing as another of the place. */
function unwritten(identities: ReadonlyMap<string, IdentityMember>): Members<string> {
  const holders = new Map<string, string[]>();
  for (const [id, { keys }] of identities) {
    for (const key of keys) holders.set(key, [...(holders.get(key) ?? []), id]);
  }
  return {
    holders: (key, limit) => (holders.get(key) ?? []).slice(0, limit),
    count: (key) => holders.get(key)?.length ?? 0,
    alive: (id) => identities.has(id),
    member: (id) => ({ identity: identities.get(id) as IdentityMember, resource: '', lead: '' }),
    offers: () => undefined,
    settled: false,
  };
}

/** Written by one run of their source, as `batchOf` says it. */
export function* filledDocuments({ source, region }: Place, entries: number): Generator<EntryDocument> {
  const members = new Map(
    generatedOf({ source, region }, entries).map((entry): [string, Member] => {
      const doc = JSON.stringify(entry);
      const identity = identityMember(entry, depthOf(region) ?? 0);
      const facts = {
        ...{ id: entry.id, source, region, doc, hash: idOf(doc), identity, removedAt: null },
        ...{ firstSeen: AT, changedAt: AT, addedIn: `${source}-run` },
      };
      return [entry.id, { facts, placed: { region, entry } }];
    }),
  );
  const identities = new Map([...members].map(([id, { facts }]) => [id, facts.identity]));
  const changes = new Map([...identities].map(([id, { keys }]) => [id, { before: [], after: keys }]));
  for (const { resource, members: ids } of regroup(unwritten(identities), changes)) {
    yield* documentsOf(
      resource,
      ids.map((id) => members.get(id) as Member),
    );
  }
}

/** Lines of a bulk request to an index. */
export function* linesOf(place: Place, entries: number): Generator<string> {
  for (const document of filledDocuments(place, entries)) {
    yield `${JSON.stringify({ index: { _id: idOf(document.id) } })}\n${JSON.stringify(document)}\n`;
  }
}
