/** The place that an office's name begins with, and the name without it: 南宁市青秀区教育局, 县-县卫健局, 【仙居县】档案局. */
import { COUNTRY, findRegion, isWithin, mayBeginPlace, region } from '../../config/regions.ts';

/** Words before the place's name: 中共南宁市委, 国家税务总局南宁市税务局. */
const BEFORE =
  /^(?:中共|中国共产党|国家税务总局|国家统计局|国家金融监督管理总局|中国人民银行|人民银行|人行|中华人民共和国|国网|共青团|中国银行保险监督管理委员会)(?=.)/;
/** What encloses or parts the place from the rest, none of it a letter. */
const MARKS = /^[^\p{L}\p{N}]+/u;
/** A bare tier: 市司法局, 省统计局; no tier begins 市场监督管理局, 市政园林局 or 市民中心. */
const TIER =
  /^(?:省|自治区|自治州|自治县|[州盟区县旗]|市(?!场|容|域|监局|政(?:园林|设施|公用|工程|市容|管理|建设|养护|局|处)|民(?:中心|服务|热线|卡)))(?=.{2})/;
/** The same again after the place and a mark: 常山县-县交通局. */
const AGAIN = /^[^\p{L}\p{N}]+(?:省|自治区|自治州|[市州盟区县旗])(?=.{2})/u;
/** What the name of a national body leaves of a branch: 中国人民银行南宁中心支行. */
const BRANCH_ONLY = /^(?:(?:监管)?分局|(?:中心)?支行|分行|办事处|监管支局)$/;
/** 中共上海市委上海市人民政府信访办公室: the place twice. */
const COMMITTEE = /^委(?:员会)?(?=.{4})/;
/** 市生态环境局平阳分局: the branch is of the place. */
const BRANCH = /^(.{2,}?[局行会])(.{2,8}?)(?:监管|公安)?(分局|支局|支行|中心支行)$/;
const LONGEST_PLACE = 18;

export interface PlacedName {
  /** GB/T 2260 code of the place whose office it is, where that tells. */
  place?: string;
  /** The name without place and tier; blank where the name is a place's alone. */
  rest: string;
  /** Whether only a tier stood before it (市教育局), the place being the source's or the record's. */
  tier?: 'province' | 'city' | 'county';
}

/** 靖江生态环境局: the place by its short name, where the caller knows an office in what is left. */
export function shortPlace(rest: string, within: string): { place: string; rest: string } | undefined {
  for (let length = Math.min(rest.length - 2, 4); length >= 2; length -= 1) {
    const place = findRegion(rest.slice(0, length), within);
    if (place !== undefined && place.code !== within && place.level !== 'country')
      return { place: place.code, rest: rest.slice(length) };
  }
  return undefined;
}

/** Reads a name as seen from a source, or a record, of the place `from`. */
export function placeName(name: string, from: string): PlacedName {
  const bare = name.normalize('NFKC').replace(MARKS, '');
  const before = BEFORE.exec(bare)?.[0] ?? '';
  const named = bare.slice(before.length) || bare;
  const found = at(named, from);
  if (found === undefined) {
    const tier = TIER.exec(named)?.[0];
    if (tier === undefined) {
      const place = besides(bare, from);
      const own = before + named;
      return { ...(place === undefined ? {} : { place }), rest: own, ...branch(own, place ?? from) };
    }
    const place = ofTier(tier, from);
    const rest = named.slice(tier.length).replace(MARKS, '');
    const level = /^[省自]/.test(tier) && tier !== '自治州' && tier !== '自治县' ? 'province' : undefined;
    return {
      ...(place === undefined ? {} : { place }),
      rest,
      tier: level ?? (/^(?:[市州盟]|自治州)/.test(tier) ? 'city' : 'county'),
      ...branch(rest, place ?? from),
    };
  }
  let { code, length } = found;
  for (;;) {
    let left = named.slice(length).replace(MARKS, '');
    if (COMMITTEE.test(left) && beginning(left.replace(COMMITTEE, ''), code) !== undefined)
      left = left.replace(COMMITTEE, '');
    const further = left === '' ? undefined : beginning(left, code);
    if (further === undefined) break;
    code = further.code;
    length = named.length - left.length + further.length;
  }
  const rest = named.slice(length).replace(AGAIN, '').replace(MARKS, '');
  return {
    place: code,
    rest: before !== '' && (rest === '' || BRANCH_ONLY.test(rest)) ? before : rest,
    ...branch(rest, code),
  };
}

function at(name: string, from: string): { code: string; length: number } | undefined {
  const home = region(from);
  if (home === undefined) return undefined;
  return beginning(name, from) ?? beginning(name, home.province) ?? beginning(name, COUNTRY);
}

function besides(name: string, from: string): string | undefined {
  if (region(from) === undefined) return undefined;
  return /^(?:国家|全国|中国)/.test(name) ? COUNTRY : from;
}

/** A bare tier means the source's own: 市司法局 in Nantong is Nantong's, 省统计局 there Jiangsu's. */
function ofTier(tier: string, from: string): string | undefined {
  const home = region(from);
  if (home === undefined) return undefined;
  if (tier === '省' || tier === '自治区') return home.province;
  if (/^(?:[市州盟]|自治州)/.test(tier))
    return home.city ?? (home.level === 'province' && home.name.endsWith('市') ? from : undefined);
  return home.level === 'county' ? from : undefined;
}

function branch(rest: string, place: string): { place: string; rest: string } | undefined {
  const found = BRANCH.exec(rest);
  if (found === null) return undefined;
  const of = findRegion(found[2] as string, place);
  return of === undefined || !isWithin(of.code, place)
    ? undefined
    : { place: of.code, rest: found[1] as string };
}

/** The place that the name begins with, longest first: counties only by their full name and within the source. */
function beginning(name: string, within: string | undefined): { code: string; length: number } | undefined {
  if (within === undefined || !mayBeginPlace(name)) return undefined;
  for (let length = Math.min(name.length, LONGEST_PLACE); length >= 2; length -= 1) {
    const head = name.slice(0, length);
    const place = findRegion(head, within === COUNTRY ? undefined : within);
    if (place === undefined || place.level === 'country') continue;
    const full =
      place.level === 'county'
        ? within !== COUNTRY && head.endsWith(place.name.at(-1) as string)
        : within !== COUNTRY || place.level === 'province' || /[市州盟区]$/.test(head);
    if (full) return { code: place.code, length };
  }
  return undefined;
}
