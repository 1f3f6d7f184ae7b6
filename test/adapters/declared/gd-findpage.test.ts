/** What the sheet of “开放广东” warns of. */
import { afterEach, expect, it } from 'vitest';
import { bareThing } from '../../sources/thing.ts';
import { type Product, product, statementsOf } from './products.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const thing = (id: string, formats: string[]) => ({
  ...bareThing(id, `题${id}`),
  publisher: '市监局',
  formats,
});

it('Shenzhen’s identifiers keep their slash, their pages have a line in its place', async () => {
  one = await product('guangdong-shenzhen', [
    thing('29200/00900273', ['xlsx', 'csv']),
    thing('api:29200/00900273', ['api']),
  ]);
  const statements = await statementsOf(one);
  expect([...statements.keys()]).toEqual(['29200/00900273', 'api:29200/00900273']);
  expect(statements.get('29200/00900273')).toMatchObject({
    fields: { landingPage: 'https://opendata.sz.gov.cn/data/dataSet/toDataDetails/29200_00900273' },
    distributions: [{ format: 'xlsx' }, { format: 'csv' }],
  });
});

it('the totals of city and counties are declared as one, over both catalogues', async () => {
  one = await product('guangdong-shenzhen', 40);
  const pages = await one.pages();
  expect(pages.at(-1)!.declared).toBe(40);
  expect(new Set(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).size).toBe(40);
});

it('Guangdong’s interfaces are asked for in the spelling of the site', async () => {
  one = await product('guangdong', 40);
  const ids = (await one.rows()).map(({ id }) => id);
  expect(ids.sort()).toEqual(one.server.things.map(({ id }) => id).sort());
  expect(ids.some((id) => id.startsWith('api:'))).toBe(true);
});

it('a body that Fuzhou does not read brings the same twenty rows again and again, and cannot pass for all', async () => {
  one = await product('fujian-fuzhou', 60, (source) => ({
    ...source,
    harvest: {
      ...source.harvest,
      options: { wire: { list: { request: { body: { as: 'json' } } } } },
    },
  }));
  const ids = [];
  const pages = await one.pages();
  for (const { rows } of pages) ids.push(...rows.map(({ id }) => id));
  expect(new Set(ids).size).toBe(20);
  expect(pages.at(-1)!.declared).toBe(60);
});

it('Fuzhou’s formats come in brackets', async () => {
  one = await product('fujian-fuzhou', [thing('3000/1', ['csv', 'json', 'rdf'])]);
  expect([...(await statementsOf(one)).values()]).toMatchObject([
    { distributions: [{ format: 'csv' }, { format: 'json' }, { format: 'rdf' }] },
  ]);
});

it('Suizhou’s two catalogues both number from one', async () => {
  one = await product('hubei-suizhou', [thing('5051', ['xls']), thing('api:5051', ['api'])]);
  const statements = await statementsOf(one);
  expect(statements.get('5051')).toMatchObject({
    fields: { title: '题5051' },
    distributions: [{ format: 'xls' }],
  });
  expect(statements.get('api:5051')).toMatchObject({ fields: { title: '题api:5051' } });
});
