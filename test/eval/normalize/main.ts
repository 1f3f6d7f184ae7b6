/**
 * `npm run eval:normalize`: what is understood of the real entries, field by field, and what of each platform's where
 * no word of the lists is known that only this platform uses. `-- --read <field>` prints a hundred values with their
 * reading, for the eye (`--seed n` others); `-- --unknown <n>` more of what was not understood; `-- --only a,b` fewer platforms.
 */
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { shared } from '../../shared.ts';
import type { PassData, PassResult, Said } from './pass.worker.ts';
import { AIMS, READ_FIELDS, type ReadField } from './reading.ts';

const { values: options } = parseArgs({
  options: {
    read: { type: 'string' },
    seed: { type: 'string', default: '1' },
    unknown: { type: 'string', default: '8' },
    only: { type: 'string' },
  },
});

function pass(data: PassData): Promise<PassResult> {
  const { promise, resolve, reject } = Promise.withResolvers<PassResult>();
  const worker = new Worker(new URL('./pass.worker.ts', import.meta.url), { workerData: data });
  worker.once('message', resolve);
  worker.once('error', reject);
  return promise;
}

const total = (said: Said[]): number => said.reduce((sum, { count }) => sum + count, 0);
const percent = (part: number, whole: number): string =>
  whole === 0 ? '–' : `${((part / whole) * 100).toFixed(2)} %`;

function printTable(name: string, result: PassResult): void {
  console.log(
    `\n${name}: ${result.rows} rows, ${result.entries} entries (${percent(result.entries, result.rows)})`,
  );
  if (Object.keys(result.rejected).length > 0) console.log('rejected', result.rejected);
  console.table(
    Object.fromEntries(
      READ_FIELDS.map((field) => {
        const said = result.fields[field];
        const understood = said.filter((each) => each.understood);
        const share = total(understood) / total(said);
        return [
          field,
          {
            values: total(said),
            understood: total(understood),
            '%': percent(total(understood), total(said)),
            inferred: total(said.filter((each) => each.inferred)),
            'distinct unknown': said.length - understood.length,
            aim: percent(AIMS[field], 1),
            met: share >= AIMS[field],
          },
        ];
      }),
    ),
  );
}

function printUnknown(result: PassResult, most: number): void {
  for (const field of READ_FIELDS) {
    const unknown = result.fields[field].filter((each) => !each.understood).sort((a, b) => b.count - a.count);
    if (unknown.length === 0) continue;
    console.log(`\n${field}, not understood:`);
    for (const { said, count, platforms } of unknown.slice(0, most))
      console.log(`  ${count} × ${said.slice(0, 80)} (${platforms.slice(0, 3).join(', ')})`);
  }
}

/** A hundred distinct values, the same ones for the same seed. */
function printReadings(result: PassResult, field: ReadField, seed: number): void {
  const random = (text: string): number => {
    let state = seed * 2_654_435_761;
    for (const character of text)
      state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 2_246_822_519) >>> 0;
    return state;
  };
  const chosen = result.fields[field].toSorted((a, b) => random(a.said + a.read) - random(b.said + b.read));
  for (const { said, read, understood, inferred, platforms } of chosen.slice(0, 100))
    console.log(
      `${understood ? (inferred ? '~' : ' ') : '?'} ${said.slice(0, 60)}  →  ${read}  [${platforms[0]}]`,
    );
}

const folder = shared('platforms/samples') === undefined ? undefined : shared('platforms');
if (folder !== undefined) {
  const only = options.only?.split(',');
  const data = { folder, ...(only === undefined ? {} : { only }) };
  const whole = await pass({ ...data, hidden: {} });
  const field = READ_FIELDS.find((each) => each === options.read);
  if (field !== undefined) printReadings(whole, field, Number(options.seed));
  else {
    printTable('All platforms', whole);
    console.log(`${whole.cost.toFixed(0)} µs an entry`);
    printUnknown(whole, Number(options.unknown));
    // Nothing is learnt from platforms by a program; what was written into the lists by hand may have been seen at one.
    const hidden: Record<string, string[]> = {};
    for (const [word, [user, ...others]] of Object.entries(whole.words))
      if (user !== undefined && others.length === 0) hidden[user] = [...(hidden[user] ?? []), word];
    const lent = Object.values(hidden).flat().length;
    console.log(
      `\n${lent} of ${Object.keys(whole.words).length} words in use are used by one platform only.`,
    );
    const without = await pass({ ...data, hidden });
    printTable('Each platform without the words that only it uses', without);
    printUnknown(without, Number(options.unknown));
  }
}
