import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { jsonOf } from '../../../adapters/answers/answer.ts';
import { createCkanAdapter } from '../../../adapters/ckan/adapter.ts';
import { parseSearch, signing } from '../../../adapters/ckan/parse.ts';
import { CkanOptions } from '../../../adapters/ckan/request.ts';
import type { ListPage } from '../../../adapters/contract.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Cursor, RawValue } from '../../../config/record.ts';
import { codeOf, contextOf, type Site, serve, sourceOf } from '../site.ts';

const adapter = createCkanAdapter((label) =>
  label === '更新频率' ? { field: 'frequency', rank: 0 } : undefined,
);

const packages = (count: number): Record<string, RawValue>[] =>
  Array.from({ length: count }, (_, index) => ({
    id: `p-${String(index).padStart(4, '0')}`,
    name: `parking-${index}`,
    title: `停车场 ${index}`,
    state: 'active',
  }));

let site: Site | undefined;
afterEach(async () => {
  await site?.close();
  site = undefined;
});

/** A site that never gives more than `cap` rows, whatever is asked. */
async function ckan(
  all: RawValue[],
  cap: number,
  spoil: (result: Record<string, RawValue>) => void = () => {},
) {
  site = await serve((url, response) => {
    if (url.pathname.endsWith('/package_show')) {
      const found = all.find((item) => (item as { id?: string }).id === url.searchParams.get('id'));
      response.statusCode = found === undefined ? 404 : 200;
      return void response.end(JSON.stringify({ success: found !== undefined, result: found ?? null }));
    }
    if (!url.pathname.endsWith('/package_search')) {
      response.statusCode = 404;
      return void response.end();
    }
    const start = Number(url.searchParams.get('start'));
    const rows = Math.min(Number(url.searchParams.get('rows')), cap);
    const answer: Record<string, RawValue> = {
      success: true,
      result: { count: all.length, results: all.slice(start, start + rows) },
    };
    spoil(answer);
    response.setHeader('content-type', 'application/json;charset=utf-8');
    response.end(JSON.stringify(answer));
  });
  return site;
}

async function listAll(base: string, options: Record<string, unknown> = {}, from: Cursor | null = null) {
  const pages: ListPage[] = [];
  for await (const page of adapter.list(contextOf(sourceOf('ckan', base, options)), from)) pages.push(page);
  return pages;
}
const ids = (pages: ListPage[]) => pages.flatMap((page) => page.rows.map((row) => row.id));

describe('the listing', () => {
  it('turns pages at the step of a server that caps them, in a stable order', async () => {
    const { base, asked } = await ckan(packages(25), 10);
    const pages = await listAll(base, { fq: 'dataset_type:dataset' });
    expect(pages.map((page) => page.rows.length)).toEqual([10, 10, 5]);
    expect(pages.map((page) => page.declared)).toEqual([25, 25, 25]);
    expect(new Set(ids(pages)).size).toBe(25);
    expect(asked[1]).toBe(
      '/api/3/action/package_search?fq=dataset_type%3Adataset&sort=id+asc&rows=1000&start=10',
    );
    expect(pages.at(-1)?.next).toBeNull();
  });

  it('goes on from any cursor to the same end', async () => {
    const { base } = await ckan(packages(23), 5);
    const pages = await listAll(base);
    for (const [index, page] of pages.entries()) {
      const rest = page.next === null ? [] : ids(await listAll(base, {}, page.next));
      expect(rest).toEqual(ids(pages.slice(index + 1)));
    }
    expect(await codeOf(() => listAll(base, {}, { start: -1 }))).toBe('listing.cursor-invalid');
  });

  it('asks under another path, and with another sort', async () => {
    const { base, asked } = await ckan(packages(1), 10);
    await listAll(base, { path: '/data/api/action', sort: 'metadata_modified desc', rows: 7 });
    expect(asked).toEqual(['/data/api/action/package_search?sort=metadata_modified+desc&rows=7&start=0']);
    expect(await codeOf(() => listAll(base, { row: 7 }))).toBe('config.invalid');
  });

  it('ends at an empty page though more was declared, and says what was declared', async () => {
    const { base } = await ckan(packages(3), 10, (answer) => {
      (answer.result as { count: number }).count = 9;
    });
    const pages = await listAll(base);
    expect(pages.map((page) => [page.rows.length, page.declared])).toEqual([
      [3, 9],
      [0, 9],
    ]);
  });

  it('stops at a page that comes again', async () => {
    const first = packages(5);
    const { base } = await ckan(packages(50), 5, (answer) => {
      (answer.result as { results: RawValue }).results = first;
    });
    expect(await codeOf(() => listAll(base))).toBe('listing.page-repeated');
  });

  it('loses one record to a bad one: no id, no object, deleted, too large', async () => {
    const { base } = await ckan(
      [
        { title: '无标识' },
        7,
        null,
        { id: 'gone', state: 'deleted' },
        { id: 'big', notes: 'x'.repeat(3000) },
        { id: 'ok' },
      ],
      10,
    );
    const [page] = await listAll(base, { maxRecord: 2000 });
    expect(page?.rows.map((row) => row.id)).toEqual(['ok']);
    expect(page?.unlistable.map((row) => row.code)).toEqual([
      'record.no-id',
      'record.unreadable',
      'record.unreadable',
      'record.withdrawn',
      'record.too-large',
    ]);
  });

  it('says in a code what a site answered instead', async () => {
    const answers: [string, unknown][] = [
      [
        '{"success":false,"error":{"__type":"Search Query Error","message":"Invalid sort"}}',
        'source.answer-failed',
      ],
      ['{"success":true,"result":{"count":3}}', 'source.shape-changed'],
      ['{"success":true}', 'source.shape-changed'],
      ['[]', 'source.shape-changed'],
      ['<html>请完成验证</html>', 'source.not-json'],
      ['{"success":true,"result":{"count":3,"results":[{"id":"a"', 'source.not-json'],
    ];
    for (const [body, code] of answers) {
      const spoiled = await serve((_url, response) => void response.end(body));
      expect(await codeOf(() => listAll(spoiled.base))).toBe(code);
      const report = await adapter.probe(contextOf(sourceOf('ckan', spoiled.base)));
      expect(report).toMatchObject({ ok: false, problems: [{ code }] });
      await spoiled.close();
    }
  });

  it('survives whatever bytes come, with a coded error', async () => {
    const whole = JSON.stringify({ success: true, result: { count: 2, results: packages(2) } });
    const body = fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      fc.nat(whole.length).map((length) => new TextEncoder().encode(whole.slice(0, length))),
      fc.json().map((text) => new TextEncoder().encode(text)),
      fc
        .jsonValue()
        .map((results) => new TextEncoder().encode(JSON.stringify({ success: true, result: { results } }))),
      fc
        .array(fc.jsonValue())
        .map((results) => new TextEncoder().encode(JSON.stringify({ result: { results } }))),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        try {
          const answer = { url: 'http://a.test', headers: {}, body: bytes };
          for (const row of parseSearch(jsonOf(answer), answer.url, CkanOptions.parse({})).rows) {
            adapter.read(sourceOf('ckan', 'http://a.test'), { id: row.id, parts: [row.row] });
          }
        } catch (error) {
          expect(error).toBeInstanceOf(CodedError);
        }
      }),
    );
  });
});

describe('the detail', () => {
  it('is asked where the options say so, and read instead of the row', async () => {
    const all = [{ id: 'a', title: '短', notes: '全文' }];
    const { base } = await ckan(all, 10, (answer) => {
      (answer.result as { results: RawValue }).results = [{ id: 'a', title: '短' }];
    });
    const source = sourceOf('ckan', base, { detail: true });
    const [page] = await listAll(base, { detail: true });
    const row = page?.rows[0];
    if (row === undefined) throw new Error('no row');
    expect(row.complete).toBe(false);
    const parts = await adapter.detail(contextOf(source), row);
    expect(adapter.read(source, { id: 'a', parts: [row.row, ...parts] }).fields.description).toBe('全文');
    expect(await codeOf(() => adapter.detail(contextOf(source), { ...row, id: 'b' }))).toBe(
      'record.detail-missing',
    );
  });
});

describe('the sign', () => {
  it('does not move with counters, keys’ order, or what the options name', () => {
    const row = {
      id: 'a',
      title: 't',
      num_tags: 1,
      tracking_summary: { total: 5 },
      organization: { package_count: 3 },
    };
    const moved = {
      organization: { package_count: 4 },
      tracking_summary: { total: 6 },
      num_tags: 2,
      title: 't',
      id: 'a',
    };
    const sign = signing([]);
    expect(sign(moved)).toBe(sign(row));
    expect(sign({ ...row, title: 'u' })).not.toBe(sign(row));
    expect(signing(['views'])({ ...row, views: 1 })).toBe(signing(['views'])({ ...row, views: 2 }));
  });
});
