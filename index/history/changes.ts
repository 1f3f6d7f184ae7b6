/**
 * In what two versions of an entry differ, field by field and short. What an entry's history keeps and what a replay
 * would change are both told by this.
 */
import type { Entry } from '../../normalizer/entry.ts';
import { cutTo, cutToDifference } from './texts.ts';

export type Scalar = string | number | boolean;

/**
 * One field, by its path in the entry (`openness.class`). A value has `from` and `to`, null where there is none; a list
 * has what came and what went, each member as text, whatever their order.
 */
export interface FieldChange {
  field: string;
  from?: Scalar | null;
  to?: Scalar | null;
  added?: string[];
  removed?: string[];
  /** Members of the list that came or went and are not named. */
  more?: number;
  /** `from` or `to` is not the whole text: both are cut to where they differ. */
  cut?: true;
}

/** UTF-16 units of a value; members of a list that are named of either kind; fields of one change. */
export const MOST_TEXT = 300;
const MOST_MEMBERS = 20;
export const MOST_FIELDS = 40;

/** What says who it is, and cannot change. */
const IDENTITY = new Set(['id', 'source', 'localId']);

/** By path: values, and lists of members as text. */
export type Flat = Map<string, Scalar | string[]>;

/** The entry's fields without `raw`; what is null is not there. */
export function flattened(entry: Entry): Flat {
  const { raw: _, ...fields } = entry;
  const flat: Flat = new Map();
  for (const [name, value] of Object.entries(fields)) {
    if (!IDENTITY.has(name)) flatten(name, value, flat);
  }
  return flat;
}

function flatten(path: string, value: unknown, flat: Flat): void {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    if (value.length > 0) flat.set(path, value.map(memberText));
  } else if (typeof value === 'object') {
    for (const [name, each] of Object.entries(value)) flatten(`${path}.${name}`, each, flat);
  } else flat.set(path, value as Scalar);
}

/** A member in one line: what its fields say, in their order. */
function memberText(member: unknown): string {
  if (member === null || typeof member !== 'object') return String(member);
  return Object.entries(member)
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name, value]) => `${name}=${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
    .join('; ');
}

/** Empty where they are the same, or differ only in what stands beside the fields (the order of lists and of keys). */
export function changesBetween(before: Entry, after: Entry): FieldChange[] {
  const changes = between(flattened(before), flattened(after));
  // What the source says and no field takes, only where that is all.
  return changes.length > 0 ? changes : between(labels(before), labels(after));
}

function labels({ raw }: Entry): Flat {
  return new Map(
    Object.entries(raw).map(([label, value]) => [
      `raw.${cutTo(label, 100)}`,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}

function between(before: Flat, after: Flat): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of new Set([...before.keys(), ...after.keys()])) {
    const change = changeOf(field, before.get(field), after.get(field));
    if (change !== undefined) changes.push(change);
    if (changes.length === MOST_FIELDS) break;
  }
  return changes;
}

function changeOf(
  field: string,
  from: Scalar | string[] = [],
  to: Scalar | string[] = [],
): FieldChange | undefined {
  const lists = Array.isArray(from) && Array.isArray(to);
  if (lists) return listChange(field, from, to);
  const [one, other] = [soleValue(from), soleValue(to)];
  if (one === other) return undefined;
  if (typeof one !== 'string' && typeof other !== 'string') return { field, from: one, to: other };
  const texts = [typeof one === 'string' ? one : '', typeof other === 'string' ? other : ''] as const;
  const [was, is] = cutToDifference(...texts, MOST_TEXT);
  const cut = was !== texts[0] || is !== texts[1];
  return {
    field,
    from: typeof one === 'string' ? was : one,
    to: typeof other === 'string' ? is : other,
    ...(cut ? { cut } : {}),
  };
}

const soleValue = (value: Scalar | string[]): Scalar | null => {
  if (!Array.isArray(value)) return value;
  return value.length === 0 ? null : value.join(' | ');
};

function listChange(field: string, from: string[], to: string[]): FieldChange | undefined {
  const added = without(to, from);
  const removed = without(from, to);
  if (added.length + removed.length === 0) return undefined;
  const named = (members: string[]) => members.slice(0, MOST_MEMBERS).map((each) => cutTo(each, MOST_TEXT));
  const more = Math.max(0, added.length - MOST_MEMBERS) + Math.max(0, removed.length - MOST_MEMBERS);
  return {
    field,
    ...(added.length === 0 ? {} : { added: named(added) }),
    ...(removed.length === 0 ? {} : { removed: named(removed) }),
    ...(more === 0 ? {} : { more }),
  };
}

/** Members of the one that the other does not have, as often as it does not. */
function without(list: string[], other: string[]): string[] {
  const left = new Map<string, number>();
  for (const member of other) left.set(member, (left.get(member) ?? 0) + 1);
  return list.filter((member) => {
    const count = left.get(member) ?? 0;
    left.set(member, count - 1);
    return count <= 0;
  });
}
