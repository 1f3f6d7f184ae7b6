/** What the data is about: national fields with DCAT-AP themes, the section of industry, keywords. */

import type { Entry } from '../entry.ts';
import { maskMobiles } from '../privacy/masking.ts';
import type { Reading } from '../reading.ts';
import { cleanText, cut } from '../text.ts';
import { codeValues } from './code-values.ts';
import { industryCode } from './industries.ts';
import { separated } from './lists.ts';
import { isPlaceholder, terms } from './terms.ts';
import { fieldsByWords } from './theme-words.ts';

export interface Subjects {
  themes: Entry['themes'];
  dcatThemes: string[];
  industry?: NonNullable<Entry['industry']>;
}

const MOST_THEMES = 20;
const MOST_KEYWORDS = 60;

/** What a word of either field may be: platforms put one's words into the other's (所属行业: 生活服务). */
type Subject = { theme: string } | { dcat: string } | { industry: string };

/** DCAT-AP's own themes, by the authority's address or their English names. */
const dcatTheme = (name: string): string | undefined =>
  /[a-z]{4}/i.test(name)
    ? terms('dcat-themes').find(/\/data-theme\/(\w+)\/?$/.exec(name)?.[1] ?? name)?.code
    : undefined;

function asTheme(word: string): Subject | undefined {
  const dcat = dcatTheme(word);
  if (dcat !== undefined) return { dcat };
  const theme = terms('themes').find(word)?.code;
  if (theme !== undefined) return { theme };
  const industry = industryCode(word);
  return industry === undefined ? undefined : { industry };
}

function asIndustry(word: string): Subject | undefined {
  const industry = industryCode(word);
  if (industry !== undefined) return { industry };
  const theme = terms('themes').find(word)?.code;
  return theme === undefined ? undefined : { theme };
}

/** Themes and industry from both fields, each word as what it is. */
export function readSubjects(reading: Reading): Subjects {
  const themes: Entry['themes'] = [];
  const add = (code: string | null, raw: string) => {
    const same = themes.some((theme) => (code === null ? theme.raw === raw : theme.code === code));
    if (!same && themes.length < MOST_THEMES) themes.push({ code, raw });
  };
  const dcat = new Set<string>();
  let fromTheme: Subjects['industry'];
  const unknown: string[] = [];
  for (const { found, raw: stated } of codeValues(reading.value('theme'), asTheme)) {
    const raw = cut(maskMobiles(stated), 100);
    if (found === undefined) {
      const fields = fieldsByWords(raw);
      for (const code of fields) add(code, raw);
      if (fields.length > 0) reading.remark('theme', 'inferred', raw);
      else {
        add(null, raw);
        unknown.push(raw);
      }
    } else if ('industry' in found) fromTheme ??= { code: found.industry, raw };
    else if ('theme' in found) add(found.theme, raw);
    else {
      dcat.add(found.dcat);
      add(terms('themes').find(found.dcat)?.code ?? null, raw);
    }
  }
  if (unknown.length > 0) reading.remark('theme', 'not-understood', unknown.join('、'));
  const industry = readIndustry(reading, add) ?? fromTheme;
  for (const { code } of themes) {
    if (code !== null) for (const theme of terms('themes').find(code)?.dcat ?? []) dcat.add(theme);
  }
  return { themes, dcatThemes: [...dcat], ...(industry === undefined ? {} : { industry }) };
}

function readIndustry(
  reading: Reading,
  addTheme: (code: string | null, raw: string) => void,
): Subjects['industry'] {
  let industry: Subjects['industry'];
  for (const { found, raw: stated } of codeValues(reading.value('industry'), asIndustry)) {
    const raw = cut(maskMobiles(stated), 100);
    if (found === undefined) {
      const fields = fieldsByWords(raw);
      for (const code of fields) addTheme(code, raw);
      reading.remark('industry', fields.length > 0 ? 'inferred' : 'not-understood', raw);
      if (fields.length === 0) industry ??= { code: null, raw };
    } else if ('industry' in found) {
      // The schema has room for one; the first is the leading one, the others stay in `raw`.
      if (industry?.code == null) industry = { code: found.industry, raw };
      else if (industry.code !== found.industry) reading.remark('industry', 'ignored', raw);
    } else if ('theme' in found && found.theme !== 'other') addTheme(found.theme, raw);
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
