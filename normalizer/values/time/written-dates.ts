/**
 * Dates as programs and people write them in words, put into figures: HTTP's (RFC 9110), Java's, Gson's, and times of
 * day in Chinese. What they mean is read in `dates.ts`.
 */

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const MONTH = '([a-z]{3,9})\\.?';
const WEEKDAY = '(?:[a-z]{3,9},?\\s+)?';
const CLOCK = '(\\d{1,2}):(\\d{2})(?::(\\d{2}))?(?:\\s*([ap])\\.?m\\.?)?';
const ZONE = '(?:\\s*(Z|UTC|GMT|CST|UT|(?:GMT|UTC)?[+-]\\d{1,2}:?\\d{2}))?';

/** Thu, 09 Aug 2018 17:49:15 GMT; 9-Aug-2018. */
const DAY_FIRST = new RegExp(
  `^${WEEKDAY}(\\d{1,2})[ -]${MONTH}[ ,-]+(\\d{4})(?:[ ,]+${CLOCK}${ZONE})?$`,
  'i',
);
/** Feb 3, 2021 12:00:00 AM; February 3, 2021. */
const MONTH_FIRST = new RegExp(
  `^${WEEKDAY}${MONTH}\\s+(\\d{1,2}),?\\s+(\\d{4})(?:[ ,]+${CLOCK}${ZONE})?$`,
  'i',
);
/** Thu Jun 16 10:02:03 CST 2022. */
const YEAR_LAST = new RegExp(`^${WEEKDAY}${MONTH}\\s+(\\d{1,2})\\s+${CLOCK}${ZONE}\\s+(\\d{4})$`, 'i');
/** 2021/2/3 下午3:05:00. */
const TIME_OF_DAY = /^(.*?)\s*(上午|下午|凌晨|早上|中午|晚上)\s*(\d{1,2})([:：时点].*)?$/;
/** An offset with a Z behind it: two ways of saying where, of which the offset is the one that was meant. */
const TWO_ZONES = /([+-]\d{2}:?\d{2})Z$/i;

type Part = string | undefined;

/** The date in figures where it was written in words; as it was otherwise. */
export function inFigures(text: string): string {
  const chinese = TIME_OF_DAY.exec(text);
  if (chinese !== null) {
    const [, date, part, hour, rest = ':00'] = chinese as unknown as [string, string, string, string, Part];
    return `${date} ${hourOfDay(Number(hour), part)}${rest}`;
  }
  const dayFirst = DAY_FIRST.exec(text);
  if (dayFirst !== null) return figures(dayFirst[3], dayFirst[2], dayFirst[1], dayFirst.slice(4), text);
  const monthFirst = MONTH_FIRST.exec(text);
  if (monthFirst !== null)
    return figures(monthFirst[3], monthFirst[1], monthFirst[2], monthFirst.slice(4), text);
  const yearLast = YEAR_LAST.exec(text);
  if (yearLast !== null) return figures(yearLast[8], yearLast[1], yearLast[2], yearLast.slice(3, 8), text);
  return text.replace(TWO_ZONES, '$1');
}

function figures(year: Part, word: Part, day: Part, clock: Part[], text: string): string {
  const month = MONTHS.indexOf((word ?? '').slice(0, 3).toLowerCase()) + 1;
  if (month === 0) return text;
  const date = `${year}-${month}-${day}`;
  const [hour, minute, second = '00', half, zone = ''] = clock;
  if (hour === undefined) return date;
  const hours =
    half === undefined ? Number(hour) : (Number(hour) % 12) + (half.toLowerCase() === 'p' ? 12 : 0);
  return `${date} ${hours}:${minute}:${second}${offsetOf(zone)}`;
}

/** CST is China's here; no other catalogue of ours is written in the middle of America. */
function offsetOf(zone: string): string {
  if (zone === '') return '';
  if (/^cst$/i.test(zone)) return '+08:00';
  const parts = /([+-])(\d{1,2}):?(\d{2})$/.exec(zone);
  return parts === null ? 'Z' : `${parts[1]}${parts[2]?.padStart(2, '0')}:${parts[3]}`;
}

function hourOfDay(hour: number, part: string): number {
  if (hour >= 12) return hour === 12 && (part === '上午' || part === '凌晨') ? 0 : hour;
  const afternoon = part === '下午' || part === '晚上' || (part === '中午' && hour < 11);
  return afternoon ? hour + 12 : hour;
}
