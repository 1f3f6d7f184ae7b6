/** What a write wants of an entry, and whether it stands so already. */
import { isDeepStrictEqual } from 'node:util';
import type { Entry } from '../../../normalizer/entry.ts';
import { type Decided, withDecision } from '../../../normalizer/identity/decisions.ts';
import type { IdentityMember } from '../../../normalizer/identity.ts';
import type { EntryDocument } from '../layout/document.ts';
import type { KnownEntry } from '../read/known.ts';

/** An entry as it shall stand; null where it is gone from its source. */
export interface Wanted {
  content: { entry: Entry; doc: string; hash: string; identity: IdentityMember } | null;
  source: string;
  region: string;
  run: string;
  at: string;
  /** What an archive says of the entry, instead of what follows from how it stands and when it is written. */
  restored?: Restored;
  /** Since when it is known, where that is not what its document says. */
  firstSeen?: string;
  /** Of what was decided of its identity, what shall be; as it stands where absent. */
  decided?: (before: Decided | undefined) => Decided | undefined;
  /** Hash of the content as it was read: where it stands otherwise by now, nothing is wanted. */
  onlyWhile?: string;
}

/** An entry of an archive may be a tombstone: then `removedAt` says since when, and `resource` what it was of. */
export type Restored = Pick<EntryDocument, 'firstSeen' | 'changedAt' | 'removedAt' | 'addedIn' | 'resource'>;

export function sameIdentity(one: IdentityMember, other: IdentityMember): boolean {
  return isDeepStrictEqual(one, other);
}

/** As its content makes it and as it was decided. */
export const identityOf = (
  identity: IdentityMember,
  known: KnownEntry | undefined,
  decided: Wanted['decided'] = (before) => before,
): IdentityMember => withDecision(identity, decided(known?.identity.decided));

export function isSame(
  known: KnownEntry | undefined,
  { content, region, restored, firstSeen: since, decided }: Wanted,
): boolean {
  if (known === undefined || known.hash !== content?.hash || known.region !== region) return false;
  if (!sameIdentity(known.identity, identityOf(content.identity, known, decided))) return false;
  if (since !== undefined && known.firstSeen !== since) return false;
  if (restored === undefined) return known.alive;
  const { firstSeen, changedAt, removedAt, addedIn, resource } = restored;
  return (
    known.firstSeen === firstSeen &&
    known.changedAt === changedAt &&
    known.removedAt === removedAt &&
    known.addedIn === addedIn &&
    (known.alive || known.resource === resource)
  );
}
