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

/** A value as text, keys in order, without those that change by themselves: the same for the same thing, however written. */
export function orderedText(value: RawValue, without: (key: string) => boolean = () => false): string {
  const order = (each: RawValue): RawValue => {
    if (Array.isArray(each)) return each.map(order);
    if (!isObject(each)) return each;
    const keys = Object.keys(each).filter((key) => !without(key));
    return Object.fromEntries(keys.sort().map((key) => [key, order(each[key] ?? null)]));
  };
  return JSON.stringify(order(value));
}
