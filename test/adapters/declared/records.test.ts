/** What a declared wire makes of a record: details, facts, distributions, signs. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import { type Asked, only, type Played, play, type Reply, rows, simple, withRow } from './wire.ts';

let playing: Played | undefined;
afterEach(async () => {
  await playing?.close();
  playing = undefined;
});
async function played(
  wire: unknown,
  reply: (asked: Asked) => Reply,
  options?: Record<string, unknown>,
): Promise<Played> {
  playing = await play(wire, reply, options);
  return playing;
}

describe('details', () => {
  const detailed = (url: string, values: object = {}) => ({
    ...simple,
    row: { ...simple.row, values },
    parts: { detail: { request: { url }, root: 'data' } },
  });

  it('are not asked of another host, however the row words it', async () => {
    const one = await played(detailed('{row.href|raw}', { href: 'href' }), ({ url }) =>
      url.pathname === '/list'
        ? rows(
            { id: 'a', href: 'http://169.254.169.254/latest' },
            { id: 'b', href: 'javascript:alert(1)' },
            { id: 'c', href: 'http://[' },
            { id: 'd' },
            { id: 'e', href: '/good' },
          )
        : '{"data":{"title":"好"}}',
    );
    const [a, b, c, d, e] = await one.statements();
    expect([a, b, c, d]).toEqual(Array(4).fill('record.detail-failed'));
    expect((e as Statement).fields.title).toBe('好');
    expect(one.asked.filter(({ url }) => url.pathname !== '/list')).toHaveLength(1);
  });

  it('that are gone, empty, failed or no JSON cost their record, each by its name', async () => {
    const answers: Record<string, Reply> = {
      gone: { status: 404, body: '' },
      nothing: '{"data":null}',
      empty: '{"data":{}}',
      page: { type: 'text/html', body: '<html>' },
      untitled: '{"data":{"title":" "}}',
      good: '{"data":{"title":"好"}}',
    };
    const names = Object.keys(answers);
    const one = await played(detailed('{base}/{id}'), ({ url }) =>
      url.pathname === '/list' ? rows(...names.map((id) => ({ id }))) : answers[url.pathname.slice(1)]!,
    );
    expect((await one.statements()).slice(0, -1)).toEqual([
      'record.detail-missing',
      'record.detail-missing',
      'record.detail-missing',
      'record.detail-failed',
      'record.no-title',
    ]);
  });

  it('put an id with a slash, a question mark or Chinese into the address as one part', async () => {
    const id = '3066/025626?a=停 车';
    const one = await played(detailed('{base}/d/{id}'), ({ url }) =>
      url.pathname === '/list'
        ? rows({ id })
        : JSON.stringify({ data: { title: decodeURIComponent(url.pathname.slice(3)) } }),
    );
    expect((await only(one)).fields.title).toBe(id);
  });
});

describe('facts', () => {
  it("by alias, the source's own map first; what nobody names is kept, counters are not", async () => {
    const one = await played(withRow({ keys: { remark: 'scenario', junk: null } }), () =>
      rows({
        id: 1,
        name: '停车场',
        orgName: '市公安局',
        remark: '出行',
        junk: 'x',
        colour: '蓝',
        viewCount: 9,
        createTime: '2020-01-01',
        publishTime: '2021-02-03',
      }),
    );
    const statement = await only(one);
    expect(statement.fields).toEqual({
      title: '停车场',
      publisher: '市公安局',
      scenario: '出行',
      issued: '2021-02-03',
    });
    expect(statement.unmapped).toEqual({ colour: '蓝', createTime: '2020-01-01' });
  });

  it('gather several names where all count', async () => {
    const one = await played(
      withRow({ keys: { a: 'theme', b: 'theme', c: 'theme' } }, { gather: ['theme'] }),
      () => rows({ id: 1, title: '甲', a: '交通', b: ['城建', '交通'], c: '' }),
    );
    expect((await only(one)).fields.theme).toEqual(['交通', '城建']);
  });

  it('carry the legend of the codes that came, with the word for any other', async () => {
    const codes = { openness: { '1': '无条件开放', '*': '有条件开放' }, frequency: { '5': '每日' } };
    const one = await played(withRow({ keys: { k: 'openness', f: 'frequency' } }, { codes }), () =>
      rows(
        { id: 1, title: '甲', k: 7, f: 9 },
        { id: 2, title: '乙', k: '1', f: '5' },
        { id: 3, title: '丙', k: null },
      ),
    );
    expect((await one.statements()).map((each) => (each as Statement).codes)).toEqual([
      { openness: { '7': '有条件开放' } },
      { openness: { '1': '无条件开放' }, frequency: { '5': '每日' } },
      undefined,
    ]);
  });

  it('make distributions of lists, texts and codes, each format once', async () => {
    const distributions = [
      { each: 'codes', split: '[,;]', format: '.', codes: { '1': 'xls', '3': 'json' } },
      { each: 'files[]', format: 'types[]', title: 'name', downloadUrl: 'href' },
    ];
    const one = await played(withRow({ distributions }), () =>
      rows({
        id: 1,
        title: '甲',
        codes: '1,3;constructor,',
        files: [{ name: '表', types: ['csv', '.XLS'], href: '/f/1' }, null],
      }),
    );
    const [href] = [`${one.source.harvest.base}/f/1`];
    expect((await only(one)).distributions).toEqual([
      { format: 'json' },
      { format: 'constructor' },
      { title: '表', format: 'csv', downloadUrl: href },
      { title: '表', format: '.XLS', downloadUrl: href },
    ]);
  });

  it('read data items', async () => {
    const one = await played(
      withRow({ dataItems: [{ each: 'cols[]', name: 'en', label: 'zh', type: 't' }] }),
      () =>
        rows({ id: 1, title: '甲', cols: [{ en: 'addr', zh: '地址', t: 'varchar' }, {}, { zh: '名称' }] }),
    );
    expect((await only(one)).dataItems).toEqual([
      { name: 'addr', label: '地址', type: 'varchar' },
      { label: '名称' },
    ]);
  });

  it('are only facts, whatever their names', async () => {
    const one = await played(
      simple,
      () =>
        '{"total":1,"rows":[{"id":"1","title":"<script>alert(1)</script>","__proto__":{"polluted":1},"constructor":"c","toString":"t"}]}',
    );
    const { fields, unmapped } = await only(one);
    expect(fields.title).toBe('<script>alert(1)</script>');
    expect(Object.keys(unmapped).sort()).toEqual(['constructor', 'toString']);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  });
});

describe('signs', () => {
  it('do not depend on the order of keys or on counters, and change with anything else', async () => {
    const answers = [
      { id: 1, title: '甲', viewCount: 1, more: { b: 1, a: [1, 2] } },
      { more: { a: [1, 2], b: 1 }, viewCount: 2, title: '甲', id: 1 },
      { id: 1, title: '甲', more: { b: 1, a: [2, 1] } },
    ];
    const one = await played(simple, () => rows(answers[one.asked.length - 1]));
    const signs = [];
    for (const _ of answers) signs.push((await one.pages())[0]!.rows[0]!.sign);
    expect(signs[1]).toBe(signs[0]);
    expect(signs[2]).not.toBe(signs[0]);
  });

  it('of HTML rows leave out what is ignored', async () => {
    let views = 0;
    const wire = {
      list: {
        request: { url: '{base}/' },
        answer: { decode: ['html'] },
        paging: { size: 9, rows: 'i' },
        items: { select: 'li' },
      },
      row: { id: 'a@href', fields: { title: 'a' }, ignore: ['span.views'] },
    };
    const one = await played(wire, () => {
      views += 1;
      return {
        type: 'text/html',
        body: `<i>1</i><ul><li>\n <a href="x">甲</a> <span class="views">${views}</span></li></ul>`,
      };
    });
    const [first, second] = [(await one.pages())[0]!.rows[0]!, (await one.pages())[0]!.rows[0]!];
    expect(first.row.text).not.toBe(second.row.text);
    expect(first.sign).toBe(second.sign);
  });
});
