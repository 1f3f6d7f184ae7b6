/** Scores by entry number, a word at a time. */
import type { QueryWord } from '../analysis/words.ts';
import { rarity, share, textWeight, titleWeight } from '../relevance.ts';
import type { Columns } from './columns.ts';
import type { Postings } from './postings.ts';

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
    const most = rarity(leads, anywhere.length);
    for (const number of title) inTitle[number] = 1;
    for (const number of anywhere) {
      let weight = textWeight(textLength[number] as number);
      if (inTitle[number] === 1) weight += titleWeight(titleLength[number] as number);
      scores[number] = (scores[number] as number) + most * share(weight);
    }
    for (const number of title) inTitle[number] = 0;
    return { anywhere, title };
  }
}
