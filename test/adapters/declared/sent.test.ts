/** What single systems want besides: totals sent back, everything in one answer, marks against caches, details by name. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { type Asked, only, type Played, play, type Reply, rows, simple } from './wire.ts';

let playing: Played | undefined;
afterEach(async () => {
  await playing?.close();
  playing = undefined;
});
async function played(wire: unknown, reply: (asked: Asked) => Reply): Promise<Played> {
  playing = await play(wire, reply);
  return playing;
}

describe('a listing', () => {
  it('sends the total back as the page before stated it, also from a stored cursor', async () => {
    const all = Array.from({ length: 7 }, (_, index) => ({ id: `i${index}` }));
    const one = await played(
      {
        ...simple,
        list: {
          ...simple.list,
          request: { url: '{base}/list', query: { from: '{offset}', n: '{size}', total: '{rows}' } },
          paging: { by: 'offset', first: 0, size: 3, rows: 'total', sends: 100 },
        },
      },
      ({ url }) => {
        const from = Number(url.searchParams.get('from'));
        return JSON.stringify({ total: 7, rows: all.slice(from, from + 3) });
      },
    );
    const [first] = await one.pages();
    await one.pages(first!.next);
    const sent = one.asked.map(({ url }) => [url.searchParams.get('from'), url.searchParams.get('total')]);
    expect(sent).toEqual([
      ['0', '100'],
      ['3', '7'],
      ['6', '7'],
      ['3', '7'],
      ['6', '7'],
    ]);
  });

  it('that is one answer is asked for once a walk, with marks that no cache has seen', async () => {
    const request = { url: '{base}/list', query: { kind: '{walk.kind}', d: '{now}', key: '{random}' } };
    const one = await played(
      {
        ...simple,
        list: { ...simple.list, request, paging: { by: 'once' }, walks: [{ kind: 0 }, { kind: 1 }] },
      },
      ({ url }) =>
        rows({ id: `a${url.searchParams.get('kind')}` }, { id: `b${url.searchParams.get('kind')}` }),
    );
    const pages = await one.pages();
    expect(pages.map((page) => page.rows.map(({ id }) => id))).toEqual([
      ['a0', 'b0'],
      ['a1', 'b1'],
    ]);
    const sent = one.asked.map(({ url }) => url.searchParams);
    expect(sent.map((query) => Number.isNaN(Date.parse(query.get('d')!)))).toEqual([false, false]);
    expect(sent[0]!.get('key')).not.toBe(sent[1]!.get('key'));
    expect(Number(sent[0]!.get('key'))).toBeLessThan(1);
  });
});

describe('a detail', () => {
  it("asked for by a name that two things bear is left aside where it is the other's, with a remark", async () => {
    const one = await played(
      {
        ...simple,
        row: { ...simple.row, values: { name: 'title' } },
        parts: {
          detail: {
            request: { url: '{base}/by-name', query: { name: '{row.name}' } },
            root: 'data',
            about: 'id',
            optional: true,
          },
        },
      },
      ({ url }) =>
        url.pathname === '/list'
          ? rows(
              { id: 11, title: '公交站点', publisher: '交通局' },
              { id: 12, title: '公交站点', publisher: '城管局' },
            )
          : '{"data":{"id":11,"title":"公交站点","telephone":"0550-1234567"}}',
    );
    const [mine, others] = (await one.statements()) as [Statement, Statement];
    expect(mine.aside).toBeUndefined();
    expect(mine.fields.contactPhone).toBe('0550-1234567');
    expect(others).toMatchObject({
      id: '12',
      fields: { title: '公交站点' },
      aside: { detail: 'it is about 11' },
    });
    expect(others.fields.contactPhone).toBeUndefined();
    expect(normalize(one.source, others).remarks).toContainEqual({
      field: 'detail',
      code: 'ignored',
      raw: 'it is about 11',
    });
  });

  it('whose files stand under their names has each with its name', async () => {
    const one = await played(
      {
        ...simple,
        row: { ...simple.row, distributions: [{ each: 'files{}', title: 'name', format: 'value.type' }] },
      },
      () => rows({ id: 1, title: '题', files: { '站点.csv': { type: 'csv' }, '线路.xls': { type: 'xls' } } }),
    );
    const { distributions, unmapped } = await only(one);
    expect(distributions).toEqual([
      { title: '站点.csv', format: 'csv' },
      { title: '线路.xls', format: 'xls' },
    ]);
    expect(unmapped).toEqual({});
  });
});
