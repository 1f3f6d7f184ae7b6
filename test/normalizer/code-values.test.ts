/** Values of code lists in every dress: what they are does not hang on how they are written. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { industryDivisions, themeWords, vocabulary } from '../../config/vocabularies.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { codeValues } from '../../normalizer/values/code-values.ts';
import { nastyText, source, statement } from './statements.ts';

const read = (fields: Parameters<typeof statement>[0], rest = {}) =>
  normalize(source(), statement(fields, rest));
const industryOf = (industry: string) => read({ industry }).industry?.code;
const themesOf = (theme: string) => read({ theme }).themes.map(({ code }) => code);

/** How catalogues dress a name; each leaves it the same name. */
const DRESSES: ((name: string) => string)[] = [
  (name) => `07.${name}`,
  (name) => `(3)${name}`,
  (name) => `三、${name}`,
  (name) => `B12-${name}`,
  (name) => `【${name}】`,
  (name) => `“${name}”`,
  (name) => `${name}(G54)`,
  (name) => `${name}-15`,
  (name) => `分类:${name}`,
  (name) => `所属类别：${name}`,
  (name) => ` ${name}\u3000`,
  (name) => `["${name}"]`,
  (name) => `[${name}]`,
  (name) => `${name};`,
  (name) => `${name}（含下属单位）`,
];
const SEPARATORS = [',', '，', ';', '；', '|', '｜', '/', '、', '\n', '\t', ' > ', '，、'];

const sections = vocabulary('industries');
const fields = vocabulary('themes').filter(({ code }) => code !== 'other');
const dress = fc.constantFrom(...DRESSES);

describe('a value of a code list', () => {
  it('is the same in every dress: sections of industry', () => {
    fc.assert(
      fc.property(fc.constantFrom(...sections), dress, ({ code, zh }, dressed) => {
        expect(industryOf(dressed(zh)), dressed(zh)).toBe(code);
      }),
    );
  });

  it('is the same in every dress: the national fields, with what classes are called behind them', () => {
    const tail = fc.constantFrom('', '类', '领域', '主题', '大类', '行业');
    fc.assert(
      fc.property(fc.constantFrom(...fields), tail, dress, ({ code, zh }, after, dressed) => {
        expect(themesOf(dressed(zh + after)), dressed(zh + after)).toEqual([code]);
      }),
    );
  });

  it('may stand with others in one cell, with any separator', () => {
    const some = fc.uniqueArray(fc.constantFrom(...fields), { minLength: 2, maxLength: 4 });
    fc.assert(
      fc.property(some, fc.constantFrom(...SEPARATORS), (chosen, separator) => {
        const cell = chosen.map(({ zh }) => zh).join(separator);
        expect(themesOf(cell), cell).toEqual(chosen.map(({ code }) => code));
      }),
    );
  });

  it.each([
    ['S.公共管理、社会保障和社会组织', 'S'],
    ['A01 农业', 'A'],
    ['G56航空运输业', 'G'],
    ['C', 'C'],
    ['I65', 'I'],
    ['8321', 'P'],
    ['农林牧渔', 'A'],
    ['电力热力燃气及水生产和供应', 'D'],
    ['互联网和相关服务', 'I'],
    ['(J)金融', 'J'],
    ['A农、林、牧、渔业', 'A'],
    ['C门类/制造业', 'C'],
    ['公共管理与社会组织', 'S'],
    ['电力、热力、燃气及水的生产和供应业', 'D'],
    ['12', undefined],
    ['A99', undefined],
  ])('%s is section %s', (value, code) => {
    expect(industryOf(value) ?? undefined).toBe(code);
  });

  it('of a division is its section, by name and by number', () => {
    const divisions = industryDivisions();
    expect(divisions).toHaveLength(97);
    expect(new Set(divisions.map(({ number }) => number)).size).toBe(97);
    for (const { section, number, name } of divisions) {
      expect([name, industryOf(`${section}${number}`)]).toEqual([name, section]);
      // 卫生, 社会保障 and the like are fields as well, and divisions in this field of the record.
      expect([name, industryOf(name)]).toEqual([name, section]);
    }
  });

  it('of theme words is each of one field', () => {
    const owner = new Map<string, string>();
    for (const [code, words] of themeWords())
      for (const word of words) {
        expect([word, owner.get(word)]).toEqual([word, undefined]);
        expect(fields.some((field) => field.code === code)).toBe(true);
        owner.set(word, code);
      }
  });

  it('that no list has is read by its words where they speak of one field, and says so', () => {
    const inferred = (theme: string) => {
      const { themes, remarks } = read({ theme });
      return [themes.map(({ code }) => code), remarks.map(({ code }) => code)];
    };
    expect(inferred('智慧停车管理')).toEqual([['transport'], ['inferred']]);
    expect(inferred('基层医疗机构名录')).toEqual([[null], ['not-understood']]);
    expect(inferred('气象灾害预警')).toEqual([['weather'], ['inferred']]);
    expect(inferred('交通旅游气象')).toEqual([['transport', 'weather'], ['inferred']]);
    expect(inferred('甲乙丙丁')).toEqual([[null], ['not-understood']]);
  });

  it.each([
    ['1-每年', 'ANNUAL'],
    ['按年度更新一次', 'ANNUAL'],
    ['更新周期：每月', 'MONTHLY'],
    ['【季度】', 'QUARTERLY'],
    ['半年度更新', 'ANNUAL_2'],
    ['04、每日', 'DAILY'],
    ['每日（工作日）', 'DAILY'],
    ['每月15日', 'MONTHLY'],
    ['每季度末', 'QUARTERLY'],
    ['1次/年', 'ANNUAL'],
    ['每旬', 'MONTHLY_3'],
    ['一年两次', 'ANNUAL_2'],
    ['0 日', null],
    ['每年,不定期', 'ANNUAL'],
  ])('%s is the cycle %s', (frequency, code) => {
    expect(read({ frequency }).frequency?.code).toBe(code);
  });

  it.each([
    ['1.无条件开放', 'unconditional'],
    ['【有条件开放】', 'conditional'],
    ['依申请开放类', 'on-application'],
    ['03-不予开放', 'closed'],
    ['受控开放', 'conditional'],
    ['主动公开', 'unconditional'],
    ['涉密', 'closed'],
    ['XX市数据门户', 'unknown'],
  ])('%s is open in the class %s', (openness, code) => {
    expect(read({ openness }).openness?.class).toBe(code);
  });

  it('of two labels for one field are read together', () => {
    const both = read({ openness: '可开放' }, { unmapped: { 开放属性: '有条件开放' } });
    expect(both.openness).toMatchObject({ class: 'conditional', raw: '可开放' });
    expect(both.remarks).toContainEqual({ field: 'openness', code: 'inferred', raw: '有条件开放' });
    const firm = read({ openness: '无条件开放' }, { unmapped: { 开放属性: '有条件开放' } });
    expect(firm.openness?.class).toBe('unconditional');
  });

  it.each([
    ['电子表格/xlsx', ['xlsx']],
    ['01-CSV', ['csv']],
    ['文件格式：PDF', ['pdf']],
    ['XLSX（电子表格）', ['xlsx']],
    ['json + xml', ['json', 'xml']],
    ['JSON接口', ['json']],
    ['excel2007', ['xls']],
    ['csv、xlsx等', ['csv', 'xlsx']],
    ['图片,视频', ['image', 'video']],
    ['ofd', ['ofd']],
    ['“shp”;“geojson”', ['shp', 'geojson']],
  ])('%s is the format %j', (formats, codes) => {
    expect(read({ formats }).distributions.map(({ format }) => format)).toEqual(codes);
  });

  it('of anything at all loses nothing, and takes no longer for being hostile', () => {
    fc.assert(
      fc.property(nastyText, (text) => {
        const values = codeValues(text, () => undefined);
        for (const { found, raw } of values) expect([found, raw.length <= 200]).toEqual([undefined, true]);
        expect(values.length).toBeLessThanOrEqual(100);
      }),
    );
    expect(codeValues(`${'、'.repeat(100_000)}教育`, () => undefined).length).toBeLessThan(2);
  });
});
