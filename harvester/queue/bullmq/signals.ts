/** What processes tell each other at once: stop this run; this is how that run stands. */
import type { Redis } from 'ioredis';
import type { Progress } from '../../control/control.ts';

/** A stop that nobody was there to hear waits for the run's next worker for so long, in ms. */
const STOP_KEPT_MS = 3_600_000;

export interface Signals {
  stop(id: string): Promise<void>;
  /** Whether it is to stop, asked by whoever begins it. */
  stopAsked(id: string): Promise<boolean>;
  forgetStop(id: string): Promise<void>;
  report(progress: Progress): void;
  onReport(listener: (progress: Progress) => void): () => void;
}

/** `listening` serves nothing else; `stopped` is called for every run that somebody wants stopped. */
export async function createSignals(
  commands: Redis,
  listening: Redis,
  prefix: string,
  stopped: (id: string) => void,
): Promise<Signals> {
  const listeners = new Set<(progress: Progress) => void>();
  const [stops, reports] = [`${prefix}:stops`, `${prefix}:reports`];
  const stopKey = (id: string) => `${prefix}:stop:${id}`;
  listening.on('message', (channel: string, message: string) => {
    if (channel === stops) stopped(message);
    else if (listeners.size > 0) {
      const progress = JSON.parse(message) as Progress;
      for (const listener of listeners) listener(progress);
    }
  });
  await listening.subscribe(stops, reports);
  return {
    async stop(id) {
      // Kept first: who begins the run a moment later looks there.
      await commands.set(stopKey(id), '1', 'PX', STOP_KEPT_MS);
      await commands.publish(stops, id);
    },
    stopAsked: async (id) => (await commands.exists(stopKey(id))) === 1,
    async forgetStop(id) {
      await commands.del(stopKey(id));
    },
    report(progress) {
      // Progress of the past helps nobody: while Redis is away it is not kept.
      if (commands.status !== 'ready') return;
      commands.publish(reports, JSON.stringify(progress)).catch(() => undefined);
    },
    onReport(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}
