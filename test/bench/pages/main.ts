/**
 * How soon the pages' questions are answered at size: `npm run bench:pages [-- --entries 370000] [--nights 270]
 * [--only sqlite,elasticsearch] [--rounds 20] [--heap 2g] [--keep]`. The real server over either engine, 372 sources with so many nights'
 * runs and figures behind them; an entry is written before every asking (`fresh`), or nothing (`again`). The processor's time is that of a fresh one in the
 * middle, Elasticsearch's with it: a busy machine's clock says little.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { composeHuimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import { loadSettings, type Settings } from '../../../config/settings/settings.ts';
import type { Place } from '../../index/generator.ts';
import { KEPT_FOLDER, openCluster, SEARCH_PREFIX } from '../cluster/cluster.ts';
import { atEnd, toTheEnd } from '../cluster/ends.ts';
import { fill } from '../cluster/fill.ts';
import { generatedOf, sharesOf } from '../cluster/generated.ts';
import { percentile } from '../figures.ts';
import { touch } from '../touch.ts';
import { askedOf } from './asked.ts';
import { filledFolder } from './filled.ts';
import { sourceOf, writeNights } from './nights.ts';

const { values: options } = parseArgs({
  options: {
    entries: { type: 'string', default: '370000' },
    nights: { type: 'string', default: '270' },
    rounds: { type: 'string', default: '20' },
    only: { type: 'string', default: 'sqlite,elasticsearch' },
    heap: { type: 'string', default: '2g' },
    keep: { type: 'boolean', default: false },
  },
});
const total = Number(options.entries);
const nights = Number(options.nights);
const rounds = Number(options.rounds);
const shares = sharesOf(total).filter(([, entries]) => entries > 0);
const [place] = shares[0] as [Place, number];
const [sample] = generatedOf(place, 1);

/** Processor time of this process so far, in µs. */
const ownTime = (): number => {
  const { user, system } = process.cpuUsage();
  return user + system;
};

/** `clock`: processor time of all that answers, in µs. */
async function measure(engine: string, settings: Settings, clock: () => Promise<number>): Promise<void> {
  const rows = shares.map(([each]) => sourceOf(each));
  const huimu = await composeHuimu(settings, { rows });
  const server = await createServer(apiContext(huimu));
  const close = atEnd(async () => {
    await server.close();
    await huimu.close();
  });
  const { id, source } = sample as NonNullable<typeof sample>;
  const { resource } = (await server.inject(`/api/v1/entries/${encodeURIComponent(id)}`)).json<{
    resource: string;
  }>();
  console.log(`\n— ${engine}: ${total} entries, ${rows.length} sources, ${rows.length * nights} runs`);
  for (const { name, path, aim } of askedOf({ id, resource, source })) {
    const times: Record<'fresh' | 'again', number[]> = { fresh: [], again: [] };
    let bytes = 0;
    const processor: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await touch(huimu.catalogue);
      for (const how of ['fresh', 'again'] as const) {
        const before = await clock();
        const began = performance.now();
        const answer = await server.inject(path);
        times[how].push(performance.now() - began);
        if (how === 'fresh') processor.push(((await clock()) - before) / 1000);
        if (answer.statusCode !== 200)
          throw new Error(`${path}: ${answer.statusCode} ${answer.body.slice(0, 300)}`);
        bytes = answer.rawPayload.length;
      }
    }
    const told = (how: 'fresh' | 'again') =>
      `${percentile(times[how], 0.5).toFixed(0).padStart(5)} / ${percentile(times[how], 0.95).toFixed(0).padStart(5)}`;
    const over = percentile(times.fresh, 0.5) > aim ? '  OVER' : '';
    console.log(
      `${name.padEnd(36)} fresh ${told('fresh')}  again ${told('again')} ms  processor ${percentile(processor, 0.5).toFixed(0).padStart(4)}  aim ${String(aim).padStart(3)}  ${(bytes / 1024).toFixed(0).padStart(5)} kB${over}`,
    );
  }
  await close();
}

toTheEnd(async () => {
  const folder = options.keep ? KEPT_FOLDER : mkdtempSync(join(tmpdir(), 'huimu-pages-'));
  if (!options.keep) atEnd(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }));
  const settings: Settings = {
    ...loadSettings({ environment: {}, folder }),
    ...{ contact: 'http://localhost/bench', logLevel: 'silent' },
  };
  console.log('p50 / p95 in ms');
  if (options.only.includes('sqlite')) {
    const data = await filledFolder(folder, total, nights);
    await measure('sqlite', { ...settings, data }, async () => ownTime());
  }
  if (!options.only.includes('elasticsearch')) return;
  const cluster = await openCluster({ heap: options.heap, keep: options.keep });
  const elasticsearchPrefix = `${SEARCH_PREFIX}-${total}`;
  await fill(cluster, elasticsearchPrefix, total);
  const at = { ...settings, elasticsearchUrl: cluster.url, elasticsearchPrefix, data: folder };
  const huimu = await composeHuimu(at, { rows: [] });
  await writeNights(huimu.catalogue, shares, nights);
  await huimu.close();
  await measure('elasticsearch', at, async () => ownTime() + (await cluster.cpu()));
});
