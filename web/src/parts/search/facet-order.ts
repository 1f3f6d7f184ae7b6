import type { Facet } from '../../../../api/types.ts';

/** The places of the region tree, widest first. */
export const REGION_FACETS = ['province', 'city', 'county'] as const satisfies Facet[];

/** The facets of the search page, most used first; the first few are open. */
export const FACET_ORDER: Facet[] = [
  'province',
  'city',
  'mode',
  'openness',
  'theme',
  'format',
  'frequency',
  'modifiedYear',
  'kind',
  'registered',
  'quality',
  'industry',
  'publisher',
  'implementingAgency',
  'operator',
  'registrant',
  'registeredUntil',
  'source',
];

/** Facets that statistics lead here by: not counted, and shown among what is chosen. */
export const LINKED_FACETS: Facet[] = [
  'county',
  'issuedYear',
  'issuedMonth',
  'modifiedMonth',
  'ledgerGap',
  'disclosedYear',
];

/** Values shown of each until more are asked for. */
export const FEW = 12;
