/** Sets: by place (a province, and in it its cities), by mode, by source. */
import { MODES } from '../../../config/registry/modes.ts';
import { termName } from '../../../config/vocabularies.ts';
import { regionLabel } from '../../../config/words.ts';
import { places } from '../../../index/finding/facets.ts';
import type { Catalogue, ChangesWanted, Entry } from '../../../index/port.ts';
import type { ApiContext } from '../../context.ts';
import { OaiError } from './error.ts';

export interface OaiSet {
  spec: string;
  name: string;
}

/** All that something living is in. */
export async function setsOf({
  catalogue,
  sources,
}: Pick<ApiContext, 'sources'> & { catalogue: Catalogue }): Promise<OaiSet[]> {
  const [regions, modes, bySource] = await Promise.all([
    catalogue.statistics({ by: ['province', 'city'], filters: {} }),
    catalogue.statistics({ by: ['mode'], filters: {} }),
    catalogue.statistics({ by: ['source'], filters: {} }),
  ]);
  const found = new Map<string, string>();
  for (const { key } of regions.rows) {
    const { province, city } = key;
    if (province === undefined) continue;
    found.set(`region:${province}`, regionLabel(province).zh);
    if (city !== undefined) found.set(`region:${province}:${city}`, regionLabel(city).zh);
  }
  for (const { key } of modes.rows)
    if (key.mode !== undefined) found.set(`mode:${key.mode}`, termName('modes', key.mode).zh);
  for (const { key } of bySource.rows)
    if (key.source !== undefined)
      found.set(`source:${key.source}`, sources.get(key.source)?.title ?? key.source);
  return [...found].map(([spec, name]) => ({ spec, name }));
}

/** The sets that an entry is in. */
export function specsOf({ spatial, mode, source }: Entry): string[] {
  const { province, city } = places(spatial.code);
  return [
    ...province.map((code) => `region:${code}`),
    ...city.map((code) => `region:${province[0]}:${code}`),
    `mode:${mode}`,
    `source:${source}`,
  ];
}

const REGION = /^region:(\d{6})(?::(\d{6}))?$/;

/** What a set holds. Throws `OaiError`: `badArgument` for what no set can be called. */
export function filtersOfSet(spec: string): NonNullable<ChangesWanted['filters']> {
  const [, province, city] = REGION.exec(spec) ?? [];
  if (province !== undefined)
    return { province: [province], ...(city === undefined ? {} : { city: [city] }) };
  const [kind, value = ''] = spec.split(/:(.*)/s, 2);
  if (kind === 'mode' && (MODES as readonly string[]).includes(value)) return { mode: [value] };
  if (kind === 'source' && /^[\w.~-]+$/.test(value)) return { source: [value] };
  throw new OaiError('badArgument', 'No such set: see ListSets');
}
