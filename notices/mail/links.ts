/** Addresses that a message to a mailbox bears. Pure. */
import type { Signing } from '../subscriptions/tokens.ts';

export interface Links {
  /** A page: only whoever presses its button there does something, a program that looks at links does not. */
  confirm: string;
  unsubscribe: string;
  /** What a mailbox's own button posts to (RFC 8058). */
  oneClick: string;
  deliveries: string;
}

export function linksOf(base: string, signing: Pick<Signing, 'token'>, id: string): Links {
  const of = (purpose: 'confirm' | 'unsubscribe', at = '') =>
    `${base}${at}/subscriptions/${id}/${purpose}?token=${signing.token(purpose, id)}`;
  return {
    confirm: of('confirm'),
    unsubscribe: of('unsubscribe'),
    oneClick: of('unsubscribe', '/api/v1'),
    deliveries: `${base}/subscriptions`,
  };
}
