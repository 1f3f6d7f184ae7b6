/** One platform on one local server, for tests of one source. */
import type { HarvestableSource, Source } from '../../config/registry/source.ts';
import { type Mutate, Shelf } from './catalogue.ts';
import { generatedThings, type Recipe } from './generator.ts';
import { type Counters, startHost } from './host.ts';
import type { Misbehaviour } from './misbehave.ts';
import { PLATFORMS } from './platforms.ts';
import { originsOf, type PlayedPlatform, siteAt } from './played.ts';
import type { IdShape, SampledThing } from './thing.ts';
import type { Site, Wire } from './wire.ts';
import { ckan } from './wires/ckan.ts';
import { dcat } from './wires/dcat.ts';
import { guizhouUnified } from './wires/products/guizhou-unified.ts';
import { inspurOdweb } from './wires/products/inspur-odweb.ts';
import { inspurOportal } from './wires/products/inspur-oportal.ts';
import { zoneList } from './wires/products/zone-list.ts';
import { csw } from './wires/standards/csw.ts';
import { oaiPmh } from './wires/standards/oai-pmh.ts';
import { ogcRecords } from './wires/standards/ogc-records.ts';
import { stac } from './wires/standards/stac.ts';

export interface StartedPlatform {
  /** Real origin → local origin, for the client's `routes`. */
  routes: Record<string, string>;
  counters: Counters;
  /** Sets what goes wrong; without faults, all is well again. */
  misbehave(...faults: Misbehaviour[]): void;
  /** Changes between harvests. */
  mutate: Mutate;
  /** As listed now, repeats included. */
  readonly things: SampledThing[];
  close(): Promise<void>;
}

export interface PlatformOptions {
  /** The wire to speak, where neither the source's id nor its family says it. */
  wire?: Wire;
  /** The shape of generated identifiers. */
  shape?: IdShape;
}

const FAMILIES: Record<string, { wire(site: Site): Wire; shape: IdShape }> = {
  'inspur-oportal': { wire: inspurOportal, shape: 'hex32' },
  'guizhou-unified': { wire: () => guizhouUnified(''), shape: 'uuid' },
  'inspur-odweb': { wire: inspurOdweb, shape: 'hex32' },
  ckan: { wire: ckan, shape: 'uuid' },
  dcat: { wire: dcat, shape: 'uuid' },
  'operation-zone': { wire: ({ list = '' }) => zoneList(list, 'productName'), shape: 'snowflake' },
  registration: { wire: ({ list = '' }) => zoneList(list, 'resourceName'), shape: 'snowflake' },
  csw: { wire: csw, shape: 'uuid' },
  'ogc-records': { wire: ogcRecords, shape: 'uuid' },
  stac: { wire: stac, shape: 'uuid' },
  'oai-pmh': { wire: oaiPmh, shape: 'uuid' },
};

/** Where the row says that the list is. */
const listOf = ({ options: { list } }: HarvestableSource['harvest']): Pick<Site, 'list'> =>
  typeof list === 'string' ? { list } : {};

/** How a source is played: a known platform by its id, any other by its family at its own address. */
export function played(source: Source, options: PlatformOptions = {}): PlayedPlatform {
  if (!source.harvest) throw new Error(`${source.id} has no harvest configuration`);
  const known = PLATFORMS.find((each) => each.id === source.id);
  const family = FAMILIES[source.harvest.family];
  const site = siteAt(source.harvest.base, source.title);
  const wire = options.wire ?? known?.wire ?? family?.wire({ ...site, ...listOf(source.harvest) });
  if (!wire) throw new Error(`no wire for ${source.id} (${source.harvest.family})`);
  return {
    id: source.id,
    region: known?.region ?? source.region,
    origin: known?.origin ?? site.origin,
    ...(known?.alsoAt === undefined ? {} : { alsoAt: known.alsoAt }),
    wire,
    shape: options.shape ?? known?.shape ?? family?.shape ?? 'hex32',
    ...(known?.interfaces === undefined ? {} : { interfaces: known.interfaces }),
    mode: source.mode,
  };
}

/** What the generator must know of a platform. */
export const recipeOf = (platform: PlayedPlatform, seed: number): Recipe => ({
  seed,
  platform: platform.id,
  region: platform.region,
  shape: platform.shape,
  ...(platform.mode === undefined ? {} : { mode: platform.mode }),
  ...(platform.interfaces === undefined ? {} : { interfaces: platform.interfaces }),
});

/** Serves a source with the things given, or with generated ones. */
export async function startPlatform(
  source: Source,
  things: SampledThing[] | { seed: number; count: number },
  options: PlatformOptions = {},
): Promise<StartedPlatform> {
  const platform = played(source, options);
  const shelf = new Shelf(
    Array.isArray(things) ? things : generatedThings(recipeOf(platform, things.seed), things.count),
    platform.shape,
  );
  const host = await startHost([{ id: platform.id, wire: platform.wire, shelf }]);
  return {
    routes: Object.fromEntries(originsOf(platform).map((origin) => [origin, host.origin])),
    counters: host.counters(platform.id),
    misbehave: (...faults) => host.misbehave(platform.id, ...faults),
    mutate: shelf,
    get things() {
      return shelf.things;
    },
    close: host.close,
  };
}
