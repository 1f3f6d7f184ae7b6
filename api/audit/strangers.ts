/**
 * Attempts to act without the right: of each kind the first is recorded at once, and those that follow are counted
 * and recorded together, one act in ten minutes. A flood of wrong keys is seen, and cannot fill the catalogue.
 */
import type { ErrorCode } from '../../config/errors/errors.ts';
import type { Act } from '../../index/operations.ts';
import { actNow } from './act.ts';

const WINDOW_MS = 10 * 60_000;

export interface Strangers {
  /** One more attempt; `act` is a route's own word, never a caller's. */
  tried(act: string, refused: ErrorCode): Promise<void>;
  /** Records what is counted and not yet written. */
  close(): Promise<void>;
}

/** `record` throws nothing: there is nobody to tell. */
export function countStrangers(record: (act: Act) => Promise<void>, windowMs = WINDOW_MS): Strangers {
  /** Kind → how to end its window. */
  const open = new Map<string, () => Promise<void>>();
  const counts = new Map<string, number>();

  function watch(kind: string, write: (times: number) => Promise<void>): void {
    counts.set(kind, 0);
    const end = async (): Promise<void> => {
      clearTimeout(timer);
      open.delete(kind);
      const times = counts.get(kind) ?? 0;
      counts.delete(kind);
      if (times > 0) await write(times);
    };
    const next = async (): Promise<void> => {
      const goesOn = (counts.get(kind) ?? 0) > 0;
      const written = end();
      // Whoever goes on is counted on, without a first one of its own.
      if (goesOn) watch(kind, write);
      await written;
    };
    const timer = setTimeout(() => void next(), windowMs).unref();
    open.set(kind, end);
  }

  return {
    async tried(act, refused) {
      const kind = `${act} ${refused}`;
      const counted = counts.get(kind);
      if (counted !== undefined) {
        counts.set(kind, counted + 1);
        return;
      }
      const write = (times: number) => record(actNow({ by: 'unknown', act, refused, times }));
      watch(kind, write);
      await write(1);
    },
    async close() {
      await Promise.all([...open.values()].map((end) => end()));
    },
  };
}
