/** How words sound: pinyin without tones, as typed by people who have no Chinese keyboard or mistake the character. */
import { regions } from '../../config/regions.ts';
import { syllablesOf } from '../../config/text/pinyin.ts';
import { lexicon, thesaurus } from '../../config/thesaurus.ts';
import { allEnglishProvinces } from '../../config/words.ts';

const HAN = /^\p{Script=Han}+$/u;

const syllables = (word: string): string[] =>
  syllablesOf(word, { v: true }).map((each) => each.replaceAll('ü', 'v'));

/** Sounds that much of the country does not tell apart. */
const blurred = (sound: string): string =>
  sound
    .replace(/^([zcs])h/, '$1')
    .replace(/^n(?=[aeiouv])/, 'l')
    .replace(/^f/, 'h')
    .replace(/ng$/, 'n');

export const soundOf = (word: string): string => syllables(word).map(blurred).join(' ');

interface Sounds {
  /** tingchechang → 停车场; the most usual words first. */
  spelt: Map<string, string[]>;
  /** tcc → 停车场. */
  initials: Map<string, string[]>;
  /** By `soundOf`. */
  alike: Map<string, string[]>;
  /** hangzhou, sichuan, shaanxi → the place's short name. */
  places: Map<string, string>;
}

let loaded: Sounds | undefined;

export function sounds(): Sounds {
  if (loaded !== undefined) return loaded;
  const { near, offices } = thesaurus();
  const words = new Set([...lexicon(), ...near.keys(), ...[...near.values()].flat(), ...offices]);
  const found: Sounds = { spelt: new Map(), initials: new Map(), alike: new Map(), places: new Map() };
  const add = (map: Map<string, string[]>, key: string, word: string) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [word]);
    else list.push(word);
  };
  for (const word of words) {
    if (word.length < 2 || !HAN.test(word)) continue;
    const spelling = syllables(word);
    add(found.spelt, spelling.join(''), word);
    if (word.length > 2) add(found.initials, spelling.map((each) => each[0]).join(''), word);
    add(found.alike, spelling.map(blurred).join(' '), word);
  }
  // Provinces before cities, so that jilin is the province; counties' short names are too many to be told apart.
  for (const { level, shortName } of regions()) {
    if (level !== 'province' && level !== 'city') continue;
    const spelling = syllables(shortName).join('');
    if (!found.places.has(spelling)) found.places.set(spelling, shortName);
  }
  for (const [name, shortName] of allEnglishProvinces()) found.places.set(name, shortName);
  loaded = found;
  return found;
}
