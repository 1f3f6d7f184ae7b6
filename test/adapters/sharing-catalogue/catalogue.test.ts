/** Catalogues as offices fill them in: headers, merged cells, data items, codes, faults named by their cells. */
import { describe, expect, it } from 'vitest';
import { normalize } from '../../../normalizer/normalize.ts';
import { codeOf, sourceOf } from '../site.ts';
import { brought } from './listing.ts';
import { across, day, down, HEADER, line, type SheetData, workbook } from './workbook.ts';

const sheet = async (rows: SheetData, name = '表1') => brought([await workbook({ [name]: rows })]);
const details = (unlistable: { code: string; detail: string }[]) =>
  unlistable.map(({ code, detail }) => `${code} ${detail.split(':')[0]}`);

describe("the guide's metadata", () => {
  it('in a row each', async () => {
    const { stated, pages } = await sheet([HEADER, line(1), line(2)]);
    expect(pages.map(({ declared }) => declared)).toEqual([2]);
    expect(stated.get('3021/000001')?.fields).toEqual({
      title: '资源1',
      resourceCode: '3021/000001',
      publisher: '福州市统计局',
      description: '第1项资源',
      formats: '电子表格-xls',
      sharing: '有条件共享',
      sharingConditions: '用于核验',
      sharingMode: '共享平台方式',
      openness: '否',
      frequency: '每月',
      issued: '2024-01-01',
    });
    expect(stated.get('3021/000001')?.unmapped).toEqual({ 密级: '非密' });
  });

  it('becomes an entry with nothing that is not understood', async () => {
    const { stated } = await sheet([HEADER, line(1)]);
    const entry = normalize(
      sourceOf('sharing-catalogue', 'https://hub.example.org'),
      [...stated.values()][0]!,
    );
    expect(entry.remarks.filter(({ code }) => code !== 'unmapped')).toEqual([]);
    expect(entry).toMatchObject({
      catalogued: { code: '3021/000001' },
      sharing: { class: 'conditional', conditions: '用于核验', way: '共享平台方式' },
      openness: { class: 'closed' },
      issued: '2024-01-01',
      frequency: { code: 'MONTHLY' },
    });
  });

  it('is the same in another order, under other words, with titles above and notes below', async () => {
    const { stated, unlistable } = await sheet([
      across('福州市政务信息资源目录（2024年）', 6),
      [],
      ['填报单位：福州市统计局', null, null, null, '填表日期：2024年1月'],
      [' 目录编码*', '提供部门（必填）', '１．目录名称', '共享属性', '备注', '更新频率：'],
      ['3021/000001', '福州市统计局', '人口统计', '无条件共享', '试报', '每年'],
      [],
      ['目录编码', '提供部门', '目录名称', '共享属性', '备注', '更新频率'],
      ['3021/000002', '福州市统计局', '企业统计', '不予共享', null, '每月'],
      ['注：本表一式两份'],
      ['填表人：某某', null, '审核人：某某'],
    ]);
    expect(unlistable).toEqual([]);
    expect([...stated].map(([id, { fields }]) => [id, fields.title, fields.sharing])).toEqual([
      ['3021/000001', '人口统计', '无条件共享'],
      ['3021/000002', '企业统计', '不予共享'],
    ]);
    expect(stated.get('3021/000001')?.unmapped).toEqual({ 备注: '试报' });
  });

  it('under a header of two rows with merged cells', async () => {
    const { stated } = await sheet([
      across('目录', 12),
      [
        ...across('信息资源分类', 4),
        down('信息资源名称', 2),
        down('信息资源代码', 2),
        ...across('信息资源提供方', 2),
        ...across('共享属性', 3),
        down('发布日期', 2),
      ],
      ['类', '项', '目', '细目', null, null, '名称', '代码', '共享类型', '条件', '共享方式', null],
      [
        ...['部门信息资源', '发展改革', '价格', '价格监测', '粮油价格', '3021/000007'],
        ...['福州市发改委', '11350100003600037K', '有条件', '内部使用', '接口', day('2023-05-06')],
      ],
    ]);
    expect(stated.get('3021/000007')?.unmapped).toEqual({});
    expect(stated.get('3021/000007')?.fields).toMatchObject({
      publisher: '福州市发改委',
      classPath: ['部门信息资源', '发展改革', '价格', '价格监测'],
      publisherCode: '11350100003600037K',
      sharing: '有条件',
      sharingConditions: '内部使用',
      sharingMode: '接口',
      issued: '2023-05-06',
    });
  });
});

describe('data items', () => {
  const header = ['信息资源名称', '信息资源代码', '信息资源提供方', '信息项名称', '数据类型', '长度'];
  const items = [
    { name: '姓名', type: 'C(20)' },
    { name: '出生日期', type: 'D' },
    { name: '备注', type: 'C' },
  ];
  it.each<[string, SheetData]>([
    [
      'a row each under merged cells',
      [
        [down('人口', 3), down('3021/1', 3), down('公安局', 3), '姓名', 'C', 20],
        [null, null, null, '出生日期', 'D'],
        [null, null, null, '备注', 'C'],
      ],
    ],
    [
      'a row each under empty cells',
      [
        ['人口', '3021/1', '公安局', '姓名', 'C', 20],
        [null, null, null, '出生日期', 'D'],
        [null, null, null, '备注', 'C'],
      ],
    ],
    [
      'a row each, the resource repeated',
      [
        ['人口', '3021/1', '公安局', '姓名', 'C', 20],
        ['人口', '3021/1', '公安局', '出生日期', 'D'],
        ['人口', '3021/1', '公安局', '备注', 'C'],
      ],
    ],
  ])('%s', async (_, rows) => {
    const { stated, unlistable } = await sheet([header, ...rows, ['法人', '3021/2', '公安局', '名称', 'C']]);
    expect(unlistable).toEqual([]);
    expect([...stated.keys()]).toEqual(['3021/1', '3021/2']);
    expect(stated.get('3021/1')?.dataItems).toEqual(items);
    expect(stated.get('3021/2')?.dataItems).toEqual([{ name: '名称', type: 'C' }]);
  });

  it.each([
    ['姓名（C）、出生日期（D）、备注（C）', ['姓名 C', '出生日期 D', '备注 C']],
    ['1.姓名(字符型,20)\n2.出生日期：日期型\n3.备注', ['姓名 字符型,20', '出生日期 日期型', '备注 ']],
    ['姓名,出生日期,备注', ['姓名 ', '出生日期 ', '备注 ']],
  ])('all in one cell: %s', async (text, expected) => {
    const { stated } = await sheet([
      ['信息资源名称', '信息资源代码', '信息项信息'],
      ['人口', '3021/1', text],
    ]);
    expect(stated.get('3021/1')?.dataItems.map(({ name, type = '' }) => `${name} ${type}`)).toEqual(expected);
  });
});

describe('codes and identity', () => {
  it('puts a split code together', async () => {
    const { stated } = await sheet([
      ['信息资源名称', '类代码', '项代码', '目代码', '细目代码', '顺序号'],
      ['甲', 3, 2, 1, null, { value: 7351, type: Number, format: '000000' }],
    ]);
    expect([...stated.values()].map(({ id, fields }) => [id, fields.resourceCode])).toEqual([
      ['302001/007351', '302001/007351'],
    ]);
  });

  it('is provider and name where there is no code', async () => {
    const { rows } = await sheet([
      ['信息资源名称', '信息资源提供方', '共享类型'],
      ['人口', '公安局', '无条件共享'],
      ['人口', '统计局', '无条件共享'],
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['公安局#人口', '统计局#人口']);
  });

  it('does not depend on where a row stands', async () => {
    const first = await sheet([HEADER, line(1), line(2)]);
    const second = await sheet([across('标题', 5), HEADER, line(2), [], line(1)], '另一张');
    const signs = ({ rows }: typeof first) => rows.map(({ id, sign }) => `${id} ${sign}`).sort();
    // The number in 序号 moves with the row, and is no part of what it says.
    expect(signs(second)).toEqual(signs(first));
  });
});

describe('dates as numbers', () => {
  it('are days in CSV too', async () => {
    const { stated } = await brought([
      '信息资源名称,信息资源代码,发布日期\n甲,3021/1,45292\n乙,3021/2,2024年1月1日\n',
    ]);
    expect([...stated.values()].map(({ fields }) => fields.issued)).toEqual(['2024-01-01', '2024年1月1日']);
  });
});

describe('faults are named by their cells', () => {
  it('a row without name and code, a code that comes twice, a name that is missing', async () => {
    const { rows, unlistable, refused, pages } = await sheet([
      HEADER,
      line(1),
      line(2, { 信息资源名称: null, 信息资源代码: null }),
      line(3, { 信息资源代码: '3021/000001' }),
      line(4, { 信息资源名称: '无' }),
    ]);
    expect(details(unlistable)).toEqual(['record.no-title 表1!B3', 'record.duplicate 表1!C4']);
    expect(unlistable[1]?.detail).toContain('表1!C2');
    expect(rows.map(({ id }) => id)).toEqual(['3021/000001', '3021/000004']);
    expect(refused).toMatchObject([{ code: 'record.no-title', detail: expect.stringMatching(/^表1!B5: /) }]);
    expect(pages.at(-1)?.declared).toBe(4);
  });

  it('in JSON by their place there', async () => {
    const { unlistable, rows } = await brought([
      JSON.stringify([
        { 信息资源名称: '甲', code: '3021/1' },
        { 信息资源提供方: '公安局', 共享类型: '有条件' },
      ]),
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['3021/1']);
    expect(unlistable.map(({ detail }) => detail.split(':')[0])).toEqual(['/1/信息资源名称']);
  });

  it('a file without a header, a sheet that is not understood, sheets beside', async () => {
    expect(
      await codeOf(() =>
        sheet([
          ['甲', '乙', '丙'],
          ['1', '2', '3'],
        ]),
      ),
    ).toBe('source.no-header');
    const more = await brought([
      await workbook({
        填写说明: [
          ['信息资源名称', '必填'],
          ['信息资源代码', '选填'],
        ],
        目录: [HEADER, line(1)],
        第二批: [
          ['a', 'b', 'c'],
          ['1', '2', '3'],
        ],
      }),
    ]);
    expect(more.rows).toHaveLength(1);
    expect(more.pages.at(-1)?.missing).toContain('第二批');
    expect(more.pages.at(-1)?.missing).not.toContain('填写说明');
  });
});

describe('secret catalogues', () => {
  it.each([['秘密'], ['机密★10年'], ['绝密'], ['涉密'], ['内部（涉密）']])(
    'refuse a row marked %s',
    async (mark) => {
      const { rows, unlistable } = await sheet([
        HEADER,
        line(1),
        line(2, { 密级: mark, 信息资源名称: '不可说' }),
      ]);
      expect(rows.map(({ id }) => id)).toEqual(['3021/000001']);
      expect(details(unlistable)).toEqual(['record.secret 表1!N3']);
      expect(JSON.stringify(unlistable)).not.toContain('不可说');
    },
  );

  it.each([['非密'], ['非涉密'], ['不涉密'], ['否'], ['无'], ['公开'], ['内部'], [null]])(
    'take a row marked %s',
    async (mark) => {
      expect((await sheet([HEADER, line(1, { 密级: mark })])).rows).toHaveLength(1);
    },
  );

  it('know names that only speak of secrets', async () => {
    const names = ['商业秘密保护示范企业', '涉密信息系统集成资质单位', '国家秘密载体印制资质（机密级）名录'];
    const lines = names.map((name, at) => line(at + 1, { 信息资源名称: name }));
    expect((await sheet([HEADER, ...lines])).rows).toHaveLength(3);
  });

  it('refuse a file marked above its header, or in the name of a sheet', async () => {
    expect(await codeOf(() => sheet([['机密★5年'], HEADER, line(1)]))).toBe('source.secret');
    expect(await codeOf(() => sheet([HEADER, line(1)], '目录（秘密）'))).toBe('source.secret');
  });

  it('refuse a resource whose data item is marked', async () => {
    const { rows, unlistable } = await sheet([
      ['信息资源名称', '信息资源代码', '信息项名称', '密级'],
      ['甲', '3021/1', 'a', null],
      [null, null, 'b', '秘密'],
      ['乙', '3021/2', 'a', null],
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['3021/2']);
    expect(details(unlistable)).toEqual(['record.secret 表1!D3']);
  });
});

describe('several files', () => {
  it('are one catalogue; one that cannot be read is told, and the others count', async () => {
    const { rows, pages } = await brought([
      await workbook({ 表1: [HEADER, line(1)] }),
      '%PDF-1.7',
      '信息资源名称,信息资源代码\n甲,3021/000001\n乙,3021/000009\n',
    ]);
    expect(rows.map(({ id }) => id)).toEqual(['3021/000001', '3021/000009']);
    expect(pages.at(-1)?.missing).toContain('source.not-spreadsheet');
  });
});
