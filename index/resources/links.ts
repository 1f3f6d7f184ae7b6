/** Why the offers of a resource are one thing: which two were linked, and on what grounds. */
import { depthOf } from '../../config/regions.ts';
import { withDecision } from '../../normalizer/identity/decisions.ts';
import { GROUNDS, type Link } from '../../normalizer/identity/linking.ts';
import { identityMember } from '../../normalizer/identity.ts';
import { weigh } from '../../normalizer/resolve.ts';
import type { Resource } from '../port.ts';

export { GROUNDS };

/** Registrations say themselves why they belong to it (`registrations.ts`). */
export function linksOf({ offers }: Resource): Link[] {
  if (offers.length < 2) return [];
  return weigh(
    offers.map(({ entry, decided }) =>
      withDecision(identityMember(entry, depthOf(entry.spatial.code) ?? 0), decided),
    ),
  ).links;
}
