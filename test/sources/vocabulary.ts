/** The generator's words and their weights; subjects, offices and data items stand in `vocabulary.yaml`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

/** A field of the national list, the offices that supply it, the industry (GB/T 4754) it falls in, its subjects. */
const FieldOfData = z.strictObject({
  theme: z.string(),
  industry: z.string(),
  /** Without tier or place: 教育局 at a city, 教育厅 at a province. */
  offices: z.array(z.tuple([z.string(), z.string()])).min(1),
  /** Name → data items. */
  subjects: z.record(z.string(), z.array(z.string()).min(1)),
});

export const FIELDS_OF_DATA = z
  .array(FieldOfData)
  .parse(parse(readFileSync(new URL('./vocabulary.yaml', import.meta.url), 'utf8')))
  .map((field) => ({ ...field, subjects: Object.entries(field.subjects) }));

/** Words put after a subject where a thing is one of a series or a part. */
export const YEARS = ['2019年', '2020年', '2021年', '2022年', '2023年', '2024年'];
export const SERIES = [
  '（第一批）',
  '（第二批）',
  '（第三批）',
  '（上半年）',
  '（下半年）',
  '（新增）',
  '（注销）',
  '（变更）',
];
export const SURNAMES = '王李张刘陈杨黄赵周吴徐孙朱马胡林郭何高罗韦覃蒙莫';
export const GIVEN = '伟芳娜敏静秀丽强磊洋勇艳杰娟涛明超霞平刚桂英文辉建华';
/** Frequency words with their weights. */
export const FREQUENCIES: [string, number][] = [
  ['每年', 52],
  ['每月', 14],
  ['每季度', 8],
  ['每半年', 6],
  ['每天', 6],
  ['每周', 3],
  ['实时', 5],
  ['不定期', 6],
];
/** Formats offered together, with their weights. */
export const FORMAT_SETS: [string[], number][] = [
  [['xls', 'xml', 'json', 'csv', 'rdf'], 40],
  [['xls', 'json', 'csv'], 22],
  [['xlsx'], 12],
  [['csv', 'json', 'xml', 'xlsx'], 8],
  [['xls', 'json', 'csv', 'api'], 6],
  [['api'], 5],
  [['pdf'], 2],
  [['link'], 2],
  [['file'], 3],
];
