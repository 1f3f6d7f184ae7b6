/**
 * Registrations join the thing that they are of: by the registration code that the thing's entry names; else by its
 * resource code; else by title and holder in its place. Each way is tried only for those that the ways before left
 * alone. What is looked at is how things stood before any registration joined, so that order makes no difference.
 */
import { CODE, type IdentityMember, REGISTRATION, sourceOf, TITLE } from '../identity.ts';
import type { Joining } from '../joining.ts';

/** How a registration and the thing it is of were found to belong together; the surest first. */
export const EVIDENCE = ['registration-code', 'resource-code', 'title-and-holder'] as const;
export type Evidence = (typeof EVIDENCE)[number];

const PREFIXES: Record<Evidence, string> = {
  'registration-code': REGISTRATION,
  'resource-code': CODE,
  'title-and-holder': TITLE,
};

/** What the two have in common; undefined where nothing, or one of them is no registration. */
export function evidenceOf(registration: IdentityMember, other: IdentityMember): Evidence | undefined {
  return EVIDENCE.find((evidence) =>
    registration.keys.some(
      (key) =>
        key.startsWith(PREFIXES[evidence]) && other.keys.includes(key) && fits(evidence, registration, other),
    ),
  );
}

export function linkRegistrations(
  members: IdentityMember[],
  byKey: ReadonlyMap<string, IdentityMember[]>,
  joining: Joining,
): void {
  // One code is one registration, in however many registers and rows: first, change, cancellation.
  for (const [key, holders] of byKey) {
    if (key.startsWith(REGISTRATION)) joining.join(holders.filter(registers).map(({ id }) => id));
  }
  const before = joining.snapshot();
  const registrations = Map.groupBy(members.filter(registers), ({ id }) => before.of(id));
  for (const registration of registrations.values()) {
    for (const evidence of EVIDENCE) {
      const keys = new Set(registration.flatMap((member) => member.keys));
      const shared = [...keys].filter((key) => key.startsWith(PREFIXES[evidence]));
      const things = shared.flatMap((key) => {
        const holders = byKey.get(key) ?? [];
        return thingsUnder(
          holders.filter((holder) => registration.some((member) => fits(evidence, member, holder))),
          before,
        );
      });
      // Codes are stated on purpose and may be named in several catalogues; of titles just one thing may be meant.
      const joins = evidence === 'registration-code' ? things : only(things, before);
      if (joins.length === 0) continue;
      joining.join([registration[0]?.id as string, ...joins]);
      break;
    }
  }
}

/** A title alone says nothing: it must be the same office's. */
const fits = (evidence: Evidence, registration: IdentityMember, other: IdentityMember): boolean =>
  evidence !== 'title-and-holder' ||
  (registration.office !== undefined && registration.office === other.office);

const registers = (member: IdentityMember): boolean => member.registers === true;

/**
 * Offers under a key, without those of catalogues in which several things have it. Under a title or a resource code
 * that other registrations claim as well, it is not clear which is meant.
 */
function thingsUnder(holders: IdentityMember[], before: Joining): string[] {
  const claimants = new Set(holders.filter(registers).map(({ id }) => before.of(id)));
  if (claimants.size > 1) return [];
  const bySource = Map.groupBy(
    holders.filter((holder) => !registers(holder)),
    sourceOf,
  );
  return [...bySource.values()].flatMap((offers) => {
    const things = new Set(offers.map(({ id }) => before.of(id)));
    return things.size === 1 ? offers.map(({ id }) => id) : [];
  });
}

function only(ids: string[], before: Joining): string[] {
  return new Set(ids.map((id) => before.of(id))).size === 1 ? ids : [];
}
