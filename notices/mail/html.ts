/** A message as HTML: text of others is text in it, whatever it looks like; nothing is fetched from anywhere. Pure. */
import { escaped } from '../../config/text/escape.ts';
import { KINDS } from '../occasions/kinds.ts';
import type { Delivery, Item } from '../outbox/delivery.ts';
import type { Links } from './links.ts';
import { sideOf } from './words.ts';

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

export function htmlOf({ purpose, items, rest }: Delivery, links: Links, base: string): string {
  if (purpose === 'confirm') {
    return page(
      `<p>有人用这个邮箱在汇目订阅通知。若是您，请打开链接并确认；若不是，不必理会，不会再有邮件。</p>` +
        `<p style="${QUIET}">Somebody gave this mailbox to be told things by Huimu. If it was you, open the link and confirm; if not, do nothing, and nothing more is sent.</p>` +
        `<p>${anchor(links.confirm, '确认订阅 / Confirm')}</p>`,
    );
  }
  const left = Object.values(rest).reduce((sum, count) => sum + count, 0);
  return page(
    [
      purpose === 'trial' ? '<p>这是一次试发。 / This is a trial.</p>' : '',
      ...items.map((item) => itemHtml(item, base)),
      left === 0 ? '' : `<p>另有 ${left} 项未列出 / ${left} more are not shown</p>`,
      `<hr><p style="${QUIET}">${anchor(links.deliveries, '发送记录 / Deliveries')} · ${anchor(links.unsubscribe, '退订 / Unsubscribe')}</p>`,
    ].join(''),
  );
}
