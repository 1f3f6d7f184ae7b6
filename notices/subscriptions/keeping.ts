/** Subscriptions as they are kept: made, read, changed, ended. */
import { createHash, randomUUID } from 'node:crypto';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { Page } from '../../index/operations.ts';
import type { Paper, Papers } from '../../index/people/papers.ts';
import type { Ending, Subscription, Wanted } from './subscription.ts';

export type Kept = Paper<Subscription>;

/** In all; of one owner; of one mailbox; and of one mailbox that has not answered: a flood ends here. */
const MOST = 50_000;
const MOST_OF_ONE = 200;
const MOST_OF_MAILBOX = 20;
const MOST_UNCONFIRMED = 2;
const PAGE = 200;
/** Milliseconds that a mailbox has for its answer, and that an ended one is kept for to be seen. */
const TO_CONFIRM = 7 * 86_400_000;
const ENDED_KEPT = 90 * 86_400_000;
const TRIES = 5;

/** Addresses of one mailbox are one, however they are written, and stand in no tag. */
const mailboxTag = (address: string): string =>
  `to:${createHash('sha256').update(address.toLowerCase()).digest('base64url').slice(0, 22)}`;
const ownerTag = (owner: string): string => `owner:${owner}`;

function tagsOf({ owner, state, channel }: Subscription): string[] {
  const tags = [`state:${state}`];
  if (owner !== null) tags.push(ownerTag(owner));
  if (channel.kind === 'mail' && state !== 'ended') {
    tags.push(mailboxTag(channel.address), `${mailboxTag(channel.address)}:${state}`);
  }
  return tags;
}

const expiryOf = ({ state, madeAt }: Subscription, now: number): string | null => {
  if (state === 'unconfirmed') return new Date(Date.parse(madeAt) + TO_CONFIRM).toISOString();
  return state === 'ended' ? new Date(now + ENDED_KEPT).toISOString() : null;
};

/** Throws `request.rate-limited` where there are too many already. */
export async function makeSubscription(
  papers: Papers,
  wanted: Wanted,
  owner: string | null,
  now: number,
): Promise<Kept> {
  const { channel } = wanted;
  const bounds: [string[], number][] = [[[], MOST]];
  if (owner !== null) bounds.push([[ownerTag(owner)], MOST_OF_ONE]);
  if (channel.kind === 'mail') {
    bounds.push([[mailboxTag(channel.address)], MOST_OF_MAILBOX]);
    bounds.push([[`${mailboxTag(channel.address)}:unconfirmed`], MOST_UNCONFIRMED]);
  }
  for (const [tags, most] of bounds) {
    if ((await papers.countPapers('subscription', tags)) >= most) {
      throw new CodedError('request.rate-limited', `${most} subscriptions`, { retryAfter: 3600 });
    }
  }
  const at = new Date(now).toISOString();
  const content: Subscription = {
    ...wanted,
    ...{ owner, ending: null, madeAt: at, searchedUntil: at, toldLately: {}, digested: {} },
    state: channel.kind === 'mail' ? 'unconfirmed' : 'active',
  };
  const paper: Kept = {
    ...{ kind: 'subscription', id: randomUUID(), order: at, version: 0 },
    ...{ tags: tagsOf(content), expiresAt: expiryOf(content, now), content },
  };
  return { ...paper, version: await papers.putPaper(paper) };
}

/** Throws `subscription.unknown`. */
export async function subscriptionBy(papers: Pick<Papers, 'paper'>, id: string): Promise<Kept> {
  const paper = await papers.paper<Subscription>('subscription', id);
  if (paper === undefined) throw new CodedError('subscription.unknown', id);
  return paper;
}

/** Newest first; all of them where no owner is named. Throws `request.cursor-invalid`. */
export const subscriptions = (
  papers: Pick<Papers, 'papers'>,
  owner: string | undefined,
  limit: number,
  cursor?: string,
): Promise<Page<Kept>> =>
  papers.papers<Subscription>('subscription', owner === undefined ? [] : [ownerTag(owner)], limit, cursor);

export async function activeSubscriptions(papers: Pick<Papers, 'papers'>): Promise<Kept[]> {
  const found: Kept[] = [];
  let cursor: string | undefined;
  do {
    const page = await papers.papers<Subscription>('subscription', ['state:active'], PAGE, cursor);
    found.push(...page.items);
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined);
  return found;
}

/**
 * Writes it as `change` makes it of what is kept; undefined leaves it. Read again where somebody else was quicker.
 * Throws `subscription.unknown`.
 */
export async function changeSubscription(
  papers: Pick<Papers, 'paper' | 'putPaper'>,
  id: string,
  change: (kept: Subscription) => Subscription | undefined,
  now: number,
): Promise<Kept> {
  for (let tried = 1; ; tried++) {
    const paper = await subscriptionBy(papers, id);
    const content = change(paper.content);
    if (content === undefined) return paper;
    const next = { ...paper, content, tags: tagsOf(content), expiresAt: expiryOf(content, now) };
    try {
      return { ...next, version: await papers.putPaper(next) };
    } catch (error) {
      if (coded(error).code !== 'catalogue.conflict' || tried === TRIES) throw error;
    }
  }
}

/** Again leaves the same. */
export const endSubscription = (
  papers: Pick<Papers, 'paper' | 'putPaper'>,
  id: string,
  ending: Ending,
  now: number,
): Promise<Kept> =>
  changeSubscription(
    papers,
    id,
    (kept) => (kept.state === 'ended' ? undefined : { ...kept, state: 'ended', ending }),
    now,
  );
