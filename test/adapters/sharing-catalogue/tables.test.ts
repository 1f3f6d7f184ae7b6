/** Files as tables: what is shown, where it stands, and what is refused. */
import { strToU8, zipSync } from 'fflate';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { dateOfSerial, showsDate } from '../../../adapters/documents/tables/dates.ts';
import { readTables } from '../../../adapters/documents/tables/read.ts';
import { cellAt, columnName, LIMITS } from '../../../adapters/documents/tables/table.ts';
import { codeOf } from '../site.ts';
import { across, changed, day, down, workbook } from './workbook.ts';

const SHEET = 'xl/worksheets/sheet1.xml';
const cells = async (body: Uint8Array) => (await readTables(body)).tables[0]?.rows.map((row) => row.cells);

describe('days as serial numbers', () => {
  it.each([
    [45292, false, '2024-01-01'],
    [45292.5, false, '2024-01-01 12:00:00'],
    [45292.999999, false, '2024-01-02'],
    [43830, true, '2024-01-01'],
    [1, false, '1900-01-01'],
    [61, false, '1900-03-01'],
    [0, false, undefined],
    [3_000_000, false, undefined],
  ])('%d (from 1904: %s) is %s', (serial, from1904, date) =>
    expect(dateOfSerial(serial, from1904)).toBe(date),
  );

  it('is the same whatever the time zone', async () => {
    const before = process.env.TZ;
    const body = await workbook({ 表1: [[day('2024-01-01')]] });
    try {
      for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Shanghai', 'America/New_York']) {
        process.env.TZ = zone;
        expect(await cells(body)).toEqual([['2024-01-01']]);
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  it.each([
    [14, undefined, true],
    [31, undefined, true],
    [0, undefined, false],
    [176, 'yyyy"年"m"月"d"日"', true],
    [176, '[$-804]yyyy\\-mm\\-dd', true],
    [176, '0.00"d"', false],
    [176, '[Red]0', false],
    [176, 'General', false],
  ])('format %d %s shows one: %s', (id, code, shows) => expect(showsDate(id, code)).toBe(shows));
});

it('names cells as people do', () => {
  expect([0, 25, 26, 701, 702].map(columnName)).toEqual(['A', 'Z', 'AA', 'ZZ', 'AAA']);
  expect(cellAt('AB12')).toEqual({ column: 27, row: 12 });
});

describe('workbooks', () => {
  it('have texts, numbers, booleans and days as they are shown', async () => {
    const body = await workbook({
      表1: [['名称', 12.5, true, day('2024-02-29'), { value: 7351, type: Number, format: '000000' }]],
    });
    expect(await cells(body)).toEqual([['名称', '12.5', '是', '2024-02-29', '007351']]);
  });

  it('fill merged ranges, and know which cells are only reached by one', async () => {
    const body = await workbook({
      表1: [
        [...across('类', 2), down('甲', 2)],
        ['一', '二', null],
      ],
    });
    const [table] = (await readTables(body)).tables;
    expect(table?.rows.map((row) => row.cells)).toEqual([
      ['类', '类', '甲'],
      ['一', '二', '甲'],
    ]);
    expect([...(table?.rows[0]?.beside ?? [])]).toEqual([1]);
    expect([...(table?.rows[1]?.below ?? [])]).toEqual([2]);
  });

  it('count from 1904 where they say so', async () => {
    const body = changed(await workbook({ 表1: [[{ value: 43830, type: Number, format: 'yyyy-mm-dd' }]] }), {
      'xl/workbook.xml': (text) =>
        text.includes('<workbookPr')
          ? text.replace('<workbookPr', '<workbookPr date1904="1"')
          : text.replace('<sheets', '<workbookPr date1904="1"/><sheets'),
    });
    expect(await cells(body)).toEqual([['2024-01-01']]);
  });

  it('take of a formula what it last came to, and follow no link out of the file', async () => {
    const body = changed(await workbook({ 表1: [[1, 2]] }), {
      [SHEET]: (text) =>
        text.replace(
          '</sheetData>',
          '<row r="3"><c r="A3"><f>SUM(A1:B1)</f><v>3</v></c><c r="B3" t="str"><f>[1]x!A1</f><v>外部</v></c>' +
            '<c r="C3"><f>NOW()</f></c><c r="D3" t="e"><f>1/0</f><v>#DIV/0!</v></c></row></sheetData>',
        ),
    });
    expect(await cells(body)).toEqual([
      ['1', '2'],
      ['3', '外部', '', '#DIV/0!'],
    ]);
  });
});

describe('other files', () => {
  it.each([
    ['utf8', 'UTF-8'],
    ['gb18030', 'GB18030'],
  ])('CSV in %s', async (charset) => {
    const body = iconv.encode(
      '名称,摘要\r\n"人口,法人","统计\n信息"\r\n\r\n税务登记信息,福州市税务局\r\n',
      charset,
    );
    const [table] = (await readTables(body)).tables;
    expect(table?.rows).toEqual([
      { number: 1, cells: ['名称', '摘要'] },
      { number: 2, cells: ['人口,法人', '统计\n信息'] },
      { number: 4, cells: ['税务登记信息', '福州市税务局'] },
    ]);
  });

  it('CSV with a mark, in UTF-16, with tabs', async () => {
    expect(await cells(iconv.encode('名称\t代码\r\n甲\t1\r\n', 'utf16le', { addBOM: true }))).toEqual([
      ['名称', '代码'],
      ['甲', '1'],
    ]);
    expect(await cells(Buffer.from('\uFEFF名称;代码\n甲;1'))).toEqual([
      ['名称', '代码'],
      ['甲', '1'],
    ]);
  });

  it('JSON, its nested lists as further rows', async () => {
    const rows = [
      { 名称: '甲', 信息项: [{ 名称: 'a' }, { 名称: 'b' }] },
      { 名称: '乙', 代码: 12345678901234567890n },
    ];
    const text = JSON.stringify({ data: { rows } }, (_, value: unknown) =>
      typeof value === 'bigint' ? 'BIG' : value,
    ).replace('"BIG"', '12345678901234567890');
    const [table] = (await readTables(Buffer.from(text))).tables;
    expect(table?.rows.map((row) => [row.pointer, ...row.cells])).toEqual([
      ['/data/rows', '名称', '信息项', '代码'],
      ['/data/rows', '名称', '名称', '代码'],
      ['/data/rows/0', '甲', 'a'],
      ['/data/rows/0', '', 'b'],
      ['/data/rows/1', '乙', '', '12345678901234567890'],
    ]);
  });
});

describe('what is no table is refused by name', () => {
  const ole = Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 0, 0, 0, 0]);
  it.each([
    ['nothing', Buffer.alloc(0), 'empty'],
    ['an old workbook', ole, '.xls'],
    [
      'a workbook with a password',
      Buffer.concat([ole, Buffer.from('EncryptedPackage', 'utf16le')]),
      'password',
    ],
    ['a PDF', Buffer.from('%PDF-1.7\n%'), 'PDF'],
    ['a page named .xls', Buffer.from('<html><table><tr><td>名称</td></tr></table></html>'), 'page'],
    ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 1]), 'binary'],
    ['a torn package', Buffer.from('PK\u0003\u0004garbage'), 'ZIP'],
    ['a package of something else', Buffer.from(zipSync({ 'a.txt': strToU8('a') })), 'no workbook'],
    ['a binary workbook', Buffer.from(zipSync({ 'xl/workbook.bin': strToU8('a') })), '.xlsb'],
    ['JSON without a list', Buffer.from('{"a":{"b":1}}'), 'list'],
    ['an open quote', Buffer.from('名称,代码\n"甲,1\n乙,2\n'), 'opening quote'],
  ])('%s', async (_, body, words) => {
    const error = await readTables(body).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'source.not-spreadsheet' });
    expect((error as Error).message).toContain(words);
  });

  it('XML with entities', async () => {
    const body = changed(await workbook({ 表1: [['甲']] }), {
      [SHEET]: (text) => text.replace('<worksheet', '<!DOCTYPE x [<!ENTITY a "aa">]><worksheet'),
    });
    expect(await codeOf(() => readTables(body))).toBe('source.not-spreadsheet');
  });

  it('a workbook whose part was cut off, or damaged', async () => {
    const whole = await workbook({ 表1: [['甲'], ['乙']] });
    const cut = changed(whole, { [SHEET]: (text) => text.slice(0, text.indexOf('</sheetData>')) });
    expect(await codeOf(() => readTables(cut))).toBe('source.cut');
    const parts = zipSync({ 'xl/workbook.xml': strToU8('<workbook/>') }, { level: 0 });
    parts[parts.indexOf(0x77, 30 + 'xl/workbook.xml'.length)] = 0x78;
    expect(await codeOf(() => readTables(parts))).toBe('source.cut');
  });
});

describe('what is too large is refused, and not unpacked to its end', () => {
  /** A workbook whose sheet says that it unpacks to so many bytes. */
  const claiming = async (bytes: number): Promise<Buffer> => {
    const body = Buffer.from(await workbook({ 表1: [['甲']] }));
    const name = body.lastIndexOf(SHEET);
    // Its entry in the central directory: 46 bytes before its name, the unpacked size at 24.
    body.writeUInt32LE(bytes, name - 46 + 24);
    return body;
  };

  it('a bomb, by what it claims; and one that claims to be small', async () => {
    expect(await codeOf(async () => readTables(await claiming(LIMITS.unpacked + 1)))).toBe(
      'source.too-large',
    );
    expect(await codeOf(async () => readTables(await claiming(10)))).toBe('source.cut');
  });

  it('too many rows', async () => {
    expect(await codeOf(() => readTables(Buffer.from('名称\n'.repeat(LIMITS.rows + 1))))).toBe(
      'source.too-large',
    );
  });

  it('nesting without a bottom, in JSON as in XML', async () => {
    const lists = `[{"信息资源名称":${'['.repeat(1e6)}${']'.repeat(1e6)}}]`;
    const objects = `[{"n":12345678901234567890,"名称":${'{"a":'.repeat(1e6)}1${'}'.repeat(1e6)}}]`;
    for (const text of [lists, objects]) {
      expect(await codeOf(() => readTables(Buffer.from(text)))).toBe('source.too-large');
    }
    const whole = await workbook({ 表1: [['甲']] });
    const deep = changed(whole, {
      [SHEET]: (text) =>
        text.replace('</sheetData>', `</sheetData>${'<x>'.repeat(100)}${'</x>'.repeat(100)}`),
    });
    expect(await codeOf(() => readTables(deep))).toBe('source.too-large');
  });

  it('an element of a million attributes', async () => {
    const attributes = Array.from({ length: 1_000_000 }, (_, at) => `a${at}=""`).join(' ');
    const many = changed(await workbook({ 表1: [['甲']] }), {
      [SHEET]: (text) => text.replace('<sheetData', `<x ${attributes}/><sheetData`),
    });
    expect(await codeOf(() => readTables(many))).toBe('source.too-large');
  });

  it('a range of millions of cells is filled in one walk, and more than all cells are refused', async () => {
    const over = (rows: number) => async () => {
      const whole = await workbook({ 表1: [['甲'], ['乙']] });
      const last = `<row r="${rows}"><c r="A${rows}"><v>1</v></c></row></sheetData>`;
      const range = `<mergeCells><mergeCell ref="A1:ALL${rows}"/></mergeCells>`;
      return readTables(changed(whole, { [SHEET]: (text) => text.replace('</sheetData>', last + range) }));
    };
    const [table] = (await over(3000)()).tables;
    expect(table?.rows).toHaveLength(3000);
    expect(table?.rows.at(-1)?.below?.size).toBe(LIMITS.columns);
    expect(await codeOf(over(LIMITS.cells / LIMITS.columns + 10))).toBe('source.too-large');
  });

  it('a cell beyond all columns, a range over all of them', async () => {
    const whole = await workbook({ 表1: [['甲'], ['乙']] });
    const wide = changed(whole, {
      [SHEET]: (text) =>
        text.replace('</sheetData>', '<row r="9"><c r="ZZZ9"><v>1</v></c></row></sheetData>'),
    });
    expect(await codeOf(() => readTables(wide))).toBe('source.too-large');
    const merged = changed(whole, {
      [SHEET]: (text) =>
        text.replace('</sheetData>', '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'),
    });
    const [table] = (await readTables(merged)).tables;
    expect(table?.rows.map(({ cells }) => cells.length)).toEqual([LIMITS.columns, LIMITS.columns]);
  });
});
