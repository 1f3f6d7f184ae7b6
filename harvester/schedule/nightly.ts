/**
 * Work that is done once a night for the whole catalogue, by whichever process comes first. When it was last done stands
 * in the catalogue, so that a slot in which no process was up is caught up with.
 */
import cron from 'node-cron';

export interface NightlyWork {
  /** Cron expression in China time. */
  expression: string;
  /** The instant for which it was last done, ISO 8601; undefined where it never was. */
  last: () => Promise<string | undefined>;
  work: (signal: AbortSignal) => Promise<void>;
  onError: (error: unknown) => void;
}

export interface Nightly {
  /** Breaks off what is under way; resolves once nothing is. */
  stop(): Promise<void>;
}

export function nightly({ expression, last, work, onError }: NightlyWork): Nightly {
  const stopping = new AbortController();
  let under: Promise<void> = Promise.resolve();
  const look = async (): Promise<void> => {
    try {
      if (isMissed(await last(), task.getNextRuns(2), Date.now())) await work(stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) onError(error);
    }
  };
  const next = () => {
    under = under.then(look);
    return under;
  };
  const task = cron.createTask(expression, next, { timezone: 'Asia/Shanghai', noOverlap: true });
  void task.start();
  void next();
  return {
    async stop() {
      stopping.abort();
      await task.destroy();
      await under;
    },
  };
}

/** Whether a slot lies behind the last time. Slots of one expression lie a period apart; never done, it waits for a slot. */
export function isMissed(last: string | undefined, [first, second]: Date[], now: number): boolean {
  if (first === undefined || second === undefined) return false;
  const slot = first.getTime() - (second.getTime() - first.getTime());
  if (last === undefined) return now - slot < JUST;
  return Date.parse(last) < slot && slot <= now;
}

/** Milliseconds in which a slot that has come is still new. */
const JUST = 60_000;
