/**
 * Days as serial numbers, counted from 1900 (with Lotus's 29 February 1900) or from 1904. Reckoned in whole numbers:
 * no clock and no time zone has a part in it. 45292 is 2024-01-01.
 */

const DAY = 86_400_000;
/** Serial of 1970-01-01 where days are counted from 1900. */
const EPOCH = 25_569;
const FROM_1904 = 1_462;
/** Of 9999-12-31: the last that Excel writes. */
const LAST = 2_958_465;

/** `2024-01-01`, or `2024-01-01 08:30:00` where it has a time; undefined where it is no day of these calendars. */
export function dateOfSerial(serial: number, from1904: boolean): string | undefined {
  const counted = from1904 ? serial + FROM_1904 : serial;
  if (!(counted >= 1 && counted < LAST + 1)) return undefined;
  // Before March 1900 the count is one ahead.
  const days = (counted < 60 ? counted + 1 : counted) - EPOCH;
  const text = new Date(Math.round(days * 86_400) * 1_000).toISOString();
  return (days * DAY) % DAY === 0 || text.slice(11, 19) === '00:00:00'
    ? text.slice(0, 10)
    : `${text.slice(0, 10)} ${text.slice(11, 19)}`;
}

/** Number formats that Excel has built in for dates (ECMA-376, 18.8.30), China's and Japan's among them. */
const BUILT_IN = new Set([14, 15, 16, 17, 22, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 55, 56, 57, 58]);

/** Whether a number format shows days. Quoted words, escapes, colours and currencies in it say nothing. */
export function showsDate(id: number, code: string | undefined): boolean {
  if (code === undefined) return BUILT_IN.has(id);
  const bare = code.replace(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  return /[yd]|e.*m|m.*[yd]/i.test(bare) && !/general/i.test(bare);
}
