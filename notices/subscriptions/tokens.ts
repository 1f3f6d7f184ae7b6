/**
 * What is signed in this installation's name: links in messages, and messages to programs. All of it is derived from one
 * key, so that nothing secret is kept of a subscription.
 */
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { coded } from '../../config/errors/errors.ts';
import type { Papers } from '../../index/people/papers.ts';

export interface Signing {
  /** What a link in a message to a mailbox bears: nobody else can make it, and it is good for one thing. */
  token(purpose: 'confirm' | 'unsubscribe', subscription: string): string;
  isToken(purpose: 'confirm' | 'unsubscribe', subscription: string, token: string): boolean;
  /** The key that messages to a program are signed with, as Standard Webhooks write it: `whsec_` and base64. */
  secret(subscription: string): string;
}

export function signingWith(key: string): Signing {
  const derive = (what: string): Buffer => createHmac('sha256', key).update(what).digest();
  const token: Signing['token'] = (purpose, id) => derive(`${purpose} ${id}`).toString('base64url');
  return {
    token,
    isToken(purpose, id, given) {
      const [wanted, found] = [Buffer.from(token(purpose, id)), Buffer.from(given)];
      return wanted.length === found.length && timingSafeEqual(wanted, found);
    },
    secret: (id) => `whsec_${derive(`webhook ${id}`).toString('base64')}`,
  };
}

const NAME = { kind: 'secret', id: 'notices' } as const;

/** The key of the settings; else one that this catalogue makes for itself once, and that no archive carries. */
export async function signingOf(
  papers: Pick<Papers, 'paper' | 'putPaper'>,
  set: string | undefined,
): Promise<Signing> {
  if (set !== undefined) return signingWith(set);
  const kept = await papers.paper<string>(NAME.kind, NAME.id);
  if (kept !== undefined) return signingWith(kept.content);
  const made = randomBytes(32).toString('base64url');
  try {
    await papers.putPaper({ ...NAME, order: '', tags: [], expiresAt: null, version: 0, content: made });
    return signingWith(made);
  } catch (error) {
    if (coded(error).code !== 'catalogue.conflict') throw error;
    return signingOf(papers, set);
  }
}
