/** What an office is for, by its name without place and tier: 卫健委, 卫生和计划生育局 and 卫生健康委员会 are one. */
import type { Agent } from '../entry.ts';
import { terms } from '../values/terms.ts';

/** 外办（市港澳办）: what is said beside the name. */
const ASIDE = /[(（【[][^()（）【】[\]]*[)）】\]]$/;
const GOVERNMENT = /^(?:委(?:员会)?)?(?:(?:人民)?政府)?(?=.{2,}$)/;
/** What offices are called; what stands before it says what for. The short ones first: 工商行政管理 is a whole. */
const TAILS = [
  ...'局厅委办署处部会',
  '中心',
  '总局',
  '分局',
  '总队',
  '支队',
  '大队',
  '委员会',
  '办公室',
  '办公厅',
  '管理局',
  '管理处',
  '事务局',
  '服务中心',
  '管理中心',
  '管理委员会',
  '管理办公室',
  '委员会办公室',
  '监督管理办公室',
  '领导小组办公室',
  '工作领导小组办公室',
];
/** A unit of its own: schools, hospitals, companies, parks, towns, associations. */
const UNIT =
  /(?:[局厅委办署处部会院校馆所站队社厂]|中心|公司|集团|学校|大学|中学|小学|学院|幼儿园|政府|管委会|街道|街办|镇|乡|开发区|高新区|新区|园区|经开区|示范区|度假区|风景区|管理区|银行|海关|总队|支队|大队|小组|机构|基地|农场|林场|水库|电视台|报社|协会|联合会|公积金|代表处|[室科行区联]|本级)$/;
/** An office of several functions that gathers data among them: 科技与大数据局. */
const COLLECTS = /大数据|数据资源|政务服务/;

/** Undefined for a name that is nothing but a person's or a stray word's. */
export function officeOf(rest: string): Agent['office'] {
  // 汶川县 as publisher is that county's government.
  const bare = rest.replace(ASIDE, '').trim();
  const name = bare === '' ? '人民政府' : bare;
  const list = terms('offices');
  for (const form of forms(name)) {
    const known = list.find(form) ?? list.match(form);
    if (known !== undefined)
      return { code: known.code, name: known.zh, ...(known.collects ? { collects: true } : {}) };
  }
  if (!UNIT.test(name)) return undefined;
  return { code: null, name, ...(COLLECTS.test(name) ? { collects: true } : {}) };
}

/** The name, then ever less of it: 人民政府外事办公室, 外事办公室, 外事. */
function* forms(name: string): Generator<string> {
  yield name;
  for (const each of new Set([name, name.replace(GOVERNMENT, '')])) {
    yield each;
    for (const tail of TAILS)
      if (each.length > tail.length && each.endsWith(tail)) yield each.slice(0, -tail.length);
  }
}
