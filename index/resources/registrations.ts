/** By which registrations a resource is registered: what its registers' records and its own entries say of it. */

import type { Entry, RegistrationState } from '../../normalizer/entry.ts';
import { identityMember } from '../../normalizer/identity.ts';
import { EVIDENCE, type Evidence, evidenceOf } from '../../normalizer/registration/link-registrations.ts';
import { registrationState, validUntil } from '../../normalizer/registration/registration-state.ts';
import type { Resource } from '../port.ts';

export { EVIDENCE };

export interface RegistrationOf {
  /** The entry that says so. */
  entry: string;
  source: string;
  registration: NonNullable<Entry['registration']>;
  validUntil?: string;
  /** How it stands on the day asked for; undefined where what is stated does not say. */
  state?: RegistrationState;
  /** Why a register's record counts as the thing's; absent where the thing's own entry names it. */
  evidence?: Evidence;
}

/** The registers' records first. `on`: YYYY-MM-DD, China time. */
export function registrationsOf({ offers }: Resource, on: string): RegistrationOf[] {
  const members = offers.map(({ entry }) => identityMember(entry, 0));
  const found = offers.flatMap(({ entry }, at): RegistrationOf[] => {
    const { registration, isRegistration } = entry;
    if (registration === undefined) return [];
    const record = members[at];
    const others = members.filter(({ registers }) => !registers);
    const kinds = record === undefined ? [] : others.flatMap((other) => evidenceOf(record, other) ?? []);
    const [until, state] = [validUntil(registration), registrationState(registration, on)];
    return [
      {
        entry: entry.id,
        source: entry.source,
        registration,
        ...(until === undefined ? {} : { validUntil: until }),
        ...(state === undefined ? {} : { state }),
        ...(isRegistration && kinds.length > 0 ? { evidence: surest(kinds) } : {}),
      },
    ];
  });
  const isRecord = new Set(offers.filter(({ entry }) => entry.isRegistration).map(({ entry }) => entry.id));
  return found.sort((a, b) => Number(isRecord.has(b.entry)) - Number(isRecord.has(a.entry)));
}

const surest = (kinds: Evidence[]): Evidence =>
  EVIDENCE.find((evidence) => kinds.includes(evidence)) as Evidence;
