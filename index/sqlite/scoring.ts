/**
 * BM25 over two fields with each word counted once a field: what a catalogue's short texts repeat says little.
 * A word in the title weighs more, a long title or text less.
 */
import type { QueryWord } from '../analysis/words.ts';
import type { Columns } from './columns.ts';
import type { Postings } from './postings.ts';

const K1 = 1.2;
const B_TITLE = 0.6;
const B_TEXT = 0.2;
const TITLE_WEIGHT = 3;
/** Tokens of a usual title and text, so that a score does not move with every write. */
const USUAL_TITLE = 12;
const USUAL_TEXT = 60;
const LEAST_IDF = 0.01;

export class Scoring {
  /** By entry number. */
  readonly scores: Float64Array;
  private readonly inTitle: Uint8Array;
  private readonly columns: Columns;
  private readonly postings: Postings;

  constructor(columns: Columns, postings: Postings) {
    this.columns = columns;
    this.postings = postings;
    this.scores = new Float64Array(columns.size);
    this.inTitle = new Uint8Array(columns.size);
  }

  /** Adds the word's worth to the entries that hold it, and returns which they are. */
  add(word: QueryWord): { anywhere: Int32Array; title: Int32Array } {
    const { scores, inTitle } = this;
    const { titleLength, textLength, leads } = this.columns;
    const anywhere = this.postings.of(word, 'anywhere');
    const title = this.postings.of(word, 'title');
    const idf = Math.log(1 + (leads - anywhere.length + 0.5) / (anywhere.length + 0.5));
    const most = Math.max(idf, LEAST_IDF) * (K1 + 1);
    for (const number of title) inTitle[number] = 1;
    for (const number of anywhere) {
      let weight = 1 / (1 - B_TEXT + (B_TEXT * (textLength[number] as number)) / USUAL_TEXT);
      if (inTitle[number] === 1) {
        weight += TITLE_WEIGHT / (1 - B_TITLE + (B_TITLE * (titleLength[number] as number)) / USUAL_TITLE);
      }
      scores[number] = (scores[number] as number) + (most * weight) / (weight + K1);
    }
    for (const number of title) inTitle[number] = 0;
    return { anywhere, title };
  }
}
