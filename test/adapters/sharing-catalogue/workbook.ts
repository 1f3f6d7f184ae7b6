/** Workbooks as offices make them, written by a library of its own; and their parts changed as only other programs do. */
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import writeWorkbook, { type Cell, type SheetData } from 'write-excel-file/node';

export type { SheetData };

/** `null` where a merged range reaches. */
export const across = (value: string, columnSpan: number): Cell[] => [
  { value, columnSpan },
  ...Array<null>(columnSpan - 1).fill(null),
];
export const down = (value: string, rowSpan: number): Cell => ({ value, rowSpan });

/** `2024-01-01` as a day of a spreadsheet, shown as one. */
export const day = (text: string, format = 'yyyy/m/d'): Cell => ({
  value: new Date(`${text}T00:00:00Z`),
  type: Date,
  format,
});

export async function workbook(sheets: Record<string, SheetData>): Promise<Buffer> {
  const all = Object.entries(sheets).map(([sheet, data]) => ({ sheet, data }));
  return (await writeWorkbook(all).toBuffer()) as Buffer;
}

/** The same workbook with texts of its parts changed. */
export function changed(body: Uint8Array, changes: Record<string, (text: string) => string>): Uint8Array {
  const parts = unzipSync(body);
  for (const [name, change] of Object.entries(changes)) {
    const part = parts[name];
    if (part === undefined) throw new Error(`no part ${name} among ${Object.keys(parts).join(', ')}`);
    parts[name] = strToU8(change(strFromU8(part)));
  }
  return zipSync(parts);
}

/** The guide's columns under one header row. */
export const HEADER = [
  '序号',
  '信息资源名称',
  '信息资源代码',
  '信息资源提供方',
  '信息资源提供方代码',
  '信息资源摘要',
  '信息资源格式',
  '共享类型',
  '共享条件',
  '共享方式',
  '是否向社会开放',
  '更新周期',
  '发布日期',
  '密级',
];

/** A row under `HEADER`; later columns by their header. */
export function line(number: number, change: Record<string, Cell> = {}): Cell[] {
  const plain: Record<string, Cell> = {
    序号: number,
    信息资源名称: `资源${number}`,
    信息资源代码: `3021/${String(number).padStart(6, '0')}`,
    信息资源提供方: '福州市统计局',
    信息资源摘要: `第${number}项资源`,
    信息资源格式: '电子表格-xls',
    共享类型: '有条件共享',
    共享条件: '用于核验',
    共享方式: '共享平台方式',
    是否向社会开放: '否',
    更新周期: '每月',
    发布日期: day('2024-01-01'),
    密级: '非密',
  };
  return HEADER.map((header) => (header in change ? change[header] : plain[header]) ?? null);
}
