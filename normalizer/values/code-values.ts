/**
 * How sources write values of code lists, whatever the list: `S.公共管理、社会保障和社会组织`, `01-教育`, `【卫生健康类】`,
 * `行业：A01 农业`, `教育/文化`, `['a', 'b']`. The lists say which words there are; here is how words are dressed and joined.
 */
import type { RawValue } from '../../config/record.ts';
import { vocabularyRevision } from '../../config/vocabularies.ts';
import { cleanText, cut, wordKey } from '../text.ts';
import { listOf } from './lists.ts';
import { isPlaceholder } from './terms.ts';

/** Between values, hardly ever inside one. */
const HARD = /[,，;；|｜\r\n\t>＞]+|\s[/／]\s/;
/** Between values, or inside the name of one. */
const SOFT = /\s*[、/／与和及或&+·_→-]+\s*|\s+/;
const LONGEST = 200;
const MOST = 100;
/** A name has at most so many soft separators inside. */
const MOST_JOINED = 6;

const QUOTES =
  /^[\s"'“”‘’「」『』《》<>【】[\]〔〕()（）.。、，,:：;；*#·/-]+|[\s"'“”‘’「」『』《》<>【】[\]〔〕(（.。、，,:：;；*#·/-]+$/g;
/** A code or number in front: `S.`, `01-`, `A01 `, `(一)`, `1、`, `G54—`. A letter alone needs a mark behind it. */
const CODE_BEFORE =
  /^(?:[(（【[]?(?:[A-Z]{0,2}\d{1,6}(?:\.\d+)*|[一二三四五六七八九十]{1,3})[)）】\]]?\s*[-–—_.．、:：)）\s]*|[(（【[]?[A-Z]{1,2}[)）】\]]?\s*[-–—_.．、:：)）\s]+|[(（【[][A-Z][)）】\]])(?=\p{Script=Han}|[A-Za-z]{2})/u;
/** A section's letter right before its name: A农、林、牧、渔业. */
const LETTER_BEFORE = /^[A-Z](?=\p{Script=Han})/u;
/** A part of a path that only says what kind of list it is: A门类/…, 主题分类/…. */
const KIND_ONLY =
  /^[A-Z\d]{0,3}(?:门类|[大中小]类|(?:主题|行业|领域|数据|资源|国民经济行业)(?:分类|类别)|分类|类别)$/;
/** The same behind: `教育(P)`, `农业-01`, `林业[A02]`. */
const CODE_BEHIND = /(?<=\p{L})\s*(?:[-–—_.．:：\s]\s*[A-Z]?\d{1,6}|[(（【[]\s*[A-Z]?\d{0,6}\s*[)）】\]])$/u;
/** What is said beside the name: 教育（含体育）. */
const ASIDE = /(?<=.)[(（【[][^()（）【】[\]]{1,30}[)）】\]]$/;
/** The kind of value before it: 主题：生态环境, 所属行业-教育, 类型=…. */
const KIND_BEFORE = /^[\p{L}]{2,8}[:：=—-]\s*(?=\p{L})/u;
/** What classes are called. */
const TAIL =
  /(?:综合|等)?(?:大类|门类|小类|类别|类型|分类|领域|行业|产业|主题|专题|方面|部门|格式|信息|数据|资源|相关|服务|类|业)$/;

/** Separators left at the ends of a part. */
const EDGES = /^[\s、，,/／]+|[\s、，,/／]+$/g;
/** A number with its unit is no code: 0 日, 15 天, 2级. */
const COUNT = /^\d+\s*(?:个|天|日|周|星期|月|年|季|小时|分|次|级)/;
/** An address names one thing, and means nothing in parts. */
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/** One value of a cell: what it was found to be, and its own words. */
export interface CodeValue<T> {
  found?: T;
  raw: string;
}

export type Lookup<T> = (word: string) => T | undefined;

/** The word undressed step by step; the plainest last. */
export function* forms(word: string): Generator<string> {
  yield word;
  if (ADDRESS.test(word)) return;
  let form = word;
  for (const dress of [QUOTES, CODE_BEFORE, CODE_BEHIND, KIND_BEFORE, CODE_BEFORE, LETTER_BEFORE, ASIDE]) {
    const bare = form.replace(dress, '').trim();
    if (bare === form || bare === '' || (dress === CODE_BEFORE && COUNT.test(form))) continue;
    form = bare;
    yield form;
  }
  for (let count = 0; count < 2; count += 1) {
    const stem = form.replace(TAIL, '');
    if (stem === form || stem.length < 2) return;
    form = stem;
    yield form;
  }
}

/** What one word is, in the plainest form that the list knows. */
export function findIn<T>(word: string, find: Lookup<T>): T | undefined {
  for (const form of forms(word)) {
    const found = find(form);
    if (found !== undefined) return found;
  }
  return undefined;
}

type Values<T> = readonly CodeValue<T>[];

/** Cells repeat: a catalogue of 100,000 rows has some hundred different ones. By lookup and text. */
let remembered = new WeakMap<Lookup<unknown>, Map<string, Values<unknown>>>();
const REMEMBERED = 10_000;
let revision = vocabularyRevision();

/** For who changes what lookups find. */
export function forgetCodeValues(): void {
  remembered = new WeakMap();
}

/** All values of a cell in their order; placeholders are none. Each stretch that is nothing known comes back as one. */
export function codeValues<T>(value: RawValue | undefined, find: Lookup<T>): Values<T> {
  if (typeof value !== 'string' || value.length > LONGEST) return read(value, find);
  if (revision !== vocabularyRevision()) {
    forgetCodeValues();
    revision = vocabularyRevision();
  }
  let known = remembered.get(find) as Map<string, Values<T>> | undefined;
  if (known === undefined || known.size >= REMEMBERED) {
    known = new Map();
    remembered.set(find, known);
  }
  let values = known.get(value);
  if (values === undefined) {
    values = read(value, find);
    known.set(value, values);
  }
  return values;
}

function read<T>(value: RawValue | undefined, find: Lookup<T>): CodeValue<T>[] {
  const values: CodeValue<T>[] = [];
  for (const listed of listOf(value).slice(0, MOST)) {
    const text = cleanText(listed.slice(0, LONGEST * 20), true);
    if (isPlaceholder(text)) continue;
    for (const each of valuesOf(text, find)) {
      if (values.length === MOST) return values;
      if (!isPlaceholder(each.raw)) values.push({ ...each, raw: cut(each.raw, LONGEST) });
    }
  }
  return values;
}

function valuesOf<T>(text: string, find: Lookup<T>): CodeValue<T>[] {
  const whole = findIn(text, find);
  if (whole !== undefined) return [{ found: whole, raw: text }];
  if (ADDRESS.test(text) && !/\s/.test(text)) return [{ raw: text }];
  const runs = parts(text, HARD);
  // A name's own comma: 农,林,牧,渔业.
  if (runs.length > 1) {
    const joined = joinedNames(runs, find);
    if (joined.every(({ found }) => found !== undefined)) return joined;
    return runs.flatMap((run) => valuesOf(run, find));
  }
  const bare = [...forms(runs[0] ?? text)].find((form) => form.split(SOFT, 2).length > 1);
  const pieces = bare === undefined ? [] : parts(undressed(bare), SOFT);
  if (pieces.length < 2) {
    const only = bare === undefined ? undefined : findIn(pieces[0] ?? '', find);
    if (only !== undefined) return [{ found: only, raw: text }];
    return runs.length === 0 ? [] : [{ raw: runs[0] as string }];
  }
  const named = joinedNames(pieces, find);
  // Where nothing of it is known it is one value, not many.
  return named.every(({ found }) => found === undefined) ? [{ raw: text }] : named;
}

const undressed = (text: string): string => text.replace(CODE_BEFORE, '').replace(/类$/, '');

const parts = (text: string, between: RegExp): string[] =>
  text
    .split(between, MOST)
    .map((part) => part.replace(EDGES, ''))
    .filter((part) => /[\p{L}\p{N}]/u.test(part) && !KIND_ONLY.test(part));

/** Longest known name first: 文化、体育、卫生 is 文化、体育 and 卫生 where the list has 文化、体育. */
function joinedNames<T>(pieces: string[], find: Lookup<T>): CodeValue<T>[] {
  const values: CodeValue<T>[] = [];
  for (let from = 0; from < pieces.length; ) {
    let to = Math.min(pieces.length, from + MOST_JOINED);
    let found: T | undefined;
    for (; to > from; to -= 1) {
      const run = pieces.slice(from, to);
      found = to === from + 1 ? findIn(run[0] as string, find) : (find(run.join('、')) ?? find(run.join('')));
      if (found !== undefined) break;
    }
    const end = found === undefined ? from + 1 : to;
    const raw = pieces.slice(from, end).join('、');
    values.push(found === undefined ? { raw } : { found, raw });
    from = end;
  }
  return values;
}

/** Names are compared also without the marks and joints inside: 农、林、牧、渔业 is 农林牧渔业. */
export const nameKey = (word: string): string => wordKey(word).replace(/[、,，和及与·/_-]/g, '');
