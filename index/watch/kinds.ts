/**
 * What kind of data a title is of, whichever place and office it is from and for whatever time: 南宁市2022年律师事务所名录 and
 * 律师事务所信息 are one. Numbers that tell things apart stay for identity to look at; here they are left out.
 */
import { isWithin, region } from '../../config/regions.ts';
import { titleWords } from '../../config/title-words.ts';
import { lettersAndDigits } from '../../normalizer/identity/letters.ts';
import { placeName } from '../../normalizer/offices/place.ts';
import { terms } from '../../normalizer/values/terms.ts';

export interface TitleKind {
  /** Alike for all of the kind; blank where the title names none. */
  key: string;
  /** The title as people read it, without place and time. */
  name: string;
}

const ASIDE = /[（(【[《][^（）()【】[\]《》]{0,30}[）)】\]》]/g;
const NUMERAL = '[0-9一二三四五六七八九十]';
const TIME = new RegExp(
  [
    '(?:截[至止])?(?:19|20)\\d{2}(?:[-—~至到](?:19|20)?\\d{2,4})?(?:年度?)?(?:第?[一二三四1-4]季度|[上下]半年|\\d{1,2}(?:[-—~至到]\\d{1,2})?月(?:份|\\d{1,2}日)?)?(?:底|末)?',
    `第?${NUMERAL}{1,3}季度`,
    `${NUMERAL}{1,3}(?:[-—~至到]${NUMERAL}{1,3})?月份?`,
    `第${NUMERAL}{1,4}(?:批次?|期|次|号|轮|部分)`,
    '[上下]半年度?|历年来?|近[0-9一二三四五六七八九十]年|主要年份|年度|月度|季度',
  ].join('|'),
  'gu',
);
/** 统计局_人口, 信用信息库_许可: what stands before is where it is kept. */
const BEFORE_MARK = /^[^_—\-－:：]{1,14}[_—\-－:：]+(?=.{3})/u;
const OFFICE = /^.{1,14}?(?:局|委员会|委|厅|办公室|中心|院|会|处|队|站)(?=.{3})/u;
/** 全市旅行社 are the city's, as those of any other title are. */
const WHOLE = /^(?:全|本)[省市州县区]|^[省市县区]本?级(?=.{3})/u;
const SHORTEST = 3;
const ENDS = /(?:(?:数据)?(?:api|接口)(?:服务|接口)?)$/iu;

export function kindOf(title: string, from: string): TitleKind {
  const plain = title.normalize('NFKC').replace(ASIDE, '').trim();
  const { rest } = named(plain, from);
  let name = rest;
  for (let passes = 0; passes < 3 && BEFORE_MARK.test(name); passes += 1)
    name = name.replace(BEFORE_MARK, '');
  name = withoutOffice(named(name, from).rest);
  name = name
    .replace(WHOLE, '')
    .replace(TIME, '')
    .replace(ENDS, '')
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .replace(/^[的年月]/, '');
  const key = bare(lettersAndDigits(name).replaceAll('-', ''));
  return isEmpty(key) ? { key: '', name } : { key, name };
}

/** Without the place that it begins with; blank where it is nothing else. */
function named(title: string, from: string): { rest: string } {
  const { place, rest, tier } = placeName(title, from);
  const home = region(from)?.province;
  const begins = tier === undefined && place !== undefined && rest !== title && home !== undefined;
  return { rest: begins && isWithin(place, home) ? rest : title };
}

/** Offices that the list knows: 卫生健康委员会行政处罚 is 行政处罚. */
function withoutOffice(name: string): string {
  const list = terms('offices');
  const found = OFFICE.exec(name)?.[0];
  return found !== undefined && list.find(found) !== undefined ? name.slice(found.length) : name;
}

function bare(key: string): string {
  const { tails } = titleWords();
  let left = key;
  for (;;) {
    const tail = tails.find((each) => left.endsWith(each) && left.length - each.length >= SHORTEST);
    if (tail === undefined) return left;
    left = left.slice(0, -tail.length);
  }
}

/** What is left of a field's or a section's name (交通运输, 医疗卫生) names all that there is of it. */
function isEmpty(key: string): boolean {
  if (terms('themes').find(key) !== undefined || terms('industries').find(key) !== undefined) return true;
  let left = key;
  for (const word of titleWords().empty) left = left.replaceAll(word, '');
  return [...left.replace(/\d/g, '')].length < 2 || [...key].length < SHORTEST;
}
