/** What a declared wire can say that no platform of the country needs yet, and what hostile answers come to. */
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import { type Asked, type Played, play, type Reply } from './wire.ts';

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

/** A list in one page, its rows complete. */
const simple = {
  list: {
    request: { url: '{base}/list', query: { p: '{page}' } },
    paging: { size: 100, rows: 'total' },
    items: { select: 'rows' },
  },
  row: { id: 'id' },
};
const withRow = (row: object, rest: object = {}): object => ({
  ...simple,
  ...rest,
  row: { ...simple.row, ...row },
});
const rows = (...all: unknown[]): string => JSON.stringify({ total: all.length, rows: all });
const only = async (one: Played): Promise<Statement> => {
  const [statement] = await one.statements();
  if (statement === undefined || typeof statement === 'string') throw new Error(`no statement: ${statement}`);
  return statement;
};
const codeOf = (act: Promise<unknown>): Promise<unknown> =>
  act.then(
    () => 'no error',
    (error: { code?: string }) => error.code ?? error,
  );

describe('identifiers', () => {
  it('beyond 2^53 keep every digit, as do other long numbers', async () => {
    const one = await played(
      simple,
      () =>
        '{"total":2,"rows":[{"id":1110939328643821568,"title":"甲"},{"id":1110939328643821569,"title":"乙"}]}',
    );
    expect((await one.pages())[0]!.rows.map((row) => row.id)).toEqual([
      '1110939328643821568',
      '1110939328643821569',
    ]);
  });

  it('that are missing cost their row only', async () => {
    const one = await played(simple, () =>
      rows({ title: '无号' }, null, 7, { id: {} }, { id: ' ' }, { id: 'a', title: '有号' }),
    );
    const [page] = await one.pages();
    expect(page!.rows.map((row) => row.id)).toEqual(['a']);
    expect(page!.unlistable.map((row) => row.code)).toEqual(Array(5).fill('record.no-id'));
    expect(page!.unlistable[0]!.text).toContain('无号');
  });

  it('longer than any are refused with their row', async () => {
    const one = await played(simple, () => rows({ id: 'x'.repeat(501), title: '甲' }));
    expect((await one.pages())[0]!.unlistable[0]!.code).toBe('record.unreadable');
  });
});

describe('charsets', () => {
  const page = (head: string) =>
    `<html><head>${head}</head><body><ul class="l"><li id="a"><b>停车场信息</b></li></ul></body></html>`;
  const wire = (charset?: string) => ({
    list: {
      request: { url: '{base}/', query: { p: '{page}' } },
      answer: { decode: ['html'], ...(charset === undefined ? {} : { charset }) },
      paging: { size: 10 },
      items: { within: 'ul.l', select: 'ul.l > li' },
    },
    row: { id: '@id', fields: { title: 'b' } },
  });
  const gbk = (text: string): Uint8Array => iconv.encode(text, 'gbk');

  it.each([
    ['by header', undefined, page(''), 'text/html; charset=GB2312'],
    ['by meta', undefined, page('<meta charset="gbk">'), 'text/html'],
    [
      'by old meta',
      undefined,
      page('<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'),
      'text/html',
    ],
    ['by configuration, where the header is wrong', 'gbk', page(''), 'text/html; charset=utf-8'],
  ])('are known %s', async (_how, charset, html, type) => {
    // The first page holds the row, the second none, and ends the walk.
    const one = await played(wire(charset), ({ url }) => ({
      type,
      body: gbk(url.searchParams.get('p') === '1' ? html : html.replace(/<li.*<\/li>/, '')),
    }));
    expect((await only(one)).fields.title).toBe('停车场信息');
  });

  it('that are not what they claim are an error, one spoilt character is not', async () => {
    const wrong = await played(wire(), () => ({ type: 'text/html; charset=utf-8', body: gbk(page('')) }));
    expect(await codeOf(wrong.pages())).toBe('source.charset');
    await wrong.close();
    // A database that cuts texts by bytes leaves the first two of a character.
    const [head, tail] = rows({ id: 'a', title: '甲', description: `${'城市停车场'.repeat(20)}|` }).split(
      '|',
    ) as [string, string];
    const cutInside = Buffer.concat([Buffer.from(head), Buffer.from([0xe5, 0x81]), Buffer.from(tail)]);
    const spoilt = await played(simple, () => ({ type: 'application/json; charset=utf-8', body: cutInside }));
    expect(await codeOf(spoilt.pages())).toBe('no error');
  });
});

describe('decoding', () => {
  it('follows JSON in a string, HTML in JSON, a script variable and a form', async () => {
    const html = '<p class="r" id="a">甲</p><p class="r" id="b">乙</p>';
    const inside = await played(
      {
        list: { ...simple.list, items: { decode: [{ at: 'data.html' }, 'html'], select: 'p.r' } },
        row: { id: '@id', fields: { title: '.' } },
      },
      () => JSON.stringify({ total: 2, data: { html } }),
    );
    expect((await inside.statements()).map((each) => (each as Statement).fields.title)).toEqual(['甲', '乙']);
    await inside.close();
    const script = await played(
      {
        ...simple,
        list: {
          ...simple.list,
          answer: { decode: [{ match: 'callback\\((.*)\\)' }, 'json', { at: 'd' }, 'json'] },
        },
      },
      () => `callback({"d":${JSON.stringify(rows({ id: 'a', title: '甲' }))}})`,
    );
    expect((await only(script)).fields.title).toBe('甲');
    await script.close();
    const form = await played(
      { ...simple, list: { ...simple.list, answer: { decode: ['form', { at: 'x' }, 'json'] } } },
      () => `ok=1&x=${encodeURIComponent(rows({ id: 'a', title: '甲' }))}`,
    );
    expect((await only(form)).fields.title).toBe('甲');
  });

  it('takes a byte order mark, and nothing that is not the answer', async () => {
    const good = await played(simple, () => `\ufeff${rows({ id: 'a', title: '甲' })}`);
    expect((await only(good)).fields.title).toBe('甲');
    await good.close();
    const cases: [string, string][] = [
      ['', 'source.not-json'],
      ['<html>登录</html>', 'source.not-json'],
      ['<script>document.cookie="__jsl_clearance_s=1"</script>', 'source.blocked'],
      ['{"total":9}', 'source.shape-changed'],
      ['{"total":9,"rows":"none"}', 'source.shape-changed'],
      ['{"code":500,"msg":"系统繁忙"}', 'source.answer-failed'],
      [`${'['.repeat(200_000)}`, 'source.not-json'],
    ];
    for (const [body, code] of cases) {
      const one = await play(simple, () => body);
      expect(await codeOf(one.pages()), body.slice(0, 60)).toBe(code);
      await one.close();
    }
  });

  it('knows a failure inside a 200 by its mark', async () => {
    const wire = {
      ...simple,
      list: { ...simple.list, answer: { success: { path: 'code', values: [0, '200'] } } },
    };
    const failing = await played(wire, () => JSON.stringify({ code: 1, msg: '无权限', total: 0, rows: [] }));
    await expect(failing.pages()).rejects.toMatchObject({
      code: 'source.answer-failed',
      detail: expect.stringContaining('无权限') as string,
    });
    await failing.close();
    const good = await played(wire, () =>
      JSON.stringify({ code: 200, total: 1, rows: [{ id: 1, title: '甲' }] }),
    );
    expect((await only(good)).id).toBe('1');
  });
});

describe('paging', () => {
  const all = Array.from({ length: 23 }, (_, index) => ({ id: `i${index}`, title: `题${index}` }));
  const ids = async (one: Played): Promise<string[]> =>
    (await one.pages()).flatMap((page) => page.rows.map((row) => row.id));
  const want = all.map((row) => row.id);

  it.each([
    ['page from 0', { by: 'page', first: 0, size: 5, rows: 'total' }, (page: number) => page * 5],
    ['page from 1', { by: 'page', first: 1, size: 5, pages: 'pages' }, (page: number) => (page - 1) * 5],
    ['offset from 0', { by: 'offset', first: 0, size: 5, rows: 'total' }, (offset: number) => offset],
    ['offset from 1', { by: 'offset', first: 1, size: 5, rows: 'total' }, (offset: number) => offset - 1],
    ['until empty', { by: 'page', first: 1, size: 5, until: 'empty' }, (page: number) => (page - 1) * 5],
    ['nothing stated', { by: 'page', first: 1, size: 5, rows: 'nowhere' }, (page: number) => (page - 1) * 5],
  ])('%s', async (_how, paging, start) => {
    const request = {
      url: '{base}/list',
      query: { at: paging.by === 'offset' ? '{offset}' : '{page}', n: '{size}' },
    };
    const one = await played({ ...simple, list: { ...simple.list, request, paging } }, ({ url }) => {
      const from = start(Number(url.searchParams.get('at')));
      const n = Number(url.searchParams.get('n'));
      return JSON.stringify({ total: '23', pages: 5, rows: all.slice(from, from + n) });
    });
    expect(await ids(one)).toEqual(want);
  });

  it('by marks, and not for ever where the mark stays', async () => {
    const request = {
      method: 'POST',
      url: '{base}/list',
      body: { as: 'json', content: { after: '{cursor}' } },
    };
    const wire = {
      ...simple,
      list: { ...simple.list, request, paging: { by: 'cursor', size: 10, next: 'next' } },
    };
    const one = await played(wire, ({ body }) => {
      const { after } = JSON.parse(body) as { after?: string };
      const from = after === undefined ? 0 : Number(after.slice(1));
      return JSON.stringify({
        rows: all.slice(from, from + 10),
        next: from + 10 < 23 ? `m${from + 10}` : null,
      });
    });
    expect(await ids(one)).toEqual(want);
    const [first] = await one.pages();
    expect((await one.pages(first!.next)).flatMap((page) => page.rows).length).toBe(13);
    expect(await codeOf(one.pages({ ...first!.next, mark: null }))).toBe('listing.cursor-invalid');
    await one.close();
    const stuck = await played(wire, () => JSON.stringify({ rows: all.slice(0, 2), next: 'm' }));
    expect((await stuck.pages()).length).toBe(2);
  });

  it('walks each of several lists, and adds up those that share nothing', async () => {
    const walks = [{ kind: 'a' }, { kind: 'b' }];
    const request = { url: '{base}/list', query: { kind: '{walk.kind}', p: '{page}' } };
    const list = { ...simple.list, request, walks, paging: { size: 10, rows: 'total' } };
    const reply = ({ url }: Asked): string => {
      const part = url.searchParams.get('kind') === 'a' ? all.slice(0, 12) : all.slice(12);
      const from = (Number(url.searchParams.get('p')) - 1) * 10;
      return JSON.stringify({ total: part.length, rows: part.slice(from, from + 10) });
    };
    const apart = await played({ ...simple, list: { ...list, disjoint: true } }, reply);
    expect(await ids(apart)).toEqual(want);
    expect((await apart.pages()).map((page) => page.declared)).toEqual([undefined, undefined, 23, 23]);
    await apart.close();
    const maybe = await played({ ...simple, list }, reply);
    expect((await maybe.pages()).map((page) => page.declared)).toEqual(Array(4).fill(undefined));
  });

  it('shows repeats where only pages are stated: the pages held more rows than there are things', async () => {
    const wire = { ...simple, list: { ...simple.list, paging: { size: 10, pages: 'pages' } } };
    const one = await played(wire, () => JSON.stringify({ pages: 3, rows: all.slice(0, 10) }));
    expect((await one.pages()).at(-1)!.declared).toBe(30);
  });

  it('does not take a cursor that counts other pages', async () => {
    const one = await played(
      { ...simple, list: { ...simple.list, paging: { size: 10, rows: 'total' } } },
      () => rows(...all),
    );
    const [first] = await one.pages();
    expect(await codeOf(one.pages({ ...first!.next, size: 20 }))).toBe('listing.cursor-invalid');
    expect(await codeOf(one.pages({ ...first!.next, walk: 3 }))).toBe('listing.cursor-invalid');
  });
});

describe('preludes', () => {
  const wire = {
    ...simple,
    prelude: [
      { request: { url: '{base}/home' }, capture: { key: 'key="(\\w+)"' }, follow: 'script[src]@src' },
    ],
    list: { ...simple.list, request: { url: '{base}/list', headers: { 'x-key': '{captured.key}' } } },
  };
  const list = ({ headers }: Asked, key: string): Reply =>
    headers['x-key'] === key
      ? rows({ id: 'a', title: '甲' })
      : JSON.stringify({ code: 401, msg: 'key 失效' });

  it('find a code in a script of the home page, of this site alone, once a run', async () => {
    const one = await played(wire, (asked) => {
      if (asked.url.pathname === '/home')
        return {
          type: 'text/html',
          body: '<script src="http://127.0.0.2:1/evil.js"></script><script src="/app.js"></script>',
        };
      return asked.url.pathname === '/app.js' ? 'var key="k1";' : list(asked, 'k1');
    });
    expect((await only(one)).fields.title).toBe('甲');
    await one.pages();
    expect(one.asked.map(({ url }) => url.pathname)).toEqual(['/home', '/app.js', '/list', '/list']);
  });

  it('ask again, once, for a code that has run out', async () => {
    let key = 'k1';
    const one = await played(wire, (asked) =>
      asked.url.pathname === '/home' ? { type: 'text/html', body: `key="${key}"` } : list(asked, key),
    );
    await one.pages();
    key = 'k2';
    expect((await one.pages())[0]!.rows).toHaveLength(1);
    expect(one.asked.filter(({ url }) => url.pathname === '/home')).toHaveLength(2);
  });

  it('are not needed where the source gives the code, and say what to give where it is nowhere', async () => {
    const given = await played(wire, (asked) => list(asked, 'mine'), { key: 'mine' });
    expect((await only(given)).fields.title).toBe('甲');
    await given.close();
    const nowhere = await played(wire, () => ({ type: 'text/html', body: '<p>无</p>' }));
    await expect(nowhere.pages()).rejects.toMatchObject({
      code: 'source.shape-changed',
      hint: expect.stringContaining('harvest.options.key') as string,
    });
  });
});

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
