/**
 * Puts what waits for a subscription into a message. Its number is one more than the last one's that was seen before the
 * waiting were read, so that of several processes one makes it and the others are refused; while one is on its way
 * there is no next one, so that a receiver that is down finds one message and not hundreds.
 */
import { type Paper, type Papers, unlessConflict } from '../../index/people/papers.ts';
import type { Kept } from '../subscriptions/keeping.ts';
import {
  type Delivery,
  deliveries,
  deliveryId,
  hasOpen,
  type KeptDelivery,
  numberOf,
  paperOfDelivery,
} from './delivery.ts';
import { choose } from './grouping.ts';
import { markSealed, type Told } from './told.ts';

/** Messages of a day, at most one an hour, with digests, trials and confirmations among them. */
const LOOKED_BACK = 40;

/** What may be shown of where it goes: paths of webhooks are passwords, as often as not. */
export const shownTo = ({ channel }: Pick<Kept['content'], 'channel'>): string =>
  channel.kind === 'mail' ? channel.address : new URL(channel.url).origin;

type Past = KeptDelivery[];

/** Earlier messages of a subscription, newest first. Read before what waits is. */
export const earlier = async (papers: Pick<Papers, 'papers'>, subscription: string): Promise<Past> =>
  (await deliveries(papers, { subscription }, LOOKED_BACK)).items;

/** Where none is known any more it begins at the second that all who look see alike, so that no number comes again. */
const nextNumber = (past: { id: string }[], since: string): number =>
  past.length === 0
    ? Math.floor(Date.parse(since) / 1000)
    : Math.max(...past.map(({ id }) => numberOf(id))) + 1;

interface Message extends Pick<Delivery, 'purpose' | 'items' | 'rest' | 'notices'> {
  /** When what is in it was left. */
  since: string;
}

/** Puts a message into the box; false where another process put one there meanwhile. */
export async function put(
  papers: Pick<Papers, 'putPaper'>,
  { id: subscription, content }: Kept,
  past: { id: string }[],
  { since, ...message }: Message,
  now: number,
): Promise<boolean> {
  const at = new Date(now).toISOString();
  const delivery: Delivery = {
    ...{ subscription, owner: content.owner, to: shownTo(content), channel: content.channel.kind },
    ...message,
    ...{
      sealedAt: at,
      state: 'waiting',
      attempts: [],
      tries: 0,
      nextAt: at,
      leasedUntil: null,
      endedAt: null,
    },
  };
  const paper = paperOfDelivery(deliveryId(subscription, nextNumber(past, since)), delivery);
  return (await unlessConflict(papers.putPaper(paper))) !== undefined;
}

/** `past`: as `earlier` gave it before `told` were read. Whether a message was put together. */
export async function seal(
  papers: Papers,
  subscription: Kept,
  past: Past,
  told: Paper<Told>[],
  now: number,
): Promise<boolean> {
  // A process that died between the message and its marks: they are in it, and in no other.
  const sealed = new Set(past.flatMap(({ content }) => content.notices));
  const left = told.filter(({ id }) => sealed.has(id));
  for (const each of left) await markSealed(papers, each);
  if (await hasOpen(papers, subscription.id)) return false;
  const earlierNotices = past
    .filter(({ content }) => content.purpose === 'notices')
    .map(({ content }) => content);
  const chosen = choose(
    told.filter(({ id }) => !sealed.has(id)),
    earlierNotices,
    subscription.content.grouping,
    now,
  );
  if (chosen === undefined) return false;
  const notices = chosen.told.map(({ id }) => id);
  const { items, rest } = chosen;
  const since = chosen.told[0]?.content.left ?? '';
  const message = { purpose: 'notices', items, rest, notices, since } as const;
  if (!(await put(papers, subscription, past, message, now))) return false;
  for (const each of chosen.told) await markSealed(papers, each);
  return true;
}
