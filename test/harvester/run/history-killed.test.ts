/** What is remembered of entries, where the process that writes it is killed: each change once, none lost. */
import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { runId } from '../../../harvester/control/starting.ts';
import { copyCatalogue } from '../../../index/archive/copy.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import type { DayFigures } from '../../../index/history/day.ts';
import type { Catalogue } from '../../../index/port.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { clearedPrefixes } from '../../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../../services/elasticsearch/service.ts';
import { faultyLink, type Verdict } from '../../services/faulty-link.ts';
import { generatedThings } from '../../sources/generator.ts';
import { openRig } from '../rig.ts';

const service = await elasticsearchService();
const folder = mkdtempSync(join(tmpdir(), 'huimu-killed-history-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const child = fileURLToPath(new URL('../killed-process.ts', import.meta.url));
const limits = { puts: 6, rows: 12, milliseconds: 40 };
const SLOT = '2026-07-01';
const recipe = { seed: 21, platform: 'test-city', region: '310000', shape: 'uuid' } as const;
const things = generatedThings(recipe, 90);
const later = generatedThings({ ...recipe, seed: 22 }, 15);
const GONE = things.slice(0, 7);
const CHANGED = things.slice(20, 55);

/** A platform whose first harvest stands in a file, and on which then things are changed, removed and added. */
async function changedPlatform() {
  const rig = await openRig({ things });
  await rig.harvest();
  await rig.catalogue.close();
  const { platform, source } = rig;
  platform.mutate.remove(...GONE.map(({ id }) => id));
  for (const { id, title } of CHANGED) platform.mutate.change(id, { title: `${title}（新）` });
  for (const thing of later) platform.mutate.add(thing);
  platform.misbehave({ what: 'slow', ms: 12 });
  return { rig, work: { routes: platform.routes, source, slot: SLOT, limits } };
}

const begun = (work: object) =>
  spawn(process.execPath, [child, JSON.stringify(work)], { stdio: ['ignore', 'pipe', 'inherit'] });

/** Whether the process came to its end. */
const ended = (process_: ReturnType<typeof begun>): Promise<boolean> =>
  new Promise((resolve) => process_.once('close', (code) => resolve(code === 0)));

/** Records of every entry that there ever was, and the days, without the times of writing. */
async function remembered(catalogue: Catalogue, source: string) {
  await catalogue.refresh();
  const run = await catalogue.getRun(runId(source, SLOT));
  expect(run).toMatchObject({ status: 'succeeded', problems: [], ledger: { removed: GONE.length } });
  const records = [];
  for (const { id } of [...things, ...later]) {
    const { items } = await catalogue.history(`${source}:${id}`, 100);
    for (const { id: _, at: __, ...record } of items) records.push(record);
  }
  const days = (await catalogue.days({}, 100)).items.map(({ at: _, looked: __, ...day }: DayFigures) => day);
  await catalogue.close();
  return { records, days };
}
type Remembered = Awaited<ReturnType<typeof remembered>>;

function expectEachOnce(found: Remembered, undisturbed: Remembered): void {
  expect(found).toEqual(undisturbed);
  const told = found.records.map(({ entry, kind, run }) => `${entry} ${kind} ${run}`);
  expect(new Set(told).size).toBe(told.length);
  const of = (kind: string) => found.records.filter((each) => each.kind === kind).length;
  expect([of('added'), of('changed'), of('removed')]).toEqual([
    things.length + later.length,
    CHANGED.length,
    GONE.length,
  ]);
}

describe('history of a run whose process is killed', () => {
  it('has each change once, in a file', async () => {
    const { rig, work } = await changedPlatform();
    const [straight, killed] = [join(folder, 'straight.db'), join(folder, 'killed.db')];
    for (const path of [straight, killed]) copyFileSync(rig.path, path);
    expect(await ended(begun({ ...work, path: straight }))).toBe(true);
    let kills = 0;
    const moments = [
      { lines: 1, ms: 9 },
      { lines: 2, ms: 0 },
      { lines: 2, ms: 23 },
      { lines: 3, ms: 5 },
      { lines: 1, ms: 14 },
    ];
    for (const { lines, ms } of moments) {
      const process_ = begun({ ...work, path: killed });
      const end = ended(process_);
      let heard = 0;
      for await (const _ of createInterface({ input: process_.stdout })) {
        heard += 1;
        if (heard !== lines) continue;
        await sleep(ms);
        process_.kill('SIGKILL');
      }
      if (await end) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(3);
    await ended(begun({ ...work, path: killed }));
    const of = async (path: string) => remembered(await openSqliteCatalogue({ path }), rig.source.id);
    expectEachOnce(await of(killed), await of(straight));
    await rig.close();
  }, 300_000);

  it.skipIf(service === undefined)(
    'has each change once, in a cluster, whatever became of the request it died with',
    async () => {
      const url = service?.url ?? '';
      const prefixes = clearedPrefixes(url);
      const { rig, work } = await changedPlatform();
      const opened = (prefix: string) => openElasticsearchCatalogue({ url, prefix });
      const [straight, killed] = [prefixes.take(), prefixes.take()];
      for (const prefix of [straight, killed]) {
        // As the file has it from the first harvest on.
        const [from, to] = [await openSqliteCatalogue({ path: rig.path }), await opened(prefix)];
        expect(await copyCatalogue(from, to)).toEqual([]);
        await Promise.all([from.close(), to.close()]);
      }
      expect(await ended(begun({ ...work, cluster: { url, prefix: straight } }))).toBe(true);
      const link = await faultyLink(url);
      const points: [purpose: string, fate: Verdict][] = [
        ['history', 'cut'],
        ['history', 'half'],
        ['history', 'lose'],
        ['entries', 'half'],
        ['states', 'lose'],
        ['marks', 'cut'],
        ['runs', 'cut'],
        ['runs', 'lose'],
      ];
      let kills = 0;
      for (const [purpose, fate] of points) {
        const process_ = begun({ ...work, cluster: { url: link.url, prefix: killed } });
        process_.stdout.resume();
        let writes = 0;
        link.judge(({ path, body }) => {
          if (process_.killed) return 'cut';
          if (!path.startsWith('/_bulk')) return 'pass';
          writes += body.includes(`${killed}-history`) ? 1 : 0;
          if (writes === 0 || !body.includes(`${killed}-${purpose}`)) return 'pass';
          process_.kill('SIGKILL');
          return fate;
        });
        if (!(await ended(process_))) kills += 1;
      }
      expect(kills).toBeGreaterThanOrEqual(4);
      link.judge(() => 'pass');
      await ended(begun({ ...work, cluster: { url, prefix: killed } }));
      const of = async (prefix: string) => remembered(await opened(prefix), rig.source.id);
      expectEachOnce(await of(killed), await of(straight));
      await Promise.all([rig.close(), link.close()]);
      await prefixes.dispose();
    },
    300_000,
  );
});
