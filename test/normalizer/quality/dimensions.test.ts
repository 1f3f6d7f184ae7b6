/** Each criterion on records as platforms write them: what meets it, what does not, whom it is not asked of. */
import { describe, expect, test } from 'vitest';
import type { Entry } from '../../../normalizer/entry.ts';
import { qualityOf } from '../../../normalizer/quality/quality.ts';
import { entryOf } from '../../index/entries.ts';

const AT = Date.parse('2026-06-01T00:00:00+08:00');

type Verdict = 'met' | 'lacking' | 'exempt';

function verdict(code: string, over: Partial<Entry>): Verdict {
  const found = qualityOf(entryOf('s', '1', over), AT).findings.find((each) => each.code === code);
  if (found === undefined) throw new Error(`no criterion ${code}`);
  return found.of === 0 ? 'exempt' : found.points === found.of ? 'met' : 'lacking';
}

const office = { code: 'health', name: '卫生健康' };

describe.each<[code: string, cases: [Partial<Entry>, Verdict][]]>([
  [
    'description',
    [
      [{}, 'lacking'],
      [{ description: '全市公立医院名录' }, 'met'],
    ],
  ],
  [
    'publisher',
    [
      [{}, 'lacking'],
      [{ holder: { name: '市卫健委' } }, 'met'],
      [{ operator: { name: '数据集团' } }, 'met'],
    ],
  ],
  [
    'theme',
    [
      [{}, 'lacking'],
      [{ themes: [{ code: null, raw: '大健康' }] }, 'met'],
    ],
  ],
  [
    'access-terms',
    [
      [{}, 'lacking'],
      [{ openness: { class: 'unknown', raw: '其他' } }, 'met'],
    ],
  ],
  [
    'data-items',
    [
      [{}, 'lacking'],
      [{ kind: 'product' }, 'exempt'],
      [{ dataItems: [{ name: 'XM' }] }, 'met'],
    ],
  ],
  [
    'contact',
    [
      [{ contact: {} }, 'lacking'],
      [{ contact: { phone: '0773-2820000' } }, 'met'],
    ],
  ],
  [
    'volume',
    [
      [{}, 'lacking'],
      [{ kind: 'api' }, 'exempt'],
      [{ distributions: [{ rows: 0 }] }, 'met'],
    ],
  ],
  [
    'temporal',
    [
      [{ temporal: { raw: '近三年' } }, 'lacking'],
      [{ temporal: { start: '2020' } }, 'met'],
    ],
  ],
  [
    'frequency',
    [
      [{}, 'lacking'],
      [{ frequency: { code: null, raw: '看情况' } }, 'lacking'],
      [{ frequency: { code: 'UNKNOWN', raw: '未知' } }, 'lacking'],
      [{ frequency: { code: 'IRREG', raw: '不定期' } }, 'met'],
    ],
  ],
  [
    'address',
    [
      [{}, 'lacking'],
      [{ openness: { class: 'on-application', raw: '依申请' } }, 'exempt'],
      [{ mode: 'sharing' }, 'exempt'],
      [{ mode: 'sharing', distributions: [{ accessUrl: 'https://a.gov.cn/1' }] }, 'met'],
    ],
  ],
  [
    'format',
    [
      [{ distributions: [{ format: 'file' }] }, 'lacking'],
      [{ distributions: [{ format: 'shuju' }] }, 'lacking'],
      [{ distributions: [{ format: 'pdf' }] }, 'met'],
      [{ kind: 'service' }, 'exempt'],
    ],
  ],
  [
    'machine-readable',
    [
      [{ distributions: [{ format: 'pdf' }] }, 'lacking'],
      [{ distributions: [{ format: 'pdf' }, { format: 'xls' }] }, 'met'],
    ],
  ],
  [
    'open-format',
    [
      [{ distributions: [{ format: 'xls' }] }, 'lacking'],
      [{ distributions: [{ format: 'xls' }, { format: 'csv' }] }, 'met'],
    ],
  ],
  [
    'title-telling',
    [
      [{ title: '12369' }, 'lacking'],
      [{ title: '数据信息表' }, 'lacking'],
      [{ title: 'test data' }, 'lacking'],
      [{ title: '风资源信息' }, 'met'],
      [{ title: '公共厕所' }, 'met'],
    ],
  ],
  [
    'description-telling',
    [
      [{ title: '小额贷款公司信息' }, 'lacking'],
      [{ title: '小额贷款公司信息', description: '小额贷款公司信息。' }, 'lacking'],
      [{ title: '小额贷款公司信息', description: '包含小额贷款公司的相关信息' }, 'lacking'],
      [{ title: '小额贷款公司信息', description: '各县区经批准设立的机构名称、注册资本与法定代表人' }, 'met'],
    ],
  ],
  [
    'items-named',
    [
      [{}, 'lacking'],
      [{ dataItems: [{ name: 'XZQHDM' }, { name: 'F1' }] }, 'lacking'],
      [{ dataItems: [{ name: 'XZQHDM', label: '行政区划代码' }] }, 'met'],
      [{ dataItems: [{ name: 'station_name' }] }, 'met'],
      [{ kind: 'product' }, 'exempt'],
    ],
  ],
  [
    'publisher-understood',
    [
      [{ publisher: { name: '外部资源', office: { code: null, name: '外部资源' } } }, 'lacking'],
      [{ publisher: { name: '市卫健委', office } }, 'met'],
    ],
  ],
  [
    'theme-understood',
    [
      [{ themes: [{ code: null, raw: '其他' }] }, 'lacking'],
      [{ themes: [{ code: 'health', raw: '卫生' }] }, 'met'],
    ],
  ],
  [
    'terms-understood',
    [
      [{ openness: { class: 'unknown', raw: '其他' } }, 'lacking'],
      [{ sharing: { class: 'conditional', raw: '有条件共享' } }, 'met'],
    ],
  ],
])('%s', (code, cases) => {
  test.each(cases)('%j is %s', (over, expected) => {
    expect(verdict(code, over)).toBe(expected);
  });
});

describe('late against its own cycle', () => {
  const late = (modified: string | undefined, code: string, duration?: string) => {
    const frequency = { code, raw: code, ...(duration === undefined ? {} : { duration }) };
    const entry = entryOf('s', '1', { frequency, ...(modified === undefined ? {} : { modified }) });
    const { findings, lateness } = qualityOf(entry, AT);
    const of = (code_: string) => findings.find(({ code: each }) => each === code_);
    return { lateness, onTime: of('on-time'), notOverdue: of('not-overdue') };
  };

  test.each([
    ['2026-05-20', 'MONTHLY', 'on-time'],
    ['2026-04-20', 'MONTHLY', 'late'],
    ['2026-01-20', 'MONTHLY', 'overdue'],
    // A year is as long as it may be: its last day counts.
    ['2025', 'ANNUAL', 'on-time'],
    ['2024', 'ANNUAL', 'late'],
    ['2023-12', 'ANNUAL', 'overdue'],
    ['2020-01-01', 'NEVER', 'no-cycle'],
    [undefined, 'MONTHLY', 'unknown'],
  ] as const)('changed %s, renewed %s: %s', (modified, code, state) => {
    expect(late(modified, code).lateness.state).toBe(state);
  });

  test('says since when, and by how many cycles', () => {
    const { lateness } = late('2025-12-31T00:00:00+08:00', 'MONTHLY');
    expect(lateness).toMatchObject({ state: 'overdue', cycles: 3 });
    expect(lateness.due?.slice(0, 10)).toBe('2026-02-02');
  });

  test('who promises no cycle is not asked; who says nothing of it lacks it', () => {
    expect(late('2020-01-01', 'IRREG').onTime).toMatchObject({ of: 0 });
    expect(late(undefined, 'MONTHLY').onTime).toMatchObject({ points: 0, of: 25 });
    expect(late('2026-04-20', 'MONTHLY').notOverdue).toMatchObject({ points: 15, of: 15 });
  });

  test('a stated span counts before the code', () => {
    expect(late('2026-05-20', 'OTHER', 'P10D').lateness.state).toBe('on-time');
    expect(late('2026-05-10', 'OTHER', 'P10D').lateness.state).toBe('late');
  });
});

describe('addresses that were asked', () => {
  const file = 'https://a.gov.cn/f.csv';
  const entry = entryOf('s', '1', { distributions: [{ downloadUrl: file, format: 'csv' }] });
  const links = (state: 'works' | 'gone' | 'blocked', url = file) =>
    qualityOf(entry, AT, [{ url, state }]).findings.find(({ code }) => code === 'links-work');

  test('count where they tell something', () => {
    expect(links('works')).toMatchObject({ points: 20, of: 20 });
    expect(links('gone')).toMatchObject({ points: 0, of: 20 });
    expect(links('blocked')).toMatchObject({ of: 0 });
  });

  test('of another version of the record say nothing', () => {
    expect(links('gone', 'https://a.gov.cn/old.csv')).toMatchObject({ of: 0 });
  });

  test('do not touch what the record says', () => {
    expect(qualityOf(entry, AT, [{ url: file, state: 'gone' }]).stated).toEqual(qualityOf(entry, AT).stated);
  });
});
