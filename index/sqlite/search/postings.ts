/** Which leads hold any of some phrases, and where: lists of entry numbers from FTS5, kept while nothing was written. */
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Phrase } from '../../analysis/words.ts';

/** Numbers kept for the next query that asks for the same word. */
const KEPT = 12_000_000;

const quoted = (tokens: string[]): string => `"${tokens.join(' ')}"`;

function expressionOf({ tokens, prefix, unless }: Phrase): string {
  const phrase = `${quoted(tokens)}${prefix ? '*' : ''}`;
  return unless === undefined ? phrase : `(${phrase} NOT (${unless.map(quoted).join(' OR ')}))`;
}

const NONE = new Int32Array(0);

export type Field = 'anywhere' | 'title' | 'region';

export class Postings {
  private readonly list: StatementSync;
  private readonly kept = new Map<string, Int32Array>();
  private size = 0;

  constructor(db: DatabaseSync) {
    // One text for the whole list: a row each would cost ten times as much on its way out of SQLite.
    this.list = db.prepare('select json_group_array(rowid) as list from words where words match ?');
  }

  clear(): void {
    this.kept.clear();
    this.size = 0;
  }

  /** Ascending. */
  of(phrases: Phrase[], field: Field): Int32Array {
    if (phrases.length === 0) return NONE;
    const any = phrases.map(expressionOf).join(' OR ');
    const expression = field === 'anywhere' ? any : `${field} : (${any})`;
    const known = this.kept.get(expression);
    if (known !== undefined) {
      // Used again: the last to go.
      this.kept.delete(expression);
      this.kept.set(expression, known);
      return known;
    }
    const text = this.list.get(expression)?.list as string;
    const numbers = Int32Array.from(JSON.parse(text) as number[]);
    this.keep(expression, numbers);
    return numbers;
  }

  private keep(expression: string, numbers: Int32Array): void {
    this.kept.set(expression, numbers);
    this.size += numbers.length;
    for (const [oldest, list] of this.kept) {
      if (this.size <= KEPT || oldest === expression) break;
      this.kept.delete(oldest);
      this.size -= list.length;
    }
  }
}
