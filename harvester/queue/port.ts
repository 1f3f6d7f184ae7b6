/**
 * The queue port: who harvests what, and when it is its turn. Written for the harder engine: jobs are plain data,
 * workers may sit in other processes, and everything is asynchronous. What a job is about, and how it went, is in
 * the catalogue; a queue that loses everything is filled again from there.
 */
import type { Progress } from '../control/control.ts';

export interface Job {
  /** The run's id: added twice, it is one job. */
  id: string;
  /** Jobs of one source never run at the same time. */
  source: string;
  /** A person's job comes before the schedule's; within one priority, first come, first served. */
  priority: 'person' | 'schedule';
}

export interface JobContext {
  /** Aborted by `stop` with `run.stopped`, by the queue's closing with `RunLeft`. */
  signal: AbortSignal;
  /** Told to every listener of the queue, in whichever process. */
  report(progress: Progress): void;
}

export type Worker = (job: Job, context: JobContext) => Promise<void>;

export interface Queue {
  /** Adds a job; one that waits or runs already stays as it is. Throws `run.stopped` once the queue is closed. */
  add(job: Job): Promise<void>;
  /** Begins to take jobs. A worker that throws ends its own job only. */
  work(worker: Worker): void;
  /** Moves a job that waits to where a person's would stand; false where it does not wait. */
  raise(id: string): Promise<boolean>;
  /** Whether the job waits or runs, here or elsewhere. */
  has(id: string): Promise<boolean>;
  /**
   * `dropped`: it waited and is gone. `stopping`: its signal is aborted, its worker will end. `unknown`: it is
   * not here.
   */
  stop(id: string): Promise<'dropped' | 'stopping' | 'unknown'>;
  /** What this process does itself: whether it takes jobs, and those it is at. */
  here(): { takesJobs: boolean; jobs: string[] };
  /** Jobs of all processes: waiting for their turn, and being done. */
  depth(): Promise<{ waiting: number; active: number }>;
  /** Listens to reports; returns the way to stop listening. */
  onReport(listener: (progress: Progress) => void): () => void;
  /** Takes no more jobs, tells the running ones to leave, waits for them. */
  close(): Promise<void>;
}
