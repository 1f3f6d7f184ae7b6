/** Periods as people write them: 3年, 自签订之日起三年, 2024-01-01至2026-12-31, 2024年1月1日起3年, 长期. */
import type { Field } from '../../../config/record.ts';
import type { Period } from '../../entry.ts';
import type { Reading } from '../../reading.ts';
import { textOf } from '../lists.ts';
import { readDate } from './dates.ts';

/** Years between which the ends of a term are believed; 9999-12-31 is how a column says that there is none. */
export const TERM = { from: 1990, to: 9999 };

const DATE = String.raw`\d{4}\s*[-/.年]\s*\d{1,2}(?:\s*[-/.月]\s*\d{1,2}\s*[日号]?|月)?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?|\d{8}|\d{4}年`;
const BETWEEN = new RegExp(
  String.raw`^自?从?\s*(${DATE})\s*(?:起?\s*(?:至|到|止)|[~～—–/-]+|起)\s*(${DATE})\s*(?:止|为止)?$`,
);
const FROM_FOR = new RegExp(String.raw`^自?从?\s*(${DATE})\s*(?:起|开始)?\s*[,，、(（]?\s*(.+?)[)）]?$`);
const FROM = new RegExp(String.raw`^自?从?\s*(${DATE})\s*(?:起|开始|以后)$`);
const UNTIL = new RegExp(String.raw`^(?:至|到|截至|截止|截止到|有效期至)\s*(${DATE})\s*(?:止|为止)?$`);
/** 自签订之日起, 自协议生效之日起计算: the day is not stated. */
const FROM_THE_DAY = /^自?.{0,20}?(?:之日|当日|日)起(?:计算?|算)?\s*[,，]?/;
const SPAN =
  /^(?:为期|期限为?|有效期为?|授权期限为?|共|不超过|最长)?\s*(\d{1,4}|[零一二两三四五六七八九十]{1,3})\s*(?:个|周)?\s*(年|月|季度|天|日|周|星期)(半)?(?:整|内|以内|有效)?$/;
const OPEN = /^(?:长期(?:有效)?|永久(?:有效)?|无(?:固定)?期限|不限|长期授权)$/;
const NUMERALS = '零一二三四五六七八九';
const UNITS: Record<string, [number, 'Y' | 'M' | 'W' | 'D']> = {
  年: [1, 'Y'],
  季度: [3, 'M'],
  月: [1, 'M'],
  周: [1, 'W'],
  星期: [1, 'W'],
  天: [1, 'D'],
  日: [1, 'D'],
};

/** 三 → 3, 十二 → 12, 二十 → 20; undefined where it is no number. */
function numberOf(text: string): number | undefined {
  if (/^\d+$/.test(text)) return Number(text);
  const digit = (one: string | undefined): number => (one === '两' ? 2 : NUMERALS.indexOf(one ?? ''));
  const [tens, ones, more] = text.includes('十') ? text.split('十') : [undefined, text];
  if (more !== undefined || (ones as string).length > 1 || (tens?.length ?? 0) > 1) return undefined;
  const high = tens === undefined ? 0 : tens === '' ? 10 : digit(tens) * 10;
  const low = ones === '' ? 0 : digit(ones);
  return high < 0 || low < 0 ? undefined : high + low;
}

/** An ISO 8601 duration; undefined where the text is none. */
export function durationOf(text: string): string | undefined {
  const iso = /^P\d+[YMWD]$/.exec(text.trim());
  if (iso !== null) return iso[0];
  const [, stated, word, half] = SPAN.exec(text.trim()) ?? [];
  const [factor, unit] = UNITS[word ?? ''] ?? [];
  const count = stated === undefined ? undefined : numberOf(stated);
  if (count === undefined || factor === undefined || unit === undefined || count < 1) return undefined;
  if (half !== undefined) return unit === 'Y' ? `P${count * 12 + 6}M` : undefined;
  return `P${count * factor}${unit}`;
}

const dated = (text: string | undefined): string | undefined => {
  const found = readDate(text?.replace(/\s+(?=[-/.年月日])|(?<=[-/.年月])\s+/g, ''), TERM);
  return found !== undefined && 'date' in found ? found.date : undefined;
};

/** Without `raw`; undefined where the text says none of what is known. */
export function periodOf(stated: string): Period | undefined {
  const text = stated.normalize('NFKC').trim();
  if (OPEN.test(text)) return { open: true };
  const between = BETWEEN.exec(text);
  if (between !== null) {
    const [from, until] = [dated(between[1]), dated(between[2])];
    return from === undefined || until === undefined || until < from ? undefined : { from, until };
  }
  const only = FROM.exec(text) ?? UNTIL.exec(text);
  const end = dated(only?.[1]);
  if (end !== undefined) return FROM.test(text) ? { from: end } : { until: end };
  const fromFor = FROM_FOR.exec(text);
  const start = dated(fromFor?.[1]);
  const rest = fromFor?.[2];
  if (start !== undefined && rest !== undefined) {
    const duration = durationOf(rest);
    if (duration !== undefined) return { from: start, duration };
    return OPEN.test(rest) ? { from: start, open: true } : undefined;
  }
  const span = text.replace(FROM_THE_DAY, '');
  const duration = durationOf(span) ?? durationOf(text);
  if (duration !== undefined) return { duration };
  return OPEN.test(span) ? { open: true } : undefined;
}

/** A period stated as a text, as its ends, or as both: what the ends say counts. */
export function readPeriod(
  reading: Reading,
  names: { whole: Field; from: Field; until: Field },
): Period | undefined {
  const raw = reading.text(names.whole, 200);
  const whole = raw === undefined ? undefined : periodOf(raw);
  const from = endOf(reading, names.from);
  const open = OPEN.test(textOf(reading.stated(names.until))?.trim() ?? '');
  const until = open ? undefined : endOf(reading, names.until);
  if (raw !== undefined && whole === undefined) {
    const day = readDate(raw, TERM);
    // A column of one date under the name of the whole: its last day.
    if (day !== undefined && 'date' in day && until === undefined) {
      return { ...(from === undefined ? {} : { from }), until: day.date, raw };
    }
    reading.remark(names.whole, 'not-understood', raw);
  }
  const period: Period = { ...whole };
  if (from !== undefined) period.from = from;
  if (until !== undefined) period.until = until;
  if (open) period.open = true;
  if (period.from !== undefined && period.until !== undefined && before(period.until, period.from)) {
    reading.remark(names.until, 'conflicting', period.until);
  }
  if (raw !== undefined) period.raw = raw;
  return Object.keys(period).length === 0 ? undefined : period;
}

/** Whether one date lies before the other, as far as both are precise. */
export function before(one: string, other: string): boolean {
  const length = Math.min(one.length, other.length, 10);
  return one.slice(0, length) < other.slice(0, length);
}

function endOf(reading: Reading, field: Field): string | undefined {
  const value = reading.value(field);
  const found = readDate(value, TERM);
  if (found === undefined) return undefined;
  if ('date' in found) return found.date;
  reading.remark(field, found.problem, textOf(value));
  return undefined;
}
