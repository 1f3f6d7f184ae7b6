/** What the sheets of single systems that answer JSON to POST, and of Chongqing's GraphQL, warn of. */
import { afterEach, describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { generatedThings } from '../../sources/generator.ts';
import type { IdShape, SampledThing } from '../../sources/thing.ts';
import { type Product, product, statementsOf } from './products.ts';
import { codeOf } from './wire.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const things = (shape: IdShape, ...patches: Partial<SampledThing>[]): SampledThing[] =>
  generatedThings({ seed: 5, platform: 'p', region: '330100', shape }, patches.length).map((thing, i) => ({
    ...thing,
    ...patches[i],
  }));
/** The entries in the order of their rows. */
const entriesOf = async (of: Product) =>
  [...(await statementsOf(of)).values()].map((statement) => normalize(of.source, statement as Statement));
const statementOf = async (of: Product): Promise<Statement> =>
  [...(await statementsOf(of)).values()][0] as Statement;

const withoutPrelude = (source: HarvestableSource): HarvestableSource => {
  const { wire } = source.harvest.options as { wire: object };
  return { ...source, harvest: { ...source.harvest, options: { wire: { ...wire, prelude: [] } } } };
};

describe('a visit', () => {
  it('repeats the token of its cookie, also once another has been given out', async () => {
    one = await product('neimenggu-xinganmeng', 57);
    const read = await statementsOf(one);
    expect(read.size).toBe(57);
    expect([...read.values()].filter((each) => typeof each === 'string')).toEqual([]);
  });

  it('begins at the page that opens it: Hebei, Huaibei and Xing’an say no, by name, to who comes without', async () => {
    for (const id of ['hebei', 'anhui-huaibei', 'neimenggu-xinganmeng']) {
      one = await product(id, 3, withoutPrelude);
      expect([id, await codeOf(one.pages())]).toEqual([id, 'source.blocked']);
      await one.close();
      one = await product(id, 3);
      expect([id, (await one.rows()).length]).toEqual([id, 3]);
      await one.close();
    }
    one = undefined;
  });
});

describe('identifiers', () => {
  it.each(['sichuan-neijiang', 'guangdong-guangzhou', 'neimenggu', 'sichuan-bazhong'])(
    'beyond 2^53 keep all their digits: %s',
    async (id) => {
      one = await product(id, 23);
      const read = await statementsOf(one);
      expect([...read.keys()].sort()).toEqual(one.server.things.map((thing) => thing.id).sort());
      for (const [key, statement] of read) {
        expect(key).toMatch(/^\d{19}$/);
        expect(statement).toMatchObject({ id: key });
      }
    },
  );

  it('may be the same on several pages: Wuhan lists each once more, and each is one', async () => {
    const some = things('hex32', {}, {}, {}, {}, {}, {}, {});
    one = await product('hubei-wuhan', [...some, some[0]!, some[3]!]);
    const rows = await one.rows();
    expect([rows.length, new Set(rows.map((row) => row.id)).size]).toEqual([9, 7]);
    const signs = new Map(rows.map((row) => [row.id, row.sign]));
    expect(rows.every((row) => signs.get(row.id) === row.sign)).toBe(true);
  });
});

describe('a detail', () => {
  it('of a dataset and of its interface stand at two places: Hangzhou', async () => {
    const [table] = things('serial', { formats: ['xls'], openness: '有条件开放' });
    const twin = { ...table!, id: '77', formats: ['api'] };
    one = await product('zhejiang-hangzhou', [table!, twin]);
    const [data, api] = await entriesOf(one);
    expect([data!.title, data!.publisher, data!.openness]).toEqual([
      api!.title,
      api!.publisher,
      api!.openness,
    ]);
    expect([data, api].map((entry) => entry!.distributions.map(({ format }) => format))).toEqual([
      [],
      ['api'],
    ]);
  });

  it('that is no JSON costs its record alone: some of Hangzhou’s interfaces', async () => {
    const some = things('serial', { formats: ['api'], description: null }, { formats: ['api'] }, {});
    one = await product('zhejiang-hangzhou', some);
    const read = await statementsOf(one);
    expect([...read.values()].map((each) => (typeof each === 'string' ? each : 'read'))).toEqual([
      'record.detail-failed',
      'read',
      'read',
    ]);
  });

  it('that fails inside a 200 is refused by name: Jiangxi', async () => {
    one = await product('jiangxi', 3);
    const rows = await one.rows();
    one.server.mutate.remove(rows[1]!.id);
    expect(await one.read(rows[1]!)).toBe('record.detail-failed');
    expect(await one.read(rows[2]!)).toMatchObject({ id: rows[2]!.id });
  });

  it('lacks what only the page for people says: Guangzhou’s contacts', async () => {
    const contact = { name: null, phone: '020-83331234', email: 'data@gz.gov.example' };
    one = await product('guangdong-guangzhou', things('snowflake', { contact }));
    const { fields } = await statementOf(one);
    expect([fields.contactPhone, fields.contactEmail]).toEqual([contact.phone, contact.email]);
  });

  it('lacks what only the row says: Hebei’s dates and theme, Jiangxi’s formats', async () => {
    const [thing] = things('hex32', { formats: ['xls', 'csv'] });
    one = await product('hebei', [thing!]);
    const [entry] = await entriesOf(one);
    expect([entry!.issued?.slice(0, 10), entry!.modified?.slice(0, 10)]).toEqual([
      thing!.issued!.slice(0, 10),
      thing!.modified!.slice(0, 10),
    ]);
    expect((await statementOf(one)).fields.publisher).toBe(thing!.publisher);
    await one.close();
    one = await product('jiangxi', [thing!]);
    expect((await statementOf(one)).distributions).toEqual([{ format: 'xls' }, { format: 'csv' }]);
  });
});

describe('codes', () => {
  it('that are not known stay as they come: Jiangxi’s other GUID, Guangzhou’s ninth cycle', async () => {
    one = await product('jiangxi', things('hex32', { openness: '无条件开放' }, { openness: '有条件开放' }));
    const [free, bound] = await entriesOf(one);
    expect([free!.openness?.class, bound!.openness?.class]).toEqual(['unknown', 'conditional']);
    await one.close();
    one = await product('guangdong-guangzhou', things('snowflake', { frequency: '每两年' }));
    const { fields, codes } = await statementOf(one);
    expect([fields.frequency, codes?.frequency]).toEqual([9, undefined]);
  });

  it('come as a list in one text: Zhoushan’s domains', async () => {
    one = await product('zhejiang-zhoushan', things('serial', { themes: ['医疗卫生'] }));
    const statement = await statementOf(one);
    expect(statement.codes?.theme).toEqual({ '2': '医疗卫生', '18': '生活服务' });
    expect(normalize(one.source, statement).themes.length).toBe(2);
  });

  it('say a format by yes or no (Huaibei), or by whether it is a database (Guangyuan)', async () => {
    const some = things('hex32', { formats: ['csv', 'xlsx'] });
    one = await product('anhui-huaibei', some);
    expect((await statementOf(one)).distributions).toEqual([{ format: 'csv' }, { format: 'xls' }]);
    await one.close();
    one = await product('sichuan-guangyuan', things('serial', { formats: ['api'] }, { formats: ['pdf'] }));
    const read = [...(await statementsOf(one)).values()] as Statement[];
    expect(read.map((each) => each.distributions)).toEqual([[{ format: 'api' }], [{ format: 'file' }]]);
  });

  it('leave openness open where the page says none, and read 无条件共享 as unconditional', async () => {
    one = await product('zhejiang-zhoushan', things('serial', { openness: '有条件开放' }));
    expect((await entriesOf(one))[0]!.openness).toBeUndefined();
    await one.close();
    one = await product('anhui-huaibei', things('hex32', { openness: '无条件开放' }));
    expect((await entriesOf(one))[0]!.openness?.class).toBe('unconditional');
  });
});

describe('times', () => {
  it.each([
    ['anhui', 'hex32'],
    ['sichuan-neijiang', 'snowflake'],
    ['fujian-xiamen', 'hex32'],
    ['chongqing', 'hex32'],
  ] as const)('of %s are read in China’s time', async (id, shape) => {
    one = await product(id, things(shape, { modified: '2023-05-06 00:30:00' }));
    const [entry] = await entriesOf(one);
    expect(new Date(entry!.modified!).toISOString()).toBe('2023-05-05T16:30:00.000Z');
  });
});

describe('Ningbo', () => {
  it('names no office: that is left open, and costs nothing', async () => {
    one = await product('zhejiang-ningbo', 3);
    for (const statement of (await statementsOf(one)).values())
      expect((statement as Statement).fields.publisher).toBeUndefined();
  });
});

describe('GraphQL', () => {
  it('is asked in slices, not for all at once', async () => {
    one = await product('chongqing', 250);
    const pages = await one.pages();
    expect([pages.length, pages.flatMap((page) => page.rows).length, pages.at(-1)!.declared]).toEqual([
      3, 250, 250,
    ]);
    expect(one.server.counters.detail).toBe(0);
  });

  it('that answers with errors has failed, in its own words', async () => {
    one = await product('chongqing', 3, (source) => {
      const text = JSON.stringify(source.harvest.options).replace(
        'resourceName resourceDesc',
        'resourceTitle',
      );
      return {
        ...source,
        harvest: { ...source.harvest, options: JSON.parse(text) as Record<string, unknown> },
      };
    });
    await expect(one.pages()).rejects.toMatchObject({
      code: 'source.answer-failed',
      detail: expect.stringContaining("Field 'resourceTitle'") as string,
    });
  });

  it('may lack a topic or an industry, and says an interface by what it is not', async () => {
    const some = things(
      'hex32',
      { themes: [], industry: null, formats: ['api'] },
      { formats: ['xls', 'csv'] },
    );
    one = await product('chongqing', some);
    const [api, table] = [...(await statementsOf(one)).values()] as Statement[];
    expect([api!.fields.theme, api!.fields.industry, api!.distributions]).toEqual([
      undefined,
      undefined,
      [{ format: 'api' }],
    ]);
    expect([table!.fields.theme, table!.distributions]).toEqual([
      some[1]!.themes[0],
      [{ format: 'XLS' }, { format: 'CSV' }],
    ]);
  });
});

describe('Neijiang', () => {
  it('has its pages from 0: the first twenty are not lost', async () => {
    one = await product('sichuan-neijiang', 41);
    const pages = await one.pages();
    expect(pages.map((page) => page.rows.length)).toEqual([20, 20, 1]);
    expect(pages[0]!.rows[0]!.id).toBe(one.server.things[0]!.id);
  });
});
