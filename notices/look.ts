/** One look: what happened is left with whoever wants to hear it, put into messages, and sent. Repeated, it leaves the same. */
import { isDeepStrictEqual } from 'node:util';
import type { Source } from '../config/registry/source.ts';
import { unlessConflict } from '../index/people/papers.ts';
import type { Catalogue } from '../index/port.ts';
import { digests } from './digests/due.ts';
import { ofLastWeek } from './digests/of-week.ts';
import type { Notice } from './occasions/notice.ts';
import { notice } from './occasions/noticed.ts';
import { movePlace, readPlace } from './occasions/place.ts';
import { earlier, seal } from './outbox/seal.ts';
import { leave, waiting } from './outbox/told.ts';
import { countsOfLook, newEntries } from './searches/new-entries.ts';
import { heard, type Right } from './subscriptions/hearing.ts';
import { activeSubscriptions, endSubscription, type Kept } from './subscriptions/keeping.ts';

export interface Looking {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  /** What an owner may hear; null where it is nobody any more. */
  rightOf: (owner: string) => Promise<Right | null>;
  now: number;
}

/** Somebody who wants to be told, and what they may hear. */
export interface Listener {
  kept: Kept;
  right: Right | undefined;
}

/** Leaves what happened since the last look. Returns how many notices were new to somebody. */
export async function lookForNotices(looking: Looking): Promise<number> {
  const { catalogue, now } = looking;
  const { place, version } = await readPlace(catalogue, now);
  const listeners = await listening(looking);
  const noticed = await notice(looking, place);
  let left = 0;
  for (const listener of listeners) {
    left += await leaveAll(catalogue, listener, noticed.notices, now);
  }
  const changesSince = countsOfLook(catalogue, now);
  const ofWeek = ofLastWeek(looking, now);
  for (const { kept, right } of listeners) {
    left += await newEntries(catalogue, kept, now, changesSince);
    left += await digests(looking, kept, right, ofWeek);
  }
  if (version === 0 || !isDeepStrictEqual(noticed.place, place)) {
    // Another process moved it: what lies before is left by both.
    await unlessConflict(movePlace(catalogue, { place: noticed.place, version }));
  }
  return left;
}

/** Puts what waits into messages, where it is time. Returns how many were made. */
export async function sealAll({ catalogue, now }: Pick<Looking, 'catalogue' | 'now'>): Promise<number> {
  const first = await waiting(catalogue);
  if (first.size === 0) return 0;
  const active = await activeSubscriptions(catalogue);
  let sealed = 0;
  for (const subscription of active.filter(({ id }) => first.has(id))) {
    const past = await earlier(catalogue, subscription.id);
    // What waits is read behind what was sent: of a message made in between it is known by its number.
    const told = (await waiting(catalogue, subscription.id)).get(subscription.id) ?? [];
    if (await seal(catalogue, subscription, past, told, now)) sealed += 1;
  }
  return sealed;
}

async function listening({ catalogue, rightOf, now }: Looking): Promise<Listener[]> {
  const found: Listener[] = [];
  const rights = new Map<string, Right | null>();
  for (const kept of await activeSubscriptions(catalogue)) {
    const { owner } = kept.content;
    if (owner === null) {
      found.push({ kept, right: undefined });
      continue;
    }
    if (!rights.has(owner)) rights.set(owner, await rightOf(owner));
    const right = rights.get(owner) ?? null;
    if (right === null) await endSubscription(catalogue, kept.id, 'access', now);
    else found.push({ kept, right });
  }
  return found;
}

async function leaveAll(
  catalogue: Catalogue,
  { kept, right }: Listener,
  notices: Notice[],
  now: number,
): Promise<number> {
  let left = 0;
  for (const each of notices) {
    const occasion = heard(each, kept.content, right);
    if (occasion === undefined) continue;
    if (await leave(catalogue, { id: kept.id, occasion, notice: each }, now)) left += 1;
  }
  return left;
}
