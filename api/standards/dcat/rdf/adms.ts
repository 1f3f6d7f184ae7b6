/** Values of ADMS's code lists (SEMIC), as DCAT-AP asks for them; only where what is known leaves no doubt. */
import { COUNTRY } from '../../../../config/regions.ts';
import { creditCode } from '../../../../config/text/credit-code.ts';
import type { Statements } from './statements.ts';

const ADMS = 'http://purl.org/adms';

function concept(about: Statements, list: string, name: string): string {
  const [scheme, iri] = [`${ADMS}/${list}/1.0`, `${ADMS}/${list}/${name}`];
  about.type(iri, 'skos:Concept');
  about.text(iri, 'skos:prefLabel', name.replace(/(?<=[a-z])(?=[A-Z])/g, ' '), 'en');
  about.link(iri, 'skos:inScheme', scheme);
  about.type(scheme, 'skos:ConceptScheme');
  about.text(scheme, 'dct:title', list, 'en');
  return iri;
}

/** What the latest change of a record was. */
export const changeType = (about: Statements, first: string, last: string): string =>
  concept(about, 'changetype', first === last ? 'created' : 'updated');

/**
 * Who an agent is, by a unified social credit code that passes its check (GB 32100-2015, 5.2 and 5.3): who registered it
 * as what, and of which place the one is that registered it.
 */
export function publisherType(about: Statements, code: string | undefined): string | undefined {
  if (code === undefined || creditCode(code) !== 'right') return undefined;
  const [kind, place] = [code.slice(0, 2), code.slice(2, 8)];
  const authority = place === COUNTRY ? 'National' : place.endsWith('0000') ? 'Regional' : 'Local';
  if (kind === '11') return concept(about, 'publishertype', `${authority}Authority`);
  if (kind === '91') return concept(about, 'publishertype', 'Company');
  return kind.startsWith('5') ? concept(about, 'publishertype', 'NonProfitOrganisation') : undefined;
}

/** What Creative Commons' licences ask for, by the parts of their SPDX names. */
const ASKED: Readonly<Record<string, string>> = {
  CC0: 'PublicDomain',
  BY: 'Attribution',
  SA: 'ViralEffect-ShareAlike',
  NC: 'NonCommercialUseOnly',
  ND: 'NoDerivativeWork',
};

export function licenceTypes(about: Statements, code: string | null): string[] {
  if (code === null || !/^CC(0|-BY)-/.test(code)) return [];
  return code.split('-').flatMap((part) => {
    const name = ASKED[part];
    return name === undefined ? [] : concept(about, 'licencetype', name);
  });
}
