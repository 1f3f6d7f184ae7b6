/** What an administrator decided of an entry's identity. It is kept with the entry, and holds whatever is harvested later. */
import { hash } from 'node:crypto';
import { z } from 'zod';
import { type IdentityMember, JOINED, OWN } from '../identity.ts';

export const Decided = z.strictObject({
  /** It shares nothing by itself: only what it was joined with is the same thing. */
  apart: z.literal(true).optional(),
  /** Keys of the pairs that it was joined in. */
  joined: z.array(z.string()).min(1).optional(),
});
export type Decided = z.infer<typeof Decided>;

/** `split`: it stands alone. `join`: it is the same thing as the other. `automatic`: what was decided is taken back. */
export type Decision = { decision: 'split' } | { decision: 'automatic' } | { decision: 'join'; with: string };

export function decidedAfter(before: Decided | undefined, id: string, change: Decision): Decided | undefined {
  if (change.decision === 'automatic') return undefined;
  if (change.decision === 'split') return { apart: true };
  const key = `${JOINED}${hash('sha256', [id, change.with].sort().join('\n'), 'hex').slice(0, 32)}`;
  return { ...before, joined: [...new Set([...(before?.joined ?? []), key])].sort() };
}

/** The member as the decision has it. `member` is as the entry alone makes it. */
export function withDecision(member: IdentityMember, decided: Decided | undefined): IdentityMember {
  if (decided === undefined) return member;
  const keys = decided.apart ? [`${OWN}${member.id}`] : member.keys;
  return { ...member, keys: [...keys, ...(decided.joined ?? [])], decided };
}
