/** Which adapter speaks a source's family. */
import { CodedError } from '../config/errors/errors.ts';
import { families } from '../config/families.ts';
import type { Source } from '../config/registry/source.ts';
import type { TableKind } from '../config/tables/sharing-catalogue.ts';
import type { Adapter } from './contract.ts';

/** Families that have a folder of their own beside this file, each with what it needs of libraries: loaded once one is asked. */
const OWN: Record<string, () => Promise<Adapter>> = {
  'arcgis-hub': async () => (await import('./arcgis-hub/adapter.ts')).arcgisHubAdapter,
  ckan: async () => (await import('./ckan/adapter.ts')).ckanAdapter,
  'data-json': async () => (await import('./data-json/adapter.ts')).dataJsonAdapter,
  csw: async () => (await import('./csw/adapter.ts')).cswAdapter,
  dcat: async () => (await import('./dcat/adapter.ts')).dcatAdapter,
  huimu: async () => (await import('./huimu/adapter.ts')).huimuAdapter,
  'oai-pmh': async () => (await import('./oai-pmh/adapter.ts')).oaiPmhAdapter,
  'ogc-records': async () => (await import('./ogc-records/adapter.ts')).ogcRecordsAdapter,
  'operation-zone-files': () => ofTables('operation-zone-files', 'operation-zone'),
  'registration-files': () => ofTables('registration-files', 'registration'),
  'schema-org': async () => (await import('./schema-org/adapter.ts')).schemaOrgAdapter,
  'sharing-catalogue': () => ofTables('sharing-catalogue', 'sharing-catalogue'),
  ods: async () => (await import('./ods/adapter.ts')).odsAdapter,
  socrata: async () => (await import('./socrata/adapter.ts')).socrataAdapter,
  stac: async () => (await import('./stac/adapter.ts')).stacAdapter,
};

async function ofTables(family: string, kind: TableKind): Promise<Adapter> {
  return (await import('./sharing-catalogue/adapter.ts')).tableAdapter(family, kind);
}

const declared = async (family: string): Promise<Adapter> =>
  (await import('./declared/adapter.ts')).declaredAdapter(family);

const made = new Map<string, Promise<Adapter>>();

/** Every family that a source may name. */
export const familyNames = (): string[] => ['declared', ...families().keys(), ...Object.keys(OWN)].sort();

/** The family of a source. Throws `config.not-harvestable` for one without `harvest`, `config.unknown-family`. */
export function familyOf(source: Source): string {
  if (source.harvest === undefined)
    throw new CodedError('config.not-harvestable', `${source.id}: ${source.state ?? 'it has no harvest'}`);
  const { family } = source.harvest;
  if (family === 'declared' || Object.hasOwn(OWN, family) || families().has(family)) return family;
  throw new CodedError(
    'config.unknown-family',
    `${source.id}: harvest.family: there is no family ${family}`,
    {
      hint: `one of: ${familyNames().join(', ')}`,
    },
  );
}

/** Throws what `familyOf` throws. */
export async function adapterFor(source: Source): Promise<Adapter> {
  const family = familyOf(source);
  const own = Object.hasOwn(OWN, family) ? OWN[family] : undefined;
  const adapter = made.get(family) ?? own?.() ?? declared(family);
  made.set(family, adapter);
  return adapter;
}
