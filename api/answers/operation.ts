/** The ledger of authorised operation as an answer: with words, and for each figure the search that finds what it counts. */
import { isWithin } from '../../config/regions.ts';
import type { Source } from '../../config/registry/source.ts';
import { placeLabel } from '../../config/words.ts';
import {
  dueYear,
  isFree,
  type LedgerFigures,
  type LedgerGroupFacet,
  type LedgerQuestion,
  type LedgerRow,
  narrowingOf,
  type OperationLedger,
  operationLedger,
  undisclosedYears,
} from '../../index/figures/ledger.ts';
import { chinaDay } from '../../index/history/day.ts';
import type { Catalogue } from '../../index/port.ts';
import { type Facet, type Filters, NOT_STATED, queryOf } from '../../index/query.ts';
import type { OperationLedgerAnswer } from '../schemas/figures/operation.ts';
import { inPlace } from './harvest/held.ts';
import { facetLabel } from './label.ts';

type Sources = ReadonlyMap<string, Source>;

export interface LedgerAsked extends Omit<LedgerQuestion, 'filters'> {
  filters: Filters;
  /** A place: what lies in it is meant. */
  region?: string;
  /** Disclosed for the year that is due, or not. */
  disclosed?: boolean;
}

const FIGURES = ['resources', 'registered', 'disclosed', 'complete', 'products'] as const;

/** `now`: ms. Throws `request.cursor-invalid`. */
export async function operationAnswer(
  catalogue: Pick<Catalogue, 'search' | 'resource'>,
  sources: Sources,
  { region: place, disclosed, filters: chosen, ...asked }: LedgerAsked,
  now: number,
): Promise<OperationLedgerAnswer> {
  const year = dueYear(chinaDay(now));
  const filters: Filters = {
    ...chosen,
    ...(place !== undefined && inPlace(place)),
    ...(disclosed === undefined
      ? {}
      : {
          disclosedYear: disclosed
            ? (narrowingOf('disclosed', year).disclosedYear ?? [])
            : undisclosedYears(year),
        }),
  };
  const searchFor = (more: Filters): string =>
    queryOf({ text: asked.text, filters: { ...filters, ...more, mode: ['authorised-operation'] } });
  const ledger = await operationLedger(catalogue, { ...asked, filters }, now);
  const { total } = ledger;
  const group = (
    facet: LedgerGroupFacet,
    of: OperationLedger['groups'][LedgerGroupFacet] = ledger.groups[facet],
  ) =>
    of.map(({ value, figures }) => ({
      value,
      label: facetLabel(facet, value, sources),
      ...figures,
      search: searchFor({ [facet]: [value] }),
    }));
  const counted = (facet: Facet, of: { value: string; count: number }[]) =>
    of.map(({ value, count }) => ({
      value,
      label: facetLabel(facet, value, sources),
      resources: count,
      search: searchFor({ [facet]: [value] }),
    }));
  const searches = Object.fromEntries(
    FIGURES.map((figure: keyof LedgerFigures) => [figure, searchFor(narrowingOf(figure, year))]),
  ) as OperationLedgerAnswer['searches'];
  const cities = ledger.groups.city.filter(({ value }) => place === undefined || isWithin(value, place));
  return {
    at: new Date(now).toISOString(),
    year: ledger.year,
    total: {
      ...total,
      entries: ledger.entries,
    },
    searches: {
      ...searches,
      unregistered: searchFor({ registered: [NOT_STATED] }),
      undisclosed: searchFor({ disclosedYear: undisclosedYears(year) }),
    },
    gaps: counted('ledgerGap', ledger.gaps),
    registered: counted('registered', ledger.registered),
    provinces: group('province'),
    cities: group('city', cities),
    agencies: group('implementingAgency'),
    operators: group('operator'),
    items: ledger.rows.map((row) => rowAnswer(row, sources)),
    cursor: ledger.cursor,
  };
}

function rowAnswer(
  { resource, entry, stated, missing, disclosedYear, registration }: LedgerRow,
  sources: Sources,
): OperationLedgerAnswer['items'][number] {
  const { implementingAgency, operators = [], operation } = stated;
  const code = entry.spatial.code;
  return {
    resource,
    entry: entry.id,
    title: entry.title,
    kind: entry.kind,
    region: { code, label: placeLabel(code) },
    source: { id: entry.source, title: sources.get(entry.source)?.title ?? entry.source },
    implementingAgency: implementingAgency?.name ?? null,
    operators: operators.map(({ name }) => name),
    zone: operation?.zone ?? null,
    term: operation?.term ?? null,
    ceilingPrice: operation?.ceilingPrice ?? null,
    actualPrice: operation?.actualPrice ?? null,
    free: isFree(stated),
    disclosedYear: disclosedYear ?? null,
    registration:
      registration === undefined
        ? null
        : {
            state: registration.state ?? null,
            code: registration.registration.code ?? null,
            validUntil: registration.validUntil ?? null,
            source: registration.source,
          },
    missing,
  };
}
