/**
 * The first harvest of a whole simulated country and the unchanged one after it:
 * `npm run bench:country [-- --platforms 243 --entries 370000]`. A quarter of an hour at full size; pace is lifted, so
 * that what is measured is the harvester. Then the largest source at its real pace, on a clock that jumps.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { unhurried } from '../../../api/cli/demo/country.ts';
import type { Source } from '../../../config/registry/source.ts';
import { createClients } from '../../../harvester/client/client.ts';
import { createHarvester } from '../../../harvester/control/create.ts';
import { imbalances } from '../../../harvester/run/ledger.ts';
import type { Run } from '../../../index/operations.ts';
import { costOf } from '../cost.ts';
import { openCatalogue } from '../harvesting.ts';
import { realPace } from './real-pace.ts';

const { values: options } = parseArgs({
  options: {
    platforms: { type: 'string', default: '243' },
    entries: { type: 'string', default: '370000' },
    largest: { type: 'string', default: '60000' },
    only: { type: 'string', default: 'country,pace' },
  },
});

interface Ready {
  routes: Record<string, string>;
  sources: Source[];
  expected: Record<string, number>;
}

/** Bytes that this process has had written to the disk. */
function bytesWritten(): number {
  try {
    return Number(/^write_bytes: (\d+)$/m.exec(readFileSync('/proc/self/io', 'latin1'))?.[1] ?? 0);
  } catch {
    return 0;
  }
}

function ownMemory(): number {
  try {
    return (
      Number(/^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'))?.[1] ?? 0) * 1024
    );
  } catch {
    return 0;
  }
}

const sum = (runs: Run[], of: (run: Run) => number): number =>
  runs.reduce((total, run) => total + of(run), 0);
const whole = (number: number): string => Math.round(number).toLocaleString('en-US');

async function country(): Promise<void> {
  const child = fork(new URL('./server.ts', import.meta.url), [options.platforms, options.entries], {
    execArgv: ['--max-old-space-size=8000'],
  });
  const [{ routes, sources, expected }] = (await once(child, 'message')) as [Ready];
  const { catalogue, close } = await openCatalogue();
  const clients = createClients({ contact: 'https://huimu.example/', routes });
  const control = createHarvester({
    catalogue,
    clients,
    sources: new Map(sources.map((source) => [source.id, unhurried(source)])),
    parallel: 8,
    defaultSchedule: '0 3 * * *',
    instance: 'bench',
  });
  let memory = 0;
  const sampling = setInterval(() => {
    memory = Math.max(memory, ownMemory());
  }, 200);
  const harvestAll = async () => {
    const before = bytesWritten();
    const { result, cost } = await costOf(() =>
      Promise.all(
        sources.map(async ({ id }) => control.ended((await control.start(id, { trigger: 'person' })).id)),
      ),
    );
    return { runs: result, cost, bytes: bytesWritten() - before };
  };
  const print = (name: string, { runs, cost, bytes }: Awaited<ReturnType<typeof harvestAll>>): void => {
    const requests = sum(runs, ({ requests: { list, detail, other } }) => list + detail + other);
    const off = runs.filter(
      ({ source, ledger, status }) =>
        status !== 'succeeded' || imbalances(ledger).length > 0 || ledger.indexed !== expected[source],
    );
    console.log(
      `${name}: ${cost.seconds.toFixed(0)} s, ${runs.length} platforms, ${whole(sum(runs, ({ ledger }) => ledger.indexed))} entries, ` +
        `${whole(requests)} requests (${whole(sum(runs, (run) => run.requests.detail))} details), ` +
        `${(bytes / 2 ** 20).toFixed(0)} MB written, processor ${(cost.cpu / 1e6).toFixed(0)} s; ` +
        `own memory ${(memory / 2 ** 20).toFixed(0)} MB; ${off.length} not as they are at their platform`,
    );
    for (const { source, status, ledger, problems } of off.slice(0, 10))
      console.log(
        `  ${source}: ${status}, ${ledger.indexed} of ${expected[source]}: ${JSON.stringify(problems[0] ?? null)}`,
      );
  };
  try {
    const first = await harvestAll();
    print('first harvest', first);
    const second = await harvestAll();
    print('unchanged', second);
    console.log(
      `  ${((second.cost.seconds / first.cost.seconds) * 100).toFixed(0)} % of the time (aim ≤ 20), ` +
        `${(first.bytes / Math.max(1, second.bytes)).toFixed(0)} times fewer bytes written (aim ≥ 20), ` +
        `${sum(second.runs, ({ requests }) => requests.detail)} details`,
    );
  } finally {
    clearInterval(sampling);
    await control.close();
    clients.close();
    await close();
    child.disconnect();
  }
}

const chosen = options.only.split(',');
if (chosen.includes('country')) await country();
if (chosen.includes('pace')) await realPace(Number(options.largest));
