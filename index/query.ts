/** The query model: what can be asked of a catalogue, whatever the engine. Values are validated at the API's door. */
import type { Understood } from './analysis/understood.ts';
import type { StoredEntry } from './stored.ts';

export const FACETS = [
  'province',
  'city',
  'county',
  'source',
  'mode',
  'openness',
  'theme',
  'industry',
  'format',
  'frequency',
  'kind',
  'publisher',
  'implementingAgency',
  'operator',
  'registrant',
  'registered',
  'registeredUntil',
  'issuedYear',
  'issuedMonth',
  'modifiedYear',
  'modifiedMonth',
  'quality',
  'ledgerGap',
  'disclosedYear',
] as const;
export type Facet = (typeof FACETS)[number];

export const SORTS = ['relevance', 'modified', 'issued', 'title'] as const;
export type Sort = (typeof SORTS)[number];

/** Orders besides, for programs that walk through all: newest or oldest change first, or by the resource's id. */
export const ORDERS = [...SORTS, 'changed', 'changed-up', 'id'] as const;
export type Order = (typeof ORDERS)[number];

/** From … until, both included; instants in ISO 8601. */
export interface Span {
  from?: string;
  until?: string;
}

/** Among a facet's values: entries that say nothing of it. */
export const NOT_STATED = '';

/** How addresses write that. */
export const UNSTATED = '-';

/** A facet's value as addresses write it. */
export const said = (value: string): string => (value === NOT_STATED ? UNSTATED : value);

/** Values of one facet are alternatives, facets narrow each other. A resource matches by any of its offers. */
export type Filters = Partial<Record<Facet, string[]>>;

/** What is asked, as the addresses of the search page and of the API write it. */
export function queryOf({ text, filters }: { text: string; filters: Filters }): string {
  const asked = new URLSearchParams(text === '' ? {} : { q: text });
  for (const facet of FACETS) for (const value of filters[facet] ?? []) asked.append(facet, said(value));
  return asked.toString();
}

export interface SearchQuery {
  /** As typed; empty finds all. */
  text: string;
  /** Words of the text that are to mean nothing but themselves: no place, no other words for them. */
  literal?: string[];
  filters: Filters;
  /** One offer alone has to pass all filters, and entries are those that do: what statistics count. Facets are counted as ever. */
  together?: boolean;
  /** Resources of which an offer last changed within this span. */
  changed?: Span;
  sort: Order;
  /** Results a page, 1–100. */
  size: number;
  cursor?: string;
  /** Hits passed over before the page begins, behind the cursor: for readers that page by offset. */
  pass?: number;
  /** Facets to count, and how many values of each. A facet's own filter does not narrow its counts. */
  facets: Facet[];
  facetSize: number;
  highlight: boolean;
}

/** What a search asks in words; an empty text finds all. */
export type Words = Pick<SearchQuery, 'text' | 'literal'>;

export interface FacetValue {
  value: string;
  /** Resources, each counted once. */
  count: number;
}

/** Order between classes is the same in every engine; within a class engines score by their own statistics. */
export const RELEVANCE_CLASSES = ['title-exact', 'title-all', 'all', 'some'] as const;
export type RelevanceClass = (typeof RELEVANCE_CLASSES)[number];

export interface Hit {
  resource: string;
  lead: StoredEntry;
  /** Regions (GB/T 2260), modes and sources of all its offers. */
  offers: { count: number; regions: string[]; modes: string[]; sources: string[] };
  class: RelevanceClass | null;
  /** Text with matches as [start, end) offsets (UTF-16), never markup. */
  highlight?: { title: [number, number][]; description: { text: string; matches: [number, number][] } };
}

export interface SearchResult {
  hits: Hit[];
  /** Resources found; entries they stand for. */
  resources: number;
  entries: number;
  facets: Partial<Record<Facet, FacetValue[]>>;
  cursor: string | null;
  /** The words the text was understood as. */
  terms: string[];
  /** Each of them, with what it was taken for. */
  understood: Understood[];
}

export interface StatisticsQuery {
  by: Facet[];
  filters: Filters;
}

export interface StatisticsRow {
  key: Partial<Record<Facet, string>>;
  entries: number;
  resources: number;
}

export interface Statistics {
  rows: StatisticsRow[];
  total: { entries: number; resources: number };
  /** The instant the figures hold for, ISO 8601. */
  at: string;
}
