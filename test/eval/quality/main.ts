/**
 * The quality of the reference material's real entries, to be looked at: by source the means, over all which criteria are
 * lacking, and what an entry's marks cost. `npm run eval:quality [-- --at 2026-11-28] [-- --show 0] [-- --lacking <code>]`
 */
import { parseArgs } from 'node:util';
import { BANDS, bandOf, CRITERIA, DIMENSIONS } from '../../../config/quality/quality.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { marksOf } from '../../../normalizer/quality/marks.ts';
import { type Quality, qualityOf } from '../../../normalizer/quality/quality.ts';
import { shared } from '../../shared.ts';
import { sampleEntries } from '../identity/sample-entries.ts';

const { values } = parseArgs({
  options: {
    at: { type: 'string', default: '2026-11-28' },
    show: { type: 'string', default: '0' },
    lacking: { type: 'string' },
  },
});
const folder = shared('platforms');
if (folder === undefined) {
  console.error('The reference material is not there: nothing was measured');
  process.exit(2);
}

const at = Date.parse(values.at);
const found: { entry: Entry; quality: Quality }[] = [];
for (const { entry } of sampleEntries(folder)) found.push({ entry, quality: qualityOf(entry, at) });

const mean = (of: typeof found, figure: (quality: Quality) => number): string =>
  (of.reduce((sum, { quality }) => sum + figure(quality), 0) / of.length).toFixed(1).padStart(6);
const line = (name: string, of: typeof found): string =>
  [
    name.padEnd(24),
    String(of.length).padStart(6),
    mean(of, ({ score }) => score),
    ...DIMENSIONS.map((dimension) => mean(of, ({ dimensions }) => 100 * dimensions[dimension])),
    mean(of, ({ stated }) => stated.score),
    mean(of, ({ mqa }) => mqa.points),
    ...BANDS.map((band) =>
      String(of.filter(({ quality }) => quality.stated.band === band).length).padStart(6),
    ),
  ].join(' ');

console.log(
  `${'source'.padEnd(24)} entries score | ${DIMENSIONS.join(' ')} | stated mqa | ${BANDS.join(' ')}`,
);
for (const [source, of] of Map.groupBy(found, ({ entry }) => entry.source)) console.log(line(source, of));
console.log(line('all', found));
console.log(
  '\nbands at the instant:',
  ...BANDS.map((band) => `${band} ${found.filter(({ quality }) => bandOf(quality.score) === band).length}`),
);
console.log('\nlacking of asked:');
for (const [bit, { code, dimension }] of CRITERIA.entries()) {
  const asked = found.filter(({ quality }) => (quality.findings[bit]?.of ?? 0) > 0);
  const lacking = asked.filter(({ quality }) => quality.findings[bit]?.points === 0).length;
  console.log(`${dimension.padEnd(13)} ${code.padEnd(22)} ${String(lacking).padStart(6)} of ${asked.length}`);
}

const step = Math.max(1, Math.floor(found.length / Math.max(1, Number(values.show))));
for (let place = 0; Number(values.show) > 0 && place < found.length; place += step) {
  const { entry, quality } = found[place] as (typeof found)[number];
  const lacking = quality.findings.filter(({ points, of }) => of > points).map(({ code }) => code);
  console.log(
    `\n${quality.score.toFixed(0)} ${quality.band} mqa ${quality.mqa.points} ${entry.id} ${entry.title}\n  lacks ${lacking.join(', ')}`,
  );
}
if (values.lacking !== undefined) {
  const bit = CRITERIA.findIndex(({ code }) => code === values.lacking);
  const lacking = found.filter(
    ({ quality }) => (quality.findings[bit]?.of ?? 0) > (quality.findings[bit]?.points ?? 0),
  );
  for (let place = 0; place < lacking.length; place += Math.max(1, Math.floor(lacking.length / 30))) {
    const { title, description, publisher, themes, frequency, dataItems } = (
      lacking[place] as (typeof found)[number]
    ).entry;
    console.log(
      '–',
      title,
      '|',
      description?.slice(0, 80),
      '|',
      publisher?.name,
      '|',
      themes.map(({ raw }) => raw).join(),
      '|',
      frequency?.raw,
      '|',
      dataItems
        .slice(0, 5)
        .map(({ name, label }) => label ?? name)
        .join(),
    );
  }
}

for (let round = 0; round < 3; round += 1) {
  const began = process.cpuUsage();
  for (const { entry } of found) marksOf(entry);
  const { user, system } = process.cpuUsage(began);
  console.log(`marks: ${((user + system) / found.length).toFixed(2)} µs of processor an entry`);
}
