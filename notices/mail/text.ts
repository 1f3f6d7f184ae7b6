/** A message as plain text. Pure. */
import { KINDS } from '../occasions/kinds.ts';
import { type Delivery, type Item, notShown } from '../outbox/delivery.ts';
import type { Links } from './links.ts';
import { CONFIRMATION, sideOf } from './words.ts';

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

export function textOf(delivery: Delivery, links: Links, base: string): string {
  const { purpose, items } = delivery;
  if (purpose === 'confirm') {
    return [CONFIRMATION.zh('下面的链接'), CONFIRMATION.en, '', links.confirm].join('\n');
  }
  const left = notShown(delivery);
  return [
    ...(purpose === 'trial' ? ['这是一次试发。 / This is a trial.'] : []),
    ...items.map((item) => itemText(item, base)),
    ...(left === 0 ? [] : [`另有 ${left} 项未列出 / ${left} more are not shown`]),
    `—\n发送记录 / deliveries: ${links.deliveries}\n退订 / unsubscribe: ${links.unsubscribe}`,
  ].join('\n\n');
}
