/** A message on its way: what is in it, to whom, and what became of every attempt. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Page } from '../../index/operations.ts';
import type { Paper, Papers } from '../../index/people/papers.ts';
import type { Occasion } from '../occasions/kinds.ts';
import type { Line } from '../occasions/notice.ts';

/** `dead`: given up, and can be sent again; `dropped`: nobody wants it any more. */
export const DELIVERY_STATES = ['waiting', 'sending', 'delivered', 'dead', 'dropped'] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export const PURPOSES = ['notices', 'confirm', 'trial'] as const;
export type Purpose = (typeof PURPOSES)[number];

/** Notices of one kind on one source are one item. */
export interface Item {
  occasion: Occasion;
  source: string | null;
  title: string | null;
  region: string | null;
  /** Notices that it stands for. */
  times: number;
  /** Things that they tell of; null where that is no number. */
  count: number | null;
  /** Instants of the first and of the last of them; what is said is the last one's. */
  first: string;
  at: string;
  zh: string;
  en: string;
  link: string;
  lines: Line[];
}

export interface Attempt {
  at: string;
  /** By which process, for those who read logs. */
  by: string;
  /** What the receiver answered, or why nothing came; null while it is under way, and where its process died. */
  answer: string | null;
}

export interface Delivery {
  subscription: string;
  owner: string | null;
  purpose: Purpose;
  /** As in the subscription when it was sealed, without what a receiver's address may hide. */
  to: string;
  channel: 'webhook' | 'mail';
  items: Item[];
  /** Items that are not shown, by occasion. */
  rest: Partial<Record<Occasion, number>>;
  /** Ids of all notices in it. */
  notices: string[];
  /** When it was put together: no notice in it is newer. */
  sealedAt: string;
  state: DeliveryState;
  /** The newest ones, oldest first. */
  attempts: Attempt[];
  /** Attempts since it was put in the box or there again. */
  tries: number;
  nextAt: string;
  /** Until when a process has it for itself. */
  leasedUntil: string | null;
  endedAt: string | null;
}

/** Items that are not shown, of all occasions. */
export const notShown = ({ rest }: Pick<Delivery, 'rest'>): number =>
  Object.values(rest).reduce((sum, count) => sum + count, 0);

export type KeptDelivery = Paper<Delivery>;

const KEPT = 90 * 86_400_000;
const NUMBER_DIGITS = 10;

/** The id is the message's own for its receiver as well: sent twice, it is known by it. */
export const deliveryId = (subscription: string, number: number): string =>
  `${subscription}-${String(number).padStart(NUMBER_DIGITS, '0')}`;
export const numberOf = (id: string): number => Number(id.slice(-NUMBER_DIGITS));

const isOpen = ({ state }: Delivery): boolean => state === 'waiting' || state === 'sending';

export const paperOfDelivery = (id: string, content: Delivery, version = 0): KeptDelivery => ({
  ...{ kind: 'delivery', id, order: content.sealedAt, version, content },
  tags: [
    `sub:${content.subscription}`,
    `state:${content.state}`,
    ...(content.owner === null ? [] : [`owner:${content.owner}`]),
    ...(isOpen(content) ? ['open', `open:${content.subscription}`] : []),
  ],
  expiresAt: isOpen(content) ? null : new Date(Date.parse(content.sealedAt) + KEPT).toISOString(),
});

/** Throws `catalogue.conflict` where somebody else was quicker. */
export async function saveDelivery(
  papers: Pick<Papers, 'putPaper'>,
  { id, version }: KeptDelivery,
  content: Delivery,
): Promise<KeptDelivery> {
  const next = paperOfDelivery(id, content, version);
  return { ...next, version: await papers.putPaper(next) };
}

/** Throws `delivery.unknown`. */
export async function deliveryBy(papers: Pick<Papers, 'paper'>, id: string): Promise<KeptDelivery> {
  const paper = await papers.paper<Delivery>('delivery', id);
  if (paper === undefined) throw new CodedError('delivery.unknown', id);
  return paper;
}

export interface DeliveryFilter {
  subscription?: string | undefined;
  owner?: string | undefined;
  state?: DeliveryState | undefined;
}

const wantedTags = ({ subscription, owner, state }: DeliveryFilter): string[] => [
  ...(subscription === undefined ? [] : [`sub:${subscription}`]),
  ...(owner === undefined ? [] : [`owner:${owner}`]),
  ...(state === undefined ? [] : [`state:${state}`]),
];

/** Newest first. Throws `request.cursor-invalid`. */
export const deliveries = (
  papers: Pick<Papers, 'papers'>,
  filter: DeliveryFilter,
  limit: number,
  cursor?: string,
): Promise<Page<KeptDelivery>> => papers.papers<Delivery>('delivery', wantedTags(filter), limit, cursor);

/** What has not come to its end. */
export const openDeliveries = (
  papers: Pick<Papers, 'papers'>,
  limit: number,
  cursor?: string,
): Promise<Page<KeptDelivery>> => papers.papers<Delivery>('delivery', ['open'], limit, cursor);

export const hasOpen = async (papers: Pick<Papers, 'countPapers'>, subscription: string): Promise<boolean> =>
  (await papers.countPapers('delivery', [`open:${subscription}`])) > 0;

/** Puts one that was given up into the box again, under its own id. Throws `delivery.unknown`, `delivery.not-dead`. */
export async function sendAgain(
  papers: Pick<Papers, 'paper' | 'putPaper'>,
  id: string,
  now: number,
): Promise<KeptDelivery> {
  const kept = await deliveryBy(papers, id);
  if (kept.content.state !== 'dead')
    throw new CodedError('delivery.not-dead', `${id}: ${kept.content.state}`);
  const again: Delivery = {
    ...kept.content,
    ...{ state: 'waiting', tries: 0, nextAt: new Date(now).toISOString(), leasedUntil: null, endedAt: null },
  };
  return saveDelivery(papers, kept, again);
}
