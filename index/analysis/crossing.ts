/**
 * Where a pair of characters is no word: 上学 in 以上|学校, 上|学期. The characters around tell, as jieba cuts them; so
 * the neighbours of a pair that tear it apart are found beforehand and asked for as phrases, alike in every engine.
 */
import { cut, dictionary } from './cut.ts';

/** Neighbours looked for on each side, the most frequent words first: each costs a phrase. */
const MOST = 4;
/** Of jieba's counts: rarer words tear nothing apart often enough to matter. */
const LEAST_COUNT = 1_000;

interface Neighbours {
  /** Character → two-character words that begin with it, the most frequent first. */
  beginning: Map<string, string[]>;
  ending: Map<string, string[]>;
}

let loaded: Neighbours | undefined;

function neighbours(): Neighbours {
  if (loaded !== undefined) return loaded;
  const words: { word: string; count: number }[] = [];
  for (const [, word, count] of Buffer.from(dictionary())
    .toString('utf8')
    .matchAll(/^(\p{Script=Han}{2}) (\d+) /gmu)) {
    if (Number(count) >= LEAST_COUNT) words.push({ word: word as string, count: Number(count) });
  }
  words.sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1));
  const found: Neighbours = { beginning: new Map(), ending: new Map() };
  const add = (map: Map<string, string[]>, key: string, word: string) => {
    const list = map.get(key);
    if (list === undefined) map.set(key, [word]);
    else list.push(word);
  };
  for (const { word } of words) {
    add(found.beginning, word[0] as string, word);
    add(found.ending, word[1] as string, word);
  }
  loaded = found;
  return found;
}

/** The most frequent of the words that jieba sees where the pair stands. */
function tearing(words: string[] | undefined, seen: (word: string) => [string, string]): string[] {
  const found: string[] = [];
  for (const word of words ?? []) {
    const pieces = seen(word);
    if (cut(pieces.join(''), false).join(' ') === pieces.join(' ')) found.push(word);
    if (found.length === MOST) break;
  }
  return found;
}

const known = new Map<string, string[][]>();
const KEPT = 500;

/** Phrases, as tokens, in which the pair is the seam of two words; none where it is no pair of Chinese characters. */
export function crossings(pair: string): string[][] {
  if (!/^\p{Script=Han}{2}$/u.test(pair)) return [];
  const before = known.get(pair);
  if (before !== undefined) return before;
  const [first, second] = [...pair] as [string, string];
  const { beginning, ending } = neighbours();
  const after = tearing(beginning.get(second), (word) => [first, word]).map((word) => [pair, word]);
  const ahead = tearing(ending.get(first), (word) => [word, second]).map((word) => [word, pair]);
  const found = [...ahead, ...after];
  if (known.size >= KEPT) known.clear();
  known.set(pair, found);
  return found;
}
