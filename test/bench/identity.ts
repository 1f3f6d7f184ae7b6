/**
 * What an entry costs a catalogue that is already large: time to fill it, then to add entries one by one, half of them
 * of a title that the catalogue has already. `npm run bench:identity [-- --sizes 62500,250000,1000000]`
 */
import { parseArgs } from 'node:util';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { generatedEntry, places, seeded } from '../index/generator.ts';
import { percentile } from './figures.ts';
import { openCatalogue } from './harvesting.ts';

const { values } = parseArgs({ options: { sizes: { type: 'string', default: '62500,250000' } } });
const BATCH = 500;
const ONE_BY_ONE = 200;

const all = places();
/** A source's entries come together, as its harvest brings them. */
function* generated(count: number): Generator<Entry[]> {
  const random = seeded(9);
  for (let at = 0; at < count; at += BATCH) {
    const place = all[(at / BATCH) % all.length] as (typeof all)[0];
    yield Array.from({ length: Math.min(BATCH, count - at) }, (_, each) =>
      generatedEntry(place, at + each, random),
    );
  }
}

for (const size of values.sizes.split(',').map(Number)) {
  const { catalogue, close } = await openCatalogue();
  const sample: Entry[] = [];
  const before = process.cpuUsage();
  let began = performance.now();
  for (const entries of generated(size)) {
    if (sample.length < ONE_BY_ONE) sample.push(entries[0] as Entry);
    await catalogue.write(batchOf(entries, { region: entries[0]?.spatial.code ?? '100000' }));
  }
  const filled = performance.now() - began;
  const { user, system } = process.cpuUsage(before);
  const times: number[] = [];
  for (const [at, entry] of sample.entries()) {
    const localId = `added-${at}`;
    const title = at % 2 === 0 ? entry.title : `${entry.title} ${at}`;
    const added = { ...entry, title, localId, id: `${entry.source}:${localId}` };
    began = performance.now();
    await catalogue.write(batchOf([added], { region: entry.spatial.code }));
    times.push(performance.now() - began);
  }
  const [{ resources, entries }] = [await catalogue.statistics({ by: [], filters: {} })].map(
    ({ total }) => total,
  ) as [{ resources: number; entries: number }];
  console.log(
    `${size} entries: ${Math.round(filled)} ms (${Math.round((size / filled) * 1000)}/s), ` +
      `${Math.round((user + system) / size)} µs of processor an entry; ` +
      `one more: ${percentile(times, 0.5).toFixed(2)} ms in the middle, ${Math.max(...times).toFixed(2)} ms at most; ` +
      `${resources} resources of ${entries} entries`,
  );
  await close();
}
