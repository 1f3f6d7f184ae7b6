/** Calls from the main thread to a worker's methods and back, with coded errors kept. */
import { parentPort, Worker } from 'node:worker_threads';
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';

interface Call {
  id: number;
  method: string;
  args: unknown[];
}
type Failure = { code: ErrorCode; detail: string; hint: string | undefined };
type Answer = { id: number; result: unknown } | { id: number; failure: Failure };

/** Synchronous methods of a worker, by name. */
export type Methods = Record<string, (...args: never[]) => unknown>;

/** The same methods as seen from outside. */
export type Remote<M> = {
  [K in keyof M]: M[K] extends (...args: infer A) => infer R ? (...args: A) => Promise<R> : never;
};

/** SQLite's own errors reach the caller as `catalogue.unavailable` (disk full, file gone, locked by another). */
function failureOf(error: unknown): Failure {
  const sqlite = error instanceof Error && 'errcode' in error;
  const { code, detail, hint } = coded(error, sqlite ? 'catalogue.unavailable' : 'internal');
  return { code, detail, hint };
}

/** In the worker: opens what it is told first, then answers calls one after another. Where `open` throws, every call fails so. */
export function serve<What>(open: (what: What) => Methods): void {
  parentPort?.once('message', (what: What) => {
    let methods: Methods | undefined;
    let broken: Failure | undefined;
    try {
      methods = open(what);
    } catch (error) {
      broken = failureOf(error);
    }
    parentPort?.on('message', ({ id, method, args }: Call) => {
      let answer: Answer;
      if (methods === undefined) answer = { id, failure: broken as Failure };
      else {
        try {
          answer = { id, result: methods[method]?.(...(args as never[])) };
        } catch (error) {
          answer = { id, failure: failureOf(error) };
        }
      }
      parentPort?.postMessage(answer);
    });
  });
}

export interface Connection<M> {
  call: Remote<M>;
  /** Whether its worker runs: one that was never called holds nothing. */
  readonly started: boolean;
  /** Waits for the calls under way, then ends the worker. */
  close(): Promise<void>;
}

interface Waiting {
  resolve: (result: never) => void;
  reject: (error: Error) => void;
}

/**
 * Megabytes of a worker's heap for what lives for one call only. In 8 a batch did not find room: it was carried over into the
 * old generation, and that collected whole after every few batches.
 */
const YOUNG = 24;

/** Workers that load what they need and are not told yet what to open. */
const waitingFor = new Map<string, Worker>();

function load(file: URL): Worker {
  const worker = new Worker(file, { resourceLimits: { maxYoungGenerationSizeMb: YOUNG } });
  worker.unref();
  return worker;
}

/** Starts a worker that will be wanted, while its caller still loads something itself. One that is not wanted then ends with the process. */
export function prepare(file: URL): void {
  if (!waitingFor.has(file.href)) waitingFor.set(file.href, load(file));
}

/** A worker of this folder, started by the first call. One that dies fails its calls with `catalogue.unavailable`. */
export function connect<M extends object>(file: URL, what: unknown): Connection<M> {
  const waiting = new Map<number, Waiting>();
  let worker: Worker | undefined;
  let next = 0;
  let dead: CodedError | undefined;
  const die = (detail: string, cause?: unknown) => {
    dead ??= new CodedError('catalogue.unavailable', detail, { cause });
    for (const { reject } of waiting.values()) reject(dead);
    waiting.clear();
  };
  const settle = (answer: Answer) => {
    const call = waiting.get(answer.id);
    waiting.delete(answer.id);
    // An idle worker does not keep the process alive, one at work does.
    if (waiting.size === 0) worker?.unref();
    if ('failure' in answer) {
      const { code, detail, hint } = answer.failure;
      call?.reject(new CodedError(code, detail, hint === undefined ? {} : { hint }));
    } else call?.resolve(answer.result as never);
  };
  const start = (): Worker => {
    const started = waitingFor.get(file.href) ?? load(file);
    waitingFor.delete(file.href);
    started.postMessage(what);
    started.on('message', settle);
    started.on('error', (error) => die('The catalogue worker broke', error));
    started.on('exit', () => die('The catalogue is closed'));
    return started;
  };
  const send = async (method: string, args: unknown[]): Promise<unknown> => {
    if (dead !== undefined) throw dead;
    worker ??= start();
    const id = next++;
    // First, since what cannot be cloned throws here.
    worker.postMessage({ id, method, args } satisfies Call);
    worker.ref();
    return new Promise((resolve, reject) => waiting.set(id, { resolve, reject }));
  };
  const call = new Proxy({} as Remote<M>, {
    get: (_, method) => (typeof method === 'string' ? (...args: unknown[]) => send(method, args) : undefined),
  });
  return {
    call,
    get started() {
      return worker !== undefined;
    },
    async close() {
      if (worker !== undefined && dead === undefined) await send('close', []).catch(() => undefined);
      die('The catalogue is closed');
      await worker?.terminate();
    },
  };
}
