/** What the sheet of single systems of HTML pages warns of. */
import { afterEach, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { generatedThings } from '../../sources/generator.ts';
import type { SampledThing } from '../../sources/thing.ts';
import { type Product, product, statementsOf } from './products.ts';
import { codeOf } from './wire.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const things = (...patches: Partial<SampledThing>[]): SampledThing[] =>
  generatedThings({ seed: 4, platform: 'h', region: '341700', shape: 'hex32' }, patches.length).map(
    (thing, i) => ({ ...thing, ...patches[i] }),
  );
const entriesOf = async (of: Product) =>
  [...(await statementsOf(of)).values()].map((statement) => normalize(of.source, statement as Statement));

it('keeps the years of a yearbook apart, and takes Chizhou’s row for the whole record', async () => {
  one = await product(
    'anhui-chizhou',
    things(
      { title: '卫生和社会服务（2018年）', publisher: '' },
      { title: '卫生和社会服务（2016年）', publisher: '卫生健康委员会', formats: ['xlsx', 'pdf'] },
    ),
  );
  const [older, newer] = await entriesOf(one);
  expect([older!.title, newer!.title]).toEqual(['卫生和社会服务（2018年）', '卫生和社会服务（2016年）']);
  expect(older!.publisher).toBeUndefined();
  expect(newer).toMatchObject({
    publisher: { name: '卫生健康委员会' },
    distributions: [{ format: 'xlsx' }, { format: 'pdf' }],
    landingPage: `https://www.chizhou.gov.cn/OpenData/content/${newer!.localId}`,
  });
  expect(one.server.counters.detail).toBe(0);
});

it('refuses a row of Chizhou that leads nowhere, and keeps the others of its page', async () => {
  one = await product('anhui-chizhou', 6);
  one.server.misbehave({ what: 'no-id' });
  const [page] = await one.pages();
  expect([page!.rows.length, page!.unlistable.map(({ code }) => code)]).toEqual([5, ['record.no-id']]);
});

it('reads Zhongshan’s pages to the last, and dates in characters', async () => {
  one = await product('guangdong-zhongshan', 21);
  expect((await one.pages()).map((page) => page.rows.length)).toEqual([10, 10, 1]);
  await one.close();
  one = await product(
    'guangdong-zhongshan',
    things({ issued: '2019-05-01', modified: '2021-11-30 08:00:00' }),
  );
  const [entry] = await entriesOf(one);
  expect([entry!.issued, entry!.modified]).toEqual(['2019-05-01', '2021-11-30']);
});

it('tells a thing that Zhongshan has no more from one that it has', async () => {
  one = await product('guangdong-zhongshan', 3);
  const rows = await one.rows();
  one.server.mutate.remove(rows[0]!.id);
  expect([await one.read(rows[0]!), typeof (await one.read(rows[1]!))]).toEqual([
    'record.unreadable',
    'object',
  ]);
});

it('asks for Yuncheng’s details by POST; asked otherwise they come empty, and cost each its record', async () => {
  one = await product('shanxi-yuncheng', 12);
  const read = await statementsOf(one);
  expect([...read.values()].filter((statement) => typeof statement === 'string')).toEqual([]);
  await one.close();
  one = await product('shanxi-yuncheng', 2, (source) => {
    const wire = structuredClone(source.harvest.options.wire) as {
      parts: { detail: { request: { method: string } } };
    };
    wire.parts.detail.request.method = 'GET';
    return { ...source, harvest: { ...source.harvest, options: { wire } } };
  });
  expect([...(await statementsOf(one)).values()]).toEqual(['record.unreadable', 'record.unreadable']);
});

it.each(['anhui-chizhou', 'guangdong-zhongshan', 'shanxi-yuncheng'])(
  'does not take another page for an empty list: %s',
  async (id) => {
    one = await product(id, 3);
    one.server.misbehave({ what: 'html' });
    expect(await codeOf(one.pages())).toBe('source.shape-changed');
  },
);
