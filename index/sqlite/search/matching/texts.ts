/** What texts match, kept until something is written: for the next pages, and for the stream of a search. */
import type { DatabaseSync } from 'node:sqlite';
import { understand } from '../../../analysis/words.ts';
import { keepNewest } from '../../../newest.ts';
import type { Words } from '../../../query.ts';
import type { Columns } from '../../columns.ts';
import { type Matched, matchText } from './matching.ts';
import { Postings } from './postings.ts';
import { Scratch } from './scratch.ts';

/** Questions of which something is kept. */
const KEPT_QUESTIONS = 32;

/** The latest questions' answers, all of one state of the catalogue. */
export class Kept<T> {
  readonly #columns: Columns;
  readonly #answers = new Map<string, T>();
  readonly #onWritten: () => void;
  #sequence = -1;

  constructor(columns: Columns, onWritten: () => void = () => undefined) {
    this.#columns = columns;
    this.#onWritten = onWritten;
  }

  get(question: string, answer: () => T): T {
    if (this.#columns.sequence !== this.#sequence) {
      this.#onWritten();
      this.#answers.clear();
      this.#sequence = this.#columns.sequence;
    }
    return this.put(question, this.#answers.get(question) ?? answer());
  }

  /** In place of what is kept; the last to go. */
  put(question: string, value: T): T {
    keepNewest(this.#answers, question, value, KEPT_QUESTIONS);
    return value;
  }
}

/** Answers as of an instant (ms), kept until something is written or, by the clock, an entry falls late. */
export class KeptWhile<T> {
  readonly #kept: Kept<{ from: number; until: number; value: T }>;
  readonly #columns: Columns;

  constructor(columns: Columns) {
    this.#columns = columns;
    this.#kept = new Kept(columns);
  }

  get(question: string, instant: number, answer: () => T): T {
    const made = () => ({ from: instant, until: this.#columns.lateAfter(instant), value: answer() });
    const { from, until, value } = this.#kept.get(question, made);
    if (instant >= from && instant < until) return value;
    return this.#kept.put(question, made()).value;
  }
}

export interface Texts {
  /** Leads that answer the text, ascending; all of them where it is empty. */
  matched(words: Words): Matched;
}

export function prepareTexts(db: DatabaseSync, columns: Columns): Texts {
  const postings = new Postings(db);
  const scratch = new Scratch();
  const texts = new Kept<Matched>(columns, () => postings.follow(columns.takeWritten()));

  function everything(): Matched {
    const numbers = new Int32Array(columns.leads);
    let at = 0;
    for (let number = 0; number < columns.size; number += 1) {
      if (number > 0 && columns.lead[number] === number) numbers[at++] = number;
    }
    return { numbers, classes: new Uint8Array(0), scores: new Float64Array(0), words: [], found: [] };
  }

  return {
    matched({ text, literal = [] }) {
      const asked = text.trim();
      return texts.get(JSON.stringify([asked, literal]), () =>
        asked === '' ? everything() : matchText(understand(asked, literal), columns, postings, scratch),
      );
    },
  };
}
