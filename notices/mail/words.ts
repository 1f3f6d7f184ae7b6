/** What a message says of itself, Chinese first. Pure. */
import { chinaTime } from '../../index/history/day.ts';
import { KINDS, OCCASIONS, type Occasion } from '../occasions/kinds.ts';
import type { Delivery, Item } from '../outbox/delivery.ts';

/** What a mailbox is asked; `link`: the link, as it stands there. */
export const CONFIRMATION = {
  zh: (link: string) =>
    `有人用这个邮箱在汇目订阅通知。若是您，请打开${link}并确认；若不是，不必理会，不会再有邮件。`,
  en: 'Somebody gave this mailbox to be told things by Huimu. If it was you, open the link and confirm; if not, do nothing, and nothing more is sent.',
};

/** Items by occasion, in the order of the table; of each with those that are not shown. */
export function countsOf({ items, rest }: Pick<Delivery, 'items' | 'rest'>): [Occasion, number][] {
  return OCCASIONS.flatMap((occasion): [Occasion, number][] => {
    const count = items.filter((item) => item.occasion === occasion).length + (rest[occasion] ?? 0);
    return count === 0 ? [] : [[occasion, count]];
  });
}

/** Of our own words alone: what others wrote has no place in a header. */
export function subjectOf(delivery: Delivery): string {
  if (delivery.purpose === 'confirm') return '汇目：请确认订阅 / Huimu: please confirm your subscription';
  if (delivery.purpose === 'trial') return '汇目：试发通知 / Huimu: a trial message';
  const counts = countsOf(delivery);
  const named = counts.slice(0, 3).map(([occasion, count]) => `${KINDS[occasion].zh} ${count}`);
  const all = counts.reduce((sum, [, count]) => sum + count, 0);
  return `汇目通知 ${all} 项：${named.join('、')}${counts.length > 3 ? '等' : ''}（${delivery.sealedAt.slice(0, 10)}）`;
}

/** Beside an item: how many things, how often, and for when: numbers of a message hold for the instants beside them. */
export function sideOf({ count, times, first, at }: Item): { zh: string; en: string } {
  const [zh, en] = [[] as string[], [] as string[]];
  if (count !== null) {
    zh.push(`共 ${count} 项`);
    en.push(`${count} in all`);
  }
  if (times > 1) {
    zh.push(`自 ${chinaTime(first)} 起 ${times} 次`);
    en.push(`${times} times since ${chinaTime(first)}`);
  }
  zh.push(`截至 ${chinaTime(at)}（北京时间）`);
  en.push(`as of ${chinaTime(at)} (China time)`);
  return { zh: zh.join('，'), en: en.join(', ') };
}
