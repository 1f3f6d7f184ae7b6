/** Words in both languages for the catalogue's own codes: facets, states, ledger columns, regions. */
import { z } from 'zod';
import { englishName } from './places/english-names.ts';
import { parentOf, region } from './regions.ts';
import { readYaml } from './text/yaml.ts';

export interface Label {
  zh: string;
  en: string;
}

const Words = z.record(z.string(), z.tuple([z.string(), z.string()]));
const Groups = z.strictObject({
  facets: Words,
  sourceKind: Words,
  runStatus: Words,
  ledger: Words,
  act: Words,
  family: Words,
  provinceEn: z.record(z.string().regex(/^\d{6}$/), z.string()),
});
export type WordGroup = Exclude<keyof z.infer<typeof Groups>, 'provinceEn'>;

const words = Groups.parse(readYaml(new URL('./vocabularies/words.yaml', import.meta.url)));

const mending = Words.parse(readYaml(new URL('./vocabularies/mending.yaml', import.meta.url)));

/** What a platform's keeper can do about an error, by its code; null where that is for others. */
export function mendingOf(code: string): Label | null {
  const pair = mending[code];
  return pair === undefined ? null : { zh: pair[0], en: pair[1] };
}

/** The words for a code; the code itself where there are none. */
export function wordsFor(group: WordGroup, code: string): Label {
  const pair = words[group][code];
  return pair === undefined ? { zh: code, en: code } : { zh: pair[0], en: pair[1] };
}

/** All codes of a group with their words, in the file's order. */
export const allWords = (group: WordGroup): { value: string; label: Label }[] =>
  Object.keys(words[group]).map((value) => ({ value, label: wordsFor(group, value) }));

/** The region's name; in English the provinces' own (ISO 3166-2), for those below what `places/english-names.ts` makes of the Chinese one. */
export function regionLabel(code: string): Label {
  const place = region(code);
  if (place === undefined) return { zh: code, en: code };
  const zh = place.level === 'county' ? place.name : place.shortName;
  return { zh, en: words.provinceEn[code] ?? englishName(place) };
}

/** 浙江 台州 路桥区: a place with those it lies in, the widest first; the country by itself alone. */
export function placeLabel(code: string): Label {
  const chain: Label[] = [];
  for (let at = region(code); at !== undefined && at.level !== 'country'; at = parentOf(at.code))
    chain.unshift(regionLabel(at.code));
  if (chain.length === 0) return regionLabel(code);
  return { zh: chain.map(({ zh }) => zh).join(' '), en: chain.map(({ en }) => en).join(' ') };
}

/** English names of the provinces in lower case, without blanks, with their short Chinese ones: innermongolia → 内蒙古. */
export const allEnglishProvinces = (): [string, string][] =>
  Object.entries(words.provinceEn).flatMap(([code, name]): [string, string][] => {
    const place = region(code);
    return place === undefined ? [] : [[name.toLowerCase().replaceAll(/[^a-z]/g, ''), place.shortName]];
  });
