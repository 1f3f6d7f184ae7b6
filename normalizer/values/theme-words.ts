/** Themes that no list has, by the words that they are made of. */
import { themeWords, vocabularyRevision } from '../../config/vocabularies.ts';
import { wordKey } from '../text.ts';
import { terms } from './terms.ts';

const LONGEST = 30;
let words: Map<string, string> | undefined;
let longest = 0;
let revision = -1;

function all(): Map<string, string> {
  if (words !== undefined && revision === vocabularyRevision()) return words;
  revision = vocabularyRevision();
  words = new Map();
  for (const [code, each] of themeWords()) for (const word of each) words.set(wordKey(word), code);
  // The list's own names are words, too, but for single characters.
  for (const { code, zh, aliases } of terms('themes').all)
    for (const word of [zh, ...aliases].map(wordKey))
      if (word.length > 1 && /\p{Script=Han}/u.test(word) && !words.has(word) && code !== 'other')
        words.set(word, code);
  longest = Math.max(...[...words.keys()].map(({ length }) => length));
  return words;
}

/**
 * The fields of a text: each of several where it is nothing but names put together (交通旅游), the one that all its
 * known words speak of where something stands between them (智慧停车管理); none where they speak of several.
 */
export function fieldsByWords(text: string): string[] {
  const known = all();
  const key = wordKey(text);
  if (key.length > LONGEST) return [];
  const codes = new Set<string>();
  let covered = 0;
  for (let at = 0; at < key.length; ) {
    let length = Math.min(longest, key.length - at);
    while (length > 1 && !known.has(key.slice(at, at + length))) length -= 1;
    if (length < 2) {
      at += 1;
      continue;
    }
    codes.add(known.get(key.slice(at, at + length)) as string);
    covered += length;
    at += length;
  }
  return codes.size === 1 || covered === key.length ? [...codes] : [];
}
