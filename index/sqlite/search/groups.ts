/** Entries in groups by their values, and how many entries and resources each group has. */
import type { Facet } from '../../query.ts';
import type { Columns } from '../columns.ts';
import { grown } from '../grown.ts';
import { Pairs } from './pairs.ts';

/** An entry is in a group for every choice of one of its values a facet; a facet that it does not state is left open. */
export class Groups {
  readonly #columns: Columns;
  readonly #read: ((number: number, into: number[]) => void)[];
  readonly #terms: number[] = [];
  /** By facet: the group of the facets before, with a term. */
  readonly #levels: Pairs[];

  constructor(by: Facet[], columns: Columns) {
    this.#columns = columns;
    this.#read = by.map((facet) => columns.values.of(facet));
    this.#levels = by.map(() => new Pairs());
  }

  /** How many there are by now; their numbers are those below it. */
  get size(): number {
    return this.#levels.at(-1)?.size ?? 1;
  }

  /** Numbers of the entry's groups: a list that holds until the next call. */
  of(number: number): readonly number[] {
    const terms = this.#terms;
    let groups: number[] = [0];
    for (let level = 0; level < this.#levels.length; level += 1) {
      const pairs = this.#levels[level] as Pairs;
      terms.length = 0;
      this.#read[level]?.(number, terms);
      if (terms.length === 0) terms.push(0);
      if (groups.length === 1 && terms.length === 1) {
        groups[0] = pairs.of(groups[0] as number, terms[0] as number);
        continue;
      }
      const next: number[] = [];
      for (const group of groups) for (const term of terms) next.push(pairs.of(group, term));
      groups = next;
    }
    return groups;
  }

  /** The term of each facet asked for, 0 where the group leaves it open. */
  termsOf(group: number): number[] {
    const terms: number[] = [];
    let at = group;
    for (const { firsts, seconds } of this.#levels.toReversed()) {
      terms.unshift(seconds[at] as number);
      at = firsts[at] as number;
    }
    return terms;
  }

  /** What the group is called by. */
  keyOf(group: number, by: Facet[]): Partial<Record<Facet, string>> {
    const terms = this.termsOf(group);
    return Object.fromEntries(
      by.flatMap((facet, place) => {
        const term = terms[place] as number;
        return term === 0 ? [] : [[facet, this.#columns.terms[term]?.value as string]];
      }),
    );
  }
}

/** Entries and distinct resources by group, of entries that come resource by resource (`Columns.byResource`). */
export class Tallies {
  entries = new Int32Array(0);
  resources = new Int32Array(0);
  /** The resource that was counted there last. */
  #last = new Int32Array(0);

  /** Whether the resource is new in that group. */
  add(group: number, lead: number): boolean {
    if (group >= this.#last.length) {
      this.entries = grown(this.entries, group + 1);
      this.resources = grown(this.resources, group + 1);
      this.#last = grown(this.#last, group + 1);
    }
    this.entries[group] = (this.entries[group] as number) + 1;
    if (this.#last[group] === lead) return false;
    this.#last[group] = lead;
    this.resources[group] = (this.resources[group] as number) + 1;
    return true;
  }
}
