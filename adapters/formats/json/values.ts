/**
 * JSON values as they come: of types that no API promises (an object or a text for a list, `null` among the items), in
 * several languages, wrapped in objects. What is plain is read. Pure.
 */
import type { RawValue } from '../../../config/record.ts';
import { parseJson } from '../../answers/answer.ts';
import { preferredLanguage } from '../../language.ts';

export type Json = { [key: string]: RawValue };

export const isObject = (value: RawValue | undefined): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Extras carry lists and objects as JSON in a string. */
export function unpacked(value: RawValue): RawValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

/**
 * The items of what ought to be a list: a list, a PHP array that became an object of numbered keys, JSON in a text, or
 * one thing alone. Items that are nothing are none.
 */
export function itemsOf(value: RawValue | undefined): RawValue[] {
  const given = unpacked(value ?? null);
  const items = Array.isArray(given)
    ? given
    : isObject(given) && Object.keys(given).every((key) => /^\d+$/.test(key))
      ? Object.values(given)
      : [given];
  return items.filter((item) => item !== null && item !== '');
}

export const isEmpty = (value: RawValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isEmpty)) ||
  (isObject(value) && Object.values(value).every(isEmpty));

/** Keys that look like language tags make an object one text in several languages. */
export function inOneLanguage(value: RawValue): RawValue {
  if (!isObject(value)) return value;
  const tags = Object.keys(value);
  const isText = (said: RawValue | undefined): boolean =>
    said === null || typeof said === 'string' || (Array.isArray(said) && said.every(isText));
  const isTag = (tag: string): boolean => /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(tag);
  if (tags.length === 0 || !tags.every((tag) => isTag(tag) && isText(value[tag]))) return value;
  const best = preferredLanguage(tags.filter((tag) => !isEmpty(value[tag])));
  return best === undefined ? null : (value[best] ?? null);
}

/** Notes what cannot be read. */
export type Odd = (field: string, value: RawValue) => void;

/** Set in an object only where there is a value. */
export const withoutEmpty = <T extends { [key: string]: RawValue | undefined }>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value))) as T;

/** Where the words of a thing stand that is written as an object, the most telling key first. */
const WORDS = ['@value', 'prefLabel', 'name', 'label', 'title', 'fn', '@id', 'url', 'identifier', 'notation'];

/** What a value is called: itself where it is plain, the words in it where it is an object or in several languages. */
export function wordOf(value: RawValue | undefined): string | number | boolean | undefined {
  const given = inOneLanguage(value ?? null);
  if (Array.isArray(given)) return given.map(wordOf).find((word) => word !== undefined);
  if (!isObject(given)) return isEmpty(given) || given === null ? undefined : given;
  for (const key of WORDS) {
    const word = wordOf(given[key]);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** The words of what is a list, or one thing alone; items without words are told. */
export function wordsOf(field: string, value: RawValue | undefined, odd: Odd): string[] {
  const items = isObject(value) ? [value] : itemsOf(value);
  const words = items.flatMap((item) => {
    const word = wordOf(item);
    if (word === undefined && !isEmpty(item)) odd(field, item);
    return word === undefined ? [] : [String(word)];
  });
  return [...new Set(words)];
}

/** A whole number that a source declares, as number or text; undefined where it is none. */
export function countOf(value: RawValue | undefined): number | undefined {
  const count = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
}

/** Sets of keys whose order is remembered, and characters of one: the records of a listing share a few, a hostile one has as many as it likes. */
const MOST_SHAPES = 200;
const LONGEST_SHAPE = 2_000;

export type Ordering = (value: RawValue) => string;

/**
 * A value as text, keys in order, without those that change by themselves: the same for the same thing, however written.
 * One for all records of a listing, since how their keys are to stand is found out once.
 */
export function ordering(without: (key: string) => boolean = () => false): Ordering {
  const shapes = new Map<string, readonly string[]>();
  const inOrder = (keys: string[]): readonly string[] => {
    const shape = JSON.stringify(keys);
    const known = shapes.get(shape);
    if (known !== undefined) return known;
    const order = keys.filter((key) => !without(key)).sort();
    if (shape.length > LONGEST_SHAPE) return order;
    if (shapes.size >= MOST_SHAPES) shapes.clear();
    shapes.set(shape, order);
    return order;
  };
  const ordered = (each: RawValue): RawValue => {
    if (Array.isArray(each)) return each.map(ordered);
    if (!isObject(each)) return each;
    const keys = inOrder(Object.keys(each));
    // A key that sets what an object comes from is one like any other in what sources send.
    if (keys.includes('__proto__'))
      return Object.fromEntries(keys.map((key) => [key, ordered(each[key] ?? null)]));
    const made: Json = {};
    for (const key of keys) made[key] = ordered(each[key] ?? null);
    return made;
  };
  return (value) => JSON.stringify(ordered(value));
}
