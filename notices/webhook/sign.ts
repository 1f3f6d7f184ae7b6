/** Signatures of messages to programs, as Standard Webhooks (standardwebhooks.com) write them, symmetric. Pure. */
import { createHmac } from 'node:crypto';

export interface Signed {
  'webhook-id': string;
  /** Seconds since 1970. */
  'webhook-timestamp': string;
  'webhook-signature': string;
}

/** `secret`: `whsec_` and base64. `now`: ms; receivers refuse what was signed minutes ago, so each attempt is signed anew. */
export function signed(id: string, body: string, secret: string, now: number): Signed {
  const timestamp = String(Math.floor(now / 1000));
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  const signature = createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64');
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signature}` };
}
