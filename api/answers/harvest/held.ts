/** What places and modes have, as statistics count it: by where the data is of, whichever catalogue lists it. */
import { region } from '../../../config/regions.ts';
import type { Catalogue } from '../../../index/port.ts';
import { FACETS, type Facet, type Filters } from '../../../index/query.ts';

export interface Holding {
  entries: number;
  resources: number;
}

export interface Held {
  total: Holding;
  /** By code of the places right below the one asked for, and of that itself where an entry is of none of them. */
  places: ReadonlyMap<string, Holding>;
  modes: ReadonlyMap<string, Holding>;
}

export const NOTHING: Holding = { entries: 0, resources: 0 };

/** Levels of places as facets; the whole country narrows nothing. */
const levelOf = (code: string) => region(code)?.level ?? 'country';

/** What is offered in a place (GB/T 2260). */
export function inPlace(code: string): Filters {
  const level = levelOf(code);
  return level === 'country' ? {} : { [level]: [code] };
}

/** `within`: GB/T 2260 code. */
export async function heldIn(catalogue: Pick<Catalogue, 'statistics'>, within: string): Promise<Held> {
  const level = levelOf(within);
  const filters = inPlace(within);
  // Municipalities have counties and no cities.
  const [cities, byMode] = await Promise.all([
    level === 'county' ? undefined : catalogue.statistics({ by: [BELOW[level]], filters }),
    catalogue.statistics({ by: ['mode'], filters }),
  ]);
  const counties =
    level === 'province' && cities?.rows.every(({ key }) => key.city === undefined)
      ? await catalogue.statistics({ by: ['county'], filters })
      : undefined;
  const places = new Map<string, Holding>();
  for (const { key, entries, resources } of (counties ?? cities)?.rows ?? [])
    places.set(keyValue(key) ?? within, { entries, resources });
  return {
    total: byMode.total,
    places,
    modes: new Map(
      byMode.rows.map(({ key, entries, resources }) => [key.mode ?? '', { entries, resources }]),
    ),
  };
}

const BELOW: Record<'country' | 'province' | 'city', Facet> = {
  country: 'province',
  province: 'city',
  city: 'county',
};

const keyValue = (key: Partial<Record<Facet, string>>): string | undefined =>
  FACETS.flatMap((facet) => key[facet] ?? []).at(0);
