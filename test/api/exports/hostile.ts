/** Texts that a spreadsheet, a parser or a terminal might take for something else. */
import type { Entry } from '../../../normalizer/entry.ts';
import { entryOf } from '../../index/entries.ts';

export const HOSTILE = [
  '=cmd|"/c calc"!A1',
  '+1+1',
  '-2+3',
  '@SUM(A1)',
  '\tTAB',
  '=HYPERLINK("http://evil.example/","点我")',
  'two\nlines, "quoted"; and\r\nmore',
  'NUL \u0000 inside',
  'bell \u0007 and escape \u001b[31m',
  'lone \ud800 surrogate',
  '<script>alert(1)</script>&amp;]]>',
  '\u202eright to left\u202c عربى',
  '_x0041_ is not A',
  '𠮷野家 astral',
  `long ${'长'.repeat(40_000)}`,
  '007',
  '2024-01-02',
  'NULL',
];

/** One for each hostile text, and some that have all that is nested. */
export const hostileEntries = (): Entry[] => [
  ...HOSTILE.map((title, at) =>
    entryOf('h', String(at).padStart(2, '0'), {
      title,
      description: title,
      keywords: [title, title.slice(0, 3)],
      publisher: { name: title },
      distributions: [{ title, format: 'csv', byteSize: 2 ** 40 + at, rows: at }],
      issued: ['2023', '2023-05', '2023-05-27', '2023-05-27T10:00:00+08:00', '1800-01-01'][at % 5] as string,
      raw: { 'a\u0000': title, deep: { er: [title, null, 1] } },
    }),
  ),
  ...Array.from({ length: 30 }, (_, at) =>
    entryOf('n', String(at), {
      mode: 'authorised-operation',
      distributions: [],
      dataItems: [{ name: '甲', type: 'string' }, { name: '乙' }],
      operation: {
        zone: '医疗',
        term: { from: '2024', raw: '三年' },
        actualPrice: { amount: 0.5, raw: '0.5 元/次', per: { unit: 'call', raw: '次', quantity: 1 } },
      },
      volume: { rows: 9_007_199_254_740_991 },
      remarks: [{ field: 'issued', code: 'not-understood', raw: '不详' }],
    }),
  ),
];
