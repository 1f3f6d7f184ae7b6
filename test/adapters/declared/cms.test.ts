/** What the sheets of the CMS portals and of Hunan's JSP pages warn of. */
import { afterEach, describe, expect, it } from 'vitest';
import { bareThing } from '../../sources/thing.ts';
import { type Product, product, statementsOf } from './products.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const thing = (id: string, patch: object = {}) => ({
  ...bareThing(id, `题${id}`),
  description: '甲 乙',
  publisher: '市监局',
  themes: ['市场监管'],
  frequency: '每年',
  formats: ['xls'],
  ...patch,
});
const idsOf = async (of: Product) => (await of.rows()).map(({ id }) => id).sort();
const served = (of: Product) => of.server.things.map(({ id }) => id).sort();

describe('Hainan', () => {
  const id = '136a93a3aac4477782ed5d2da9d97ef5';

  it('begins at page 0, and an interface under a dataset’s number is another thing', async () => {
    one = await product('hainan', [
      thing(id, { items: [{ name: 'a', label: '列1', type: '字符型' }] }),
      thing(`api:${id}`, { formats: ['api'] }),
    ]);
    const statements = await statementsOf(one);
    expect(statements.get(id)).toMatchObject({
      fields: { description: `题${id};列1;`, publisher: '市监局', frequency: '每年' },
      distributions: [{ format: 'xls' }],
    });
    expect(statements.get(`api:${id}`)).toMatchObject({
      fields: { landingPage: `https://data.hainan.gov.cn/sjjk/${id}.htm` },
      distributions: [{ format: 'api' }],
    });
    expect((await one.pages()).at(-1)!.declared).toBe(2);
  });
});

describe('Beijing', () => {
  it('reads facts in lines from pages of both builds, those parted by a blank too', async () => {
    one = await product('beijing', 24);
    const statements = [...(await statementsOf(one)).entries()];
    expect(statements).toHaveLength(24);
    for (const [id, statement] of statements) {
      const { title, publisher, themes, description } = one.server.things.find((each) => each.id === id)!;
      expect(statement).toMatchObject({ fields: { title, publisher, theme: themes.join(), description } });
    }
  });
});

describe('Tianjin', () => {
  it('is two files, each asked for once, and not again while it is the same', async () => {
    one = await product('tianjin', 40);
    expect(await idsOf(one)).toEqual(served(one));
    expect(one.server.counters.list).toBe(2);
    // The same client says what it has; a 304 stands for the list, not for an empty one.
    expect(await idsOf(one)).toEqual(served(one));
  });

  it('knows interfaces by their file', async () => {
    one = await product('tianjin', [thing('sjj/1'), thing('sjjk/2')]);
    const statements = await statementsOf(one);
    expect(statements.get('sjj/1')).toMatchObject({ distributions: [{ format: 'xls' }] });
    expect(statements.get('sjjk/2')).toMatchObject({ distributions: [{ format: 'api' }] });
  });
});

describe('Xianning', () => {
  it('is one file whose rows are whole, with dates in words', async () => {
    one = await product('hubei-xianning', [
      thing('t20220501_1', { issued: '2022-05-01', modified: '2023-03-02' }),
      thing('t20220501_2', { formats: ['api'] }),
    ]);
    const statements = await statementsOf(one);
    expect(one.server.counters).toMatchObject({ list: 1, detail: 0 });
    expect(statements.get('t20220501_1')).toMatchObject({
      fields: {
        issued: '2022年05月01日',
        modified: '2023年03月02日',
        publisher: '市监局',
        theme: '市场监管',
      },
      distributions: [{ format: 'file' }],
    });
    expect(statements.get('t20220501_2')).toMatchObject({ distributions: [{ format: 'api' }] });
  });
});

describe('Ezhou', () => {
  it('walks both columns from the page without a number', async () => {
    one = await product('hubei-ezhou', 40);
    expect(await idsOf(one)).toEqual(served(one));
  });

  it('reads values by their place, and refuses a page with one more', async () => {
    one = await product('hubei-ezhou', [
      thing('t20230301_1', { openness: '无条件开放', issued: '2023-03-01' }),
      thing('t20230301_2', { extras: { 备注: '新' } }),
    ]);
    const statements = await statementsOf(one);
    expect(statements.get('t20230301_1')).toMatchObject({
      fields: { title: '题t20230301_1', publisher: '市监局', openness: '无条件开放', issued: '2023-03-01' },
    });
    expect(statements.get('t20230301_2')).toBe('record.unreadable');
  });
});

describe('Hunan’s JSP pages', () => {
  it('bring a thing that hangs under several classes once, all classes walked', async () => {
    one = await product('hunan-chenzhou', 25);
    const ids = await idsOf(one);
    expect(ids.length).toBe(50);
    expect([...new Set(ids)]).toEqual(served(one));
    // Overlapping classes add up to nothing that could be declared.
    expect((await one.pages()).at(-1)!.declared).toBeUndefined();
  });

  it('are read as GBK at Yiyang, where only the page says so', async () => {
    one = await product('hunan-yiyang', [thing('5', { issued: '2020-05-07' })]);
    expect([...(await statementsOf(one)).values()]).toMatchObject([
      { fields: { title: '题5', publisher: '市监局', issued: '2020/05/07', formats: 'xls' } },
    ]);
  });

  it('take the first table only at Yueyang', async () => {
    one = await product('hunan-yueyang', [thing('9')]);
    expect([...(await statementsOf(one)).values()]).toMatchObject([
      { fields: { title: '题9', publisher: '市监局', frequency: '每年' }, unmapped: {} },
    ]);
  });

  it('are told as changed where the tree of classes is not there', async () => {
    one = await product('hunan-chenzhou', 5, (source) => ({
      ...source,
      harvest: { ...source.harvest, options: {} },
    }));
    await expect(one.pages()).rejects.toMatchObject({ code: 'source.shape-changed' });
  });
});
