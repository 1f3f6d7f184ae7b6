/**
 * Many searchers at once on the embedded engine, idle and while a source is harvested into it: `npm run bench:searchers
 * [-- --entries 370000] [--searchers 200] [--reads 5000] [--seconds 30] [--harvest 30000] [--keep]`. Server and platform
 * have processes of their own; the searchers share the processors with them.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { constants, copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { catalogueFile } from '../../../api/catalogues.ts';
import { KEPT_FOLDER } from '../cluster/cluster.ts';
import { atEnd, toTheEnd } from '../cluster/ends.ts';
import { percentile } from '../figures.ts';
import { startPlatform } from '../harvesting.ts';
import { filledFolder } from '../pages/filled.ts';
import { type Answered, KINDS, search } from './searchers.ts';

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '370000' },
    searchers: { type: 'string', default: '200' },
    reads: { type: 'string', default: '5000' },
    seconds: { type: 'string', default: '30' },
    harvest: { type: 'string', default: '30000' },
    keep: { type: 'boolean', default: false },
  },
});
const SOURCE = 'ckan';
const searchers = Number(options.searchers);

const at = (times: number[], share: number): string => percentile(times, share).toFixed(0).padStart(6);

interface Spent {
  seconds: number;
  /** Processor time of the server, in ms. */
  cpu: number;
  /** Most that the server held of its own, mapped files left out, in bytes. */
  own: number | null;
}

function tell(what: string, answers: Answered[], { seconds, cpu, own }: Spent): void {
  const rate = (answers.length / seconds).toFixed(0);
  const each = (cpu / answers.length).toFixed(1);
  const held = own === null ? '' : `, ${(own / 1024 ** 2).toFixed(0)} MB of its own at most`;
  console.log(`\n— ${what}: ${rate} answers a second, ${each} ms of processor each${held}`);
  for (const kind of KINDS) {
    const own = answers.filter((answer) => answer.kind === kind);
    const times = own.map(({ ms }) => ms);
    const refused = own.filter(({ status }) => status >= 400 && status < 500).length;
    const failed = own.filter(({ status }) => status === 0 || status >= 500).length;
    console.log(
      `${kind.padEnd(10)} ${String(own.length).padStart(6)}  p50 ${at(times, 0.5)}  p95 ${at(times, 0.95)}  most ${at(times, 1)} ms  refused ${refused}  failed ${failed}`,
    );
  }
}

toTheEnd(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-searchers-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const filled = await filledFolder(options.keep ? KEPT_FOLDER : folder, Number(options.entries), 1);
  // What is harvested here is not to stand in what is kept.
  const data = join(folder, 'served');
  mkdirSync(data);
  copyFileSync(catalogueFile({ data: filled }), catalogueFile({ data }), constants.COPYFILE_FICLONE);

  const platform = await startPlatform(SOURCE, Number(options.harvest), { keep: true });
  atEnd(() => platform.close());
  const args = [data, options.entries, SOURCE, JSON.stringify(platform.routes)];
  const server = fork(new URL('./server.ts', import.meta.url), args, {
    execArgv: ['--max-semi-space-size=8', '--heap-growing-percent=60'],
  });
  const failed = once(server, 'exit').then(([code]) => {
    throw new Error(`the server ended with ${code}`);
  });
  failed.catch(() => undefined);
  const told = <T>(name: string): Promise<T> => {
    const heard = new Promise<T>((resolve) => {
      const listener = (message: T & object) => {
        if (!(name in message)) return;
        server.off('message', listener);
        resolve(message);
      };
      server.on('message', listener);
    });
    return Promise.race([heard, failed]);
  };
  const { address } = await told<{ address: string }>('address');
  atEnd(async () => {
    server.disconnect();
    await once(server, 'exit');
  });
  // The first search reads the columns.
  await fetch(`${address}/api/v1/search?q=${encodeURIComponent('停车场')}`);

  const measured = async (what: string, how: { searchers: number; reads: number }, until: AbortSignal) => {
    const spent = async () => {
      server.send('spent');
      return await told<{ cpu: number; own: number | null }>('cpu');
    };
    const [began, before] = [performance.now(), await spent()];
    const answers = await search({ address, ...how, until });
    const seconds = (performance.now() - began) / 1000;
    const after = await spent();
    tell(what, answers, { seconds, cpu: (after.cpu - before.cpu) / 1000, own: after.own });
  };
  const some = () => AbortSignal.timeout(Number(options.seconds) * 1000);
  const readers = { searchers, reads: Number(options.reads) };
  console.log(`${options.entries} entries`);
  await measured('one searcher, idle', { searchers: 1, reads: 0 }, some());
  await measured(`${searchers} searchers, idle`, readers, some());

  const over = new AbortController();
  server.send('harvest');
  const began = performance.now();
  // Readers go on for a while: what they still ask is no part of the harvest.
  const ended = told<{ status: string; added: number }>('status')
    .then((run) => ({ ...run, seconds: (performance.now() - began) / 1000 }))
    .finally(() => over.abort());
  await measured(`${searchers} searchers, while a source is harvested`, readers, over.signal);
  const { status, added, seconds } = await ended;
  console.log(`\nthe harvest: ${status}, ${added} entries, ${(added / seconds).toFixed(0)} a second`);
});
