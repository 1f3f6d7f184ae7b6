/** Offices and whom to ask, as FOAF agents and vCards, each under the dataset that names them. */
import type { Entry } from '../../../index/port.ts';
import { publisherType } from './rdf/adms.ts';
import type { Statements } from './rdf/statements.ts';
import { place } from './rdf/terms.ts';

type Agent = NonNullable<Entry['publisher']>;

/** `iri`: what the agent is called by here. */
export function agent(about: Statements, base: string, iri: string, { name, code, region }: Agent): string {
  about.type(iri, 'foaf:Agent');
  about.text(iri, 'foaf:name', name, 'zh');
  about.text(iri, 'dct:identifier', code);
  about.link(iri, 'dct:type', publisherType(about, code));
  if (region !== undefined) about.link(iri, 'dct:spatial', place(about, base, region));
  return iri;
}

export function contactPoint(about: Statements, dataset: string, { contact, publisher }: Entry): void {
  if (contact?.phone === undefined && contact?.email === undefined) return;
  const iri = `${dataset}#contact`;
  about.link(dataset, 'dcat:contactPoint', iri);
  about.type(iri, 'vcard:Kind', 'vcard:Organization');
  about.text(iri, 'vcard:fn', publisher?.name ?? '联系方式', 'zh');
  if (contact.email !== undefined) about.link(iri, 'vcard:hasEmail', `mailto:${contact.email}`);
  if (contact.phone === undefined) return;
  const phone = `${dataset}#telephone`;
  about.link(iri, 'vcard:hasTelephone', phone);
  about.type(phone, 'vcard:Voice');
  about.text(phone, 'vcard:hasValue', contact.phone);
}
