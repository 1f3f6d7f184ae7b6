/** Values of code lists as concepts: the EU authorities' where DCAT-AP asks for those, ours with the lists' words. */
import { parentOf, region } from '../../../../config/regions.ts';
import { termName, type VocabularyName } from '../../../../config/vocabularies.ts';
import { termIri } from '../../base.ts';
import type { Statements } from './statements.ts';

export const AUTHORITY = 'http://publications.europa.eu/resource/authority';

/** Our lists that are published as concepts, by the first part of their terms' names. */
/** DCAT-AP, as its own documents name it. */
export const PROFILE = 'http://data.europa.eu/r5r/';

export const LISTS = {
  mode: 'modes',
  kind: 'kinds',
  openness: 'openness',
  sharing: 'sharing',
  theme: 'themes',
  industry: 'industries',
  format: 'formats',
  'registration-type': 'registration-types',
  'registration-state': 'registration-states',
} as const satisfies Record<string, VocabularyName>;
export type List = keyof typeof LISTS;

export const conceptName = (list: List, code: string): string => `${list}-${code}`;

/** A concept with its labels, and its IRI. */
export function concept(about: Statements, base: string, list: List, code: string): string {
  const iri = termIri(base, conceptName(list, code));
  const { zh, en } = termName(LISTS[list], code);
  about.type(iri, 'skos:Concept');
  about.text(iri, 'skos:prefLabel', zh, 'zh');
  about.text(iri, 'skos:prefLabel', en, 'en');
  return iri;
}

export function dataTheme(about: Statements, code: string): string {
  const iri = `${AUTHORITY}/data-theme/${code}`;
  const { zh, en } = termName('dcat-themes', code);
  about.type(iri, 'skos:Concept');
  about.text(iri, 'skos:prefLabel', zh, 'zh');
  about.text(iri, 'skos:prefLabel', en, 'en');
  return iri;
}

export function frequency(about: Statements, code: string): string {
  const iri = `${AUTHORITY}/frequency/${code}`;
  about.type(iri, 'dct:Frequency');
  return iri;
}

const ACCESS = { public: 'PUBLIC', restricted: 'RESTRICTED', 'non-public': 'NON_PUBLIC' } as const;

export function accessRights(about: Statements, rights: keyof typeof ACCESS): string {
  const iri = `${AUTHORITY}/access-right/${ACCESS[rights]}`;
  about.type(iri, 'dct:RightsStatement');
  return iri;
}

export function mediaType(about: Statements, type: string): string | undefined {
  if (!/^[\w.+-]+\/[\w.+-]+$/.test(type)) return undefined;
  const iri = `http://www.iana.org/assignments/media-types/${type}`;
  about.type(iri, 'dct:MediaType');
  return iri;
}

/** 浙江省台州市路桥区: no place's name alone tells it apart. */
function fullName(code: string): string {
  const names: string[] = [];
  for (let at = region(code); at !== undefined; at = at.level === 'country' ? undefined : parentOf(at.code))
    if (at.level !== 'country' || names.length === 0) names.unshift(at.name);
  return names.length === 0 ? code : names.join('');
}

/** The term for a place: its GB/T 2260 code. */
export function place(about: Statements, base: string, code: string): string {
  const iri = termIri(base, `region-${code}`);
  about.type(iri, 'dct:Location');
  about.text(iri, 'skos:prefLabel', fullName(code), 'zh');
  about.text(iri, 'dct:identifier', code);
  return iri;
}
