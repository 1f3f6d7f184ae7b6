/** Whose the data are, and whom to ask, in ISO 19139 and 19115-3. */
import type { Field, RawValue } from '../../../config/record.ts';
import { filled } from '../../filled.ts';
import { at, childOf, childrenOf, within, type XmlElement } from '../xml/element.ts';
import { allValues, firstValue } from './iso-values.ts';

interface Party {
  organisation?: string;
  person?: string;
  role: string;
  phone?: string;
  email?: string;
}

/** A `CI_ResponsibleParty` (19139) or a `CI_Responsibility` (19115-3). */
function partyIn(property: XmlElement): Party {
  const party = childOf(property, 'CI_ResponsibleParty', 'CI_Responsibility');
  const held = party === undefined ? [] : at(party, 'party', '*');
  const organisation =
    firstValue(party, 'organisationName') ??
    firstValue(
      held.find(({ name }) => name === 'CI_Organisation'),
      'name',
    );
  const person =
    firstValue(party, 'individualName') ??
    held
      .flatMap((each) => within(each, 'CI_Individual'))
      .flatMap((each) => firstValue(each, 'name') ?? [])[0] ??
    firstValue(
      held.find(({ name }) => name === 'CI_Individual'),
      'name',
    );
  const contacts = party === undefined ? [] : within(party, 'CI_Contact');
  const phones = contacts.flatMap((each) => [
    ...within(each, 'CI_Telephone').flatMap((phone) => allValues(phone, 'voice', 'number')),
  ]);
  const emails = contacts.flatMap((each) =>
    within(each, 'CI_Address').flatMap((address) => allValues(address, 'electronicMailAddress')),
  );
  return filled({
    organisation,
    person,
    role: firstValue(party, 'role') ?? '',
    phone: phones[0],
    email: emails[0],
  }) as Party;
}

/** Who answers for data, the first that is named. */
const HOLDERS = ['publisher', 'owner', 'custodian', 'resourceProvider', 'distributor', 'pointOfContact'];
const rank = (order: readonly string[], { role }: Party): number => {
  const at = order.indexOf(role);
  return at === -1 ? order.length : at;
};
const CONTACTS = ['pointOfContact', 'custodian', 'owner', 'distributor', 'publisher'];

/**
 * The resource's own parties go before the record's: who keeps the catalogue's entry is seldom who holds the data.
 * Only where the resource names none does the record's contact stand for both.
 */
export function parties(
  metadata: XmlElement,
  identification: XmlElement | undefined,
): Partial<Record<Field, RawValue>> {
  const own = [
    ...(identification === undefined ? [] : childrenOf(identification, 'pointOfContact')),
    ...at(identification, 'citation', 'CI_Citation', 'citedResponsibleParty'),
  ].map(partyIn);
  const named = own.filter(({ organisation }) => organisation !== undefined);
  const record = childrenOf(metadata, 'contact').map(partyIn);
  const holder = [...named].sort((a, b) => rank(HOLDERS, a) - rank(HOLDERS, b))[0];
  const reachable = [...own, ...record].filter(
    ({ phone, email, person }) => (phone ?? email ?? person) !== undefined,
  );
  const asked = own.some((party) => reachable.includes(party))
    ? reachable
        .filter((party) => own.includes(party))
        .sort((a, b) => rank(CONTACTS, a) - rank(CONTACTS, b))[0]
    : reachable[0];
  return filled({
    publisher:
      holder?.organisation ?? record.find(({ organisation }) => organisation !== undefined)?.organisation,
    contactName: asked?.person ?? asked?.organisation,
    contactPhone: asked?.phone,
    contactEmail: asked?.email,
  });
}
