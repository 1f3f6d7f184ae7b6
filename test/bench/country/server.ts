/**
 * The whole country in a process of its own, `fork`ed with a number of platforms and of entries: every platform that can
 * be played, and as many further installations of the commonest product as there are to be. Sizes are those of the
 * demonstration, in proportion. Says its sources and routes, and serves until its parent goes.
 */
import type { Source } from '../../../config/registry/source.ts';
import { Source as SourceSchema } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import { Shelf } from '../../sources/catalogue.ts';
import { DEMO_SOURCES, SIZES } from '../../sources/country.ts';
import { generatedThings } from '../../sources/generator.ts';
import { type Resident, startHost } from '../../sources/host.ts';
import { played, recipeOf } from '../../sources/platform.ts';
import { PLATFORMS } from '../../sources/platforms.ts';
import type { PlayedPlatform } from '../../sources/played.ts';

const [platforms = 243, entries = 370_000] = process.argv.slice(2).map(Number);

const PLACES = [
  '130100',
  '210200',
  '220100',
  '340100',
  '350200',
  '360100',
  '410100',
  '420100',
  '430100',
  '620100',
];
const DEFAULT_SIZE = 300;

const further = (number: number): Source =>
  SourceSchema.parse({
    id: `further-${number}`,
    title: `第${number}市公共数据开放平台`,
    kind: 'open-platform',
    mode: 'opening',
    region: PLACES[number % PLACES.length],
    home: `https://data.city-${number}.example/portal/index`,
    harvest: { family: 'inspur-oportal', base: `https://data.city-${number}.example/portal` },
  });

const rows = new Map([...loadSources(), ...DEMO_SOURCES].map((source) => [source.id, source]));
const chosen: { platform: PlayedPlatform; source: Source; size: number }[] = [];
for (const platform of PLATFORMS) {
  const source = rows.get(platform.id);
  if (source?.harvest !== undefined)
    chosen.push({ platform, source, size: SIZES[platform.id] ?? DEFAULT_SIZE });
}
chosen.splice(platforms);
for (let number = 1; chosen.length < platforms; number += 1) {
  const source = further(number);
  chosen.push({ platform: played(source), source, size: DEFAULT_SIZE });
}

const whole = chosen.reduce((sum, { size }) => sum + size, 0);
const hosts = new Map<string, Resident[]>();
const expected: Record<string, number> = {};
for (const { platform, size } of chosen) {
  const count = Math.max(1, Math.round((size / whole) * entries));
  const shelf = new Shelf(generatedThings(recipeOf(platform, 1), count), platform.shape);
  expected[platform.id] = shelf.distinct;
  const residents = hosts.get(platform.origin) ?? [];
  hosts.set(platform.origin, [...residents, { id: platform.id, wire: platform.wire, shelf }]);
}
const routes: Record<string, string> = {};
for (const [origin, residents] of hosts) routes[origin] = (await startHost(residents)).origin;
for (const { platform } of chosen)
  if (platform.alsoAt !== undefined) routes[platform.alsoAt] = routes[platform.origin] as string;
process.send?.({ routes, sources: chosen.map(({ source }) => source), expected });
process.on('disconnect', () => process.exit(0));
