/**
 * Every platform whose wire is known, harvested once through its own wire: `npm run coverage:families [-- --platforms
 * id,id] [-- --json]`. Played with real rows where the reference data has them, else with generated ones. Exit code 1
 * where a run did not end well, does not balance, or ended with other entries than its platform has.
 */
import { parseArgs } from 'node:util';
import { table } from '../../api/cli/table.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { imbalances, rejectedIn } from '../../harvester/run/ledger.ts';
import { PLATFORMS } from '../sources/platforms.ts';
import { sampledPlatforms } from '../sources/samples.ts';
import { openRealCountry } from './real-rows.ts';

const { values: options } = parseArgs({
  options: { platforms: { type: 'string' }, json: { type: 'boolean', default: false } },
});

const known = new Set(PLATFORMS.map(({ id }) => id));
const wired = loadSources().filter(({ id, harvest }) => harvest !== undefined && known.has(id));
const chosen = options.platforms?.split(',') ?? wired.map(({ id }) => id);
const familyOf = new Map(wired.map(({ id, harvest }) => [id, harvest?.family ?? '']));
const real = new Set(sampledPlatforms());

const country = await openRealCountry(chosen);
const runs = await country.harvest();
await country.close();

const rows = chosen
  .map((id) => {
    const run = runs.get(id);
    if (run === undefined) throw new Error(`no run of ${id}`);
    const { ledger, requests, status, problems } = run;
    const refused = rejectedIn(ledger);
    const distinct = ledger.listed - ledger.duplicate;
    return {
      id,
      family: familyOf.get(id) ?? '',
      rows: real.has(id) ? 'real' : 'generated',
      status,
      listed: ledger.listed,
      distinct,
      entries: ledger.indexed,
      refused,
      requests: requests.list + requests.detail + requests.other,
      problems: problems.map(({ code }) => code),
      balanced: imbalances(ledger).length === 0 && ledger.indexed + refused === distinct,
    };
  })
  .sort((one, other) => (one.family + one.id < other.family + other.id ? -1 : 1));

if (options.json) console.log(JSON.stringify(rows, null, 2));
else {
  const titles = [
    'Family',
    'Platform',
    'Rows are',
    'Status',
    'Listed',
    'Distinct',
    'Entries',
    'Refused',
    'Requests',
  ];
  console.log(
    table(
      [...titles.map((title, at) => ({ title, right: at > 3 })), { title: 'Problems' }],
      rows.map((row) => [
        row.family,
        row.id,
        row.rows,
        row.balanced ? row.status : `${row.status} !`,
        ...[row.listed, row.distinct, row.entries, row.refused, row.requests].map(String),
        row.problems.join(' '),
      ]),
    ),
  );
  const sum = (of: (row: (typeof rows)[0]) => number): string =>
    rows.reduce((total, row) => total + of(row), 0).toLocaleString('en-US');
  console.log(
    `${rows.length} platforms of ${new Set(rows.map(({ family }) => family)).size} families: ${sum((row) => row.listed)} rows, ` +
      `${sum((row) => row.distinct)} distinct, ${sum((row) => row.entries)} entries, ${sum((row) => row.refused)} refused, ` +
      `${sum((row) => row.requests)} requests; ${sum((row) => (row.balanced ? 0 : 1))} out of balance, ` +
      `${sum((row) => (row.status === 'succeeded' ? 0 : 1))} not succeeded`,
  );
}
// A list that its crawler went round in is played as it was kept: it ends incomplete, and says why.
process.exitCode = rows.every(({ balanced, status }) => balanced && status !== 'failed') ? 0 : 1;
