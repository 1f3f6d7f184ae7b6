/** A source and statements to normalise, by hand and at random. */
import fc from 'fast-check';
import { FIELDS, type Field, type RawValue, type Statement } from '../../config/record.ts';
import { type HarvestableSource, Source } from '../../config/registry/source.ts';

export function source(change: Record<string, unknown> = {}): HarvestableSource {
  return Source.parse({
    id: 'guangxi-nanning',
    title: '南宁市公共数据开放平台',
    kind: 'open-platform',
    mode: 'opening',
    region: '450100',
    home: 'https://data.example.org/',
    harvest: { family: 'inspur-oportal', base: 'https://data.example.org/portal' },
    ...change,
  }) as HarvestableSource;
}

export function statement(
  fields: Partial<Record<Field, RawValue>>,
  rest: Partial<Omit<Statement, 'fields'>> = {},
): Statement {
  return {
    id: '1',
    fields: { title: '停车场信息', ...fields },
    distributions: [],
    dataItems: [],
    unmapped: {},
    ...rest,
  };
}

/** Texts of the kinds that hurt: lone surrogates, markup, numbers of people, lists as text, dates, very long ones. */
export const nastyText = fc.oneof(
  { weight: 3, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  fc
    .array(fc.integer({ min: 0, max: 0xffff }), { maxLength: 20 })
    .map((units) => String.fromCharCode(...units)),
  fc.constantFrom(
    '暂无',
    'null',
    'NaN',
    '[]',
    "['xls', 'csv']",
    '<p>一&nbsp;段</p><script>alert(1)</script>',
    '&amp;amp;lt;b&amp;gt;',
    '联系人张三13912345678',
    '139 1234 5678、0771-1234567',
    '１３９１２３４５６７８',
    '2022-08-09',
    '20220809101112',
    '1660000000000',
    '9999-99-99',
    '每 2 日',
    '农、林、牧、渔业',
    'http://a b/<x>',
    'javascript:alert(1)',
    '__proto__',
    '\\n\\r\\n\\t',
    '\ufeff\u200b 　',
  ),
  fc
    .tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 5 }), fc.integer({ min: 1, max: 9000 }))
    .map(([text, times]) => text.repeat(times)),
);

export const nastyValue: fc.Arbitrary<RawValue> = fc.letrec<{ value: RawValue }>((tie) => ({
  value: fc.oneof(
    { weight: 6, arbitrary: nastyText },
    fc.oneof(fc.double(), fc.integer(), fc.constantFrom(13912345678, 1660000000000, 0, -1, 1e21)),
    fc.constantFrom(null, true, false),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(nastyText, fc.constantFrom('name', 'time', 'code', '__proto__')), tie('value'), {
      maxKeys: 4,
    }),
  ),
})).value;

const some = (keys: string[]) =>
  fc.dictionary(fc.constantFrom(...keys), nastyValue, { maxKeys: keys.length }) as fc.Arbitrary<
    Record<string, RawValue>
  >;

export const anyStatement: fc.Arbitrary<Statement> = fc.record({
  id: fc.oneof({ weight: 5, arbitrary: fc.uuid() }, nastyText),
  fields: fc
    .tuple(some([...FIELDS]), fc.oneof({ weight: 9, arbitrary: nastyText }, fc.constant('')))
    .map(([fields, title]) => ({ ...fields, title }) as Statement['fields']),
  distributions: fc.array(
    some(['title', 'format', 'mediaType', 'accessUrl', 'downloadUrl', 'byteSize', 'rows']),
    { maxLength: 3 },
  ),
  dataItems: fc.array(some(['name', 'label', 'type', 'description']), { maxLength: 3 }),
  unmapped: fc.dictionary(fc.oneof(nastyText, fc.constantFrom('联系人', 'title', '__proto__')), nastyValue, {
    maxKeys: 4,
  }),
  codes: fc.constantFrom(undefined, { frequency: { '1': '每日' } }, { openness: { '*': '有条件开放' } }),
  nativeId: fc.option(nastyText, { nil: undefined }),
}) as fc.Arbitrary<Statement>;
