/** What was probably meant by a word that nothing holds: by its sound, by its initials, by its characters. */
import { lexicon, thesaurus } from '../../config/thesaurus.ts';
import { soundOf, sounds } from '../analysis/sound.ts';

const HAN = /^\p{Script=Han}+$/u;
const LETTERS = /^[a-z]+$/;
const MOST = 4;

/** Whether one character is another, missing, too many, or two are swapped. */
function oneAway(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let start = 0;
  while (start < a.length && a[start] === b[start]) start += 1;
  const [restA, restB] = [a.slice(start), b.slice(start)];
  if (restA.length === restB.length) {
    const swapped = restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2);
    return restA.slice(1) === restB.slice(1) || swapped;
  }
  return restA.length > restB.length ? restA.slice(1) === restB : restA === restB.slice(1);
}

/** Characters of a word below which one wrong character leaves too little to tell it by. */
const LEAST_SHAPE = 3;
const LEAST_LETTERS = 5;

/** Likely words, the likeliest first. */
export function meantBy(word: string): string[] {
  const { alike, initials, spelt } = sounds();
  const found: string[] = [];
  if (HAN.test(word) && word.length > 1) {
    found.push(...(alike.get(soundOf(word)) ?? []));
    if (word.length >= LEAST_SHAPE) found.push(...lexicon().filter((each) => oneAway(word, each)));
  } else if (LETTERS.test(word)) {
    found.push(...(spelt.get(word) ?? []), ...(initials.get(word) ?? []));
    if (word.length >= LEAST_LETTERS) {
      found.push(...[...thesaurus().english.keys()].filter((each) => oneAway(word, each)));
    }
  }
  return [...new Set(found)].filter((each) => each !== word).slice(0, MOST);
}
