/**
 * What of Solr's query language CKAN's clients write in `q` and `fq`: words, phrases, `field:value`, lists of alternatives,
 * ranges, signs, brackets. Pure. What is not understood is an error, never left out.
 */
import { ActionError } from './error.ts';

export interface Range {
  from: string;
  until: string;
  /** Whether the ends themselves count. */
  closed: [boolean, boolean];
}

export interface Clause {
  negative: boolean;
  /** Undefined for words of the text. */
  field: string | undefined;
  /** Alternatives. */
  values: (string | Range)[];
}

const LONGEST = 2_000;
const DEEPEST = 10;

const wrong = (why: string): ActionError => new ActionError('Search Query Error', `SOLR: ${why}`);

class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    if (text.length > LONGEST) throw wrong(`more than ${LONGEST} characters`);
    this.#text = text;
  }

  #take(pattern: RegExp): string | undefined {
    const sticky = new RegExp(pattern.source, 'yu');
    sticky.lastIndex = this.#at;
    const found = sticky.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found[1] ?? found[0];
  }

  #quoted(): string | undefined {
    const found = this.#take(/"((?:[^"\\]|\\.)*)"/);
    return found?.replace(/\\(.)/g, '$1');
  }

  #bare(): string | undefined {
    return this.#take(/((?:[^\s()"[\]{}:\\]|\\.|:(?=\/\/))+)/)?.replace(/\\(.)/g, '$1');
  }

  #range(): Range | undefined {
    const opened = this.#take(/[[{]/);
    if (opened === undefined) return undefined;
    const ends = /\s*"?([^\s"\]}]+)"?\s+TO\s+"?([^\s"\]}]+)"?\s*/uy;
    ends.lastIndex = this.#at;
    const found = ends.exec(this.#text);
    if (found === null) throw wrong('a range is [from TO until]');
    this.#at += found[0].length;
    const closed = this.#take(/[\]}]/);
    if (closed === undefined) throw wrong('a range has no end');
    return {
      from: found[1] as string,
      until: found[2] as string,
      closed: [opened === '[', closed === ']'],
    };
  }

  #values(): (string | Range)[] {
    if (this.#take(/\(\s*/) === undefined) {
      const one = this.#range() ?? this.#quoted() ?? this.#bare();
      if (one === undefined) throw wrong('a field has no value');
      return [one];
    }
    const values: (string | Range)[] = [];
    while (this.#take(/\s*\)/) === undefined) {
      if (this.#take(/\s*(AND)\b/) !== undefined) throw wrong('the values in brackets are alternatives: OR');
      this.#take(/\s*(?:OR\b|\|\|)?\s*/);
      const one = this.#range() ?? this.#quoted() ?? this.#bare();
      if (one === undefined) throw wrong('brackets have no end');
      values.push(one);
    }
    return values;
  }

  clauses(inside = false): Clause[] {
    const found: Clause[] = [];
    let either = false;
    for (;;) {
      this.#take(/\s+/);
      if (this.#at === this.#text.length) {
        if (inside) throw wrong('brackets have no end');
        return found;
      }
      if (inside && this.#take(/\)/) !== undefined) return found;
      if (this.#take(/(?:AND\b|&&)/) !== undefined) continue;
      if (this.#take(/(?:OR\b|\|\|)/) !== undefined) {
        either = true;
        continue;
      }
      const sign = this.#take(/([+\-!]|NOT\b)\s*/);
      const read = this.#clause(sign !== undefined && sign !== '+');
      if (either) join(found, read);
      else found.push(...read);
      either = false;
    }
  }

  #clause(negative: boolean): Clause[] {
    if (this.#take(/\(/) !== undefined) {
      this.#depth += 1;
      if (this.#depth > DEEPEST) throw wrong('brackets are nested too deep');
      const inner = this.clauses(true);
      this.#depth -= 1;
      if (negative && inner.length !== 1) throw wrong('only one thing at a time can be left out');
      return inner.map((each) => ({ ...each, negative: negative !== each.negative }));
    }
    const field = this.#take(/([A-Za-z_][\w.]*|\*):(?!\/\/)\s*/);
    if (field !== undefined) return [{ negative, field, values: this.#values() }];
    const word = this.#quoted() ?? this.#bare() ?? this.#take(/[:[\]{}\\]/);
    if (word === undefined) throw wrong(`${this.#text.slice(this.#at, this.#at + 20)} is not understood`);
    return [{ negative, field: undefined, values: [word] }];
  }
}

/** `a OR b` joins values of one field; other alternatives are none that the catalogue can answer. */
function join(found: Clause[], read: Clause[]): void {
  const last = found.at(-1);
  const [next] = read;
  const same =
    last !== undefined &&
    next !== undefined &&
    read.length === 1 &&
    last.field === next.field &&
    next.field !== undefined;
  if (!same || last.negative || next.negative) throw wrong('OR joins values of one field only');
  last.values.push(...next.values);
}

/** All must hold. Throws `ActionError`: Search Query Error. */
export const clausesOf = (text: string): Clause[] => new Reader(text).clauses();
