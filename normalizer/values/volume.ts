/** How much there is: rows, bytes, files, interfaces. */
import type { RawValue } from '../../config/record.ts';
import type { Entry } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { cut, wordKey } from '../text.ts';
import { textOf } from './lists.ts';

const FACTORS: Record<string, number> = { 万: 1e4, 亿: 1e8, 千: 1e3, 百万: 1e6, 千万: 1e7, '': 1 };
const BYTES: Record<string, number> = {
  b: 1,
  byte: 1,
  bytes: 1,
  字节: 1,
  k: 2 ** 10,
  kb: 2 ** 10,
  m: 2 ** 20,
  mb: 2 ** 20,
  g: 2 ** 30,
  gb: 2 ** 30,
  t: 2 ** 40,
  tb: 2 ** 40,
  kib: 2 ** 10,
  mib: 2 ** 20,
  gib: 2 ** 30,
};
const AMOUNT =
  /^(?:约|共)?([0-9]{1,3}(?:,[0-9]{1,3})+(?:\.\d+)?|[0-9]{1,18}(?:\.\d{1,9})?)(百万|千万|[千万亿])?余?([a-z]*|[\u4e00-\u9fff]{0,3})$/;
const ROWS = new Set([
  '',
  '条',
  '行',
  '项',
  '笔',
  '条数据',
  '条记录',
  'rows',
  'records',
  '户',
  '人',
  '家',
  '个',
  '宗',
]);
const FILES = new Set(['个文件', '份', '份文件', 'files', '张', '文件']);
const APIS = new Set(['个接口', '接口', 'apis']);

interface Amount {
  kind: 'rows' | 'bytes' | 'files' | 'apis';
  value: number;
}

/** One amount with its unit; a bare number counts rows. Undefined where it is no amount. */
export function readAmount(text: string): Amount | undefined {
  const key = wordKey(text);
  const match = AMOUNT.exec(key);
  if (match === null) return undefined;
  const [, digits, factor = '', unit = ''] = match as unknown as [string, string, string?, string?];
  const number = Number(digits.replaceAll(',', '')) * (FACTORS[factor] as number);
  const bytes = factor === '' ? BYTES[unit] : undefined;
  const value = Math.round(number * (bytes ?? 1));
  if (!Number.isSafeInteger(value)) return undefined;
  if (bytes !== undefined) return { kind: 'bytes', value };
  if (ROWS.has(unit)) return { kind: 'rows', value };
  if (FILES.has(unit)) return { kind: 'files', value };
  return APIS.has(unit) ? { kind: 'apis', value } : undefined;
}

const textual = (value: RawValue | undefined): string | undefined =>
  typeof value === 'number'
    ? Number.isSafeInteger(value)
      ? String(value)
      : undefined
    : textOf(value)?.trim();

/** A count of things, whatever its unit says; undefined where it is none. */
export function readCount(value: RawValue | undefined): number | undefined {
  const text = textual(value);
  const amount = text === undefined || text === '' ? undefined : readAmount(text);
  return amount === undefined || amount.kind === 'bytes' ? undefined : amount.value;
}

/** A size in bytes: a bare number is bytes already. */
export function readBytes(value: RawValue | undefined): number | undefined {
  const text = textual(value);
  const amount = text === undefined || text === '' ? undefined : readAmount(text);
  return amount === undefined || (amount.kind !== 'bytes' && !/^[\d,.]+$/.test(text as string))
    ? undefined
    : amount.value;
}

export function readVolume(reading: Reading): Entry['volume'] {
  const volume: NonNullable<Entry['volume']> = {};
  const stated = reading.value('volume');
  const text = textual(stated);
  if (text !== undefined && text !== '') {
    const amount = readAmount(text);
    if (amount === undefined) {
      const raw = reading.clean('volume', text, 200);
      if (raw !== undefined) {
        reading.remark('volume', 'not-understood', raw);
        volume.raw = cut(raw, 200);
      }
    } else volume[amount.kind] = amount.value;
  }
  for (const [field, kind] of [
    ['rows', 'rows'],
    ['fileCount', 'files'],
    ['apiCount', 'apis'],
  ] as const) {
    const value = reading.value(field);
    if (value === undefined) continue;
    const count = readCount(value);
    if (count === undefined) reading.remark(field, 'not-understood', textual(value));
    else volume[kind] = count;
  }
  return Object.keys(volume).length === 0 ? undefined : volume;
}
