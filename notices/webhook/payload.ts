/** What a program is told, as JSON. The same for every attempt. Pure. */
import { KINDS, OCCASIONS } from '../occasions/kinds.ts';
import type { KeptDelivery } from '../outbox/delivery.ts';

/** `base`: what addresses begin with; paths alone where the installation does not know how the world sees it. */
export function payloadOf(
  { id, content }: KeptDelivery,
  name: string,
  instance: string,
  base: string,
): string {
  const { purpose, sealedAt, subscription, items, rest } = content;
  return JSON.stringify({
    type: purpose === 'trial' ? 'huimu.trial' : 'huimu.notices',
    timestamp: sealedAt,
    data: {
      ...{ delivery: id, subscription, name, instance },
      items: items.map(({ occasion, link, lines, ...item }) => ({
        occasion,
        label: { zh: KINDS[occasion].zh, en: KINDS[occasion].en },
        ...item,
        link: base + link,
        lines: lines.map(({ zh, en, link: to }) => ({ zh, en, link: to === undefined ? null : base + to })),
      })),
      notShown: OCCASIONS.flatMap((occasion) => {
        const count = rest[occasion];
        return count === undefined ? [] : [{ occasion, items: count }];
      }),
    },
  });
}
