/** What must hold of paging, templates and selection for any listing. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jsonIn } from '../../../adapters/declared/decode.ts';
import { HtmlScope, tidy } from '../../../adapters/declared/html-scope.ts';
import { JsonScope } from '../../../adapters/declared/json-scope.ts';
import {
  advance,
  type Position,
  pagingValues,
  readCursor,
  START,
  spanOf,
  total,
  writeCursor,
} from '../../../adapters/declared/page.ts';
import { requestOf } from '../../../adapters/declared/request.ts';
import { Paging, Request } from '../../../config/declared.ts';
import type { RawValue } from '../../../config/record.ts';

const anyPaging = fc.record({
  by: fc.constantFrom('page' as const, 'offset' as const),
  first: fc.integer({ min: 0, max: 2 }),
  size: fc.integer({ min: 1, max: 40 }),
  until: fc.constantFrom('total' as const, 'empty' as const),
  empties: fc.integer({ min: 1, max: 4 }),
  states: fc.constantFrom('rows', 'pages', 'nothing'),
});

describe('paging', () => {
  it('reaches every row once and ends, whatever the source counts from and states, also from a stored cursor', () => {
    fc.assert(
      fc.property(
        anyPaging,
        fc.array(fc.integer({ min: 0, max: 150 }), { minLength: 1, maxLength: 3 }),
        (given, sizes) => {
          const { states, ...rest } = given;
          const paging = Paging.parse(rest);
          const seen: string[] = [];
          let position: Position | null = START;
          for (let asked = 0; position !== null; asked += 1) {
            expect(asked).toBeLessThan(1000);
            const rows = sizes[position.walk]!;
            const values = pagingValues(position, paging, spanOf(position, paging));
            const from =
              paging.by === 'offset'
                ? Number(values.offset) - paging.first
                : (Number(values.page) - paging.first) * paging.size;
            const here = Math.max(0, Math.min(paging.size, rows - from));
            for (let row = 0; row < here; row += 1) seen.push(`${position.walk}:${from + row}`);
            const told = {
              items: here,
              rows: states === 'rows' ? rows : undefined,
              pages: states === 'pages' ? Math.ceil(rows / paging.size) : undefined,
              next: undefined,
            };
            const next: Position | null = advance(position, told, paging, sizes.length);
            const stored: unknown = JSON.parse(JSON.stringify(writeCursor(next, paging)));
            position = next === null ? null : readCursor(stored as never, paging, sizes.length);
            expect(position).toEqual(next);
          }
          const want = sizes.flatMap((rows, walk) =>
            Array.from({ length: rows }, (_, row) => `${walk}:${row}`),
          );
          expect(seen).toEqual(want);
        },
      ),
    );
  });

  it('takes no cursor but its own', () => {
    const paging = Paging.parse({ size: 10 });
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null))),
        (cursor) => {
          expect(() => readCursor(cursor, paging, 1)).toThrow('listing.cursor-invalid');
        },
      ),
    );
  });

  it('reads totals as sources write them', () => {
    const cases: [unknown, number | undefined][] = [
      [8837, 8837],
      ['8,837', 8837],
      ['共 8，837 个数据目录', 8837],
      ['１２３', 123],
      ['0', 0],
      ['', undefined],
      ['无', undefined],
      [-1, undefined],
      [1.5, undefined],
      [null, undefined],
      [{}, undefined],
    ];
    for (const [stated, wanted] of cases) expect(total(stated), String(stated)).toBe(wanted);
  });
});

describe('requests', () => {
  const values = (given: Record<string, unknown>) => (name: string) => given[name];
  const ask = (template: unknown, given: Record<string, unknown>) =>
    requestOf(Request.parse(template), values(given), 'http://a.test/base');

  it('keep types where a placeholder stands alone, and leave out what has no value', () => {
    const body = {
      as: 'json',
      content: { page: '{page}', list: '{l}', none: '{n}', text: 'p{page}', nil: null },
    };
    const request = ask(
      { method: 'POST', url: '/x', query: { q: '{n}', p: '{page}' }, body },
      { page: 3, l: ['00'] },
    );
    expect(JSON.parse(request.body!)).toEqual({ page: 3, list: ['00'], text: 'p3', nil: null });
    expect(request.url).toBe('http://a.test/x?p=3');
  });

  it('write each kind of body', () => {
    const body = (as: string) =>
      ask({ method: 'POST', url: '/', body: { as, content: { a: '{v}', n: null } } }, { v: '停&车' });
    expect(body('json')).toMatchObject({
      body: '{"a":"停&车","n":null}',
      headers: { 'content-type': 'application/json; charset=UTF-8' },
    });
    expect(body('json-under-form')).toMatchObject({ body: '{"a":"停&车","n":null}' });
    expect(body('json-under-form').headers!['content-type']).toMatch(/form-urlencoded/);
    expect(body('form').body).toBe('a=%E5%81%9C%26%E8%BD%A6&n=');
    expect(body('percent-json').body).toBe('%7B%22a%22:%22%E5%81%9C%26%E8%BD%A6%22,%22n%22:null%7D');
  });

  it('put any id into a path without letting it out of its part', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((id) => id.isWellFormed() && !/^\.{1,2}$/.test(id)),
        (id) => {
          const { url } = ask({ url: '{base}/d/{id}/end' }, { base: 'http://a.test', id });
          const [, d, part, end] = new URL(url).pathname.split('/');
          expect([d, decodeURIComponent(part!), end]).toEqual(['d', id, 'end']);
        },
      ),
    );
  });
});

describe('selection', () => {
  it('over JSON never throws, and gives the value that stands at the path', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.string(), (value, path) => {
        const scope = new JsonScope(value as RawValue);
        scope.pick({ select: path });
        scope.each(path);
        expect(scope.pick({ select: '.' })).toEqual(value);
      }),
    );
    const scope = new JsonScope({ a: { b: [{ c: [1, 2] }, {}, { c: 3 }] } });
    expect(scope.pick({ select: 'a.b[].c' })).toEqual([1, 2, 3]);
    expect(scope.pick({ select: 'a.b[2].c' })).toBe(3);
    expect(scope.pick({ select: 'a.toString' })).toBeUndefined();
  });

  it('over HTML reads any text as text, entities, odd blanks and broken markup included', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const safe = text.replace(/[&<>]/g, (sign) => `&#${sign.charCodeAt(0)};`);
        expect(HtmlScope.of(`<p>${safe}</p>`).pick({ select: 'p' })).toBe(tidy(text));
        HtmlScope.of(text).pick({ select: 'a@href' });
        HtmlScope.of(text).text();
      }),
    );
    expect(HtmlScope.of('<td>\u00a0停车场\u3000\ufeff</td>').pick({ select: 'td' })).toBe('停车场');
    expect(HtmlScope.of('<ul><li>一<li>二 <b>三</b></ul>').pick({ select: 'li', all: true })).toEqual([
      '一',
      '二 三',
    ]);
    expect(HtmlScope.of('<i>1</i><i>2</i><p><i>3</i></p>').pick({ select: 'i:eq(1)' })).toBe('2');
    expect(
      HtmlScope.of('<p><i>3</i></p><p><i>4</i><i>5</i></p>').pick({ select: 'p:eq(1) i', all: true }),
    ).toEqual(['4', '5']);
  });

  it('over JSON text keeps whole numbers of any length', () => {
    fc.assert(
      fc.property(fc.bigInt(), (id) => {
        expect(String((jsonIn(`{"id":${id}}`, 'x') as { id: unknown }).id)).toBe(String(id));
      }),
    );
  });
});
