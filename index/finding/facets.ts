/** The facet values of an entry: the same in every engine. */
import { COUNTRY, region } from '../../config/regions.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { type Marks, marksOf, statedBand } from '../../normalizer/quality/marks.ts';
import { COMPLETE, disclosedYear, isLedgerRow, ledgerGapsOf } from '../../normalizer/registration/ledger.ts';
import { undatedState, validUntil } from '../../normalizer/registration/registration-state.ts';
import { officeOf } from '../office.ts';
import { FACETS, type Facet, type Filters } from '../query.ts';

const year = (date: string | undefined): string[] => (date === undefined ? [] : [date.slice(0, 4)]);
const month = (date: string | undefined): string[] =>
  date === undefined || date.length < 7 ? [] : [date.slice(0, 7)];
const code = (value: { code: string | null } | undefined): string[] =>
  value?.code === null || value?.code === undefined ? [] : [value.code];

/** Province, city and county as GB/T 2260 codes: `100000` is the country; municipalities have no cities. */
export function places(spatial: string): { province: string[]; city: string[]; county: string[] } {
  if (spatial === COUNTRY) return { province: [COUNTRY], city: [], county: [] };
  const place = region(spatial);
  const city = place?.city;
  return {
    province: [place?.province ?? `${spatial.slice(0, 2)}0000`],
    city: city === undefined ? [] : [city],
    county: place?.level === 'county' ? [spatial] : [],
  };
}

/** UTF-16 units of a value that tell it apart; a longer one is no name, and no engine takes it whole. */
const MAX_VALUE = 1_000;

const names = (...agents: ({ name: string } | undefined)[]): string[] => [
  ...new Set(agents.flatMap((agent) => (agent === undefined ? [] : [nameOf(agent)]))),
];
const nameOf = ({ name }: { name: string }): string => name.slice(0, MAX_VALUE).toWellFormed();

/**
 * Distinct values of each facet; none where the entry does not say. No clock is looked at: `registered` is what is stated, and what
 * lapsed by a day is told by `registeredUntil`, the year in which validity ends; `quality` is the band of what the record says, not of
 * how late it is today.
 */
export function facetValues(entry: Entry, marks: Marks = marksOf(entry)): Record<Facet, string[]> {
  const { registration } = entry;
  const state = registration === undefined ? undefined : undatedState(registration);
  const office = officeOf(entry);
  return {
    ...places(entry.spatial.code),
    source: [entry.source],
    mode: [entry.mode],
    openness: entry.openness === undefined ? [] : [entry.openness.class],
    theme: [...new Set(entry.themes.flatMap(code))],
    industry: code(entry.industry),
    format: [...new Set(entry.distributions.flatMap(({ format }) => format ?? []))],
    frequency: code(entry.frequency),
    kind: [entry.kind],
    publisher: names(office),
    implementingAgency: names(entry.implementingAgency),
    operator: names(...(entry.operators ?? [entry.operator])),
    registrant: names(registration?.registrant),
    registered: state === undefined ? [] : [state],
    registeredUntil: year(registration === undefined ? undefined : validUntil(registration)),
    issuedYear: year(entry.issued),
    issuedMonth: month(entry.issued),
    modifiedYear: year(entry.modified),
    modifiedMonth: month(entry.modified),
    quality: [statedBand(marks)],
    ...ledgerValues(entry),
  };
}

/** Of a row of the ledger of authorised operation: what it lacks, and the latest year that is disclosed. */
function ledgerValues(entry: Entry): Record<'ledgerGap' | 'disclosedYear', string[]> {
  if (!isLedgerRow(entry)) return { ledgerGap: [], disclosedYear: [] };
  const gaps = ledgerGapsOf(entry);
  const disclosed = disclosedYear(entry);
  return {
    ledgerGap: gaps.length === 0 ? [COMPLETE] : gaps,
    disclosedYear: disclosed === undefined ? [] : [String(disclosed)],
  };
}

/** Facets that narrow, each with its alternatives, in the order of `FACETS`; empty lists narrow nothing. */
export function activeFilters(filters: Filters): [Facet, string[]][] {
  return FACETS.flatMap((facet): [Facet, string[]][] => {
    const values = filters[facet];
    return values === undefined || values.length === 0 ? [] : [[facet, [...new Set(values)].sort()]];
  });
}
