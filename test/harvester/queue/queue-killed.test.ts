/** Workers that die, sleep or leave in the middle of their runs: real processes, a real Redis, nothing lost. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, it } from 'vitest';
import { mayOwnRedis } from '../../services/redis/service.ts';
import { joinProcesses, slowSources } from '../cluster/joined-processes.ts';
import { engines } from '../engines.ts';

const HOUR = 3_600_000;
const ours = await mayOwnRedis();
const all = ours ? await engines() : [];
const TIMEOUT = 480_000;

describe.skipIf(!ours).for(all)('a worker, over $name,', { concurrent: true }, (engine) => {
  it(
    'that is killed leaves each of its runs to another, however often',
    async ({ expect }) => {
      // Ten runs under way, two kills: twenty runs cut off, each at another point. The clocks are wrong both ways.
      const names = Array.from({ length: 10 }, (_, i) => `city-${i}`);
      const joined = await joinProcesses(slowSources(names, 70), { engine });
      try {
        for (const [i, platform] of joined.platforms.entries()) {
          platform.misbehave({ what: 'slow', ms: 600 + 30 * i });
        }
        const first = await joined.begin('worker', { parallel: 10 });
        const runs = await joined.harvestAll();
        await Promise.all(runs.map((run) => joined.listed(run, 1)));
        first.child.kill('SIGKILL');
        const second = await joined.begin('worker', { parallel: 10, clockOff: HOUR });
        const resumed = async (times: number) => {
          for (const run of runs) {
            while (((await joined.huimu.catalogue.getRun(run.id))?.resumed ?? 0) < times) await sleep(20);
          }
        };
        await resumed(1);
        second.child.kill('SIGKILL');
        await joined.begin('worker', { parallel: 10, clockOff: -HOUR });
        await resumed(2);
        for (const platform of joined.platforms) platform.misbehave();
        const ended = await Promise.all(runs.map(({ id }) => joined.huimu.control.ended(id)));
        expect(ended.map((run) => run.resumed)).toEqual(names.map(() => 2));
        expect(await joined.faultsOf(ended)).toEqual([]);
      } finally {
        await joined.close();
      }
    },
    TIMEOUT,
  );

  it(
    'that slept while another took its run over writes nothing of it when it wakes',
    async ({ expect }) => {
      const joined = await joinProcesses(slowSources(['sleepy', 'other'], 60), { engine });
      try {
        joined.platforms[0]?.misbehave({ what: 'slow', ms: 300 });
        const sleeper = await joined.begin('worker');
        const run = await joined.huimu.control.start('sleepy', { trigger: 'person' });
        await joined.listed(run, 20);
        sleeper.child.kill('SIGSTOP');
        await joined.begin('worker');
        for (;;) {
          const now = await joined.huimu.catalogue.getRun(run.id);
          if (now !== undefined && now.resumed === 1) break;
          await sleep(20);
        }
        sleeper.child.kill('SIGCONT');
        const ended = await joined.huimu.control.ended(run.id);
        // It is awake and takes the next job, or the other does: whoever it is, it counts once.
        const next = await joined.huimu.control.start('other', { trigger: 'person' });
        const after = await joined.huimu.control.ended(next.id);
        expect(await joined.faultsOf([ended, after])).toEqual([]);
        expect(await joined.huimu.catalogue.getRun(run.id)).toEqual(ended);
        expect(ended.resumed).toBe(1);
      } finally {
        await joined.close();
      }
    },
    TIMEOUT,
  );

  it(
    'that is told to end hands its run on at once',
    async ({ expect }) => {
      const joined = await joinProcesses(slowSources(['leaving'], 50), { engine });
      try {
        joined.platforms[0]?.misbehave({ what: 'slow', ms: 300 });
        const leaver = await joined.begin('worker');
        const [run] = await joined.harvestAll();
        await joined.listed(run!, 20);
        leaver.child.kill('SIGTERM');
        expect((await leaver.ended).code).toBe(0);
        // Nobody need wait for its heart to stop.
        expect(await joined.huimu.catalogue.getRun(run!.id)).toMatchObject({
          status: 'running',
          heartbeatAt: new Date(0).toISOString(),
        });
        await joined.begin('worker');
        const ended = await joined.huimu.control.ended(run!.id);
        expect(await joined.faultsOf([ended])).toEqual([]);
        expect(ended.resumed).toBe(1);
      } finally {
        await joined.close();
      }
    },
    TIMEOUT,
  );
});
