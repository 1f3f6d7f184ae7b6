/** Tables of operation zones and of registers: the same reading as of a hub's catalogue, by headers of their own. */
import { describe, expect, it } from 'vitest';
import type { Statement } from '../../../config/record.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { codeOf, sourceOf } from '../site.ts';
import { brought } from './listing.ts';
import { across, day, down, type SheetData, workbook } from './workbook.ts';

const ZONE = 'operation-zone-files';
const REGISTER = 'registration-files';

const PRODUCTS: SheetData = [
  across('某市公共数据授权运营产品清单（2025年）', 10),
  [
    down('序号', 2),
    down('产品名称*', 2),
    down('类型', 2),
    down('运营机构', 2),
    down('实施机构', 2),
    ...across('授权期限', 2),
    ...across('收费标准', 2),
    down('备注', 2),
  ],
  [null, null, null, null, null, '开始日期', '结束日期', '上限标准', '具体标准', null],
  [
    1,
    '取水核验',
    '数据产品',
    '甲公司、乙公司',
    '市水利局',
    day('2025-01-01'),
    day('2027-12-31'),
    '1元/次',
    '0.5元/次',
    null,
  ],
  [
    2,
    '企业画像',
    '数据服务',
    down('丙公司', 3),
    '市数据局',
    day('2025-01-01'),
    day('2027-12-31'),
    '2万元/年',
    '面议',
    '试行',
  ],
  [],
  [3, '停车指数', '数据产品', null, '市数据局', '2025年3月', '长期', '另行规定', '免费', null],
  ['填表人：某某', null, '审核人：某某'],
];

const entriesOf = (family: string, stated: Iterable<Statement>, kind: string): Entry[] => {
  const source = { ...sourceOf(family, 'https://zone.example.org'), kind } as ReturnType<typeof sourceOf>;
  return [...stated].map((statement) => normalize(source, statement));
};

describe("a zone's table", () => {
  it('is read over two header rows, merged cells, notes and blank lines, each fault by its field', async () => {
    const { pages, stated, unlistable } = await brought([await workbook({ 产品: PRODUCTS })], {}, ZONE);
    expect(pages.map(({ declared }) => declared)).toEqual([3]);
    expect(unlistable).toEqual([]);
    const [first, second, third] = entriesOf(ZONE, stated.values(), 'operation-zone') as [
      Entry,
      Entry,
      Entry,
    ];
    expect(first).toMatchObject({
      title: '取水核验',
      kind: 'product',
      operators: [{ name: '甲公司' }, { name: '乙公司' }],
      implementingAgency: { name: '市水利局' },
      operation: {
        term: { from: '2025-01-01', until: '2027-12-31' },
        ceilingPrice: { amount: 1, per: { unit: 'call' } },
        actualPrice: { amount: 0.5 },
      },
    });
    expect(second).toMatchObject({
      kind: 'service',
      operator: { name: '丙公司' },
      operation: { ceilingPrice: { amount: 20_000 }, actualPrice: { negotiable: true } },
    });
    expect(third.operator?.name).toBe('丙公司');
    expect(third.remarks.map(({ field, code }) => [field, code])).toEqual([
      ['ceilingPrice', 'not-understood'],
    ]);
    expect(third.operation).toMatchObject({
      term: { from: '2025-03', open: true },
      ceilingPrice: { raw: '另行规定' },
      actualPrice: { free: true },
    });
  });

  it('is the same as CSV and JSON, under the words that portals use for it', async () => {
    const csv =
      '服务名称,产品编码,授权运营机构,授权方式,最高限价,产品价格\n气象指数,CP-0001,甲公司,依场景授权,1元/次,0.5元/次\n';
    const json = JSON.stringify([
      {
        服务名称: '气象指数',
        产品编码: 'CP-0001',
        授权运营机构: '甲公司',
        授权方式: '依场景授权',
        最高限价: '1元/次',
        产品价格: '0.5元/次',
      },
    ]);
    const read = [];
    for (const body of [csv, json]) {
      const { stated } = await brought([body], {}, ZONE);
      expect([...stated.keys()]).toEqual(['CP-0001']);
      read.push(entriesOf(ZONE, stated.values(), 'operation-zone')[0]);
    }
    expect(read[0]).toEqual(read[1]);
    expect(read[0]).toMatchObject({
      operator: { name: '甲公司' },
      operation: {
        authorisation: { code: 'by-scenario' },
        ceilingPrice: { amount: 1 },
        actualPrice: { amount: 0.5 },
      },
    });
  });

  it('names the cell of a row without a name, and of one that comes twice', async () => {
    const { unlistable } = await brought(
      [
        await workbook({
          产品: [
            ['产品名称', '产品编码', '运营机构'],
            ['甲', 'C-1', '甲公司'],
            ['乙', 'C-1', '甲公司'],
            [null, null, '乙公司'],
          ],
        }),
      ],
      {},
      ZONE,
    );
    expect(unlistable.map(({ code, detail }) => `${code} ${detail.split(':')[0]}`)).toEqual([
      'record.duplicate 产品!A3',
      'record.no-title 产品!A4',
    ]);
  });

  it('of something else is refused by the header that it lacks', async () => {
    const other = await workbook({
      表: [
        ['姓名', '电话'],
        ['某', '1'],
      ],
    });
    expect(await codeOf(() => brought([other], {}, ZONE))).toBe('source.no-header');
  });
});

describe("a register's table", () => {
  it('keeps cancelled and awaited registrations, each under its code or by its registrant and name', async () => {
    const rows: SheetData = [
      ['登记对象名称', '登记主体', '登记编码', '登记类型', '登记状态', '赋码日期', '有效期至', '公示期'],
      [
        '取水许可',
        '福州市水利局',
        '350100202500017',
        '首次登记',
        '有效',
        day('2025-03-11'),
        day('2028-03-10'),
        null,
      ],
      ['水库名录', '福州市水利局', '350100202500018', '注销登记', '已注销', day('2025-03-11'), null, null],
      ['泵站清单', '福州市水利局', null, '首次登记', '公示中', null, null, '2026-01-01至2026-01-10'],
    ];
    const { stated } = await brought([await workbook({ 登记: rows })], {}, REGISTER);
    expect([...stated.keys()]).toEqual(['350100202500017', '350100202500018', '福州市水利局#泵站清单']);
    const entries = entriesOf(REGISTER, stated.values(), 'registration-platform');
    expect(entries.map(({ isRegistration }) => isRegistration)).toEqual([true, true, true]);
    expect(entries.map(({ registration }) => registration)).toMatchObject([
      { code: '350100202500017', typeCode: 'first', validFrom: '2025-03-11', validUntil: '2028-03-10' },
      { code: '350100202500018', typeCode: 'cancellation', status: { code: 'cancelled' } },
      { status: { code: 'in-publicity' }, publicity: { from: '2026-01-01', until: '2026-01-10' } },
    ]);
    expect(entries.flatMap(({ remarks }) => remarks)).toEqual([]);
  });
});
