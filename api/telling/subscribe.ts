/** Subscribing, whoever asks and by whatever way. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import type { Catalogue } from '../../index/port.ts';
import { put } from '../../notices/outbox/seal.ts';
import { mayHear, type Right } from '../../notices/subscriptions/hearing.ts';
import { type Kept, makeSubscription } from '../../notices/subscriptions/keeping.ts';
import type { Wanted } from '../../notices/subscriptions/subscription.ts';
import { requireCallable } from '../../notices/webhook/send.ts';
import type { TellingMeans } from './means.ts';

interface Place {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  telling: TellingMeans;
}

/** Who asks; nothing of both where it is a stranger. */
interface Asker {
  owner: string | null;
  right: Right | undefined;
}

/**
 * `secret`: of a webhook, what its messages are signed with. A mailbox is asked first. Throws `access.denied`,
 * `source.unknown`, `source.private-address`, `subscription.no-mail`, `request.rate-limited`.
 */
export async function subscribe(
  { catalogue, sources, telling }: Place,
  wanted: Wanted,
  { owner, right }: Asker,
  now: number,
): Promise<{ kept: Kept; secret: string | null }> {
  const { channel, occasions } = wanted;
  const refused = occasions.find((occasion) => !mayHear(right, occasion));
  if (refused !== undefined) throw new CodedError('access.denied', refused);
  const unknown = wanted.sources.find((id) => !sources.has(id));
  if (unknown !== undefined) throw new CodedError('source.unknown', unknown);
  if (channel.kind === 'mail' && !telling.mail) throw new CodedError('subscription.no-mail', channel.kind);
  if (channel.kind === 'webhook') {
    if (owner === null) throw new CodedError('access.denied', 'webhook');
    requireCallable(channel.url, telling.inside);
  }
  const kept = await makeSubscription(catalogue, wanted, owner, now);
  if (channel.kind === 'webhook') return { kept, secret: (await telling.signing()).secret(kept.id) };
  const empty = { items: [], rest: {}, notices: [], since: kept.content.madeAt };
  await put(catalogue, kept, [], { purpose: 'confirm', ...empty }, now);
  return { kept, secret: null };
}
