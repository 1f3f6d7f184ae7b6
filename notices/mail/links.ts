/** Addresses that a message to a mailbox bears. Pure. */
import type { Signing } from '../subscriptions/tokens.ts';

export interface Links {
  /** A page: only whoever presses its button there does something, a program that looks at links does not. */
  confirm: string;
  /** The same address is a page when it is opened, and ends the subscription when a mailbox's own button posts to it (RFC 8058). */
  unsubscribe: string;
  deliveries: string;
}

export function linksOf(base: string, signing: Pick<Signing, 'token'>, id: string): Links {
  const of = (purpose: 'confirm' | 'unsubscribe') =>
    `${base}/subscriptions/${id}/${purpose}?token=${signing.token(purpose, id)}`;
  return {
    confirm: of('confirm'),
    unsubscribe: of('unsubscribe'),
    deliveries: `${base}/subscriptions`,
  };
}
