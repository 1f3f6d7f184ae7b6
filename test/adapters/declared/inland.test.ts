/** What the sheets of Luzhou's, Meishan's, Bengbu's and Huangshan's products warn of. */
import { afterEach, describe, expect, it } from 'vitest';
import { bareThing } from '../../sources/thing.ts';
import { type Product, product, statementsOf } from './products.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const thing = (id: string, patch: object = {}) => ({
  ...bareThing(id, `题${id}`),
  publisher: '市监局',
  issued: '2023-06-06',
  modified: '2023-06-16',
  openness: '有条件开放',
  formats: ['csv'],
  ...patch,
});
const only = async (of: Product) => [...(await statementsOf(of)).values()][0];

describe('portal/dataservice', () => {
  const id = '8a3f847d87bccc2a0188c1d3cf1d0ca9';

  it('reads Luzhou’s two classifications, unpadded dates and classes', async () => {
    one = await product('sichuan-luzhou', [thing(id, { themes: ['文化、卫生、体育', '教育文化'] })]);
    expect(await only(one)).toMatchObject({
      fields: {
        theme: ['教育文化', '文化、卫生、体育'],
        issued: '2023-6-6',
        openness: '2',
        landingPage: `https://data.luzhou.cn/portal/service_detail?id=${id}&type=opendata`,
      },
      codes: { openness: { 2: '有条件开放' } },
      distributions: [{ format: 'api' }],
    });
  });

  it('finds nothing at Luzhou with a true form', async () => {
    one = await product('sichuan-luzhou', [thing(id)], (source) => {
      const options = { ...source.harvest.options };
      delete options.variant;
      return { ...source, harvest: { ...source.harvest, options } };
    });
    expect(await one.rows()).toEqual([]);
  });

  it('takes Meishan’s title from the list, where alone it stands, and its words from the page', async () => {
    one = await product('sichuan-meishan', [thing(id)]);
    expect(await only(one)).toMatchObject({
      fields: { title: `题${id}`, openness: '有条件开放', issued: '2023/06/06', formats: 'csv' },
    });
  });

  it('costs one record where a service is gone', async () => {
    one = await product('sichuan-meishan', 3);
    const rows = await one.rows();
    one.server.mutate.remove(rows[1]!.id);
    expect(await one.read(rows[1]!)).toBe('record.unreadable');
    expect(await one.read(rows[2]!)).toHaveProperty('fields');
  });
});

describe('/site/label/8888', () => {
  it('goes from page 0 at Bengbu, with the cookie of its page, over both catalogues', async () => {
    one = await product('anhui-bengbu', [
      ...Array.from({ length: 21 }, (_, i) => thing(String(i + 1))),
      thing('api:1', { formats: ['api'] }),
    ]);
    const pages = await one.pages();
    expect(pages.flatMap(({ rows }) => rows.map(({ id }) => id))).toEqual(
      one.server.things.map(({ id }) => id),
    );
    expect(pages.at(-1)!.declared).toBe(22);
    expect((await statementsOf(one)).get('api:1')).toMatchObject({
      fields: { landingPage: 'https://www.bengbu.gov.cn/site/tpl/6541?resourceId=1' },
    });
  });

  it('is told as the firewall’s where Bengbu’s cookie is missing', async () => {
    one = await product('anhui-bengbu', 3, (source) => ({
      ...source,
      harvest: { ...source.harvest, options: { ...source.harvest.options, wire: { prelude: null } } },
    }));
    await expect(one.pages()).rejects.toMatchObject({ code: 'source.blocked' });
  });

  it('leaves a theme its tail for the vocabulary to cut', async () => {
    one = await product('anhui-bengbu', [thing('7', { themes: ['金融财税'] })]);
    expect(await only(one)).toMatchObject({ fields: { theme: '金融财税，', publisher: '市监局' } });
  });

  it('brings all of Huangshan though its page count is one short, and asks no page for less', async () => {
    one = await product('anhui-huangshan', 20);
    const pages = await one.pages();
    expect(pages.flatMap(({ rows }) => rows)).toHaveLength(20);
    expect(pages.at(-1)!.declared).toBeUndefined();
  });

  it('takes Huangshan’s publisher, theme and formats from the list', async () => {
    one = await product('anhui-huangshan', [
      thing('1575', { themes: ['社保就业'], formats: ['xls', 'csv'], frequency: '不定期' }),
    ]);
    const statement = await only(one);
    expect(statement).toMatchObject({
      fields: { publisher: '市监局', theme: '社保就业', frequency: 9 },
      codes: { frequency: { 9: '不定期' } },
      distributions: [{ format: 'XLS' }, { format: 'CSV' }],
    });
    // The page does not say how open it is, and neither do we.
    expect(statement).not.toHaveProperty('fields.openness');
  });
});
