/** An administrator's word on the identity of entries, kept in their documents. */
import { CodedError } from '../../config/errors/errors.ts';
import { depthOf } from '../../config/regions.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { type Decision, decidedAfter } from '../../normalizer/identity/decisions.ts';
import { identityMember } from '../../normalizer/identity.ts';
import type { Catalogue } from '../port.ts';
import type { EntryDocument } from './layout/document.ts';
import { idOf, type Store } from './store.ts';
import { settle } from './write/settle.ts';
import type { Wanted } from './write/wanted.ts';

export function prepareDecisions(store: Store): Pick<Catalogue, 'decide'> {
  async function wantedOf(id: string, decision: Decision): Promise<[string, Wanted]> {
    const document = (await store.document<EntryDocument>('entries', idOf(id)))?.source;
    if (document === undefined || !document.alive) throw new CodedError('entry.not-found', id);
    const { doc, hash, source, region, addedIn, firstSeen, changedAt } = document;
    const entry = JSON.parse(doc) as Entry;
    return [
      id,
      {
        content: { entry, doc, hash, identity: identityMember(entry, depthOf(region) ?? 0) },
        ...{ source, region, run: addedIn, at: changedAt, onlyWhile: hash },
        restored: { firstSeen, changedAt, addedIn, removedAt: null, resource: '' },
        decided: (before) => decidedAfter(before, id, decision),
      },
    ];
  }

  return {
    async decide(id, decision) {
      const wanted = new Map([await wantedOf(id, decision)]);
      if (decision.decision === 'join') {
        const [other, back] = await wantedOf(decision.with, { decision: 'join', with: id });
        wanted.set(other, back);
      }
      const whole = wanted.size;
      const { failures } = await settle(store, wanted);
      // An entry that was harvested anew meanwhile was left alone.
      if (wanted.size < whole) throw new CodedError('catalogue.conflict', `${id} is being written`);
      const [failure] = failures.values();
      if (failure !== undefined) throw new CodedError(failure.code, failure.detail);
    },
  };
}
