/**
 * Which leads hold any of some phrases, and where: lists of entry numbers from FTS5. They are kept, and what is written
 * is brought into them: an entry's words change only with its row in the columns, so that the rest of a list stands.
 */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Phrase } from '../../../analysis/words.ts';
import { joined, stretchesOf, without } from './written.ts';

/** Numbers kept for the next query that asks for the same word. */
const KEPT = 12_000_000;
/** Writes that lists are brought through before they are read anew: beyond it they are hardly asked for. */
const MOST_WRITES = 64;
/** Stretches of entry numbers that are looked through one by one; more cost as much as the whole list. */
const MOST_STRETCHES = 16;

const quoted = (tokens: string[]): string => `"${tokens.join(' ')}"`;

function expressionOf({ tokens, prefix, unless }: Phrase): string {
  const phrase = `${quoted(tokens)}${prefix ? '*' : ''}`;
  return unless === undefined ? phrase : `(${phrase} NOT (${unless.map(quoted).join(' OR ')}))`;
}

const NONE = new Int32Array(0);

export type Field = 'anywhere' | 'title' | 'region';

interface KeptList {
  numbers: Int32Array;
  /** Writes that are in it. */
  writes: number;
}

export class Postings {
  private readonly list: StatementSync;
  private readonly within: StatementSync;
  private readonly kept = new Map<string, KeptList>();
  private size = 0;
  /** Entries written, one look after another; the first is number `forgotten`. */
  private writes: number[][] = [];
  private forgotten = 0;

  constructor(db: DatabaseSync) {
    // One text for the whole list: a row each would cost ten times as much on its way out of SQLite.
    this.list = db.prepare('select json_group_array(rowid) as list from words where words match ?');
    // Numbers are bound as reals, and FTS5 leaps to whole numbers only: without the casts it walks the whole list.
    this.within = db.prepare(
      `select json_group_array(rowid) as list from words
       where words match ? and rowid between cast(? as integer) and cast(? as integer)`,
    );
  }

  /** These entries were written, null: more than can be told. What is kept is brought up to date when it is asked for. */
  follow(written: number[] | null): void {
    if (written === null) {
      this.kept.clear();
      this.size = 0;
      this.forgotten += this.writes.length;
      this.writes = [];
      return;
    }
    this.writes.push(written);
    if (this.writes.length <= MOST_WRITES) return;
    this.writes.shift();
    this.forgotten += 1;
  }

  /** Ascending. */
  of(phrases: Phrase[], field: Field): Int32Array {
    if (phrases.length === 0) return NONE;
    const any = phrases.map(expressionOf).join(' OR ');
    const expression = field === 'anywhere' ? any : `${field} : (${any})`;
    const known = this.kept.get(expression);
    const current = known === undefined ? undefined : this.broughtForward(expression, known);
    if (known !== undefined) {
      // Used again: the last to go.
      this.kept.delete(expression);
      this.size -= known.numbers.length;
    }
    const numbers = current ?? numbersIn(this.list.get(expression));
    this.keep(expression, numbers);
    return numbers;
  }

  /** Undefined where reading it anew costs less. */
  private broughtForward(expression: string, { numbers, writes }: KeptList): Int32Array | undefined {
    const seen = writes - this.forgotten;
    if (seen === this.writes.length) return numbers;
    if (seen < 0) return undefined;
    const stretches = stretchesOf(this.writes.slice(seen).flat());
    if (stretches.length > MOST_STRETCHES) return undefined;
    const found = stretches.map(({ from, to }) => numbersIn(this.within.get(expression, from, to)));
    return joined(without(numbers, stretches), found);
  }

  private keep(expression: string, numbers: Int32Array): void {
    this.kept.set(expression, { numbers, writes: this.forgotten + this.writes.length });
    this.size += numbers.length;
    for (const [oldest, list] of this.kept) {
      if (this.size <= KEPT || oldest === expression) break;
      this.kept.delete(oldest);
      this.size -= list.numbers.length;
    }
  }
}

const numbersIn = (row: Record<string, unknown> | undefined): Int32Array =>
  Int32Array.from(JSON.parse(row?.list as string) as number[]);
