/** Values of JSON documents that follow a standard, read with care: what is of another type than it says is not there. */
import type { RawValue } from '../../../config/record.ts';

export type Json = { [key: string]: RawValue };

export const isObject = (value: RawValue | undefined): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const text = (value: RawValue | undefined): string | undefined =>
  (typeof value === 'string' && value.trim() !== '') || typeof value === 'number'
    ? String(value).trim()
    : undefined;

/** A list, or a single value as one. */
export const list = (value: RawValue | undefined): RawValue[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

export const objects = (value: RawValue | undefined): Json[] => list(value).filter(isObject);
export const texts = (value: RawValue | undefined): string[] =>
  list(value).flatMap((each) => text(each) ?? []);

/** The document's keys in order, as text: the same for the same thing, however it is written down. */
export function orderedText(value: RawValue, without: ReadonlySet<string> = new Set()): string {
  const order = (each: RawValue): RawValue => {
    if (Array.isArray(each)) return each.map(order);
    if (!isObject(each)) return each;
    const keys = Object.keys(each).filter((key) => !without.has(key));
    return Object.fromEntries(keys.sort().map((key) => [key, order(each[key] ?? null)]));
  };
  return JSON.stringify(order(value));
}

export interface Link {
  rel: string;
  href: string;
  type?: string;
  title?: string;
}

/** The `links` of a document, by OGC API Common and STAC alike. */
export const linksOf = (document: Json): Link[] =>
  objects(document.links).flatMap((link) => {
    const [rel, href] = [text(link.rel), text(link.href)];
    if (rel === undefined || href === undefined) return [];
    const [type, title] = [text(link.type), text(link.title)];
    return [
      { rel, href, ...(type === undefined ? {} : { type }), ...(title === undefined ? {} : { title }) },
    ];
  });

export const linkOf = (document: Json, ...rels: string[]): string | undefined =>
  linksOf(document).find(({ rel }) => rels.includes(rel))?.href;

/** `numberMatched` (OGC API Features), or STAC's older spellings of it. */
export function matchedOf(document: Json): number | undefined {
  const context = isObject(document.context) ? document.context : {};
  for (const value of [document.numberMatched, document.matched, context.matched]) {
    const count = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  }
  return undefined;
}
