/** Authorised operation and registration: prices, terms, modes, states, as they are written and as they are read. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field, RawValue } from '../../config/record.ts';
import { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { endOf, registrationState, undatedState } from '../../normalizer/registration/registration-state.ts';
import { priceOf } from '../../normalizer/values/prices.ts';
import { periodOf } from '../../normalizer/values/time/periods.ts';
import { source, statement } from './statements.ts';

const read = (fields: Partial<Record<Field, RawValue>>): Entry => {
  const entry = normalize(
    source({ kind: 'operation-zone', mode: 'authorised-operation' }),
    statement(fields),
  );
  expect(Entry.parse(entry)).toEqual(entry);
  return entry;
};

describe('a price', () => {
  it.each([
    ['0.5元/次', { amount: 0.5, per: { unit: 'call', raw: '次' } }],
    ['每次0.5元', { amount: 0.5, per: { unit: 'call', raw: '次' } }],
    ['0.5元每次', { amount: 0.5, per: { unit: 'call', raw: '次' } }],
    ['１０００元／年', { amount: 1000, per: { unit: 'time', raw: '年' } }],
    ['1,200元/月', { amount: 1200, per: { unit: 'time', raw: '月' } }],
    ['2万元/年', { amount: 20_000, per: { unit: 'time', raw: '年' } }],
    ['1-2万元', { amount: 10_000, upTo: 20_000 }],
    ['￥100', { amount: 100 }],
    ['100', { amount: 100 }],
    ['0.1～0.3元/条', { amount: 0.1, upTo: 0.3, per: { unit: 'volume', raw: '条' } }],
    ['50元/万条', { amount: 50, per: { unit: 'volume', quantity: 10_000, raw: '万条' } }],
    ['80元/1000次', { amount: 80, per: { unit: 'call', quantity: 1000, raw: '1000次' } }],
    ['不高于2元/次', { upTo: 2, per: { unit: 'call', raw: '次' } }],
    ['300元/份', { amount: 300, per: { unit: 'product', raw: '份' } }],
    ['7元/车', { amount: 7, per: { unit: null, raw: '车' } }],
    ['免费', { amount: 0, free: true }],
    ['0元', { amount: 0, free: true }],
    ['面议', { negotiable: true }],
    ['双方协商确定', { negotiable: true }],
    ['前1000次免费，其后0.5元/次', undefined],
    ['1000次以内0.5元/次；以上0.3元/次', undefined],
    ['按准许收入核定', undefined],
    ['3-1元', undefined],
  ])('%s', (text, price) => {
    expect(priceOf(text)).toEqual(price);
  });

  it('that is not understood stays as stated, with a remark', () => {
    const { operation, remarks, raw } = read({ actualPrice: '前1000次免费，其后0.5元/次' });
    expect(operation?.actualPrice).toEqual({ raw: '前1000次免费，其后0.5元/次' });
    expect(raw.actualPrice).toBe('前1000次免费，其后0.5元/次');
    expect(remarks).toEqual([
      { field: 'actualPrice', code: 'not-understood', raw: '前1000次免费，其后0.5元/次' },
    ]);
  });
});

describe('a term', () => {
  it.each([
    ['3年', { duration: 'P3Y' }],
    ['三年', { duration: 'P3Y' }],
    ['36个月', { duration: 'P36M' }],
    ['一年半', { duration: 'P18M' }],
    ['十二个月', { duration: 'P12M' }],
    ['自签订之日起三年', { duration: 'P3Y' }],
    ['自协议生效之日起计算，有效期5年', { duration: 'P5Y' }],
    ['2024-01-01至2026-12-31', { from: '2024-01-01', until: '2026-12-31' }],
    ['2024年1月1日-2026年12月31日', { from: '2024-01-01', until: '2026-12-31' }],
    ['2024/1/1～2026/12/31', { from: '2024-01-01', until: '2026-12-31' }],
    ['20240101-20261231', { from: '2024-01-01', until: '2026-12-31' }],
    ['2024年1月至2026年12月', { from: '2024-01', until: '2026-12' }],
    ['自2024年1月1日起3年', { from: '2024-01-01', duration: 'P3Y' }],
    ['2024-01-01起长期有效', { from: '2024-01-01', open: true }],
    ['至2026-12-31', { until: '2026-12-31' }],
    ['2024-01-01起', { from: '2024-01-01' }],
    ['长期', { open: true }],
    ['2026-12-31至2024-01-01', undefined],
    ['按协议', undefined],
    ['2024年13月起3年', undefined],
  ])('%s', (text, period) => {
    expect(periodOf(text)).toEqual(period);
  });

  it('takes any text without harm', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), (text) => {
        periodOf(text);
        priceOf(text);
      }),
    );
  });
});

describe('an entry of an operation zone', () => {
  it('says who runs what, for how long, at what price', () => {
    const entry = read({
      implementingAgency: '南宁市数据局',
      operator: '甲数据有限公司、乙科技有限公司',
      zone: '金融专区',
      authorisationMode: '分领域授权（金融）',
      operationPattern: '多主体',
      termFrom: '2025-01-01',
      termUntil: '2027-12-31',
      ceilingPrice: '1元/次',
      actualPrice: '0.5元/次',
      pricingUnit: '按次计费',
      priceBasis: '经营性',
      applicationConditions: '持牌金融机构',
      scenario: '普惠金融；信用评估',
    });
    expect(entry).toMatchObject({
      kind: 'product',
      mode: 'authorised-operation',
      implementingAgency: { name: '南宁市数据局', region: '450100' },
      operator: { name: '甲数据有限公司' },
      operators: [{ name: '甲数据有限公司' }, { name: '乙科技有限公司' }],
      operation: {
        zone: '金融专区',
        authorisation: { code: 'by-sector', raw: '分领域授权（金融）' },
        pattern: { code: 'multi-operator' },
        term: { from: '2025-01-01', until: '2027-12-31' },
        basis: { code: 'commercial' },
        pricingUnit: { code: 'call' },
        ceilingPrice: { amount: 1, raw: '1元/次' },
        actualPrice: { amount: 0.5 },
        applicationConditions: '持牌金融机构',
      },
      scenario: '普惠金融；信用评估',
      scenarios: ['普惠金融', '信用评估'],
      remarks: [],
    });
  });

  it('remarks ends that contradict each other and words that nobody knows', () => {
    const { remarks, operation } = read({
      termFrom: '2027-01-01',
      termUntil: '2024-01-01',
      authorisationMode: '其他方式',
    });
    expect(operation?.authorisation).toEqual({ code: null, raw: '其他方式' });
    expect(remarks.map(({ field, code }) => [field, code])).toEqual([
      ['authorisationMode', 'not-understood'],
      ['termUntil', 'conflicting'],
    ]);
  });
});

describe('a registration', () => {
  it('has a code, a registrant, a type, a publicity period and a validity', () => {
    const { registration, remarks } = read({
      registrant: '南宁市数据局',
      registrationCode: '450100202500001',
      registrationQueryCode: 'Q1',
      registrationType: '首次登记',
      registrationStatus: '有效',
      publicity: '2025-03-01至2025-03-10',
      registrationValidFrom: '2025-03-11',
      registrationValidity: '三年',
    });
    expect(remarks).toEqual([]);
    expect(registration).toEqual({
      code: '450100202500001',
      queryCode: 'Q1',
      type: '首次登记',
      typeCode: 'first',
      registrant: {
        name: '南宁市数据局',
        region: '450100',
        office: { code: 'data', name: '数据局', collects: true },
      },
      status: { code: 'valid', raw: '有效' },
      publicity: { from: '2025-03-01', until: '2025-03-10', raw: '2025-03-01至2025-03-10' },
      validFrom: '2025-03-11',
      validFor: 'P3Y',
    });
  });

  it.each([
    [{ code: '1' }, '2026-01-01', 'valid'],
    [{ code: '1', validUntil: '2026-06-30' }, '2026-06-30', 'valid'],
    [{ code: '1', validUntil: '2026-06-30' }, '2026-07-01', 'lapsed'],
    [{ code: '1', validUntil: '2026-06' }, '2026-06-30', 'valid'],
    [{ code: '1', validUntil: '2026' }, '2027-01-01', 'lapsed'],
    [{ code: '1', validFrom: '2024-02-29', validFor: 'P3Y' }, '2027-02-27', 'valid'],
    [{ code: '1', validFrom: '2024-02-29', validFor: 'P3Y' }, '2027-02-28', 'lapsed'],
    [{ code: '1', typeCode: 'cancellation' as const }, '2026-01-01', 'cancelled'],
    [{ code: '1', status: { code: 'cancelled' as const, raw: '注销' } }, '2026-01-01', 'cancelled'],
    [{ publicity: { from: '2026-01-01', until: '2026-01-10' } }, '2026-01-10', 'in-publicity'],
    [{ publicity: { from: '2026-01-01', until: '2026-01-10' } }, '2026-01-11', undefined],
    [{ queryCode: 'x' }, '2026-01-11', undefined],
  ])('%j stands on %s as %s', (registration, on, state) => {
    expect(registrationState(registration, on)).toBe(state);
  });

  it('ends the day before its anniversary', () => {
    expect(endOf('2025-03-11', 'P3Y')).toBe('2028-03-10');
    expect(endOf('2025-01-31', 'P1M')).toBe('2025-02-27');
    expect(endOf('2025', 'P1Y')).toBe('2025-12-31');
    expect(endOf('2025-01-01', 'P3')).toBeUndefined();
  });

  it('says undated what it says on every day before its end', () => {
    expect(undatedState({ code: '1', validUntil: '2020-01-01' })).toBe('valid');
    expect(undatedState({ queryCode: '1' })).toBeUndefined();
  });

  it('needs more than a validity, which other things have too', () => {
    const { registration, remarks } = read({ registrationValidUntil: '2026-01-01' });
    expect(registration).toBeUndefined();
    expect(remarks).toEqual([{ field: 'registrationCode', code: 'ignored' }]);
  });
});
