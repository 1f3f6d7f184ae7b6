/** Scores by entry number, a word at a time. */
import type { FacetTerm } from '../../../analysis/near.ts';
import type { QueryWord } from '../../../analysis/words.ts';
import {
  CROSSED,
  EACH_NEAR,
  NEAR,
  rarity,
  share,
  textWeight,
  titleWeight,
} from '../../../finding/relevance.ts';
import type { Columns } from '../../columns.ts';
import type { Field, Postings } from './postings.ts';
import type { Scratch } from './scratch.ts';

/** Leads whose offers have any of the values, ascending. */
export function holders(terms: FacetTerm[], columns: Columns): Int32Array {
  const wanted = new Set(terms.flatMap(([facet, value]) => columns.termNumber(facet, value) ?? []));
  const found: number[] = [];
  if (wanted.size === 0) return new Int32Array(0);
  for (let number = 0; number < columns.size; number += 1) {
    if (number === 0 || columns.lead[number] !== number) continue;
    const end = columns.wholeEnd[number] as number;
    for (let at = columns.wholeStart[number] as number; at < end; at += 1) {
      if (!wanted.has(columns.pool[at] as number)) continue;
      found.push(number);
      break;
    }
  }
  return Int32Array.from(found);
}

const NOBODY = new Int32Array(0);

/** Places in the scratch. */
const [ANYWHERE, TITLE] = [0, 1];
export const [FULL, PARTS] = [2, 3];

export interface Found {
  anywhere: Int32Array;
  title: Int32Array;
  /** Whose facets answer the word. */
  facets: Int32Array;
}

export class Scoring {
  /** By entry number. */
  readonly scores: Float64Array;
  /** What the word in hand is worth there, of its rarity; 0 elsewhere and afterwards. */
  private readonly anywhere: Float64Array;
  private readonly title: Float64Array;
  private readonly columns: Columns;
  private readonly postings: Postings;

  /** `scores`: its place in the scratch, where it stays while another scoring has another one. */
  constructor(
    columns: Columns,
    postings: Postings,
    { scratch, scores }: { scratch: Scratch; scores: number },
  ) {
    this.columns = columns;
    this.postings = postings;
    this.scores = scratch.floats(scores, columns.size);
    this.anywhere = scratch.floats(ANYWHERE, columns.size);
    this.title = scratch.floats(TITLE, columns.size);
  }

  /** Adds the word's worth to the entries that hold it or another word for it, and returns which they are. */
  add(word: QueryWord): Found {
    const { scores } = this;
    const { titleLength, textLength, leads } = this.columns;
    const facets = word.facets.length === 0 ? NOBODY : holders(word.facets, this.columns);
    const anywhere = this.weigh(word, 'anywhere', this.anywhere, facets);
    const title = this.weigh(word, 'title', this.title);
    const most = rarity(leads, anywhere.length);
    for (const number of anywhere) {
      const inText = share(textWeight(textLength[number] as number));
      let worth = (this.anywhere[number] as number) * inText;
      const titled = this.title[number] as number;
      if (titled > 0) {
        const weight = textWeight(textLength[number] as number) + titleWeight(titleLength[number] as number);
        worth += titled * (share(weight) - inText);
      }
      scores[number] = (scores[number] as number) + most * worth;
      this.anywhere[number] = 0;
    }
    for (const number of title) this.title[number] = 0;
    return { anywhere, title, facets };
  }

  /** Writes the best weight of each entry that answers the word there, and returns which they are. */
  private weigh(word: QueryWord, field: Field, into: Float64Array, facets?: Int32Array): Int32Array {
    const own = this.postings.of([word], field);
    const crossed = this.postings.of(word.crossings, field);
    const near = word.near.map((phrase) => this.postings.of([phrase], field));
    if (crossed.length === 0 && near.every((list) => list.length === 0) && (facets?.length ?? 0) === 0) {
      for (const number of own) into[number] = 1;
      return own;
    }
    const lists = [...near, facets ?? NOBODY];
    const found = new Int32Array(own.length + lists.reduce((sum, list) => sum + list.length, 0));
    let count = 0;
    for (const list of lists) {
      for (const number of list) {
        const before = into[number] as number;
        if (before === 0) found[count++] = number;
        into[number] = Math.max(before, NEAR) + (list === facets ? 0 : EACH_NEAR);
      }
    }
    // What is found by another word alone; of the own ones, what stands in `into` already is no new number.
    const torn = new Set(crossed);
    for (const number of own) {
      const before = into[number] as number;
      if (before === 0) found[count++] = number;
      into[number] = Math.max(before, torn.size > 0 && torn.has(number) ? CROSSED : 1);
    }
    return found.subarray(0, count);
  }
}
