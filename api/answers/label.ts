/** Words for the values of facets. */
import type { Source } from '../../config/registry/source.ts';
import { termName, type VocabularyName } from '../../config/vocabularies.ts';
import { type Label, regionLabel } from '../../config/words.ts';
import type { Facet } from '../../index/query.ts';

/** Facets whose values are codes of a list. */
export const CODE_LISTS: Partial<Record<Facet, VocabularyName>> = {
  mode: 'modes',
  kind: 'kinds',
  openness: 'openness',
  theme: 'themes',
  industry: 'industries',
  frequency: 'frequencies',
  format: 'formats',
  registered: 'registration-states',
  quality: 'quality-bands',
  ledgerGap: 'ledger-gaps',
};

/** Code lists of entries that are no facets. */
export const OTHER_LISTS = [
  'authorisation-modes',
  'operation-patterns',
  'price-bases',
  'pricing-units',
  'registration-types',
] as const satisfies VocabularyName[];

export function facetLabel(facet: Facet, value: string, sources: ReadonlyMap<string, Source>): Label {
  if (value === '') return { zh: '未说明', en: 'Not stated' };
  const list = CODE_LISTS[facet];
  if (list !== undefined) return termName(list, value);
  if (facet === 'province' || facet === 'city' || facet === 'county') return regionLabel(value);
  const name = facet === 'source' ? (sources.get(value)?.title ?? value) : value;
  return { zh: name, en: name };
}
