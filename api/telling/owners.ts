/** Whose a subscription is, and what its owner may hear. */
import type { Papers } from '../../index/people/papers.ts';
import type { Right } from '../../notices/subscriptions/hearing.ts';
import type { Caller } from '../access/caller.ts';
import { holderOf } from '../access/keys.ts';

/** Who owns what has no key of its own: the key of the settings, and callers on this machine. */
export const ADMIN = 'admin';

export const ownerOf = ({ key }: Pick<Caller, 'key'>): string => key ?? ADMIN;

/** Whose are listed: the caller's own; undefined is everybody's, which an administrator may ask for. */
export function askedOwner(caller: Pick<Caller, 'key' | 'role'> | null, all: boolean): string | undefined {
  if (all && caller?.role === 'admin') return undefined;
  return caller === null ? ADMIN : ownerOf(caller);
}

/** Whose it is may see and change it, and so may the administrator. */
export const isOwn = (caller: Pick<Caller, 'key' | 'role'> | null, owner: string | null): boolean =>
  caller !== null && (caller.role === 'admin' || ownerOf(caller) === owner);

/** What an owner may hear now; null where its key is revoked or has expired. */
export async function rightOf(papers: Papers, owner: string): Promise<Right | null> {
  if (owner === ADMIN) return { role: 'admin', sources: [], regions: [] };
  const holder = await holderOf(papers, owner);
  return holder === undefined
    ? null
    : { role: holder.role, sources: holder.sources, regions: holder.regions };
}
