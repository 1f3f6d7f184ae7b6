import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CodedError } from '../../config/errors/errors.ts';
import type { Statement } from '../../config/record.ts';
import { Entry } from '../../normalizer/entry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { anyStatement, source, statement } from './statements.ts';

/** Every string of a value except addresses and identifiers, which must stay exact. */
function* strings(value: unknown, key = ''): Generator<string> {
  if (['id', 'localId', 'nativeId', 'landingPage', 'accessUrl', 'downloadUrl'].includes(key)) return;
  if (typeof value === 'string') yield value;
  else if (Array.isArray(value)) for (const each of value) yield* strings(each, key);
  else if (value !== null && typeof value === 'object') {
    for (const [name, each] of Object.entries(value)) {
      yield name;
      yield* strings(each, name);
    }
  }
}
const MOBILE = /(?<![\d.])1[3-9]\d{9}(?!\d)/;

function attempt(stated: Statement): Entry | CodedError {
  try {
    return normalize(source(), stated);
  } catch (error) {
    if (error instanceof CodedError) return error;
    throw error;
  }
}

describe('normalize', () => {
  it('makes a valid entry of any statement, or refuses it by a record code', () => {
    fc.assert(
      fc.property(anyStatement, (stated) => {
        const entry = attempt(stated);
        if (entry instanceof CodedError) {
          expect(entry.code).toMatch(/^record\./);
          return;
        }
        const parsed = Entry.safeParse(entry);
        expect(parsed.error?.issues ?? []).toEqual([]);
        expect(JSON.stringify(entry).isWellFormed()).toBe(true);
        expect(JSON.parse(JSON.stringify(entry))).toEqual(entry);
        for (const text of strings(entry)) expect(text).not.toMatch(MOBILE);
        expect(attempt(structuredClone(stated))).toEqual(entry);
      }),
      { numRuns: 600 },
    );
  });

  it('maps a whole record', () => {
    const entry = normalize(
      source(),
      statement(
        {
          title: ' 【青秀区】停车场\u00a0信息 ',
          description: '<p>位置、车位数。</p>联系电话：13912345678',
          publisher: '青秀区住房和城乡建设局',
          theme: "['交通运输', '生活服务']",
          industry: '交通运输、仓储和邮政业',
          keywords: '停车场\r\n\t 车位,暂无',
          openness: 1,
          frequency: '每年(更新说明:暂无新业务数据产生)',
          formats: "['xls', '接口', '数据库-mysql']",
          issued: '2022/8/9',
          modified: 1660010472000,
          volume: '3,800条',
          contactPhone: '张三 0771-1234567/13912345678',
          contactName: '张三',
          landingPage: '/catalog/ab13912345678cdef0123456789',
        },
        {
          codes: { openness: { '1': '无条件开放' } },
          unmapped: { 目录编号: 'X1', 联系人: '李四', 备注: '手机13800000000' },
          nativeId: 'oportal/ab13912345678cdef0123456789',
        },
      ),
    );
    expect(entry).toMatchObject({
      id: 'guangxi-nanning:1',
      title: '【青秀区】停车场 信息',
      description: '位置、车位数。\n联系电话：139****5678',
      publisher: { name: '青秀区住房和城乡建设局', region: '450103' },
      kind: 'dataset',
      mode: 'opening',
      openness: { class: 'unconditional', raw: '无条件开放' },
      accessRights: 'public',
      themes: [
        { code: 'transport', raw: '交通运输' },
        { code: 'living', raw: '生活服务' },
      ],
      dcatThemes: ['TRAN', 'SOCI'],
      industry: { code: 'G' },
      keywords: ['停车场', '车位'],
      spatial: { code: '450103', raw: '青秀区' },
      frequency: { code: 'ANNUAL', duration: 'P1Y', raw: '每年(更新说明:暂无新业务数据产生)' },
      issued: '2022-08-09',
      modified: '2022-08-09T10:01:12+08:00',
      volume: { rows: 3800 },
      contact: { phone: '0771-1234567、139****5678' },
      landingPage: 'https://data.example.org/catalog/ab13912345678cdef0123456789',
    });
    expect(entry.distributions.map(({ format }) => format)).toEqual(['xls', 'api', 'table']);
    expect(entry.raw).toMatchObject({ openness: 1, 目录编号: 'X1', 备注: '手机138****0000' });
    expect(entry.raw.landingPage).toBe('/catalog/ab13912345678cdef0123456789');
    expect(JSON.stringify(entry)).not.toMatch(/张三|李四/);
    expect(entry.remarks).toContainEqual({ field: 'unmapped', code: 'unmapped', raw: '目录编号、备注' });
    expect(entry.remarks).toContainEqual({ field: 'description', code: 'masked' });
  });

  it('refuses by name', () => {
    const code = (stated: Statement) => (attempt(stated) as CodedError).code;
    expect(code(statement({ title: '  ' }))).toBe('record.no-title');
    expect(code(statement({ title: '<p>&nbsp;</p>' }))).toBe('record.no-title');
    expect(code(statement({ title: null }))).toBe('record.no-title');
    expect(code(statement({}, { id: ' ' }))).toBe('record.no-id');
    expect(code(statement({}, { id: 'x'.repeat(2000) }))).toBe('record.invalid');
    expect(code(statement({}, { id: '\ud800' }))).toBe('record.invalid');
    const huge = Array.from({ length: 200 }, () => 'x'.repeat(15_000));
    expect(code(statement({}, { unmapped: { huge } }))).toBe('record.too-large');
  });

  it('survives what is nested without end', () => {
    let deep: Statement['unmapped'][string] = 'bottom';
    for (let level = 0; level < 20_000; level += 1) deep = [deep];
    const entry = normalize(source(), statement({ keywords: deep, theme: deep }, { unmapped: { deep } }));
    expect(entry.remarks).toContainEqual({ field: 'deep', code: 'truncated' });
    expect(JSON.stringify(entry).length).toBeLessThan(2000);
  });

  it('keeps of unmapped contacts the lines only, and no names inside what is nested', () => {
    const entry = normalize(
      source(),
      statement(
        {},
        {
          unmapped: {
            负责人电话: '王五 13812345678',
            linkman: '王五',
            创建人: '王五',
            dept: { name: '水利局', linkMan: '王五', phone: '13812345678' },
            contactName: '王五',
            联系地址: '民生路1号',
          },
        },
      ),
    );
    expect(entry.raw).toMatchObject({
      联系地址: '民生路1号',
      负责人电话: '138****5678',
      dept: { name: '水利局', phone: '138****5678' },
    });
    expect(JSON.stringify(entry)).not.toContain('王五');
  });

  it('notes dates that contradict each other, as far as both are precise', () => {
    const remarks = (issued: string, modified: string) =>
      normalize(source(), statement({ issued, modified })).remarks;
    expect(remarks('2022-08-09', '2021-01-01')).toEqual([
      { field: 'modified', code: 'conflicting', raw: '2021-01-01' },
    ]);
    expect(remarks('2022-08-09', '2022')).toEqual([]);
    expect(remarks('2022-08-09 10:00:00', '2022-08-09')).toEqual([]);
  });

  it('keeps unknown codes raw, with a remark, and what collides beside it', () => {
    const entry = normalize(
      source(),
      statement(
        { frequency: '42', openness: 7 },
        {
          codes: { frequency: { '1': '每日' }, openness: { '1': '无条件开放', '*': '有条件开放' } },
          unmapped: { title: '别名' },
        },
      ),
    );
    expect(entry.frequency).toEqual({ code: null, raw: '42' });
    expect(entry.openness?.class).toBe('conditional');
    expect(entry.raw).toMatchObject({ frequency: '42', openness: 7, title: '停车场信息', 'title#': '别名' });
    expect(entry.remarks).toContainEqual({ field: 'frequency', code: 'not-understood', raw: '42' });
  });

  it('cuts what is too long and says so', () => {
    const entry = normalize(
      source(),
      statement({ title: '长'.repeat(600), description: '述'.repeat(30_000) }),
    );
    expect(entry.title).toHaveLength(500);
    expect(entry.description).toHaveLength(20_000);
    expect(entry.remarks).toContainEqual({ field: 'title', code: 'truncated' });
    expect(entry.remarks).toContainEqual({ field: 'description', code: 'truncated' });
  });
});
