/** What the data is about: national fields with DCAT-AP themes, the section of industry, keywords. */
import type { RawValue } from '../config/record.ts';
import { vocabulary } from '../config/vocabularies.ts';
import type { Entry } from './entry.ts';
import { listOf, separated } from './lists.ts';
import { maskMobiles } from './masking.ts';
import type { Reading } from './reading.ts';
import { isPlaceholder, Terms, terms } from './terms.ts';
import { cleanText, cut, wordKey } from './text.ts';

export interface Subjects {
  themes: Entry['themes'];
  dcatThemes: string[];
  industry?: NonNullable<Entry['industry']>;
}

/** Between names, never inside one. 、 may be either: 文化、体育 is one name here and a list there. */
const HARD = /[,，;；|｜\r\n\t]+/;
const MOST_THEMES = 20;
const MOST_KEYWORDS = 60;

/** Names of industries are compared without 、, 和, 及 and 业 at the end. */
const industryKey = (word: string): string =>
  wordKey(word)
    .replace(/[、,，和及与]/g, '')
    .replace(/业$/, '');

let sections: Terms | undefined;
const industries = (): Terms => {
  sections ??= new Terms(vocabulary('industries'), industryKey);
  return sections;
};

/** A theme's name, also with the tail that class lists add: 财政综合类, 综合政务类. */
const themeCode = (name: string): string | undefined =>
  (terms('themes').find(name) ?? terms('themes').find(name.replace(/(?:综合)?类$/, '')))?.code;

/** DCAT-AP's own themes, by the authority's address or their English names. */
const dcatTheme = (name: string): string | undefined =>
  terms('dcat-themes').find(/\/data-theme\/(\w+)\/?$/.exec(name)?.[1] ?? name)?.code;

/** The names in a text, longest known name first. */
function names(text: string): { code: string | null; raw: string }[] {
  const whole = themeCode(text);
  if (whole !== undefined) return [{ code: whole, raw: text }];
  const parts = text
    .replace(/(?:综合)?类$/, '')
    .split(/\s*[、与和/]\s*|\s+/)
    .filter((part) => part !== '');
  if (parts.length < 2 || parts.length > 40) return [{ code: null, raw: text }];
  const found: { code: string | null; raw: string }[] = [];
  for (let from = 0; from < parts.length; ) {
    let to = Math.min(parts.length, from + 4);
    let code: string | undefined;
    for (; to > from; to -= 1) {
      code = themeCode(parts.slice(from, to).join('、')) ?? themeCode(parts.slice(from, to).join(''));
      if (code !== undefined) break;
    }
    const end = code === undefined ? from + 1 : to;
    found.push({ code: code ?? null, raw: parts.slice(from, end).join('、') });
    from = end;
  }
  return found.every(({ code }) => code === null) ? [{ code: null, raw: text }] : found;
}

function wordsOf(value: RawValue | undefined): string[] {
  return separated(value, HARD)
    .map((word) => cut(maskMobiles(cleanText(word)), 100))
    .filter((word) => !isPlaceholder(word));
}

/**
 * Themes and industry from both fields: platforms put one's words into the other's field (所属行业: 生活服务), and
 * there they are read as what they are.
 */
export function readSubjects(reading: Reading): Subjects {
  const themes: Entry['themes'] = [];
  const add = (code: string | null, raw: string) => {
    const same = themes.some((theme) => (code === null ? theme.raw === raw : theme.code === code));
    if (!same && themes.length < MOST_THEMES) themes.push({ code, raw });
  };
  let industry: Subjects['industry'];
  const unknown: string[] = [];
  const dcat = new Set<string>();
  const stated: string[] = [];
  for (const name of listOf(reading.value('theme')).slice(0, MOST_THEMES)) {
    const theme = /[a-z]{4}/i.test(name) ? dcatTheme(name) : undefined;
    if (theme === undefined) stated.push(name);
    else {
      dcat.add(theme);
      add(themeCode(theme) ?? null, cut(name, 100));
    }
  }
  for (const word of wordsOf(stated)) {
    const section = themeCode(word) === undefined ? industries().find(word) : undefined;
    if (section !== undefined) {
      industry ??= { code: section.code, raw: word };
      continue;
    }
    const found = names(word);
    for (const { code, raw } of found) {
      add(code, raw);
      if (code === null) unknown.push(raw);
    }
  }
  if (unknown.length > 0) reading.remark('theme', 'not-understood', unknown.join('、'));
  industry = readIndustry(reading, add) ?? industry;
  for (const { code } of themes) {
    if (code !== null) for (const theme of terms('themes').find(code)?.dcat ?? []) dcat.add(theme);
  }
  return { themes, dcatThemes: [...dcat], ...(industry === undefined ? {} : { industry }) };
}

function readIndustry(
  reading: Reading,
  addTheme: (code: string | null, raw: string) => void,
): Subjects['industry'] {
  const words = wordsOf(reading.value('industry'));
  let industry: Subjects['industry'];
  for (const word of words) {
    const section = industries().find(word);
    if (section !== undefined) {
      // The schema has room for one; the first is the leading one, the others stay in `raw`.
      if (industry?.code == null) industry = { code: section.code, raw: word };
      else if (industry.code !== section.code) reading.remark('industry', 'ignored', word);
      continue;
    }
    const code = themeCode(word);
    if (code === undefined) {
      reading.remark('industry', 'not-understood', word);
      industry ??= { code: null, raw: word };
    } else if (code !== 'other') addTheme(code, word);
  }
  return industry;
}

export function readKeywords(reading: Reading): string[] {
  const keywords = new Set<string>();
  for (const word of separated(reading.value('keywords'), /[,，;；、|｜\s]+/)) {
    const clean = cut(maskMobiles(cleanText(word)), 60);
    // Segmenters' leavings: single marks and brackets are no keywords.
    if (!isPlaceholder(clean) && /[\p{L}\p{N}]/u.test(clean)) keywords.add(clean);
    if (keywords.size === MOST_KEYWORDS) {
      reading.remark('keywords', 'truncated');
      break;
    }
  }
  return [...keywords];
}
