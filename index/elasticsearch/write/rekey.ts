/**
 * Brings the identity of entries that an earlier program wrote to this one's: their keys, and the resources that come of
 * them. What others write meanwhile is written by this program's rules already, and is left alone.
 */
import type { Client } from '@elastic/elasticsearch';
import { depthOf } from '../../../config/regions.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { withDecision } from '../../../normalizer/identity/decisions.ts';
import { identityMember } from '../../../normalizer/identity.ts';
import type { EntryDocument } from '../layout/document.ts';
import type { Store } from '../store.ts';
import { settle } from './settle.ts';
import { sameIdentity, type Wanted } from './wanted.ts';

const AT_ONCE = 500;

/** Raised with every change of `identityMember` or `resolve`; the index of the entries bears it once they are brought to it. */
const IDENTITY = 4;

/** How many entries were looked at: none where all are by this program's rules. `tell` hears it now and then. */
export async function rekeyOnce(
  client: Client,
  index: string,
  store: Store,
  tell?: (looked: number) => void,
): Promise<number> {
  const found = await client.indices.getMapping({ index });
  if (Object.values(found).every(({ mappings }) => mappings._meta?.identity === IDENTITY)) return 0;
  const looked = await rekey(store, tell);
  await client.indices.putMapping({ index, _meta: { identity: IDENTITY } });
  return looked;
}

async function rekey(store: Store, tell: (looked: number) => void = () => undefined): Promise<number> {
  let looked = 0;
  await store.refresh(['entries']);
  const living = { query: { term: { alive: true } }, sort: ['id'] };
  for await (const hits of store.every<EntryDocument>('entries', living, AT_ONCE)) {
    const wanted = new Map<string, Wanted>();
    for (const { source: document } of hits) {
      const { id, doc, hash, source, region, identity, addedIn, firstSeen, changedAt } = document;
      const entry = JSON.parse(doc) as Entry;
      const now = identityMember(entry, depthOf(region) ?? 0);
      if (sameIdentity(withDecision(now, identity.decided), identity)) continue;
      const restored = { firstSeen, changedAt, addedIn, removedAt: null, resource: '' };
      const content = { entry, doc, hash, identity: now };
      wanted.set(id, { content, source, region, run: addedIn, at: changedAt, restored, onlyWhile: hash });
    }
    if (wanted.size > 0) await settle(store, wanted);
    looked += hits.length;
    tell(looked);
  }
  return looked;
}
