/** How a declared wire walks a list: paging of every kind, several walks, preludes. */
import { afterEach, describe, expect, it } from 'vitest';
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
