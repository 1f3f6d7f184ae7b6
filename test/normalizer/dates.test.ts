import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PreciseDate } from '../../normalizer/entry.ts';
import { COVERED, readDate } from '../../normalizer/values/time/dates.ts';
import { nastyValue } from './statements.ts';

describe('readDate', () => {
  it.each([
    ['2022-08-09', '2022-08-09'],
    ['2022-8-9', '2022-08-09'],
    ['2022/08/09', '2022-08-09'],
    ['2022.08.09', '2022-08-09'],
    ['2022年8月9日', '2022-08-09'],
    ['2022年8月9日10时11分', '2022-08-09T10:11+08:00'],
    ['2022年8月', '2022-08'],
    ['2022-08', '2022-08'],
    ['2022年', '2022'],
    ['2022', '2022'],
    [2022, '2022'],
    ['2022-08-09 10:11:12', '2022-08-09T10:11:12+08:00'],
    ['2022-08-09 10:11:12.0', '2022-08-09T10:11:12+08:00'],
    ['2022-08-09 10:11', '2022-08-09T10:11+08:00'],
    ['2022-08-09 00:00:00', '2022-08-09'],
    ['2022-08-09T10:11:12', '2022-08-09T10:11:12+08:00'],
    ['2022-08-09T10:11:12.345Z', '2022-08-09T18:11:12.345+08:00'],
    ['2022-08-09T23:00:00+0000', '2022-08-10T07:00:00+08:00'],
    ['2022-08-08T16:00:00.000+00:00', '2022-08-09'],
    ['20220809101112', '2022-08-09T10:11:12+08:00'],
    ['20220809', '2022-08-09'],
    ['202208', '2022-08'],
    [20220809, '2022-08-09'],
    [1660010472, '2022-08-09T10:01:12+08:00'],
    [1660010472000, '2022-08-09T10:01:12+08:00'],
    ['1660010472000', '2022-08-09T10:01:12+08:00'],
    ['1660010472', '2022-08-09T10:01:12+08:00'],
    [1659974400000, '2022-08-09'],
    [{ time: 1660010472000, year: 122 }, '2022-08-09T10:01:12+08:00'],
    ['Thu Jun 16 10:02:03 CST 2022', '2022-06-16T10:02:03+08:00'],
    ['Thu, 09 Aug 2018 17:49:15 GMT', '2018-08-10T01:49:15+08:00'],
    ['Thursday, 09-Aug-2018 17:49:15 GMT', '2018-08-10T01:49:15+08:00'],
    ['9 August 2018', '2018-08-09'],
    ['2018-08-09T17:49:15+00:00Z', '2018-08-10T01:49:15+08:00'],
    ['Feb 3, 2021 12:00:00 AM', '2021-02-03'],
    ['Feb 3, 2021, 12:05:00 PM', '2021-02-03T12:05:00+08:00'],
    ['February 3, 2021 3:05 PM', '2021-02-03T15:05:00+08:00'],
    ['2021/2/3 上午10:05', '2021-02-03T10:05+08:00'],
    ['2021/2/3 下午3:05:00', '2021-02-03T15:05:00+08:00'],
    ['2021年2月3日 凌晨12:30', '2021-02-03T00:30+08:00'],
    ['2021-02-03 下午12:30', '2021-02-03T12:30+08:00'],
    ['/Date(1660010472000)/', '2022-08-09T10:01:12+08:00'],
    ['2024-02-29', '2024-02-29'],
  ])('%j is %s', (value, date) => {
    expect(readDate(value)).toEqual({ date });
  });

  it.each([[''], [null], [undefined], [0], ['   '], ['0'], ['0000-00-00']])('%j says nothing', (value) => {
    expect(readDate(value)).toBeUndefined();
  });

  it.each([
    ['9999-12-31', 'out-of-range'],
    ['1970-01-01', 'out-of-range'],
    ['0001-01-01', 'out-of-range'],
    ['2022-13-01', 'out-of-range'],
    ['2023-02-29', 'out-of-range'],
    ['2022-08-09 25:00:00', 'out-of-range'],
    [1e15, 'out-of-range'],
    [1e300, 'not-understood'],
    [-1, 'out-of-range'],
    ['昨天', 'not-understood'],
    ['2022-08-09起', 'not-understood'],
    [true, 'not-understood'],
    [['2022-01-01', '2023-01-01'], 'not-understood'],
  ])('%j is %s', (value, problem) => {
    expect(readDate(value)).toEqual({ problem });
  });

  it('believes older years of what data covers', () => {
    expect(readDate('1949-10-01', COVERED)).toEqual({ date: '1949-10-01' });
    expect(readDate('1949-10-01')).toEqual({ problem: 'out-of-range' });
  });

  it('gives the same instant for every way of writing it', () => {
    fc.assert(
      // From 2001-09-09 on seconds have ten digits and milliseconds thirteen, which tells them from written dates.
      fc.property(fc.integer({ min: 1e9, max: Date.UTC(2098, 0, 1) / 1000 }), (seconds) => {
        const china = new Date((seconds + 8 * 3600) * 1000).toISOString();
        const written = `${china.slice(0, 10)} ${china.slice(11, 19)}`;
        const expected = readDate(written);
        expect(readDate(seconds * 1000)).toEqual(expected);
        expect(readDate(new Date(seconds * 1000).toISOString())).toEqual(expected);
        expect(readDate(written.replace(/[- :]/g, ''))).toEqual(expected);
        expect(readDate(String(seconds))).toEqual(expected);
      }),
    );
  });

  it('never throws, and what it gives fits the schema', () => {
    fc.assert(
      fc.property(nastyValue, (value) => {
        const found = readDate(value);
        if (found !== undefined && 'date' in found)
          expect(PreciseDate.safeParse(found.date).success).toBe(true);
      }),
    );
  });
});
