/**
 * Sends what is in the box. Whoever sends takes the message for a while first, written over the version that was read, so
 * that of many processes one has it; whoever dies with it in hand is followed by another once that while is over.
 * That one cannot know whether it had been sent, and sends it again under the same id.
 */
import { type Papers, unlessConflict } from '../../index/people/papers.ts';
import { endSubscription } from '../subscriptions/keeping.ts';
import type { Channel, Subscription } from '../subscriptions/subscription.ts';
import { MOST_TRIES, waitAfter } from './backoff.ts';
import type { Came, Outcome, Senders } from './channel.ts';
import { type Delivery, type KeptDelivery, openDeliveries, saveDelivery } from './delivery.ts';

export interface Delivering {
  papers: Papers;
  senders: Senders;
  /** What stands in the attempts of this process. */
  process: string;
  clock: () => number;
  random: () => number;
  /** Told how each attempt came out. */
  onOutcome?: (channel: Channel['kind'], came: Came) => void;
  /** Takes no more messages; those in hand are brought to their end. */
  signal: AbortSignal;
}

/** Milliseconds that a message is one process's: longer than any attempt may take. */
export const LEASE = 5 * 60_000;
const LONGEST_ATTEMPT = LEASE / 2;
const PAGE = 200;
const AT_ONCE = 8;
const MOST_ATTEMPTS = 30;
const LONGEST_ANSWER = 300;

const isDue = ({ state, nextAt, leasedUntil }: Delivery, now: string): boolean =>
  state === 'waiting' ? nextAt <= now : (leasedUntil ?? '') <= now;

/** Every message that is due, once; returns how many were tried. */
export async function deliverDue(delivering: Delivering): Promise<number> {
  const { papers, clock, signal } = delivering;
  const now = new Date(clock()).toISOString();
  const due: KeptDelivery[] = [];
  let cursor: string | undefined;
  do {
    const page = await openDeliveries(papers, PAGE, cursor);
    due.push(...page.items.filter(({ content }) => isDue(content, now)));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  due.sort((a, b) => (a.content.nextAt < b.content.nextAt ? -1 : 1));
  let tried = 0;
  const work = async (): Promise<void> => {
    for (let next = due.shift(); next !== undefined && !signal.aborted; next = due.shift()) {
      if (await deliverOne(delivering, next)) tried += 1;
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return tried;
}

/** Whether it was tried. */
async function deliverOne(delivering: Delivering, kept: KeptDelivery): Promise<boolean> {
  const { papers, clock, process, senders } = delivering;
  const at = new Date(clock()).toISOString();
  const { content } = kept;
  const paper = await papers.paper<Subscription>('subscription', content.subscription);
  const subscription = paper?.content;
  const wanted = content.purpose === 'confirm' ? 'unconfirmed' : 'active';
  const paused = subscription?.state === 'paused';
  if (paused) return false;
  if (subscription === undefined || subscription.state !== wanted) {
    const dropped: Delivery = { ...content, state: 'dropped', leasedUntil: null, endedAt: at };
    await unlessConflict(saveDelivery(papers, kept, dropped));
    return false;
  }
  const taken: Delivery = {
    ...content,
    ...{ state: 'sending', tries: content.tries + 1 },
    attempts: [...content.attempts, { at, by: process, answer: null }].slice(-MOST_ATTEMPTS),
    leasedUntil: new Date(clock() + LEASE).toISOString(),
  };
  const mine = await unlessConflict(saveDelivery(papers, kept, taken));
  if (mine === undefined) return false;
  const outcome = await senders[subscription.channel.kind](
    mine,
    subscription,
    AbortSignal.timeout(LONGEST_ATTEMPT),
  );
  delivering.onOutcome?.(subscription.channel.kind, outcome.came);
  await unlessConflict(saveDelivery(papers, mine, after(mine.content, outcome, delivering)));
  if (outcome.came === 'gone') await endSubscription(papers, content.subscription, 'gone', clock());
  return true;
}

const NEXT = { taken: 'delivered', later: 'waiting', never: 'dead', gone: 'dropped' } as const;

/** The message once an attempt has come to its end. */
function after(
  taken: Delivery,
  { came, answer, after: least = 0 }: Outcome,
  { clock, random }: Pick<Delivering, 'clock' | 'random'>,
): Delivery {
  const now = clock();
  const attempts = taken.attempts.map((each, index) =>
    index === taken.attempts.length - 1 ? { ...each, answer: answer.slice(0, LONGEST_ANSWER) } : each,
  );
  const state = came === 'later' && taken.tries >= MOST_TRIES ? 'dead' : NEXT[came];
  const wait = state === 'waiting' ? waitAfter(taken.tries, least, random()) : 0;
  return {
    ...taken,
    ...{ attempts, state, leasedUntil: null, nextAt: new Date(now + wait).toISOString() },
    endedAt: state === 'waiting' ? null : new Date(now).toISOString(),
  };
}
