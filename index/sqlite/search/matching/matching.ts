/**
 * Text to hits: the class of each (`RELEVANCE_CLASSES`) and a score within it. A word counts where it stands as
 * typed, or another word for it does; a place's name also where the entry's source serves that place. All words must match; where that finds
 * next to nothing, the best of what matches in parts follows, in the places named.
 */
import type { QueryText, QueryWord } from '../../../analysis/words.ts';
import { FEW, PARTIAL } from '../../../finding/relevance.ts';
import { tieOf } from '../../../order.ts';
import { RELEVANCE_CLASSES, type Span } from '../../../query.ts';
import type { Columns } from '../../columns.ts';
import type { Postings } from './postings.ts';
import { FULL, PARTS, Scoring } from './scoring.ts';
import type { Scratch } from './scratch.ts';

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

interface Classed {
  /** Numbers of the hits, as they were found. */
  hits: number[];
  /** By entry number. */
  classes: Uint16Array;
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
  scratch: Scratch,
): Classed & { found: number[] } {
  const scoring = new Scoring(columns, postings, { scratch, scores: FULL });
  const anywhere = scratch.masks(0, columns.size);
  const titled = scratch.masks(1, columns.size);
  const placed = scratch.masks(2, columns.size);
  const classes = scratch.masks(3, columns.size).fill(NO_HIT);
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
  const hits: number[] = [];
  for (const number of rarest ?? []) {
    if (anywhere[number] !== complete || columns.lead[number] !== number) continue;
    hits.push(number);
    const inTitle = titled[number] as number;
    if (columns.titleHash[number] === exact) classes[number] = TITLE_EXACT;
    else if (inTitle !== 0 && (inTitle | (placed[number] as number)) === complete)
      classes[number] = TITLE_ALL;
    else classes[number] = ALL;
  }
  return { hits, classes, scores: scoring.scores, found: each };
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

function addPartial(
  query: QueryText,
  columns: Columns,
  postings: Postings,
  scratch: Scratch,
  found: Classed,
): void {
  const scoring = new Scoring(columns, postings, { scratch, scores: PARTS });
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
    found.hits.push(number);
    found.classes[number] = SOME;
    found.scores[number] = score;
  }
}

export function matchText(query: QueryText, columns: Columns, postings: Postings, scratch: Scratch): Matched {
  const { words, parts } = query;
  const found = fullMatches(query, columns, postings, scratch);
  const divisible = words.length > 1 || parts.length > 1;
  if (found.hits.length < FEW && divisible) addPartial(query, columns, postings, scratch, found);
  const numbers = Int32Array.from(found.hits).sort();
  const classes = new Uint8Array(numbers.length);
  const scores = new Float64Array(numbers.length);
  for (let place = 0; place < numbers.length; place += 1) {
    const number = numbers[place] as number;
    classes[place] = found.classes[number] as number;
    scores[place] = found.scores[number] as number;
  }
  return { numbers, classes, scores, words, found: found.found };
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
