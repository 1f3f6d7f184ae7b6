/** A message as HTML: text of others is text in it, whatever it looks like; nothing is fetched from anywhere. Pure. */
import { escaped } from '../../config/text/escape.ts';
import { KINDS } from '../occasions/kinds.ts';
import { type Delivery, type Item, notShown } from '../outbox/delivery.ts';
import type { Links } from './links.ts';
import { CONFIRMATION, sideOf } from './words.ts';

const QUIET = 'color:#555;font-size:13px';
const anchor = (to: string, text: string): string => `<a href="${escaped(to)}">${escaped(text)}</a>`;

function itemHtml(item: Item, base: string): string {
  const { occasion, title, zh, en, link, lines } = item;
  const side = sideOf(item);
  const shown = lines.map((line) => {
    const said = line.link === undefined ? escaped(line.zh) : anchor(base + line.link, line.zh);
    const beside = line.zh === line.en ? '' : `<br><span style="${QUIET}">${escaped(line.en)}</span>`;
    return `<li>${said}${beside}</li>`;
  });
  return [
    `<h2 style="font-size:16px;margin:20px 0 4px">${escaped(KINDS[occasion].zh)}${title === null ? '' : `：${escaped(title)}`}</h2>`,
    `<p style="margin:0">${anchor(base + link, zh)} <span style="${QUIET}">${escaped(side.zh)}</span></p>`,
    `<p style="margin:0;${QUIET}">${escaped(KINDS[occasion].en)}: ${escaped(en)} (${escaped(side.en)})</p>`,
    shown.length === 0 ? '' : `<ul style="margin:6px 0">${shown.join('')}</ul>`,
  ].join('');
}

const page = (body: string): string =>
  `<!doctype html><html lang="zh"><head><meta charset="utf-8"><title>汇目</title></head><body style="font-family:'PingFang SC','Noto Sans SC','Microsoft YaHei',sans-serif;font-size:15px;line-height:1.6">${body}</body></html>`;

export function htmlOf(delivery: Delivery, links: Links, base: string): string {
  const { purpose, items } = delivery;
  if (purpose === 'confirm') {
    return page(
      `<p>${CONFIRMATION.zh('链接')}</p>` +
        `<p style="${QUIET}">${CONFIRMATION.en}</p>` +
        `<p>${anchor(links.confirm, '确认订阅 / Confirm')}</p>`,
    );
  }
  const left = notShown(delivery);
  return page(
    [
      purpose === 'trial' ? '<p>这是一次试发。 / This is a trial.</p>' : '',
      ...items.map((item) => itemHtml(item, base)),
      left === 0 ? '' : `<p>另有 ${left} 项未列出 / ${left} more are not shown</p>`,
      `<hr><p style="${QUIET}">${anchor(links.deliveries, '发送记录 / Deliveries')} · ${anchor(links.unsubscribe, '退订 / Unsubscribe')}</p>`,
    ].join(''),
  );
}
