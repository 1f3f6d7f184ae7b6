/** Which adapter speaks a source's family. */
import { CodedError } from '../config/errors/errors.ts';
import { families } from '../config/families.ts';
import type { Source } from '../config/registry/source.ts';
import { arcgisHubAdapter } from './arcgis-hub/adapter.ts';
import { ckanAdapter } from './ckan/adapter.ts';
import type { Adapter } from './contract.ts';
import { cswAdapter } from './csw/adapter.ts';
import { dataJsonAdapter } from './data-json/adapter.ts';
import { dcatAdapter } from './dcat/adapter.ts';
import { declaredAdapter } from './declared/adapter.ts';
import { huimuAdapter } from './huimu/adapter.ts';
import { oaiPmhAdapter } from './oai-pmh/adapter.ts';
import { odsAdapter } from './ods/adapter.ts';
import { ogcRecordsAdapter } from './ogc-records/adapter.ts';
import { schemaOrgAdapter } from './schema-org/adapter.ts';
import { tableAdapter } from './sharing-catalogue/adapter.ts';
import { socrataAdapter } from './socrata/adapter.ts';
import { stacAdapter } from './stac/adapter.ts';

/** Families that have a folder of their own beside this file. */
const OWN: Record<string, Adapter> = {
  'arcgis-hub': arcgisHubAdapter,
  ckan: ckanAdapter,
  'data-json': dataJsonAdapter,
  csw: cswAdapter,
  dcat: dcatAdapter,
  huimu: huimuAdapter,
  'oai-pmh': oaiPmhAdapter,
  'ogc-records': ogcRecordsAdapter,
  'operation-zone-files': tableAdapter('operation-zone-files', 'operation-zone'),
  'registration-files': tableAdapter('registration-files', 'registration'),
  'schema-org': schemaOrgAdapter,
  'sharing-catalogue': tableAdapter('sharing-catalogue', 'sharing-catalogue'),
  ods: odsAdapter,
  socrata: socrataAdapter,
  stac: stacAdapter,
};

const made = new Map<string, Adapter>();

/** Every family that a source may name. */
export const familyNames = (): string[] => ['declared', ...families().keys(), ...Object.keys(OWN)].sort();

/** Throws `config.not-harvestable` for a source without `harvest`, `config.unknown-family`. */
export function adapterFor(source: Source): Adapter {
  if (source.harvest === undefined)
    throw new CodedError('config.not-harvestable', `${source.id}: ${source.state ?? 'it has no harvest'}`);
  const { family } = source.harvest;
  const own = Object.hasOwn(OWN, family) ? OWN[family] : undefined;
  if (own !== undefined) return own;
  if (family !== 'declared' && !families().has(family))
    throw new CodedError(
      'config.unknown-family',
      `${source.id}: harvest.family: there is no family ${family}`,
      {
        hint: `one of: ${familyNames().join(', ')}`,
      },
    );
  const adapter = made.get(family) ?? declaredAdapter(family);
  made.set(family, adapter);
  return adapter;
}
