/** What the sheets of Zhejiang's two products warn of. */
import { afterEach, describe, expect, it } from 'vitest';
import { generatedThings } from '../../sources/generator.ts';
import { type Product, product, statementsOf } from './products.ts';

let one: Product | undefined;
afterEach(() => one?.close());

const things = (count: number, patch: object = {}) =>
  generatedThings({ seed: 2, platform: 'z', region: '331100', shape: 'serial' }, count).map((thing) => ({
    ...thing,
    ...patch,
  }));

describe('jdop', () => {
  it('is walked in pages of the size that is asked for, not in twice as many', async () => {
    one = await product('zhejiang-jiaxing', 61);
    const pages = await one.pages();
    expect(pages).toHaveLength(4);
    expect(pages.at(-1)).toMatchObject({ declared: 61, next: null });
    expect(one.server.counters.list).toBe(4);
  });

  it('lists nothing where a parameter of the city is not sent', async () => {
    one = await product('zhejiang-wenzhou', 5, (source) => ({
      ...source,
      harvest: { ...source.harvest, options: {} },
    }));
    expect(await one.rows()).toEqual([]);
  });

  it('costs a thing that was taken down by name, and no other', async () => {
    one = await product('zhejiang-lishui', 5);
    const rows = await one.rows();
    one.server.mutate.remove(rows[2]!.id);
    const read = [];
    for (const row of rows) read.push(typeof (await one.read(row)) === 'string' ? 'refused' : 'read');
    expect(read).toEqual(['read', 'read', 'refused', 'read', 'read']);
    expect(await one.read(rows[2]!)).toBe('record.unreadable');
  });

  it('keeps hidden rows out, and openness that is no class as it is written', async () => {
    one = await product(
      'zhejiang-quzhou',
      things(3, { publisher: '常山县-县民政局', openness: '1级\t不脱敏', frequency: '不定期' }),
    );
    for (const statement of (await statementsOf(one)).values())
      expect(statement).toMatchObject({
        fields: {
          publisher: '常山县-县民政局',
          openness: '1级 不脱敏',
          frequency: '不定期(更新说明:暂无新业务数据产生)',
        },
      });
  });
});

describe('athena', () => {
  it('gives a frequency outside the legend as its code, and the known ones their words', async () => {
    one = await product('zhejiang-shaoxing', [
      ...things(1, { frequency: '每季度' }),
      ...things(2, { frequency: '逢重大活动' }).slice(1),
    ]);
    const [known, unknown] = [...(await statementsOf(one)).values()];
    expect(known).toMatchObject({ fields: { frequency: 4 }, codes: { frequency: { 4: '每季度' } } });
    expect(unknown).toMatchObject({ fields: { frequency: 15 } });
    expect(unknown).not.toHaveProperty('codes');
  });

  it('keeps a title with its district, and a publisher as it is written', async () => {
    one = await product('zhejiang-taizhou', things(1, { publisher: '【黄岩区】黄岩区交通运输局' }));
    const [statement] = [...(await statementsOf(one)).values()];
    expect(statement).toMatchObject({ fields: { publisher: '【黄岩区】黄岩区交通运输局' } });
  });

  it('takes interfaces from their own catalogue, an equal number being another thing', async () => {
    const [dataset, api] = things(2);
    one = await product('hubei-yichang', [
      { ...dataset!, id: '7', formats: ['xls'] },
      { ...api!, id: 'api:7', formats: ['api'] },
    ]);
    const statements = await statementsOf(one);
    expect([...statements.keys()]).toEqual(['7', 'api:7']);
    expect(statements.get('api:7')).toMatchObject({
      fields: { title: api!.title, landingPage: 'https://data.yichang.gov.cn/kf/open/interface/detail/7' },
      distributions: [{ format: 'api' }],
    });
    expect((await one.pages()).at(-1)!.declared).toBe(2);
  });
});
