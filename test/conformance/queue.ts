/** What every queue must do, whatever it is made of: run over each implementation. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { CodedError } from '../../config/errors/errors.ts';
import type { Progress } from '../../harvester/control/control.ts';
import type { Job, JobContext, Queue } from '../../harvester/queue/port.ts';
import { openLedger } from '../../harvester/run/ledger.ts';
import { RunLeft } from '../../harvester/run/run-left.ts';

export interface QueueOptions {
  parallel: number;
}

const job = (id: string, rest: Partial<Job> = {}): Job => ({
  id,
  source: `of-${id}`,
  priority: 'schedule',
  ...rest,
});

const progress = (run: string): Progress => ({
  run,
  source: 'a',
  status: 'running',
  ledger: openLedger(0),
  requests: { list: 0, detail: 0, other: 0 },
  at: '2026-07-01T00:00:00.000Z',
});

/** A worker whose jobs end when they are told to, and that notes what happens. */
function workbench() {
  const begun: string[] = [];
  const ended: string[] = [];
  const contexts = new Map<string, JobContext>();
  const finish = new Map<string, () => void>();
  let most = 0;
  return {
    begun,
    ended,
    contexts,
    get most() {
      return most;
    },
    finish: (id: string) => finish.get(id)?.(),
    worker: async ({ id }: Job, context: JobContext): Promise<void> => {
      begun.push(id);
      contexts.set(id, context);
      most = Math.max(most, begun.length - ended.length);
      await new Promise<void>((resolve) => {
        finish.set(id, resolve);
        context.signal.addEventListener('abort', () => resolve());
      });
      ended.push(id);
    },
  };
}

async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await sleep(5);
}

export function describeQueue(name: string, open: (options: QueueOptions) => Promise<Queue>): void {
  describe(`the queue ${name}`, () => {
    const opened: Queue[] = [];
    const start = async (parallel = 2) => {
      const queue = await open({ parallel });
      opened.push(queue);
      const bench = workbench();
      return { queue, bench };
    };
    afterEach(async () => {
      await Promise.all(opened.splice(0).map((queue) => queue.close()));
    });

    it('tells what it is at, and how much there is to do', async () => {
      const { queue, bench } = await start(2);
      expect(queue.here()).toEqual({ takesJobs: false, jobs: [] });
      for (const id of ['a', 'b', 'c']) await queue.add(job(id));
      expect(await queue.depth()).toEqual({ waiting: 3, active: 0 });
      queue.work(bench.worker);
      await until(() => bench.begun.length === 2);
      expect(queue.here()).toEqual({ takesJobs: true, jobs: [...bench.begun] });
      await until(async () => (await queue.depth()).active === 2);
      expect(await queue.depth()).toEqual({ waiting: 1, active: 2 });
      await queue.close();
      expect(queue.here().takesJobs).toBe(false);
    });

    it('does every job once, so many at a time', async () => {
      const { queue, bench } = await start(2);
      queue.work(bench.worker);
      const ids = ['a', 'b', 'c', 'd', 'e'];
      for (const id of ids) await queue.add(job(id));
      await until(() => bench.begun.length === 2);
      for (let i = 0; i < ids.length; i += 1) {
        await until(() => bench.begun.length > i);
        bench.finish(bench.begun[i] ?? '');
      }
      await until(() => bench.ended.length === 5);
      expect([...bench.begun].sort()).toEqual(ids);
      expect(bench.most).toBe(2);
    });

    it('takes jobs that were added before there was a worker', async () => {
      const { queue, bench } = await start();
      await queue.add(job('a'));
      expect(await queue.has('a')).toBe(true);
      queue.work(bench.worker);
      await until(() => bench.begun.includes('a'));
    });

    it('does a job that is added twice once, whether it waits or runs', async () => {
      const { queue, bench } = await start(1);
      queue.work(bench.worker);
      await queue.add(job('a'));
      await until(() => bench.begun.length === 1);
      await Promise.all([queue.add(job('a')), queue.add(job('b')), queue.add(job('b'))]);
      bench.finish('a');
      await until(() => bench.begun.includes('b'));
      bench.finish('b');
      await until(async () => !(await queue.has('b')));
      expect(bench.begun).toEqual(['a', 'b']);
    });

    it('does a job again that is added again after its end', async () => {
      const { queue, bench } = await start();
      queue.work(bench.worker);
      await queue.add(job('a'));
      await until(() => bench.begun.length === 1);
      bench.finish('a');
      await until(async () => !(await queue.has('a')));
      await queue.add(job('a'));
      await until(() => bench.begun.length === 2);
    });

    it('never does two jobs of one source at a time, and does not hold up the others', async () => {
      const { queue, bench } = await start(3);
      queue.work(bench.worker);
      await queue.add(job('a1', { source: 'a' }));
      await queue.add(job('a2', { source: 'a' }));
      await queue.add(job('b1', { source: 'b' }));
      await until(() => bench.begun.length === 2);
      await sleep(30);
      expect([...bench.begun].sort()).toEqual(['a1', 'b1']);
      bench.finish('a1');
      await until(() => bench.begun.includes('a2'));
    });

    it("takes a person's job before the schedule's, else first come, first served", async () => {
      const { queue, bench } = await start(1);
      queue.work(bench.worker);
      await queue.add(job('first'));
      await until(() => bench.begun.length === 1);
      for (const id of ['s1', 's2']) await queue.add(job(id));
      for (const id of ['p1', 'p2']) await queue.add(job(id, { priority: 'person' }));
      for (const id of ['first', 'p1', 'p2', 's1', 's2']) {
        await until(() => bench.begun.at(-1) === id);
        bench.finish(id);
      }
      expect(bench.begun).toEqual(['first', 'p1', 'p2', 's1', 's2']);
    });

    it('moves a job that waits up where a person asks for it, and no other', async () => {
      const { queue, bench } = await start(1);
      queue.work(bench.worker);
      await queue.add(job('first'));
      await until(() => bench.begun.length === 1);
      for (const id of ['s1', 's2', 's3']) await queue.add(job(id));
      expect(await queue.raise('s3')).toBe(true);
      expect(await queue.raise('first')).toBe(false);
      expect(await queue.raise('nobody')).toBe(false);
      for (const id of ['first', 's3', 's1', 's2']) {
        await until(() => bench.begun.at(-1) === id);
        bench.finish(id);
      }
      expect(bench.begun).toEqual(['first', 's3', 's1', 's2']);
    });

    it('stops a job that runs, drops one that waits, and knows no other', async () => {
      const { queue, bench } = await start(1);
      queue.work(bench.worker);
      await queue.add(job('runs'));
      await until(() => bench.begun.length === 1);
      await queue.add(job('waits'));
      expect(await queue.stop('waits')).toBe('dropped');
      expect(await queue.has('waits')).toBe(false);
      expect(await queue.stop('runs')).toBe('stopping');
      await until(() => bench.ended.includes('runs'));
      const reason = bench.contexts.get('runs')?.signal.reason;
      expect(reason).toBeInstanceOf(CodedError);
      expect(reason).not.toBeInstanceOf(RunLeft);
      expect((reason as CodedError).code).toBe('run.stopped');
      expect(await queue.stop('nobody')).toBe('unknown');
      await sleep(20);
      expect(bench.begun).toEqual(['runs']);
    });

    it('goes on with the others when a worker throws', async () => {
      const { queue } = await start(1);
      const done: string[] = [];
      queue.work(async ({ id }) => {
        if (id === 'bad') throw new Error('a worker that throws');
        done.push(id);
      });
      await queue.add(job('bad'));
      await queue.add(job('good'));
      await until(() => done.includes('good'));
      await until(async () => !(await queue.has('bad')));
    });

    it('tells reports to all who listen, and to nobody who does not any more', async () => {
      const { queue, bench } = await start();
      const heard: string[] = [];
      const other: string[] = [];
      queue.onReport((report) => heard.push(report.run));
      const quiet = queue.onReport((report) => other.push(report.run));
      queue.work(bench.worker);
      await queue.add(job('a'));
      await until(() => bench.contexts.has('a'));
      bench.contexts.get('a')?.report(progress('one'));
      await until(() => heard.length === 1 && other.length === 1);
      quiet();
      bench.contexts.get('a')?.report(progress('two'));
      await until(() => heard.length === 2);
      expect(heard).toEqual(['one', 'two']);
      expect(other).toEqual(['one']);
    });

    it('tells running jobs to leave when it closes, waits for them, and begins no other', async () => {
      const { queue, bench } = await start(1);
      queue.work(bench.worker);
      await queue.add(job('runs'));
      await until(() => bench.begun.length === 1);
      await queue.add(job('waits'));
      await queue.close();
      expect(bench.ended).toEqual(['runs']);
      expect(bench.contexts.get('runs')?.signal.reason).toBeInstanceOf(RunLeft);
      expect(bench.begun).toEqual(['runs']);
      await expect(queue.add(job('late'))).rejects.toMatchObject({ code: 'run.stopped' });
    });
  });
}
