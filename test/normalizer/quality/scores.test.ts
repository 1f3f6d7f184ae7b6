/** What holds of every score, whatever the record; and the European figure on records whose points can be added by hand. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { BANDS, CRITERIA, DIMENSIONS, INDICATORS, MQA_DIMENSIONS } from '../../../config/quality/quality.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { LINK_STATES, linksOf } from '../../../normalizer/quality/links.ts';
import { marksOf } from '../../../normalizer/quality/marks.ts';
import { MQA_MOST, MQA_STATED, mqaOf, mqaStated } from '../../../normalizer/quality/mqa.ts';
import { qualityOf } from '../../../normalizer/quality/quality.ts';
import { entryOf } from '../../index/entries.ts';

const url = fc.nat(9).map((number) => `https://a.gov.cn/${number}`);
const text = fc.oneof(
  fc.string({ minLength: 1 }),
  fc.constantFrom('数据', '停车场信息', '全市停车场的名称、地址与泊位数'),
);
const optional = { requiredKeys: [] as [] };
const distribution = fc.record(
  {
    format: fc.constantFrom('csv', 'xls', 'pdf', 'file', 'api', '?'),
    downloadUrl: url,
    accessUrl: url,
    byteSize: fc.nat(),
  },
  optional,
);

/** What a record may say beside its title; each field may be missing. */
const said = fc.record(
  {
    description: text,
    publisher: fc.constantFrom(
      { name: '甲' },
      { name: '市卫健委', office: { code: 'health', name: '卫生健康' } },
    ),
    openness: fc.constantFrom<Entry['openness']>(
      { class: 'unconditional', raw: '无条件开放' },
      { class: 'closed', raw: '不予开放' },
      { class: 'unknown', raw: '?' },
    ),
    themes: fc.array(fc.record({ code: fc.constantFrom(null, 'health'), raw: fc.constant('卫生') }), {
      maxLength: 2,
    }),
    keywords: fc.array(fc.constant('词'), { maxLength: 2 }),
    issued: fc.constantFrom('2020', '2024-05', '2026-05-30'),
    modified: fc.constantFrom('2020', '2024-05', '2026-05-30', '2026-05-30T08:00:00+08:00'),
    frequency: fc.constantFrom(
      { code: 'MONTHLY', raw: '每月' },
      { code: 'NEVER', raw: '不更新' },
      { code: null, raw: '?' },
      { code: 'OTHER', duration: 'P400D', raw: '400天' },
    ),
    license: fc.constant({ code: null, raw: '自有协议' }),
    contact: fc.record({ phone: fc.constant('010-1') }, optional),
    distributions: fc.array(distribution, { maxLength: 3 }),
    dataItems: fc.array(fc.record({ name: fc.constantFrom('F1', '名称') }), { maxLength: 3 }),
    landingPage: url,
  },
  optional,
);
const kind = fc.constantFrom<Entry['kind']>('dataset', 'api', 'product', 'service');
const entry = fc
  .tuple(
    text.filter((title) => title.trim() !== ''),
    kind,
    said,
  )
  .map(([title, of, fields]) => entryOf('s', '1', { title, kind: of, ...(fields as Partial<Entry>) }));
const at = fc.integer({ min: Date.parse('2019-01-01'), max: Date.parse('2030-01-01') });
const states = fc.array(fc.constantFrom(...LINK_STATES), { minLength: 8, maxLength: 8 });

describe('any record, at any instant', () => {
  test('has scores within their bounds', () => {
    fc.assert(
      fc.property(entry, at, states, (each, instant, drawn) => {
        const checked = linksOf(each).map((link, place) => ({
          url: link.url,
          state: drawn[place % 8] ?? 'works',
        }));
        const quality = qualityOf(each, instant, checked);
        for (const score of [quality.score, quality.stated.score]) {
          expect(score).toBeGreaterThanOrEqual(0);
          expect(score).toBeLessThanOrEqual(100);
        }
        for (const dimension of DIMENSIONS) {
          expect(quality.dimensions[dimension]).toBeGreaterThanOrEqual(0);
          expect(quality.dimensions[dimension]).toBeLessThanOrEqual(1);
        }
        for (const { points, of } of quality.findings) expect([0, of]).toContain(points);
        expect(BANDS).toContain(quality.band);
        expect(quality.mqa.points).toBeLessThanOrEqual(MQA_MOST);
        expect(mqaStated(each)).toBeLessThanOrEqual(MQA_STATED);
        expect(mqaOf(each, []).points).toBe(mqaStated(each));
      }),
    );
  });

  test('is never worse for saying more', () => {
    fc.assert(
      fc.property(text, kind, said, at, fc.nat(), (title, of, fields, instant, which) => {
        const names = Object.keys(fields);
        fc.pre(names.length > 0 && title.trim() !== '');
        const left = names[which % names.length] as string;
        const less = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== left));
        const whole = qualityOf(
          entryOf('s', '1', { title, kind: of, ...(fields as Partial<Entry>) }),
          instant,
        );
        const part = qualityOf(entryOf('s', '1', { title, kind: of, ...(less as Partial<Entry>) }), instant);
        expect(whole.score).toBeGreaterThanOrEqual(part.score - 1e-9);
        expect(whole.stated.score).toBeGreaterThanOrEqual(part.stated.score - 1e-9);
        expect(whole.mqa.points + (left === 'distributions' ? 30 : 0)).toBeGreaterThanOrEqual(
          part.mqa.points,
        );
        for (const dimension of DIMENSIONS) {
          expect(whole.dimensions[dimension]).toBeGreaterThanOrEqual(part.dimensions[dimension] - 1e-9);
        }
      }),
    );
  });

  test('is the same in whatever order its lists come', () => {
    fc.assert(
      fc.property(entry, at, (each, instant) => {
        const turned: Entry = {
          ...each,
          distributions: each.distributions.toReversed(),
          dataItems: each.dataItems.toReversed(),
          themes: each.themes.toReversed(),
          keywords: each.keywords.toReversed(),
        };
        expect(qualityOf(turned, instant)).toEqual(qualityOf(each, instant));
        expect(marksOf(turned)).toEqual(marksOf(each));
      }),
    );
  });

  test('only ever gets later', () => {
    fc.assert(
      fc.property(entry, at, at, (each, one, other) => {
        const [first, then] = [Math.min(one, other), Math.max(one, other)];
        expect(qualityOf(each, then).score).toBeLessThanOrEqual(qualityOf(each, first).score + 1e-9);
      }),
    );
  });
});

describe('the European assessment', () => {
  test('has the points of its methodology', () => {
    const sums = MQA_DIMENSIONS.map((dimension) =>
      INDICATORS.filter((each) => each.dimension === dimension).reduce((sum, { points }) => sum + points, 0),
    );
    expect(sums).toEqual([100, 100, 110, 75, 20]);
    expect(MQA_MOST).toBe(405);
    expect(CRITERIA.length).toBeLessThanOrEqual(31);
  });

  const file = 'https://a.gov.cn/f.csv';
  const full = entryOf('s', '1', {
    description: '全市停车场名录',
    keywords: ['停车'],
    dcatThemes: ['TRAN'],
    temporal: { start: '2020', end: '2021' },
    publisher: { name: '市交通局' },
    contact: { phone: '0571-1' },
    license: { code: 'cc-by-4.0', raw: 'CC BY 4.0' },
    accessRights: 'public',
    openness: { class: 'unconditional', conditions: '注明来源', raw: '无条件' },
    issued: '2020',
    modified: '2021',
    distributions: [
      { format: 'pdf', accessUrl: 'https://a.gov.cn/p' },
      { format: 'csv', mediaType: 'text/csv', accessUrl: file, downloadUrl: file, byteSize: 5 },
    ],
  });

  test('gives a perfect record all', () => {
    const quality = mqaOf(full, [{ url: file, state: 'works' }]);
    expect(quality).toMatchObject({ points: 405, band: 'Excellent' });
    expect(mqaOf(full, [{ url: file, state: 'gone' }])).toMatchObject({ points: 325, band: 'Good' });
    expect(MQA_STATED).toBe(325);
  });

  test('of a bare title only the place and what is trivially so', () => {
    expect(mqaOf(entryOf('s', '1'), [])).toMatchObject({ points: 20, band: 'Bad' });
  });

  test('takes the best distribution, as a form of offering is no file type', () => {
    const of = (...distributions: Entry['distributions']) =>
      mqaOf(entryOf('s', '1', { distributions }), []).dimensions.interoperability.points;
    expect(of({ format: 'xls' })).toBe(20 + 10 + 20);
    expect(of({ format: 'xls' }, { format: 'csv' })).toBe(20 + 10 + 20 + 20);
    expect(of({ format: 'api' })).toBe(20);
  });
});
