/** What a declared wire makes of an answer: identifiers, charsets, decoding, failures inside a 200. */
import iconv from 'iconv-lite';
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import { type Asked, codeOf, only, type Played, play, type Reply, rows, simple } from './wire.ts';

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
    [
      'by their bytes, where header and head are wrong',
      undefined,
      page('<meta charset="utf-8">'),
      'text/html; charset=utf-8',
    ],
  ])('are known %s', async (_how, charset, html, type) => {
    // The first page holds the row, the second none, and ends the walk.
    const one = await played(wire(charset), ({ url }) => ({
      type,
      body: gbk(url.searchParams.get('p') === '1' ? html : html.replace(/<li.*<\/li>/, '')),
    }));
    expect((await only(one)).fields.title).toBe('停车场信息');
  });

  it('that are not what they claim are an error, one spoilt character is not', async () => {
    const noise = Buffer.from(Array.from({ length: 900 }, (_, at) => 0x80 + ((at * 37) % 0x7f)));
    const wrong = await played(wire(), () => ({ type: 'text/html; charset=utf-8', body: noise }));
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
