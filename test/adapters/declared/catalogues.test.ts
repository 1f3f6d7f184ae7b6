/** Platforms of several catalogues, and listings whose walks a page names. */
import { afterEach, describe, expect, it } from 'vitest';
import { adapter, codeOf, type Played, play } from './wire.ts';

let played: Played | undefined;
afterEach(() => played?.close());

const page = (total: number, ids: (string | number)[]): string =>
  JSON.stringify({ total, rows: ids.map((id) => ({ id, title: `标题${id}` })) });

const twice = {
  list: {
    request: { url: '{base}/data', query: { p: '{page}' } },
    paging: { size: 2, rows: 'total' },
    items: { select: 'rows' },
  },
  row: { id: 'id' },
  parts: { detail: { request: { url: '{base}/data/{id}' } } },
  landingPage: '{base}/show/{id}',
  beside: {
    api: {
      list: { request: { url: '{base}/api' }, paging: { size: 3 } },
      parts: { detail: { request: { url: '{base}/api/{id}' } } },
      landingPage: '{base}/api/show/{id}',
    },
  },
};

describe('two catalogues that number from 1 each', () => {
  const answer = ({ url: { pathname, searchParams } }: { url: URL }) => {
    const from = Number(searchParams.get('p'));
    if (pathname === '/data') return page(3, [1, 2, 3].slice(from * 2 - 2, from * 2));
    if (pathname === '/api') return page(4, [1, 2, 3, 4].slice(from * 3 - 3, from * 3));
    const [, kind, id] = pathname.split('/');
    return JSON.stringify({ title: `${kind} ${id}` });
  };

  it('are both listed, told apart, and declared together', async () => {
    played = await play(twice, answer);
    const pages = await played.pages();
    const ids = pages.flatMap(({ rows }) => rows.map(({ id }) => id));
    expect(ids).toEqual(['1', '2', '3', 'api:1', 'api:2', 'api:3', 'api:4']);
    expect(pages.map(({ declared }) => declared)).toEqual([undefined, undefined, 7, 7]);
    const statements = await played.statements();
    expect(statements[1]).toMatchObject({
      id: '2',
      fields: { title: 'data 2', landingPage: `${played.source.harvest.base}/show/2` },
    });
    expect(statements[4]).toMatchObject({
      id: 'api:2',
      fields: { title: 'api 2', landingPage: `${played.source.harvest.base}/api/show/2` },
    });
  });

  it('are gone on with from every cursor', async () => {
    played = await play(twice, answer);
    const pages = await played.pages();
    for (const [index, { next }] of pages.entries())
      if (next !== null)
        expect(await played.pages(JSON.parse(JSON.stringify(next)))).toEqual(pages.slice(index + 1));
    const beyond = { ...pages[0]!.next, catalogue: 2 };
    expect(await codeOf(played.pages(beyond))).toBe('listing.cursor-invalid');
  });

  it('cost a row that is named like one of the other catalogue', async () => {
    played = await play(twice, ({ url }) =>
      url.pathname === '/data' ? page(2, ['api:1', 2]) : page(1, [1]),
    );
    const [first] = await played.pages();
    expect(first!.rows.map(({ id }) => id)).toEqual(['2']);
    expect(first!.unlistable.map(({ code }) => code)).toEqual(['record.unreadable']);
  });

  it('say which of them fell short', async () => {
    played = await play(twice, ({ url }) => {
      const from = Number(url.searchParams.get('p'));
      return url.pathname === '/data'
        ? page(2, from === 1 ? [1, 2] : [])
        : page(9, from === 1 ? [1, 2, 3] : []);
    });
    expect((await played.pages()).at(-1)!.missing).toContain('in the catalogue api');
  });
});

describe('walks that a page names', () => {
  const wire = {
    list: {
      request: { url: '{base}/list', query: { of: '{walk.of}', p: '{page}' } },
      walksFrom: {
        request: { url: '{base}/tree' },
        answer: { decode: ['html'] },
        each: 'li',
        values: { of: { select: 'a@onclick', match: "'(\\d+)'" } },
      },
      paging: { size: 2, rows: 'total' },
      items: { select: 'rows' },
    },
    row: { id: 'id' },
  };
  const tree = (...classes: number[]) => ({
    type: 'text/html',
    body: `<html><ul><li>全部</li>${classes.map((of) => `<li><a onclick="go('${of}')">类</a></li>`).join('')}</ul></html>`,
  });

  it('are each walked once, a class that stands twice too', async () => {
    played = await play(wire, ({ url }) =>
      url.pathname === '/tree' ? tree(7, 8, 7) : page(1, [`${url.searchParams.get('of')}-1`]),
    );
    const pages = await played.pages();
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(['7-1', '8-1']);
    expect(pages.at(-1)!.declared).toBeUndefined();
  });

  it('are no others in a run taken up again: a changed tree spoils the cursor', async () => {
    let classes = [7, 8];
    played = await play(wire, ({ url }) => (url.pathname === '/tree' ? tree(...classes) : page(1, ['x'])));
    const [first] = await played.pages();
    const again = { ...played.context, http: { ...played.context.http } };
    classes = [6, 7, 8];
    const rest = async () => {
      for await (const _ of adapter.list(again, first!.next));
    };
    expect(await codeOf(rest())).toBe('listing.cursor-invalid');
  });

  it('are missed by name where the page has none', async () => {
    played = await play(wire, () => tree());
    expect(await codeOf(played.pages())).toBe('source.shape-changed');
  });
});
