/** The office of notices: looks once a minute, until it is stopped, whatever goes wrong in between. */
import { type CodedError, coded } from '../config/errors/errors.ts';
import type { Source } from '../config/registry/source.ts';
import { everyMinute } from '../harvester/schedule/schedule.ts';
import type { Catalogue } from '../index/port.ts';
import { lookForNotices, sealAll } from './look.ts';
import type { Senders } from './outbox/channel.ts';
import { type Delivering, deliverDue } from './outbox/deliver.ts';
import type { Right } from './subscriptions/hearing.ts';

export interface OfficeOptions {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  rightOf: (owner: string) => Promise<Right | null>;
  senders: Senders;
  /** What this process is called in attempts. */
  process: string;
  clock?: () => number;
  random?: () => number;
  onError: (error: CodedError) => void;
  onOutcome?: Delivering['onOutcome'];
}

export interface Office {
  /** One look, one round of messages, one attempt at each that is due. */
  turn(): Promise<void>;
  /** Goes on by itself, once a minute. */
  open(): void;
  /** Waits for the attempts that are under way. */
  close(): Promise<void>;
}

const HOUR = 3_600_000;

export function createOffice(options: OfficeOptions): Office {
  const { catalogue, sources, rightOf, senders, process, onError } = options;
  const { clock = Date.now, random = Math.random, onOutcome } = options;
  const closing = new AbortController();
  let swept = 0;
  let under: Promise<void> = Promise.resolve();
  let task: ReturnType<typeof everyMinute> | undefined;

  async function step(work: () => Promise<unknown>): Promise<void> {
    if (closing.signal.aborted) return;
    try {
      await work();
    } catch (error) {
      if (!closing.signal.aborted) onError(coded(error));
    }
  }

  async function look(): Promise<void> {
    const now = clock();
    // Each for itself: what is in the box goes out although something could not be looked at.
    await step(() => lookForNotices({ catalogue, sources, rightOf, now }));
    await step(() => sealAll({ catalogue, now }));
    await step(() =>
      deliverDue({
        ...{ papers: catalogue, senders, process, clock, random, signal: closing.signal },
        ...(onOutcome && { onOutcome }),
      }),
    );
    if (now - swept < HOUR) return;
    swept = now;
    await step(() => catalogue.dropExpired(new Date(now).toISOString()));
  }

  const turn = (): Promise<void> => {
    under = under.then(look);
    return under;
  };
  return {
    turn,
    open() {
      task ??= everyMinute(turn);
      void turn();
    },
    async close() {
      closing.abort();
      await task?.destroy();
      await under;
    },
  };
}
