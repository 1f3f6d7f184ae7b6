/** The data items of an entry: those that it declares, and those that its description lists. */

import type { Entry } from '../../normalizer/entry.ts';
import { cut } from '../../normalizer/text.ts';

export interface SaidItem {
  name: string;
  where: 'data-items' | 'description';
  /** What stands right before it in the description. */
  before?: string;
}

const LONGEST_TEXT = 4_000;
const LONGEST_ITEM = 24;
const BEFORE = 40;
const PARTS = /[、,，;；。|\t\n\r:：/\\"“”'‘’()（）【】[\]《》]|\s+|以及|及其|<[^>]*>/u;
/** What leads to the first item, and what follows the last: 主要包括姓名 … 备注等信息. */
const HEAD = /^.*(?:包括有?|包含有?|含有|内容有|信息有|字段有?|数据项有?|信息为|内容为|提供|是指|为)/u;
const TAIL =
  /(?:等(?:等)?(?:相关|有关|方面|基本)?(?:的)?(?:信息|内容|数据|字段|数据项|信息项|情况|要素|项目|资料)*(?:信息)?|的?(?:信息|内容|字段|数据项))$/u;

export function saidItems({ dataItems, description }: Pick<Entry, 'dataItems' | 'description'>): SaidItem[] {
  const items: SaidItem[] = [];
  for (const { name, label } of dataItems) {
    for (const each of new Set([label, name])) {
      if (each !== undefined) items.push({ name: each.trim(), where: 'data-items' });
    }
  }
  return description === undefined ? items : [...items, ...listed(cut(description, LONGEST_TEXT))];
}

function listed(text: string): SaidItem[] {
  const plain = text.normalize('NFKC').replaceAll(/姓\s+名/g, '姓名');
  const parts = plain.split(PARTS);
  // A sentence is no list.
  if (parts.length < 2) return [];
  const items: SaidItem[] = [];
  let at = 0;
  for (const part of parts) {
    const from = plain.indexOf(part, at);
    at = from + part.length;
    if (part === '') continue;
    for (const name of namesOf(part)) {
      if (name.length < 2 || name.length > LONGEST_ITEM) continue;
      items.push({ name, where: 'description', before: plain.slice(Math.max(0, from - BEFORE), from) });
    }
  }
  return items;
}

/** The part as it is, and without what leads to it or follows it. */
function namesOf(part: string): string[] {
  const bare = part.replace(TAIL, '');
  const behind = bare.replace(HEAD, '');
  return [...new Set([behind, ...behind.split(/和|与|及/)])].map((each) => each.trim());
}
