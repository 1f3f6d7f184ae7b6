/** Whether what this process depends on answers: cheap questions with a short limit, never asked twice at one time. */
import { CodedError, coded, type ErrorCode } from '../config/errors/errors.ts';
import type { ApiContext } from './context.ts';

/** A dependency that has not answered for so long counts as away, in ms. */
const LIMIT_MS = 2_000;

/** One document by a name that no source has: no count, no search. */
const NOBODY = '-';

export interface Readiness {
  /** The first thing that is wrong; throws `catalogue.unavailable`, `queue.unavailable`. */
  require(): Promise<void>;
  /** Whether each dependency answers. */
  up(): Promise<Map<string, boolean>>;
}

type Probe = () => Promise<void>;

export function createReadiness({
  catalogue,
  control,
  part,
}: Pick<ApiContext, 'catalogue' | 'control' | 'part'>): Readiness {
  const probes: Record<'catalogue' | 'queue', Probe> = {
    catalogue: probe('catalogue.unavailable', () => catalogue.getSourceState(NOBODY)),
    queue: probe('queue.unavailable', () => control.depth()),
  };
  return {
    async require() {
      // Who searches needs no queue: while Redis is away, serve is not to be taken out of service as well.
      await Promise.all([probes.catalogue(), part === 'serve' ? undefined : probes.queue()]);
      if (part === 'worker' && !control.here().takesJobs) {
        throw new CodedError('queue.unavailable', '本进程此刻不领取任务 / this process takes no jobs now');
      }
    },
    async up() {
      const answers = Object.entries(probes).map(async ([name, ask]) => {
        const answered = await ask().then(
          () => true,
          () => false,
        );
        return [name, answered] as const;
      });
      return new Map(await Promise.all(answers));
    },
  };
}

function probe(code: ErrorCode, ask: () => Promise<unknown>): Probe {
  let asking: Promise<unknown> | undefined;
  return async () => {
    // A question that hangs is waited for by all who ask, and is not put a second time.
    asking ??= ask().finally(() => {
      asking = undefined;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new CodedError(code, `no answer within ${LIMIT_MS} ms`)), LIMIT_MS);
    });
    try {
      await Promise.race([asking, late]);
    } catch (error) {
      throw coded(error, code);
    } finally {
      clearTimeout(timer);
    }
  };
}
