/**
 * The ledger of authorised operation (底账): its resources, what they state, and in how many of them of a place, an agency
 * or an operator it is stated. Asked of the search index, so that each figure is what a search for the same finds.
 */
import { type Entry, REGISTRATION_STATES } from '../../normalizer/entry.ts';
import {
  COMPLETE,
  disclosedYear,
  dueYear,
  isFree,
  isLedgerRow,
  LEDGER_GAPS,
  type LedgerGap,
  ledgerGapsOf,
} from '../../normalizer/registration/ledger.ts';
import { chinaDay } from '../history/day.ts';
import type { Catalogue, Resource } from '../port.ts';
import { type Facet, type Filters, NOT_STATED, type SearchQuery, type SearchResult } from '../query.ts';
import { type RegistrationOf, registrationsOf } from '../resources/registrations.ts';

export { COMPLETE, dueYear, isFree, LEDGER_GAPS, type LedgerGap };

/** No notice asked for any disclosure before. */
const FIRST_YEAR = 2020;
const MOST_GROUPS = 400;

const LEDGER_GROUPS = ['province', 'city', 'implementingAgency', 'operator'] as const;
export type LedgerGroupFacet = (typeof LEDGER_GROUPS)[number];

export interface LedgerQuestion {
  text: string;
  /** Of resources; the mode is the ledger's own. */
  filters: Filters;
  size: number;
  cursor?: string;
}

/** Resources, each counted once, and those of them of which an offer states it. */
export interface LedgerFigures {
  resources: number;
  /** With a valid registration, as far as it is stated. */
  registered: number;
  /** For the newest year whose disclosure is due. */
  disclosed: number;
  /** Agency, operator, term and prices are all stated. */
  complete: number;
  /** Products and services among them. */
  products: number;
}

export interface LedgerRow {
  resource: string;
  /** The offer that it is told by: the first under authorised operation. */
  entry: Entry;
  stated: Pick<Entry, 'implementingAgency' | 'operators' | 'operation' | 'fee'>;
  missing: LedgerGap[];
  disclosedYear?: number;
  /** The one that stands best on the day. */
  registration?: RegistrationOf;
}

export interface OperationLedger {
  total: LedgerFigures & { unregistered: number; undisclosed: number };
  /** Catalogue entries that its resources stand for. */
  entries: number;
  groups: Record<LedgerGroupFacet, { value: string; figures: LedgerFigures }[]>;
  /** How many resources lack what; how many stand registered how. */
  gaps: { value: string; count: number }[];
  registered: { value: string; count: number }[];
  rows: LedgerRow[];
  cursor: string | null;
  /** The year that `disclosed` is counted for. */
  year: number;
}

/** What narrows the ledger to the resources that a figure counts; an empty list of values would narrow nothing. */
export function narrowingOf(figure: keyof LedgerFigures, year: number): Filters {
  if (figure === 'registered') return { registered: ['valid'] };
  if (figure === 'complete') return { ledgerGap: [COMPLETE] };
  if (figure === 'products') return { kind: ['product', 'service'] };
  if (figure === 'disclosed') return { disclosedYear: yearsFrom(year) };
  return {};
}

/** Not disclosed for the year: not at all, or for earlier ones at most. */
export const undisclosedYears = (year: number): string[] => [
  NOT_STATED,
  ...Array.from({ length: Math.max(0, year - FIRST_YEAR) }, (_, at) => String(FIRST_YEAR + at)),
];

/** A disclosure made early counts as well. */
const yearsFrom = (year: number): string[] => [String(year), String(year + 1), String(year + 2)];

/** Figures that are a part of the resources. */
const PARTS = ['registered', 'disclosed', 'complete', 'products'] as const;

/** `of`: the part at that place of `PARTS`; undefined where nothing was found. */
const figuresBy = (resources: number, of: (at: number) => number | undefined): LedgerFigures => ({
  resources,
  ...(Object.fromEntries(PARTS.map((figure, at) => [figure, of(at) ?? 0])) as Record<
    (typeof PARTS)[number],
    number
  >),
});

/** Undefined where the two have nothing in common. */
function both(filters: Filters, more: Filters): Filters | undefined {
  const joined: Filters = { ...filters };
  for (const [name, values] of Object.entries(more)) {
    const facet = name as Facet;
    const had = filters[facet];
    joined[facet] = had === undefined ? values : values.filter((value) => had.includes(value));
    if (joined[facet].length === 0) return undefined;
  }
  return joined;
}

/** `now`: ms since 1970. Throws `request.cursor-invalid`. */
export async function operationLedger(
  catalogue: Pick<Catalogue, 'search' | 'resource'>,
  { text, filters: asked, size, cursor }: LedgerQuestion,
  now: number,
): Promise<OperationLedger> {
  const today = chinaDay(now);
  const year = dueYear(today);
  const filters = { ...asked, mode: ['authorised-operation'] };
  const searched = (over: Partial<SearchQuery>): Promise<SearchResult> =>
    catalogue.search({
      text,
      filters,
      sort: 'title',
      size: 1,
      facets: [...LEDGER_GROUPS],
      facetSize: MOST_GROUPS,
      highlight: false,
      ...over,
    });
  /** Undefined where nothing can be found. */
  const narrowed = async (more: Filters, over: Partial<SearchQuery> = {}) => {
    const joined = both(filters, more);
    return joined === undefined ? undefined : searched({ ...over, filters: joined });
  };
  const counted = async (more: Filters): Promise<number> =>
    (await narrowed(more, { facets: [] }))?.resources ?? 0;
  const [unregistered, undisclosed, all, ...parts] = await Promise.all([
    counted({ registered: [NOT_STATED] }),
    counted({ disclosedYear: undisclosedYears(year) }),
    searched({
      size,
      ...(cursor === undefined ? {} : { cursor }),
      facets: [...LEDGER_GROUPS, 'ledgerGap', 'registered'],
    }),
    ...PARTS.map((figure) => narrowed(narrowingOf(figure, year))),
  ]);
  const groups = Object.fromEntries(
    LEDGER_GROUPS.map((facet) => {
      const found = parts.map((part) => new Map(part?.facets[facet]?.map((one) => [one.value, one.count])));
      const figures = (value: string, count: number) => figuresBy(count, (at) => found[at]?.get(value));
      return [
        facet,
        (all.facets[facet] ?? []).map(({ value, count }) => ({ value, figures: figures(value, count) })),
      ];
    }),
  ) as OperationLedger['groups'];
  const resources = await Promise.all(all.hits.map((hit) => catalogue.resource(hit.resource)));
  return {
    total: { ...figuresBy(all.resources, (at) => parts[at]?.resources), unregistered, undisclosed },
    entries: all.entries,
    groups,
    gaps: all.facets.ledgerGap ?? [],
    registered: all.facets.registered ?? [],
    rows: resources.flatMap((resource) => (resource === undefined ? [] : [rowOf(resource, today)])),
    cursor: all.cursor,
    year,
  };
}

function rowOf(resource: Resource, today: string): LedgerRow {
  const rows = resource.offers.filter(({ entry }) => isLedgerRow(entry)).map(({ entry }) => entry);
  const first = rows[0] ?? resource.lead.entry;
  const of = <Name extends 'implementingAgency' | 'operators' | 'operation' | 'fee'>(name: Name) =>
    rows.find((entry) => entry[name] !== undefined)?.[name];
  const operators = of('operators') ?? rows.flatMap(({ operator }) => operator ?? []).slice(0, 1);
  const years = rows.flatMap((entry) => disclosedYear(entry) ?? []);
  const place = ({ state }: RegistrationOf) =>
    state === undefined ? REGISTRATION_STATES.length : REGISTRATION_STATES.indexOf(state);
  const [registration] = registrationsOf(resource, today).sort((one, other) => place(one) - place(other));
  const stated = {
    implementingAgency: of('implementingAgency'),
    operators: operators.length === 0 ? undefined : operators,
    operation: of('operation'),
    fee: of('fee'),
  };
  return {
    resource: resource.id,
    entry: first,
    stated,
    missing: LEDGER_GAPS.filter((gap) => rows.some((entry) => ledgerGapsOf(entry).includes(gap))),
    ...(years.length === 0 ? {} : { disclosedYear: Math.max(...years) }),
    ...(registration === undefined ? {} : { registration }),
  };
}
