/**
 * Words typed in Latin letters, as Chinese ones: English by the glossary, the longest phrase first; places by their
 * names in English and pinyin; whole words in pinyin. What none of these knows stays as it is: GDP, pm2.5.
 */
import { thesaurus } from '../../config/thesaurus.ts';
import { fold } from './fold.ts';
import { nearOf } from './near.ts';
import { sounds } from './sound.ts';

export interface Translated {
  /** As typed, folded. */
  typed: string;
  /** Chinese terms for it, the first the usual one; none where it is not known. */
  terms: string[];
  place: boolean;
}

const LONGEST_PHRASE = 3;
/** Letters of a word that is read as pinyin: shorter ones are more likely something else. */
const LEAST_PINYIN = 6;
const MOST_READINGS = 3;

/** English words that say nothing of what is looked for. */
const FILLERS = new Set(
  'a an the of in on at for and or to from by with data dataset datasets information about all list where what which how many is are'.split(
    ' ',
  ),
);

const LETTERS = /^[a-z]+$/;

function phrase(words: string[]): Translated | undefined {
  const typed = words.join(' ');
  // Known as it is: GDP, CPI, POI.
  if (words.length === 1 && nearOf(typed).length > 0) return { typed, terms: [], place: false };
  const { english } = thesaurus();
  const terms = english.get(typed) ?? english.get(words.join('-'));
  if (terms !== undefined) return { typed, terms: terms.map(fold), place: false };
  if (!words.every((word) => LETTERS.test(word))) return undefined;
  const joined = words.join('');
  const { places, spelt } = sounds();
  const place = places.get(joined);
  if (place !== undefined && joined.length > 4) return { typed, terms: [place], place: true };
  if (joined.length < LEAST_PINYIN) return undefined;
  const read = spelt.get(joined);
  return read === undefined ? undefined : { typed, terms: read.slice(0, MOST_READINGS), place: false };
}

/** What stands for each of the words; English fillers are left out where anything else was said. */
export function translated(words: string[]): Translated[] {
  const found: Translated[] = [];
  for (let at = 0; at < words.length; ) {
    let length = Math.min(LONGEST_PHRASE, words.length - at);
    let known: Translated | undefined;
    for (; length >= 1 && known === undefined; length -= 1) known = phrase(words.slice(at, at + length));
    if (known === undefined) found.push({ typed: words[at] as string, terms: [], place: false });
    else found.push(known);
    at += known === undefined ? 1 : length + 1;
  }
  const telling = found.filter(({ typed }) => !FILLERS.has(typed));
  return telling.some(({ terms }) => terms.length > 0) ? telling : found;
}
