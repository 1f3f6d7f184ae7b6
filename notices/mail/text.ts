/** A message as plain text. Pure. */
import { KINDS } from '../occasions/kinds.ts';
import type { Delivery, Item } from '../outbox/delivery.ts';
import type { Links } from './links.ts';
import { sideOf } from './words.ts';

function itemText(item: Item, base: string): string {
  const { occasion, title, zh, en, link, lines } = item;
  const side = sideOf(item);
  return [
    `■ ${KINDS[occasion].zh}${title === null ? '' : `：${title}`}`,
    `  ${zh}（${side.zh}）`,
    `  ${KINDS[occasion].en}: ${en} (${side.en})`,
    ...lines.map((line) => (line.zh === line.en ? `  - ${line.zh}` : `  - ${line.zh}\n    ${line.en}`)),
    `  ${base}${link}`,
  ].join('\n');
}

export function textOf({ purpose, items, rest }: Delivery, links: Links, base: string): string {
  if (purpose === 'confirm') {
    return [
      '有人用这个邮箱在汇目订阅通知。若是您，请打开下面的链接并确认；若不是，不必理会，不会再有邮件。',
      'Somebody gave this mailbox to be told things by Huimu. If it was you, open the link and confirm; if not, do nothing, and nothing more is sent.',
      '',
      links.confirm,
    ].join('\n');
  }
  const left = Object.values(rest).reduce((sum, count) => sum + count, 0);
  return [
    ...(purpose === 'trial' ? ['这是一次试发。 / This is a trial.'] : []),
    ...items.map((item) => itemText(item, base)),
    ...(left === 0 ? [] : [`另有 ${left} 项未列出 / ${left} more are not shown`]),
    `—\n发送记录 / deliveries: ${links.deliveries}\n退订 / unsubscribe: ${links.unsubscribe}`,
  ].join('\n\n');
}
