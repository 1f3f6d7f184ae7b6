/** Facts of a part: keys or labels with values, under the catalogue's field names. Pure. */
import type { LabelRule, Target } from '../../../config/declared.ts';
import { type Alias, keyAlias, labelAlias } from '../../../config/labels.ts';
import type { Field, RawValue } from '../../../config/record.ts';
import { JsonScope } from '../json-scope.ts';
import { capture, isBlank, pickFirst, type Scope } from '../select.ts';
import { labelled } from './labelled.ts';

type Reading = {
  fields: Partial<Record<Field, { select: string }[]>>;
  keys: Record<string, Target[]>;
  labels: LabelRule[];
  distributions: { each: string }[];
  dataItems: { each: string }[];
  id?: { select: string }[];
  about?: { select: string }[] | undefined;
};

export interface Facts {
  fields: Partial<Record<Field, RawValue>>;
  unmapped: Record<string, RawValue>;
}

/** What one part says. `gather`: fields whose several names all count. */
export function factsOf(
  scope: Scope,
  reading: Reading,
  gather: ReadonlySet<string>,
  ignore: ReadonlySet<string>,
): Facts {
  const facts: Facts = { fields: {}, unmapped: {} };
  for (const [field, picks] of Object.entries(reading.fields) as [Field, { select: string }[]][]) {
    const value = gather.has(field) ? allOf(scope, picks) : pickFirst(scope, picks);
    if (value !== undefined && !isBlank(value)) facts.fields[field] = value;
  }
  const named = new Collector(reading.keys, gather, ignore, facts);
  if (scope instanceof JsonScope) {
    const { value } = scope;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      const taken = takenKeys(reading);
      for (const [key, item] of Object.entries(value))
        if (!taken.has(key)) named.add(key, item, keyAlias(key));
    }
  } else
    for (const rule of reading.labels)
      for (const [label, value] of labelled(scope, rule)) named.add(label, value, labelAlias(label));
  named.settle();
  return facts;
}

/** What stands at every place, each value once; a single one by itself. */
function allOf(scope: Scope, picks: { select: string }[]): RawValue | undefined {
  const found = picks.flatMap((pick) => {
    const value = scope.pick(pick);
    return value === undefined || isBlank(value) ? [] : [value].flat();
  });
  const values = [...new Set(found)];
  return values.length > 1 ? values : values[0];
}

const takenOf = new WeakMap<Reading, Set<string>>();

/** Keys whose values the reading takes by path already. */
function takenKeys(reading: Reading): Set<string> {
  let taken = takenOf.get(reading);
  if (taken === undefined) {
    const paths = [
      ...Object.values(reading.fields).flatMap((picks) => picks.map((pick) => pick.select)),
      ...[...(reading.id ?? []), ...(reading.about ?? [])].map((pick) => pick.select),
      ...reading.distributions.map((rule) => rule.each),
      ...reading.dataItems.map((rule) => rule.each),
    ];
    taken = new Set(paths.map((path) => /^[^.[\]{}]+/.exec(path)?.[0] ?? '').filter((key) => key !== ''));
    takenOf.set(reading, taken);
  }
  return taken;
}

/** More than any alias list is long. */
const OWN_FIRST = 1_000_000;

/** Sorts named values into fields and what is left over. */
class Collector {
  readonly #keys: Record<string, Target[]>;
  readonly #order: Map<string, number>;
  readonly #gather: ReadonlySet<string>;
  readonly #ignore: ReadonlySet<string>;
  readonly #facts: Facts;
  readonly #candidates = new Map<Field, { rank: number; name: string; value: RawValue }[]>();

  constructor(
    keys: Record<string, Target[]>,
    gather: ReadonlySet<string>,
    ignore: ReadonlySet<string>,
    facts: Facts,
  ) {
    this.#keys = keys;
    this.#order = new Map(Object.keys(keys).map((key, index) => [key, index]));
    this.#gather = gather;
    this.#ignore = ignore;
    this.#facts = facts;
  }

  add(name: string, value: RawValue, alias: Alias | undefined): void {
    // A name that objects take for their prototype names no fact.
    if (isBlank(value) || this.#ignore.has(name) || name === '__proto__') return;
    const own = Object.hasOwn(this.#keys, name) ? this.#keys[name]! : undefined;
    if (own === undefined) {
      if (alias === undefined) this.#leave(name, value);
      else this.#propose(alias, name, value);
      return;
    }
    // The source's own map stands before all aliases.
    const rank = this.#order.get(name)! - OWN_FIRST;
    let taken = own.length === 0;
    for (const { field, match } of own) {
      const part = match === undefined ? value : capture(String(value), match);
      if (part === undefined) continue;
      this.#propose({ field, rank }, name, part);
      taken = true;
    }
    if (!taken) this.#leave(name, value);
  }

  #propose({ field, rank }: Alias, name: string, value: RawValue): void {
    const others = this.#candidates.get(field);
    if (others === undefined) this.#candidates.set(field, [{ rank, name, value }]);
    else others.push({ rank, name, value });
  }

  settle(): void {
    for (const [field, candidates] of this.#candidates) {
      candidates.sort((a, b) => a.rank - b.rank);
      const [first, ...rest] = candidates;
      if (this.#gather.has(field) && (rest.length > 0 || this.#facts.fields[field] !== undefined)) {
        const values = [this.#facts.fields[field], ...candidates.map(({ value }) => value)];
        this.#facts.fields[field] = [...new Set(values.flat())].filter((value) => value !== undefined);
      } else if (this.#facts.fields[field] === undefined) {
        this.#facts.fields[field] = first!.value;
        for (const { name, value } of rest) this.#leave(name, value);
      } else for (const { name, value } of candidates) this.#leave(name, value);
    }
  }

  #leave(name: string, value: RawValue): void {
    // A label that comes twice is kept twice, under a numbered name.
    let free = name;
    for (let n = 2; Object.hasOwn(this.#facts.unmapped, free); n += 1) free = `${name} ${n}`;
    this.#facts.unmapped[free] = value;
  }
}
