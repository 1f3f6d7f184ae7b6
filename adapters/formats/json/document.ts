/** Values of JSON documents that follow a standard, read with care: what is of another type than it says is not there. */
import type { RawValue } from '../../../config/record.ts';
import { countOf, isObject, type Json } from './values.ts';

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
  const counts = [document.numberMatched, document.matched, context.matched].map(countOf);
  return counts.find((count) => count !== undefined);
}
