/** How often the data is renewed: EU frequency codes, ISO 8601 durations, the source's word beside. */

import type { Entry } from '../../entry.ts';
import type { Reading } from '../../reading.ts';
import { codeValues, findIn } from '../code-values.ts';
import { type Terms, terms } from '../terms.ts';

/** A reason added at the end: 每月(更新说明:暂无新业务数据产生). */
const REASON = /\s*[(（](?:更新说明|说明|备注)[:：][^()（）]*[)）]\s*$/;
const EVERY =
  /^每?隔?\s*(\d{1,4}|[一二两三四五六七八九十])\s*个?\s*(分钟|小时|[天日周年]|星期|季度?|月)(?:更新)?(?:一次|1次)?$/;
const ISO = /^(?:R\/)?(P(?:\d+Y)?(?:\d+M)?(?:\d+W)?(?:\d+D)?(?:T(?:\d+H)?(?:\d+M)?(?:\d+S)?)?)$/;
const NUMERALS = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const UNITS: Record<string, (count: number) => string> = {
  分钟: (count) => `PT${count}M`,
  小时: (count) => `PT${count}H`,
  天: (count) => `P${count}D`,
  日: (count) => `P${count}D`,
  周: (count) => `P${count}W`,
  星期: (count) => `P${count}W`,
  月: (count) => `P${count}M`,
  季: (count) => `P${count * 3}M`,
  季度: (count) => `P${count * 3}M`,
  年: (count) => `P${count}Y`,
};
/** The same span said otherwise. */
const SAME: Record<string, string> = { P7D: 'P1W', P14D: 'P2W', P12M: 'P1Y', P24M: 'P2Y' };
/** EU and Dublin Core authorities name the code at the end of an address. */
const AUTHORITY = /\/(?:frequency|cld\/freq)\/([\w-]+)\/?$/i;

export type Frequency = NonNullable<Entry['frequency']>;

export function readFrequency(reading: Reading): Frequency | undefined {
  const raw = reading.text('frequency', 200);
  if (raw === undefined) return undefined;
  const word = raw.replace(REASON, '');
  // A number is part of the cycle, and its parts mean nothing.
  const several = /\d/.test(word) ? [] : codeValues(word, cycle);
  const found = findIn(word, cycle) ?? several.find((each) => each.found !== undefined)?.found;
  if (found !== undefined) return { ...found, raw };
  for (const { value } of reading.beside('frequency')) {
    const other = findIn(value, cycle);
    if (other === undefined) continue;
    reading.remark('frequency', 'inferred', value);
    return { ...other, raw };
  }
  reading.remark('frequency', 'not-understood', raw);
  return { code: null, raw };
}

type Cycle = Pick<Frequency, 'code' | 'duration'>;

/** 每年, 按年更新, 每 3 月, P1M and the authorities' addresses. */
function cycle(word: string): Cycle | undefined {
  const list = terms('frequencies');
  const bare = plain(word);
  const term = list.find(AUTHORITY.exec(word)?.[1] ?? word) ?? list.find(bare) ?? list.find(`每${bare}`);
  if (term !== undefined)
    return { code: term.code, ...(term.duration === undefined ? {} : { duration: term.duration }) };
  const duration = ISO.test(word) && /\d/.test(word) ? word.replace(/^R\//, '') : durationOf(word);
  return duration === undefined ? undefined : { code: codeOf(duration, list), duration };
}

/** 按年度更新一次, 年更新周期, 小时级, 每月15日 say 年度, 年, 小时, 每月. */
const plain = (word: string): string =>
  word
    .replace(/^(每(?:年|月|周|星期|季度?)).{0,4}(?:末|初|底|[日号])$/, '$1')
    .replace(/^[1一]次[/每](?=.)/, '每')
    .replace(/^(?:更新|按|以)+/, '')
    .replace(/级?(?:进行|数据)?(?:更新|更|发布|报送|报|采集)?(?:一次|1次|周期|频率|频次)?$/, '');

function durationOf(word: string): string | undefined {
  const every = EVERY.exec(word);
  if (every === null) return undefined;
  const stated = (every[1] as string).replace('两', '二');
  const count = NUMERALS.includes(stated) ? NUMERALS.indexOf(stated) : Number(stated);
  return count < 1 ? undefined : UNITS[every[2] as string]?.(count);
}

let byDuration: Map<string, string> | undefined;

function codeOf(duration: string, list: Terms): string {
  byDuration ??= new Map(
    list.all.flatMap(({ code, duration: span }) => (span === undefined ? [] : [[span, code]])),
  );
  return byDuration.get(SAME[duration] ?? duration) ?? 'OTHER';
}
