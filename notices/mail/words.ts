/** What a message says of itself, Chinese first. Pure. */
import { KINDS, OCCASIONS, type Occasion } from '../occasions/kinds.ts';
import type { Delivery, Item } from '../outbox/delivery.ts';

/** An instant as people in China read it; numbers of a message hold for the instants beside them. */
export function chinaTime(instant: string): string {
  const local = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${local.slice(0, 10)} ${local.slice(11, 16)}`;
}

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

/** Beside an item: how many things, how often, and for when. */
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
