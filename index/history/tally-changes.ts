/** Many changes of many entries, counted: by source, by field and by what became of which value. */
import type { ErrorCode } from '../../config/errors/errors.ts';
import type { FieldChange } from './changes.ts';

export interface ChangedEntry {
  id: string;
  title: string;
  changes: FieldChange[];
}

export interface Example {
  id: string;
  title: string;
}

/** From one value to another; of a list, a member that came (`from` null) or went (`to` null). */
export interface ValueTally {
  from: string | null;
  to: string | null;
  entries: number;
  examples: Example[];
}

export interface FieldTally {
  field: string;
  /** Entries in which it changes. */
  entries: number;
  values: ValueTally[];
  /** There were more different ones than are kept count of: numbers of rare ones may be too low. */
  truncated: boolean;
}

/** Pairs of values of one field that are kept count of, and entries named of each. */
const MOST_VALUES = 5_000;
const EXAMPLES = 3;
/** UTF-16 units of a value: pairs are for the eye. */
const MOST_TEXT = 120;

interface Counted {
  entries: number;
  truncated: boolean;
  values: Map<string, ValueTally>;
}

export class ChangeTally {
  readonly #fields = new Map<string, Counted>();
  readonly #refused = new Map<ErrorCode, { code: ErrorCode; entries: number; examples: Example[] }>();

  add({ id, title, changes }: ChangedEntry): void {
    for (const change of changes) {
      const counted = this.#fields.get(change.field) ?? { entries: 0, truncated: false, values: new Map() };
      this.#fields.set(change.field, counted);
      counted.entries += 1;
      for (const [from, to] of pairsOf(change)) note(counted, from, to, { id, title });
    }
  }

  refuse(code: ErrorCode, { id, title }: Example): void {
    const refused = this.#refused.get(code) ?? { code, entries: 0, examples: [] };
    this.#refused.set(code, refused);
    refused.entries += 1;
    if (refused.examples.length < EXAMPLES) refused.examples.push({ id, title });
  }

  /** The most frequent first, of each field up to `limit` pairs. */
  fields(limit: number): FieldTally[] {
    return [...this.#fields]
      .map(([field, { entries, truncated, values }]) => ({
        field,
        entries,
        values: [...values.values()].sort((one, other) => other.entries - one.entries).slice(0, limit),
        truncated,
      }))
      .sort((one, other) => other.entries - one.entries);
  }

  refused() {
    return [...this.#refused.values()].sort((one, other) => other.entries - one.entries);
  }
}

function pairsOf({ from, to, added, removed }: FieldChange): [string | null, string | null][] {
  if (added === undefined && removed === undefined) return [[textOf(from), textOf(to)]];
  // What went and what came, where it is one each, is one value that became another.
  if (added?.length === 1 && removed?.length === 1) return [[textOf(removed[0]), textOf(added[0])]];
  const went = removed?.map((member): [string | null, null] => [textOf(member), null]) ?? [];
  const came = added?.map((member): [null, string | null] => [null, textOf(member)]) ?? [];
  return [...went, ...came];
}

const textOf = (value: FieldChange['from']): string | null =>
  value === null || value === undefined ? null : String(value).slice(0, MOST_TEXT).toWellFormed();

function note(counted: Counted, from: string | null, to: string | null, example: Example): void {
  const key = JSON.stringify([from, to]);
  let value = counted.values.get(key);
  if (value === undefined) {
    if (counted.values.size >= MOST_VALUES) {
      counted.truncated = true;
      return;
    }
    value = { from, to, entries: 0, examples: [] };
    counted.values.set(key, value);
  }
  value.entries += 1;
  if (value.examples.length < EXAMPLES) value.examples.push(example);
}
