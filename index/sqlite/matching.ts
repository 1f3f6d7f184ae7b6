/**
 * Text to hits: the class of each (`RELEVANCE_CLASSES`) and a score within it. A word counts where it stands as
 * typed; a place's name also where the entry's source serves that place. All words must match; where that finds
 * next to nothing, the best of what matches in parts follows.
 */

import type { QueryText, QueryWord } from '../analysis/words.ts';
import { understand } from '../analysis/words.ts';
import { tieOf } from '../order.ts';
import type { Columns } from './columns.ts';
import type { Postings } from './postings.ts';

/** Places in `RELEVANCE_CLASSES`. */
export const CLASS = { titleExact: 0, titleAll: 1, all: 2, some: 3 } as const;

export interface Matched {
  /** Leads, ascending. */
  numbers: Int32Array;
  classes: Uint8Array;
  /** Higher is better, within a class. */
  scores: Float64Array;
  words: QueryWord[];
}

/** With fewer full matches than this, partial ones follow. */
const FEW = 10;
/** A partial match scores at least this share of the best one. */
const PARTIAL = 0.5;

/** BM25's constants; a word in the title weighs as so many in the text. */
const K1 = 1.2;
const B_TITLE = 0.5;
const B_TEXT = 0.3;
const TITLE_WEIGHT = 3;

interface Scorer {
  /** Adds a word's part to the scores of the entries it is found in. */
  add(word: QueryWord): { anywhere: Int32Array; title: Int32Array };
  scores: Float64Array;
}

function scorer(columns: Columns, postings: Postings): Scorer {
  const scores = new Float64Array(columns.size);
  const inTitle = new Uint8Array(columns.size);
  const { titleLength, textLength } = columns;
  const averageTitle = 12;
  const averageText = 60;
  return {
    scores,
    add(word) {
      const anywhere = postings.of(word, 'anywhere');
      const title = postings.of(word, 'title');
      for (const number of title) inTitle[number] = 1;
      const idf = Math.log(1 + (columns.leads - anywhere.length + 0.5) / (anywhere.length + 0.5));
      for (const number of anywhere) {
        const t =
          inTitle[number] === 1
            ? TITLE_WEIGHT / (1 - B_TITLE + (B_TITLE * (titleLength[number] as number)) / averageTitle)
            : 0;
        const x = 1 / (1 - B_TEXT + (B_TEXT * (textLength[number] as number)) / averageText);
        const tf = t + x;
        scores[number] = (scores[number] as number) + (Math.max(idf, 0.01) * tf * (K1 + 1)) / (tf + K1);
      }
      for (const number of title) inTitle[number] = 0;
      return { anywhere, title };
    },
  };
}

/** Hits of all words: class by number; 255 where it is none. */
function fullMatches(
  query: QueryText,
  columns: Columns,
  postings: Postings,
): { classes: Uint8Array; scores: Float64Array; count: number } {
  const { add, scores } = scorer(columns, postings);
  const found = new Uint16Array(columns.size);
  const titled = new Uint16Array(columns.size);
  const placed = new Uint16Array(columns.size);
  const classes = new Uint8Array(columns.size).fill(255);
  const complete = (1 << query.words.length) - 1;
  let last: Int32Array = new Int32Array(0);
  for (const [at, word] of query.words.entries()) {
    const bit = 1 << at;
    const { anywhere, title } = add(word);
    for (const number of anywhere) found[number] = (found[number] as number) | bit;
    for (const number of title) titled[number] = (titled[number] as number) | bit;
    if (word.place)
      for (const number of postings.of(word, 'region')) placed[number] = (placed[number] as number) | bit;
    last = anywhere;
  }
  const exact = tieOf(query.compact);
  let count = 0;
  for (const number of last) {
    if (found[number] !== complete || columns.lead[number] !== number) continue;
    const inTitle = titled[number] as number;
    count += 1;
    if (columns.titleHash[number] === exact) classes[number] = CLASS.titleExact;
    else if (inTitle !== 0 && (inTitle | (placed[number] as number)) === complete)
      classes[number] = CLASS.titleAll;
    else classes[number] = CLASS.all;
  }
  return { classes, scores, count };
}

function addPartial(
  query: QueryText,
  columns: Columns,
  postings: Postings,
  classes: Uint8Array,
  scores: Float64Array,
): void {
  const partial = scorer(columns, postings);
  for (const part of query.parts) partial.add(part);
  let best = 0;
  for (let number = 0; number < columns.size; number += 1) {
    const score = partial.scores[number] as number;
    if (score > best && columns.lead[number] === number) best = score;
  }
  const least = Math.max(best * PARTIAL, Number.MIN_VALUE);
  for (let number = 0; number < columns.size; number += 1) {
    const score = partial.scores[number] as number;
    if (score < least || classes[number] !== 255 || columns.lead[number] !== number) continue;
    classes[number] = CLASS.some;
    scores[number] = score;
  }
}

export function matchText(text: string, columns: Columns, postings: Postings): Matched {
  const query = understand(text);
  const { words } = query;
  if (words.length === 0)
    return { numbers: new Int32Array(0), classes: new Uint8Array(0), scores: new Float64Array(0), words };
  const { classes, scores, count } = fullMatches(query, columns, postings);
  if (count < FEW && (words.length > 1 || query.parts.length > 1))
    addPartial(query, columns, postings, classes, scores);
  let hits = 0;
  for (const each of classes) if (each !== 255) hits += 1;
  const matched = {
    numbers: new Int32Array(hits),
    classes: new Uint8Array(hits),
    scores: new Float64Array(hits),
    words,
  };
  for (let number = 0, at = 0; number < classes.length; number += 1) {
    if (classes[number] === 255) continue;
    matched.numbers[at] = number;
    matched.classes[at] = classes[number] as number;
    matched.scores[at] = scores[number] as number;
    at += 1;
  }
  return matched;
}
