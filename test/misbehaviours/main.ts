/**
 * `npm run misbehaviours [-- --only=<subject>]`: every misbehaviour on every wire that can show it, as one table. Ends
 * with 1 where anything was lost, doubled, told without a code, or not mended by the next good run.
 */
import { ROWS, showsFirst } from './rows.ts';
import { subjects } from './subjects.ts';
import { type Outcome, openSubject, tryFirst, tryRow } from './trial.ts';

const only = process.argv.find((argument) => argument.startsWith('--only='))?.slice('--only='.length);
let wrong = 0;

function tell({ subject, row, status, codes, wrong: found }: Outcome): void {
  wrong += found.length;
  const mark = found.length > 0 ? '✗' : status === 'not shown' ? '·' : '✓';
  process.stdout.write(`${mark} ${[subject, row, status, codes.join(' '), found.join('; ')].join('\t')}\n`);
}

for (const subject of subjects()) {
  if (only !== undefined && subject.name !== only) continue;
  const rig = await openSubject(subject);
  try {
    const first = await rig.harvest();
    if (first.status !== 'succeeded')
      process.stdout.write(`  ${subject.name}: ${JSON.stringify(first.problems)}\n`);
    for (const row of ROWS) tell(await tryRow(rig, subject.name, row));
  } finally {
    await rig.close();
  }
  for (const row of ROWS) if (showsFirst(row)) tell(await tryFirst(subject, row));
}
process.stdout.write(`${wrong === 0 ? 'all as it should be' : `${wrong} wrong`}\n`);
process.exitCode = wrong === 0 ? 0 : 1;
