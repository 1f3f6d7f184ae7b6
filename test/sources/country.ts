/** A country of platforms: every known real one and a few of our own, each on a local port under its true paths. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';
import { type Mutate, Shelf } from './catalogue.ts';
import { generatedThings } from './generator.ts';
import { type Counters, type Host, type Resident, startHost } from './host.ts';
import type { Misbehaviour } from './misbehave.ts';
import { played, recipeOf } from './platform.ts';
import { PLATFORMS } from './platforms.ts';
import { type PlayedPlatform, siteAt } from './played.ts';
import { registrationsOf } from './registered.ts';
import { sampledThings } from './samples.ts';
import { type Step, stepsOf } from './stories/past.ts';
import { type Placed, propsOf } from './stories/props.ts';
import { type Story, toldWith } from './stories/story.ts';
import type { SampledThing } from './thing.ts';
import { dcat } from './wires/dcat.ts';

const CountryFile = z.strictObject({
  sizes: z.record(z.string(), z.int().positive()),
  unions: z.record(z.string(), z.array(z.string())),
  dcat: z.record(
    z.string(),
    z.strictObject({ size: z.int().positive(), paging: z.enum(['partial-view', 'paged-collection']) }),
  ),
  registers: z.record(z.string(), z.array(z.string())),
  sources: z.array(Source),
});
const FILE = CountryFile.parse(parse(readFileSync(new URL('./country.yaml', import.meta.url), 'utf8')));

/** Entries of each platform at scale 1. */
export const SIZES: Readonly<Record<string, number>> = FILE.sizes;

/** The invented sources of the demo, as rows that can be harvested. */
export const DEMO_SOURCES: HarvestableSource[] = FILE.sources.filter(
  (source): source is HarvestableSource => source.harvest !== undefined,
);

const DEMO: PlayedPlatform[] = DEMO_SOURCES.map((source) => {
  const variant = FILE.dcat[source.id];
  const site = siteAt(source.harvest.base, source.title);
  return played(source, variant ? { wire: dcat(site, variant) } : {});
});

const ALL: PlayedPlatform[] = [...PLATFORMS, ...DEMO];

export interface CountryOptions {
  seed?: number;
  /** 1 is some 52,000 entries; sizes go down to one entry. */
  scale?: number;
  /** Ids; all where absent. */
  platforms?: string[];
  /** Real rows where the reference data has them, at full size. */
  samples?: boolean;
  /** The platforms have what the stories want. */
  stories?: boolean;
}

export interface Country {
  /** Real origin → local origin. */
  routes: Record<string, string>;
  /** The invented sources among the platforms; the real ones are rows of `config/sources`. */
  sources: HarvestableSource[];
  /** What a harvest must end with: distinct identifiers. */
  platforms: { id: string; expected: number; rows: number }[];
  counters: Record<string, Counters>;
  /** Those that can be told with the platforms chosen, and the past that they need. */
  stories: Story[];
  past: Step[];
  misbehave(id: string, ...faults: Misbehaviour[]): void;
  mutate(id: string): Mutate;
  things(id: string): SampledThing[];
  close(): Promise<void>;
}

/** 62 of Guangxi's 7,402 shared entries differ by a day between province and city. */
const mirrored = (thing: SampledThing): SampledThing => {
  if (Number.parseInt(thing.id.slice(0, 4), 16) % 119 !== 0 || !thing.modified) return thing;
  const next = new Date(Date.parse(`${thing.modified.slice(0, 10)}T00:00:00Z`) + 86_400_000);
  return { ...thing, modified: next.toISOString().slice(0, 10) + thing.modified.slice(10) };
};

function thingsOf(platform: PlayedPlatform, options: CountryOptions): SampledThing[] {
  const real = options.samples ? sampledThings(platform.id) : undefined;
  if (real) return real;
  const registered = FILE.registers[platform.id];
  if (registered !== undefined) {
    const zones = ALL.filter(({ id }) => registered.includes(id));
    return registrationsOf(
      zones.flatMap((zone) => thingsOf(zone, options)),
      platform,
    );
  }
  const count = Math.max(1, Math.round((FILE.sizes[platform.id] ?? 100) * (options.scale ?? 1)));
  const own = generatedThings(recipeOf(platform, options.seed ?? 1), count);
  const cities = ALL.filter((each) => FILE.unions[platform.id]?.includes(each.id));
  return [...own, ...cities.flatMap((city) => thingsOf(city, options)).map(mirrored)];
}

/** What a platform takes off before the stories' present. */
const goneFrom = (placed: Placed[] = []): { id: string; until: number }[] =>
  placed.flatMap(({ thing: { id }, until }) => (until === undefined ? [] : { id, until }));

/** Ids of all platforms that can be played. */
export const PLAYABLE: readonly string[] = ALL.map(({ id }) => id);

export async function startCountry(options: CountryOptions = {}): Promise<Country> {
  const unknown = options.platforms?.find((id) => !ALL.some((each) => each.id === id));
  if (unknown !== undefined) throw new Error(`no platform ${unknown}`);
  const chosen = ALL.filter((each) => options.platforms?.includes(each.id) ?? true);
  const residents = new Map<string, Resident[]>();
  const shelves = new Map<string, Shelf>();
  const stories = options.stories ? toldWith(new Set(chosen.map(({ id }) => id))) : [];
  const placed = new Map<string, Placed[]>();
  for (const platform of chosen) {
    const shelf = new Shelf(thingsOf(platform, options), platform.shape);
    const props = propsOf(stories, platform.id, platform.shape);
    for (const { thing } of props) shelf.add(thing);
    placed.set(platform.id, props);
    shelves.set(platform.id, shelf);
    const neighbours = residents.get(platform.origin) ?? [];
    residents.set(platform.origin, [...neighbours, { id: platform.id, wire: platform.wire, shelf }]);
  }
  const routes: Record<string, string> = {};
  const hosts = new Map<string, Host>();
  const counters: Record<string, Counters> = {};
  for (const [origin, of] of residents) {
    const host = await startHost(of);
    routes[origin] = host.origin;
    for (const { alsoAt } of chosen.filter((platform) => platform.origin === origin))
      if (alsoAt !== undefined) routes[alsoAt] = host.origin;
    for (const { id } of of) {
      hosts.set(id, host);
      counters[id] = host.counters(id);
    }
  }
  const shelfOf = (id: string): Shelf => {
    const shelf = shelves.get(id);
    if (!shelf) throw new Error(`no platform ${id} in this country`);
    return shelf;
  };
  return {
    routes,
    sources: DEMO_SOURCES.filter((source) => shelves.has(source.id)),
    platforms: chosen.map(({ id }) => {
      const gone = goneFrom(placed.get(id)).length;
      return { id, expected: shelfOf(id).distinct - gone, rows: shelfOf(id).things.length - gone };
    }),
    counters,
    stories,
    past: stepsOf(stories, (id) => goneFrom(placed.get(id))),
    misbehave: (id, ...faults) => {
      shelfOf(id);
      hosts.get(id)!.misbehave(id, ...faults);
    },
    mutate: shelfOf,
    things: (id) => shelfOf(id).things,
    close: async () => {
      await Promise.all([...new Set(hosts.values())].map((host) => host.close()));
    },
  };
}
