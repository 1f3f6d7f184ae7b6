/** Pages of content systems: numbered files, facts in lines or by their place, numbers in scripts and in parts. */
import { afterEach, describe, expect, it } from 'vitest';
import { adapter, only, type Played, play, simple, withRow } from './wire.ts';

let played: Played | undefined;
afterEach(() => played?.close());

const html = (body: string) => ({ type: 'text/html', body: `<html><body>${body}</body></html>` });

/** One row, and the given page as its detail. */
const detailed = (reading: object, body: string) =>
  play(
    withRow(
      {},
      { parts: { detail: { request: { url: '{base}/d' }, answer: { decode: ['html'] }, ...reading } } },
    ),
    ({ url }) =>
      url.pathname === '/d' ? html(body) : JSON.stringify({ total: 1, rows: [{ id: 1, title: '一' }] }),
  );

it('numbered files begin with one without a number, and a total stands in a script', async () => {
  const wire = {
    list: {
      request: { url: '{base}/index_{page}.html' },
      opening: '{base}/index.html',
      answer: { decode: ['html'] },
      paging: { first: 0, size: 1, rows: { select: 'script', match: '共\\((\\d+)\\)条' } },
      items: { select: 'li' },
    },
    row: { id: 'a@href', fields: { title: 'a' } },
  };
  played = await play(wire, ({ url: { pathname } }) => {
    const item = /^\/index(?:_1)?\.html$/.test(pathname) ? `<li><a href="${pathname}">题</a></li>` : '';
    return html(`<script>var t='共(2)条数据'</script>${item}`);
  });
  const pages = await played.pages();
  expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(['/index.html', '/index_1.html']);
  expect(pages.at(-1)!.declared).toBe(2);
});

it('a total in two parts is their sum', async () => {
  const paging = { size: 5, rows: { sum: ['city', 'county'] } };
  played = await play({ ...simple, list: { ...simple.list, paging } }, () =>
    JSON.stringify({ city: '1,000', county: 2, rows: [{ id: 1, title: '一' }] }),
  );
  const { value } = await adapter.list(played.context, null)[Symbol.asyncIterator]().next();
  expect(value).toMatchObject({ declared: 1002 });
});

describe('facts in lines', () => {
  it('are cut at a colon, or at a blank after a known label; other lines go on', async () => {
    played = await detailed(
      { labels: [{ each: 'div.f', lines: true }] },
      '<div class="f">资源名称：公厕<br/>资源摘要：全市公厕\n其中 新建者<br>提供单位\t市城管委<br/>更新频率 每年<br/>生造项：甲</div>',
    );
    const { fields, unmapped } = await only(played);
    expect(fields).toMatchObject({
      title: '公厕',
      description: '全市公厕\n其中 新建者',
      publisher: '市城管委',
      frequency: '每年',
    });
    expect(unmapped).toMatchObject({ 生造项: '甲' });
  });
});

describe('facts by their place', () => {
  const labels = [{ each: 'ul.t div.v', names: ['摘要', '更新周期', ''] }];
  const item = (label: string, value: string) =>
    `<li><span>${label}</span><div class="v">${value}</div></li>`;

  it('take the names of their places', async () => {
    played = await detailed(
      { labels },
      '<ul class="t"><div class="v">甲</div><div class="v">每年</div><div class="v">x</div></ul>',
    );
    expect((await only(played)).fields).toMatchObject({ description: '甲', frequency: '每年' });
  });

  it('are refused where there is one more, or where the page itself says another name', async () => {
    played = await detailed({ labels }, `<ul class="t">${item('', '甲').repeat(4)}</ul>`);
    expect(await played.statements()).toEqual(['record.unreadable']);
    await played.close();
    played = await detailed(
      { labels },
      `<ul class="t">${item('更新周期', '每年')}${item('摘要', '甲')}${item('', '')}</ul>`,
    );
    expect(await played.statements()).toEqual(['record.unreadable']);
  });
});
