/**
 * Text to hits: the class of each (`RELEVANCE_CLASSES`) and a score within it. A word counts where it stands as
 * typed, or another word for it does; a place's name also where the entry's source serves that place. All words must match; where that finds
 * next to nothing, the best of what matches in parts follows, in the places named.
 */
import type { QueryText, QueryWord } from '../../analysis/words.ts';
import { FEW, PARTIAL } from '../../finding/relevance.ts';
import { tieOf } from '../../order.ts';
import { RELEVANCE_CLASSES, type Span } from '../../query.ts';
import type { Columns } from '../columns.ts';
import type { Postings } from './postings.ts';
import { Scoring } from './scoring.ts';

export interface Matched {
  /** Leads, ascending. */
  numbers: Int32Array;
  /** Places in `RELEVANCE_CLASSES`. */
  classes: Uint8Array;
  /** Higher is better, within a class. */
  scores: Float64Array;
  words: QueryWord[];
  /** Leads that answer each word. */
  found: number[];
}

const TITLE_EXACT = RELEVANCE_CLASSES.indexOf('title-exact');
const TITLE_ALL = RELEVANCE_CLASSES.indexOf('title-all');
const ALL = RELEVANCE_CLASSES.indexOf('all');
const SOME = RELEVANCE_CLASSES.indexOf('some');
const NO_HIT = 255;

/** By entry number. */
interface Classed {
  classes: Uint8Array;
  scores: Float64Array;
}

function setBits(mask: Uint16Array, numbers: Int32Array, bit: number): void {
  for (const number of numbers) mask[number] = (mask[number] as number) | bit;
}

/** Hits of all words. */
function fullMatches(
  query: QueryText,
  columns: Columns,
  postings: Postings,
): Classed & { count: number; found: number[] } {
  const scoring = new Scoring(columns, postings);
  const anywhere = new Uint16Array(columns.size);
  const titled = new Uint16Array(columns.size);
  const placed = new Uint16Array(columns.size);
  const classes = new Uint8Array(columns.size).fill(NO_HIT);
  const complete = (1 << query.words.length) - 1;
  const exact = tieOf(query.compact);
  let rarest: Int32Array | undefined;
  const each: number[] = [];
  for (const [at, word] of query.words.entries()) {
    const found = scoring.add(word);
    each.push(found.anywhere.length);
    setBits(anywhere, found.anywhere, 1 << at);
    setBits(titled, found.title, 1 << at);
    if (word.place) setBits(placed, postings.of([word, ...word.near], 'region'), 1 << at);
    setBits(placed, found.facets, 1 << at);
    if (rarest === undefined || found.anywhere.length < rarest.length) rarest = found.anywhere;
  }
  let count = 0;
  for (const number of rarest ?? []) {
    if (anywhere[number] !== complete || columns.lead[number] !== number) continue;
    count += 1;
    const inTitle = titled[number] as number;
    if (columns.titleHash[number] === exact) classes[number] = TITLE_EXACT;
    else if (inTitle !== 0 && (inTitle | (placed[number] as number)) === complete)
      classes[number] = TITLE_ALL;
    else classes[number] = ALL;
  }
  return { classes, scores: scoring.scores, count, found: each };
}

/** The leads that all places of the query name; undefined where it names none, or nothing stands there. */
function inPlaces(query: QueryText, columns: Columns, postings: Postings): Uint16Array | undefined {
  const places = query.words.filter(({ place }) => place);
  if (places.length === 0) return undefined;
  const mask = new Uint16Array(columns.size);
  for (const [at, word] of places.entries())
    setBits(mask, postings.of([word, ...word.near], 'anywhere'), 1 << at);
  const complete = (1 << places.length) - 1;
  return mask.includes(complete) ? mask.map((bits) => (bits === complete ? 1 : 0)) : undefined;
}

function addPartial(query: QueryText, columns: Columns, postings: Postings, found: Classed): void {
  const scoring = new Scoring(columns, postings);
  for (const part of query.parts) scoring.add(part);
  const { scores } = scoring;
  const places = inPlaces(query, columns, postings);
  let best = 0;
  for (let number = 0; number < scores.length; number += 1) {
    if (scores[number] === 0) continue;
    if (columns.lead[number] !== number || places?.[number] === 0) scores[number] = 0;
    else best = Math.max(best, scores[number] as number);
  }
  const least = Math.max(best * PARTIAL, Number.MIN_VALUE);
  for (let number = 0; number < scores.length; number += 1) {
    const score = scores[number] as number;
    if (score < least || found.classes[number] !== NO_HIT) continue;
    found.classes[number] = SOME;
    found.scores[number] = score;
  }
}

export function matchText(query: QueryText, columns: Columns, postings: Postings): Matched {
  const { words, parts } = query;
  const found = fullMatches(query, columns, postings);
  const divisible = words.length > 1 || parts.length > 1;
  if (found.count < FEW && divisible) addPartial(query, columns, postings, found);
  const numbers: number[] = [];
  for (let number = 0; number < found.classes.length; number += 1) {
    if (found.classes[number] !== NO_HIT) numbers.push(number);
  }
  const hits = Int32Array.from(numbers);
  return {
    numbers: hits,
    classes: Uint8Array.from(hits, (number) => found.classes[number] as number),
    scores: Float64Array.from(hits, (number) => found.scores[number] as number),
    words,
    found: found.found,
  };
}

/** Of what matched, the resources that changed within the span. */
export function changedIn(matched: Matched, { from, until }: Span, { changed }: Columns): Matched {
  const [first, last] = [from ?? '-271821-04-20T00:00:00Z', until ?? '+275760-09-13T00:00:00Z'].map(
    Date.parse,
  );
  const places: number[] = [];
  for (const [place, number] of matched.numbers.entries()) {
    const at = changed[number] as number;
    if (at >= (first as number) && at <= (last as number)) places.push(place);
  }
  const { classes, scores } = matched;
  return {
    ...matched,
    numbers: Int32Array.from(places, (place) => matched.numbers[place] as number),
    classes: classes.length === 0 ? classes : Uint8Array.from(places, (place) => classes[place] as number),
    scores: scores.length === 0 ? scores : Float64Array.from(places, (place) => scores[place] as number),
  };
}
