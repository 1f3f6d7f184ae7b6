/** What the sheet of single systems that answer JSON to GET warns of. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { generatedThings } from '../../sources/generator.ts';
import type { IdShape, SampledThing } from '../../sources/thing.ts';
import { type Product, product, statementsOf } from './products.ts';
import { codeOf } from './wire.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const things = (shape: IdShape, ...patches: Partial<SampledThing>[]): SampledThing[] =>
  generatedThings({ seed: 4, platform: 'g', region: '340100', shape }, patches.length).map((thing, i) => ({
    ...thing,
    ...patches[i],
  }));
/** The entries in the order of their rows. */
const entriesOf = async (of: Product) =>
  [...(await statementsOf(of)).values()].map((statement) => normalize(of.source, statement as Statement));

describe('a code of the visit', () => {
  it.each(['fujian', 'hunan-changde'])('that runs out on the way is asked for anew: %s', async (id) => {
    one = await product(id, 430);
    const rows = await one.rows();
    expect(new Set(rows.map((row) => row.id)).size).toBe(430);
    // The robots file, and the page more than once.
    expect(one.server.counters.other).toBeGreaterThan(2);
  });

  it('that runs out among the details is asked for anew, once for all of them', async () => {
    one = await product('fujian', 8);
    const rows = await one.rows();
    const before = one.server.counters.other;
    // Others ask for pages meanwhile.
    const list = `${Object.values(one.server.routes)[0]}/datadevelop/prod-api/open-portal/catalog/list`;
    for (let asked = 0; asked < 30; asked += 1) await fetch(list);
    const read = await Promise.all(rows.map((row) => one!.read(row)));
    expect(read.filter((statement) => typeof statement === 'string')).toEqual([]);
    expect(one.server.counters.other).toBe(before + 1);
  });

  it('is no cure for a thing that is gone: it costs its record by name', async () => {
    one = await product('fujian', 3);
    const rows = await one.rows();
    one.server.mutate.remove(rows[1]!.id);
    expect(await one.read(rows[1]!)).toBe('record.detail-failed');
    expect(await one.read(rows[2]!)).toMatchObject({ id: rows[2]!.id });
  });

  it('that is nowhere in the page is said to be, with what to give', async () => {
    one = await product('fujian', 3);
    one.server.misbehave({ what: 'html', on: ['other'] });
    const error = await one.pages().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'source.shape-changed' });
    expect((error as { hint?: string }).hint).toContain('harvest.options.access');
  });
});

describe('a list', () => {
  it.each(['jiangsu-zhenjiang', 'anhui-chuzhou'])('whose pages begin at 0 loses none: %s', async (id) => {
    one = await product(id, 21);
    const pages = await one.pages();
    expect(pages.map((page) => page.rows.length)).toEqual([10, 10, 1]);
    expect(pages.at(-1)!.declared).toBe(21);
  });

  it.each([
    ['jiangsu-yancheng', 51, 25],
    ['anhui-hefei', 21, 10],
  ])('that states a page too few is read to its end: %s', async (id, count, size) => {
    one = await product(id, count);
    expect((await one.rows()).length).toBe(count);
    expect(count % size).toBe(1);
  });

  it('that counts rows is asked by rows, and gets the total back', async () => {
    one = await product('sichuan-mianyang', 19);
    expect((await one.pages()).map((page) => page.rows.length)).toEqual([8, 8, 3]);
    await one.close();
    one = await product('sichuan-zigong', 19);
    expect((await one.pages()).map((page) => page.rows.length)).toEqual([10, 9]);
  });

  it('that is one answer each with and without interfaces is asked for twice', async () => {
    one = await product('hubei-huangshi', 40);
    const rows = await one.rows();
    expect([one.server.counters.list, new Set(rows.map((row) => row.id)).size]).toEqual([2, 40]);
  });

  it.each(['anhui-hefei', 'anhui-chuzhou'])('behind a challenge is blocked, not changed: %s', async (id) => {
    one = await product(id, 3);
    one.server.misbehave({ what: 'challenge' });
    expect(await codeOf(one.pages())).toBe('source.blocked');
  });

  it('does not come to a client that leaves out what the site sends', async () => {
    one = await product('sichuan-nanchong', 3, (source) => ({
      ...source,
      harvest: {
        ...source.harvest,
        options: {
          wire: {
            ...(source.harvest.options.wire as object),
            list: {
              ...(source.harvest.options.wire as { list: object }).list,
              request: { url: '{base}/resCatalog/find', query: { page: '{page}' } },
            },
          },
        },
      },
    }));
    expect(await codeOf(one.pages())).toBe('source.blocked');
  });
});

describe('an entry', () => {
  it('whose detail is found by name keeps its own facts where its name is another’s too', async () => {
    const [first, second] = things(
      'serial',
      { title: '公交站点', publisher: '市交通局', formats: ['csv'] },
      { title: '公交站点', publisher: '市城管局', formats: ['xls'] },
    ) as [SampledThing, SampledThing];
    one = await product('anhui-chuzhou', [first, second]);
    const [mine, others] = await entriesOf(one);
    expect(mine).toMatchObject({ publisher: { name: '市交通局' }, distributions: [{ format: 'csv' }] });
    expect(others).toMatchObject({ publisher: { name: '市城管局' }, distributions: [] });
    expect(others!.remarks).toContainEqual({
      field: 'detail',
      code: 'ignored',
      raw: `it is about ${first.id}`,
    });
  });

  it('of Yancheng is as open as its condition says, and unconditional where there is none', async () => {
    one = await product(
      'jiangsu-yancheng',
      things('hex32', { openness: '有条件开放' }, { openness: '无条件开放', title: '气象站_可开放' }),
    );
    const [conditional, free] = await entriesOf(one);
    expect(conditional!.openness).toMatchObject({ class: 'on-application', conditions: '需实名登录后申请' });
    expect(free!.openness).toMatchObject({ class: 'unconditional' });
    expect(free!.title).toBe('气象站_可开放');
  });

  it.each(['jiangsu-yancheng', 'anhui-huainan'])(
    'is as old as its publication, not its draft: %s',
    async (id) => {
      const shape = id === 'anhui-huainan' ? 'serial' : 'hex32';
      one = await product(id, things(shape, { issued: '2022-11-10' }));
      const [entry] = await entriesOf(one);
      expect(entry!.issued).toBe('2022-11-10');
    },
  );

  it('of Zhenjiang whose form is 其他 is a file', async () => {
    one = await product(
      'jiangsu-zhenjiang',
      things('hex32', { formats: ['file'], themes: ['财政', '医疗卫生'] }),
    );
    const [entry] = await entriesOf(one);
    expect(entry!.distributions).toMatchObject([{ format: 'file' }]);
    expect(entry!.themes.map(({ raw }) => raw)).toEqual(['财政', '医疗卫生']);
  });

  it('of Hefei without a name has its summary for one; codes outside the legend stay as they are', async () => {
    one = await product(
      'anhui-hefei',
      things(
        'hex32',
        { id: `${'a'.repeat(31)}7`, title: '没有名称的', frequency: '每月', issued: '2023-08-01 10:20:30' },
        { id: `${'a'.repeat(31)}1`, title: '有名称的', frequency: '每两年', issued: null },
      ),
    );
    const [unnamed, named] = await entriesOf(one);
    expect([unnamed!.title, named!.title]).toEqual(['没有名称的', '有名称的']);
    expect(unnamed!.issued).toBe('2023-08-01T10:20:30+08:00');
    expect(unnamed!.frequency).toEqual({ code: null, raw: '3' });
    expect(named!.frequency).toMatchObject({ code: 'BIENNIAL' });
    // Nothing says how open they are.
    expect([unnamed!.openness, named!.openness]).toEqual([undefined, undefined]);
  });

  it.each(['sichuan-zigong', 'hubei-huangshi'])('has its dates out of epochs: %s', async (id) => {
    const shape = id === 'sichuan-zigong' ? 'hex32' : 'serial';
    one = await product(id, things(shape, { issued: '2022-03-04 15:16:17', modified: '2023-05-06' }));
    const [entry] = await entriesOf(one);
    expect([entry!.issued, entry!.modified]).toEqual(['2022-03-04T15:16:17+08:00', '2023-05-06']);
  });

  it('of Zigong has its files with their names', async () => {
    one = await product('sichuan-zigong', things('hex32', { title: '表', formats: ['csv', 'xls'] }));
    const [entry] = await entriesOf(one);
    expect(entry!.distributions).toMatchObject([
      { title: '表.csv', format: 'csv' },
      { title: '表.xls', format: 'xls' },
    ]);
  });

  it('is refused, not kept without its files, where the platform fails to list them', async () => {
    one = await product('sichuan-zigong', 2);
    const rows = await one.rows();
    one.server.misbehave({ what: 'failure-in-200', on: ['detail'], after: 1, times: 1 });
    expect(await one.read(rows[0]!)).toBe('record.detail-failed');
    expect(await one.read(rows[0]!)).toMatchObject({ id: rows[0]!.id });
  });

  it('of Huangshi has the nation’s theme that the site calls its industry', async () => {
    one = await product('hubei-huangshi', things('serial', { themes: ['医疗卫生'], openness: '有条件开放' }));
    const [entry] = await entriesOf(one);
    expect(entry).toMatchObject({ themes: [{ raw: '医疗卫生' }], openness: { class: 'on-application' } });
    expect(entry!.scenario).toBe('生活服务');
  });

  it('without a date of change has none, not that of publication', async () => {
    one = await product('sichuan-leshan', things('hex32', { issued: '2021-02-03', modified: null }));
    const [entry] = await entriesOf(one);
    expect([entry!.issued, entry!.modified]).toEqual(['2021-02-03', undefined]);
  });

  it('of Nanchong has a contact whether it comes as an object or as an empty text', async () => {
    one = await product(
      'sichuan-nanchong',
      things(
        'serial',
        { contact: { name: null, phone: '0817-2222222', email: null } },
        { contact: { name: null, phone: null, email: null } },
      ),
    );
    const [reached, unreached] = await entriesOf(one);
    expect(reached!.contact?.phone).toBe('0817-2222222');
    expect(unreached!.contact).toBeUndefined();
    expect(unreached!.raw).not.toHaveProperty('provideDetail');
  });

  it('of Aba knows 暂无 for nothing, and may lack its frequency', async () => {
    one = await product(
      'sichuan-aba',
      things('serial', { themes: [], industry: null, keywords: [], frequency: null, openness: '有条件开放' }),
    );
    const [entry] = await entriesOf(one);
    expect(entry).toMatchObject({ themes: [], keywords: [], openness: { class: 'conditional' } });
    expect([entry!.industry, entry!.frequency]).toEqual([undefined, undefined]);
  });

  it('of Huai’an has its identifier with every digit, and dates that may be missing', async () => {
    one = await product(
      'jiangsu-huaian',
      things('snowflake', { id: '3773362938415214417', issued: null, modified: null, openness: null }),
    );
    const [entry] = await entriesOf(one);
    expect(entry!.localId).toBe('3773362938415214417');
    expect([entry!.issued, entry!.openness]).toMatchObject([
      undefined,
      { class: 'unknown', raw: '请补充开放条件' },
    ]);
  });

  it('of Mianyang is as open as its statistics say; a frequency beyond the legend stays a code', async () => {
    one = await product(
      'sichuan-mianyang',
      things(
        'hex32',
        { openness: '有条件开放', frequency: '不定期' },
        { openness: '不予开放', frequency: '每日' },
      ),
    );
    const [conditional, closed] = await entriesOf(one);
    expect([conditional!.openness?.class, closed!.openness?.class]).toEqual(['conditional', 'closed']);
    expect(conditional!.frequency).toEqual({ code: null, raw: '8' });
    expect(closed!.frequency).toMatchObject({ code: 'DAILY' });
  });
});
