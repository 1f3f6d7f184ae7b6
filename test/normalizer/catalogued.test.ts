/** The compilation guide's own facts, as entries have them. */
import { describe, expect, it } from 'vitest';
import { creditCode } from '../../config/text/credit-code.ts';
import { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { source, statement } from './statements.ts';

const read = (fields: Parameters<typeof statement>[0]) => {
  const entry = normalize(source(), statement(fields));
  expect(Entry.safeParse(entry).error).toBeUndefined();
  return entry;
};
const remarksOn = (entry: Entry, field: string) =>
  entry.remarks.filter((remark) => remark.field === field).map(({ code }) => code);

describe("the guide's metadata", () => {
  it('has code, class, relations, kind and level', () => {
    const entry = read({
      resourceCode: '3021/007351',
      classPath: ['部门信息资源类', '发展改革', '价格', '价格监测'],
      relatedCodes: '3021/007352；3021/007353、3021/007352',
      subjectKind: '主题信息资源',
      catalogueLevel: '国家级',
    });
    expect(entry.catalogued).toEqual({
      code: '3021/007351',
      classPath: ['部门信息资源类', '发展改革', '价格', '价格监测'],
      related: ['3021/007352', '3021/007353'],
      subject: { code: 'thematic', raw: '主题信息资源' },
      level: { code: 'national', raw: '国家级' },
    });
    expect(entry.remarks).toEqual([]);
  });

  it('takes a class as one path', () => {
    expect(read({ classPath: '部门类/发展改革/价格' }).catalogued?.classPath).toEqual([
      '部门类',
      '发展改革',
      '价格',
    ]);
  });

  it('keeps a code of another shape, and says so', () => {
    const entry = read({ resourceCode: 'A-17' });
    expect(entry.catalogued?.code).toBe('A-17');
    expect(remarksOn(entry, 'resourceCode')).toEqual(['not-understood']);
  });

  it('has the way of sharing beside its type and conditions', () => {
    expect(
      read({ sharing: '有条件共享', sharingConditions: '用于核验', sharingMode: '接口' }).sharing,
    ).toEqual({ class: 'conditional', conditions: '用于核验', way: '接口', raw: '有条件共享' });
  });
});

describe('unified social credit codes', () => {
  it.each([
    ['91350100M000100Y43', 'right'],
    ['91350100M000100Y44', 'wrong'],
    ['91350100M0001I0Y43', 'wrong'],
    ['003591234', 'other'],
  ])('%s is %s', (code, is) => expect(creditCode(code)).toBe(is));

  it('remark a wrong one and keep it', () => {
    const entry = read({ publisher: '福州市统计局', publisherCode: '91350100M000100Y44' });
    expect(entry.publisher?.code).toBe('91350100M000100Y44');
    expect(remarksOn(entry, 'publisherCode')).toEqual(['not-understood']);
  });
});
