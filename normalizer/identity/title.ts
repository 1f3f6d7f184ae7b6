/** What a title says of identity: its letters and digits, without whose it is and without words that any title may end in. */
import { isWithin, region } from '../../config/regions.ts';
import { placeName } from '../offices/place.ts';
import { lettersAndDigits } from './letters.ts';

/** What says that the same data is had through an interface or as a table, or that it is data at all. */
const TAIL = /(?:(?:数据)?(?:api|接口)(?:服务|接口)?|数据集|数据|信息|表)$/;
const SHORTEST = 2;

/** The title without the place that it begins with, where that place lies within the province of `from`. */
export function titleOf(title: string, from: string): { core: string; place?: string } {
  const home = region(from)?.province;
  const { place, rest, tier } = placeName(title, from);
  const begins = tier === undefined && place !== undefined && title.normalize('NFKC').trim() !== rest;
  if (!begins || home === undefined || !isWithin(place, home)) return { core: core(title) };
  const left = core(rest);
  return [...left].length < SHORTEST ? { core: core(title), place } : { core: left, place };
}

function core(title: string): string {
  let plain = lettersAndDigits(title);
  for (;;) {
    const shorter = plain.replace(TAIL, '');
    if (shorter === plain || shorter.length < SHORTEST) return plain;
    plain = shorter;
  }
}
