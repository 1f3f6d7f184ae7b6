/** Selecting in JSON values, by path. */
import type { Pick } from '../../config/declared.ts';
import type { RawValue } from '../../config/record.ts';
import { type Ordering, ordering } from '../formats/json/values.ts';
import { refine, type Scope } from './select.ts';

/** A key, a place in a list, all of a list, or all keys of an object. */
interface PathStep {
  key?: string;
  index?: number;
  each?: true;
  entries?: true;
}

const paths = new Map<string, PathStep[]>();

function pathOf(text: string): PathStep[] {
  let steps = paths.get(text);
  if (steps === undefined) {
    steps = [...text.matchAll(/\[(\d*)\]|(\{\})|([^.[\]{}]+)/g)].map((found): PathStep => {
      if (found[3] !== undefined) return { key: found[3] };
      if (found[2] !== undefined) return { entries: true };
      return found[1] === '' ? { each: true } : { index: Number(found[1]) };
    });
    paths.set(text, steps);
  }
  return steps;
}

/** The value at a path; `[]` spreads over a list and flattens, `{}` makes a list of an object's keys and values. */
export function at(value: RawValue, path: string): RawValue | undefined {
  return walk(value, pathOf(path), 0);
}

function walk(value: RawValue | undefined, steps: PathStep[], from: number): RawValue | undefined {
  let here = value;
  for (let step = from; step < steps.length; step += 1) {
    const { key, index, each, entries } = steps[step]!;
    if (here === undefined || here === null || typeof here !== 'object') return undefined;
    if (entries) {
      if (Array.isArray(here)) return undefined;
      here = Object.entries(here).map(([name, held]) => ({ name, value: held }));
      continue;
    }
    if (each) {
      if (!Array.isArray(here)) return undefined;
      const list: RawValue[] = [];
      for (const item of here) {
        const found = walk(item, steps, step + 1);
        if (Array.isArray(found)) list.push(...found);
        else if (found !== undefined && found !== null) list.push(found);
      }
      return list;
    }
    if (Array.isArray(here)) here = index === undefined ? undefined : here[index];
    else here = key !== undefined && Object.hasOwn(here, key) ? here[key] : undefined;
  }
  return here;
}

/** By what they leave out. */
const orderings = new WeakMap<ReadonlySet<string>, Ordering>();

export class JsonScope implements Scope {
  readonly value: RawValue;
  constructor(value: RawValue) {
    this.value = value;
  }
  pick(pick: Pick): RawValue | undefined {
    return refine(at(this.value, pick.select), pick);
  }
  each(select: string): Scope[] | undefined {
    const found = at(this.value, select);
    if (found === undefined || found === null) return undefined;
    return (Array.isArray(found) ? found : [found]).map((item) => new JsonScope(item));
  }
  text(): string {
    return JSON.stringify(this.value);
  }
  sign(ignore: ReadonlySet<string>): string {
    let order = orderings.get(ignore);
    if (order === undefined) {
      order = ordering((key) => ignore.has(key));
      orderings.set(ignore, order);
    }
    return order(this.value);
  }
}
