/** The queue of the embedded mode: in memory, in this process. */
import { availableParallelism } from 'node:os';
import { CodedError } from '../../config/errors/errors.ts';
import type { Progress } from '../control/control.ts';
import { RunLeft } from '../run/run-left.ts';
import type { Job, Queue, Worker } from './port.ts';

interface Active {
  job: Job;
  controller: AbortController;
  done: Promise<void>;
}

export interface InProcessOptions {
  /** Jobs at one time: a run waits for its source most of the time, so twice the cores where absent. */
  parallel?: number;
  /** Told what a worker threw; it should have said so in its run. */
  onError?: (job: Job, error: unknown) => void;
}

export function createInProcessQueue(options: InProcessOptions = {}): Queue {
  const parallel = options.parallel ?? 2 * availableParallelism();
  const waiting: Record<Job['priority'], Job[]> = { person: [], schedule: [] };
  const active = new Map<string, Active>();
  const listeners = new Set<(progress: Progress) => void>();
  let worker: Worker | undefined;
  let closed = false;

  const waits = (id: string) => [...waiting.person, ...waiting.schedule].some((job) => job.id === id);

  function next(): Job | undefined {
    const busy = new Set([...active.values()].map(({ job }) => job.source));
    for (const jobs of [waiting.person, waiting.schedule]) {
      const index = jobs.findIndex((job) => !busy.has(job.source));
      if (index >= 0) return jobs.splice(index, 1)[0];
    }
    return undefined;
  }

  function pump(): void {
    while (worker !== undefined && !closed && active.size < parallel) {
      const job = next();
      if (job === undefined) return;
      const controller = new AbortController();
      const done = run(worker, job, controller.signal).finally(() => {
        active.delete(job.id);
        pump();
      });
      active.set(job.id, { job, controller, done });
    }
  }

  async function run(work: Worker, job: Job, signal: AbortSignal): Promise<void> {
    try {
      // Never in the caller's own turn: who adds a job has it added before it begins.
      await Promise.resolve();
      await work(job, {
        signal,
        report: (progress) => {
          for (const listener of listeners) listener(progress);
        },
      });
    } catch (error) {
      options.onError?.(job, error);
    }
  }

  return {
    async add(job) {
      if (closed) throw new CodedError('run.stopped', 'the queue is closed');
      if (active.has(job.id) || waits(job.id)) return;
      waiting[job.priority].push(job);
      pump();
    },
    work(taken) {
      worker = taken;
      pump();
    },
    async raise(id) {
      const index = waiting.schedule.findIndex((job) => job.id === id);
      if (index >= 0) waiting.person.push(...waiting.schedule.splice(index, 1));
      return waits(id);
    },
    has: async (id) => active.has(id) || waits(id),
    async stop(id) {
      const running = active.get(id);
      if (running !== undefined) {
        running.controller.abort(new CodedError('run.stopped', 'a person stopped it'));
        return 'stopping';
      }
      for (const jobs of [waiting.person, waiting.schedule]) {
        const index = jobs.findIndex((job) => job.id === id);
        if (index < 0) continue;
        jobs.splice(index, 1);
        return 'dropped';
      }
      return 'unknown';
    },
    here: () => ({ takesJobs: worker !== undefined && !closed, jobs: [...active.keys()] }),
    depth: async () => ({ waiting: waiting.person.length + waiting.schedule.length, active: active.size }),
    onReport(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    async close() {
      closed = true;
      waiting.person.length = 0;
      waiting.schedule.length = 0;
      for (const { controller } of active.values()) controller.abort(new RunLeft());
      await Promise.all([...active.values()].map(({ done }) => done));
    },
  };
}
