/** Subscriptions and deliveries as answers. */
import type { z } from 'zod';
import { type KeptDelivery, notShown } from '../../notices/outbox/delivery.ts';
import { shownTo } from '../../notices/outbox/seal.ts';
import type { Kept } from '../../notices/subscriptions/keeping.ts';
import { type DeliveryAnswer, labelOf } from '../schemas/notices/delivery.ts';
import type { SubscriptionAnswer } from '../schemas/notices/subscription.ts';

export function subscriptionAnswer({ id, content }: Kept): z.infer<typeof SubscriptionAnswer> {
  const { name, occasions, sources, regions, search, demands, share, grouping, state, ending, madeAt } =
    content;
  const channel = { kind: content.channel.kind, to: shownTo(content) };
  return {
    ...{ id, name, occasions, sources, regions, search, demands, share, grouping, channel },
    ...{ state, ending, madeAt },
  };
}

export function deliveryAnswer({ id, content }: KeptDelivery): z.infer<typeof DeliveryAnswer> {
  const { subscription, purpose, channel, to, state, sealedAt, nextAt, endedAt, attempts, items } = content;
  return {
    ...{ id, subscription, purpose, channel, to, state, sealedAt, endedAt },
    nextAt: state === 'waiting' ? nextAt : null,
    attempts: attempts.map(({ at, answer }) => ({ at, answer })),
    items: items.map(({ occasion, source, title, times, count, first, at, zh, en, link, lines }) => ({
      ...{
        occasion,
        label: labelOf(occasion),
        source,
        title,
        times,
        count,
        first,
        at,
        said: { zh, en },
        link,
      },
      lines: lines.map((line) => ({ said: { zh: line.zh, en: line.en }, link: line.link ?? null })),
    })),
    rest: notShown(content),
  };
}
