/** What may go wrong around the workers: schedulers that are two, a Redis that forgets, a stop from elsewhere. */
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { freshState } from '../../../harvester/control/source-state.ts';
import { mayOwnRedis } from '../../services/redis/service.ts';
import { joinProcesses, slowSources } from '../cluster/joined-processes.ts';
import { engines } from '../engines.ts';
import { testSource } from '../rig.ts';

const ours = await mayOwnRedis();
const all = ours ? await engines() : [];
const TIMEOUT = 480_000;

describe.skipIf(!ours).for(all)('joined processes, over $name,', { concurrent: true }, (engine) => {
  it(
    'start one run a slot, however many schedulers there are',
    async ({ expect }) => {
      const names = ['a', 'b', 'c', 'd', 'e', 'f'];
      const joined = await joinProcesses(slowSources(names, 5), { engine });
      const { catalogue, control } = joined.huimu;
      try {
        const due = new Date(Date.now() - 60_000).toISOString();
        for (const name of names) await catalogue.putSourceState({ ...freshState(name), nextDue: due });
        await joined.begin('worker', { parallel: 2 });
        await Promise.all([joined.begin('scheduler'), joined.begin('scheduler'), joined.begin('scheduler')]);
        const ended = [];
        for (const name of names) {
          for (;;) {
            const state = await catalogue.getSourceState(name);
            if (state?.lastRun && state.nextDue !== due) break;
            await sleep(20);
          }
          const { items } = await catalogue.listRuns({ source: name }, 10);
          expect(items.map(({ slot, trigger }) => [slot, trigger])).toEqual([[`${name}:${due}`, 'schedule']]);
          ended.push(await control.ended(items[0]!.id));
        }
        // Before they are harvested once more, to compare.
        expect(joined.platforms.map(({ counters }) => counters.detail)).toEqual(names.map(() => 5));
        expect(await joined.faultsOf(ended)).toEqual([]);
      } finally {
        await joined.close();
      }
    },
    TIMEOUT,
  );

  it(
    'go on where Redis is restarted, and where it has forgotten everything',
    async ({ expect }) => {
      const joined = await joinProcesses(slowSources(['one', 'two', 'three'], 40), { engine });
      const { control } = joined.huimu;
      try {
        for (const platform of joined.platforms) platform.misbehave({ what: 'slow', ms: 200 });
        await joined.begin('worker', { parallel: 1 });
        const runs = await joined.harvestAll();
        await Promise.race(runs.map((run) => joined.listed(run, 10)));
        await joined.redis.restart({ flushed: false });
        await Promise.race(runs.map((run) => control.ended(run.id)));
        await joined.redis.restart({ flushed: true });
        await joined.begin('scheduler');
        const ended = await Promise.all(runs.map(({ id }) => control.ended(id)));
        expect(await joined.faultsOf(ended)).toEqual([]);
      } finally {
        await joined.close();
      }
    },
    TIMEOUT,
  );

  it(
    'stop a run of another process, and tell how it stands',
    async ({ expect }) => {
      const joined = await joinProcesses(slowSources(['far'], 60), { engine });
      const { control } = joined.huimu;
      const heard: string[] = [];
      control.onProgress(({ status }) => heard.push(status));
      try {
        joined.platforms[0]?.misbehave({ what: 'slow', ms: 200 });
        await joined.begin('worker');
        const [run] = await joined.harvestAll();
        await joined.listed(run!, 10);
        const stopped = await control.stop(run!.id);
        expect(stopped).toMatchObject({ status: 'stopped', problems: [{ code: 'run.stopped' }] });
        expect(stopped.checkpoint).not.toBeNull();
        expect(stopped.ledger.listed).toBeLessThan(60);
        expect(heard[0]).toBe('running');
        while (heard.at(-1) !== 'stopped') await sleep(20);
        // Taken up by a person, it is not stopped again by what was said before.
        joined.platforms[0]?.misbehave();
        const again = await control.start('far', {
          trigger: 'person',
          slot: run!.slot.slice('far:'.length),
        });
        expect(again.id).toBe(run!.id);
        expect(await joined.faultsOf([await control.ended(run!.id)])).toEqual([]);
      } finally {
        await joined.close();
      }
    },
    TIMEOUT,
  );

  it(
    "keep a host's pace together",
    async ({ expect }) => {
      const paced = (name: string) =>
        testSource(name, {
          base: 'https://shared.gov.cn',
          options: { detail: true },
          pace: { perSecond: 20, concurrency: 4 },
        });
      const at: number[] = [];
      let origin = '';
      const counting = createServer((asked, answer) => {
        at.push(performance.now());
        const { method, headers, url } = asked;
        const passed = request(new URL(url ?? '/', origin), { method, headers }, (got) => {
          answer.writeHead(got.statusCode ?? 500, got.headers);
          got.pipe(answer);
        });
        asked.pipe(passed);
      });
      await new Promise<void>((listening) => counting.listen(0, '127.0.0.1', listening));
      const { port } = counting.address() as AddressInfo;
      const joined = await joinProcesses(
        [{ source: paced('left'), things: 40 }, { source: paced('right') }],
        { engine, extraRoutes: { 'https://shared.gov.cn': `http://127.0.0.1:${port}` } },
      );
      origin = joined.platforms[0]!.routes['https://shared.gov.cn'] as string;
      try {
        await Promise.all([joined.begin('worker'), joined.begin('worker')]);
        const runs = await joined.harvestAll();
        const ended = await Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
        expect(ended.map(({ status }) => status)).toEqual(['succeeded', 'succeeded']);
        const [left, right] = ended;
        expect(left!.startedAt < right!.endedAt! && right!.startedAt < left!.endedAt!).toBe(true);
        expect(at.length).toBeGreaterThanOrEqual(2 * 42);
        // Over any sixty in a row, so that the way of one request does not count, nor a moment in which nothing could
        // be taken in; apart they would take half the time.
        const spans = at.slice(60).map((time, i) => time - at[i]!);
        expect(Math.min(...spans)).toBeGreaterThan(60 * 50 * 0.6);
      } finally {
        await joined.close();
        counting.close();
        counting.closeAllConnections();
      }
    },
    TIMEOUT,
  );
});
