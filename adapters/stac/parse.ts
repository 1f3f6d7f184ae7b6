/** STAC documents to raw records. Pure. */

import { CodedError } from '../../config/errors/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import { parseJson } from '../answers/answer.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { ListedRow, UnlistableRow } from '../contract.ts';
import { linkOf, linksOf, matchedOf, text } from '../formats/json/document.ts';
import { isObject, type Json, ordering } from '../formats/json/values.ts';

const sign = ordering();

/** A page of an API's collections or children, or a catalogue whose children are documents of their own. */
export interface StacDocument {
  url: string;
  /** Collections and catalogues that stand in it. */
  inline?: RawValue[];
  /** The document itself, where it is a collection. */
  collection?: Json;
  /** Addresses of children, as written. */
  children: string[];
  /** Where the collections of an API are, from its landing page. */
  data?: string;
  next?: string;
  declared?: number;
}

/** Throws `source.answer-failed`, `source.shape-changed`. */
export function parseDocument(answer: RawValue, url: string): StacDocument {
  if (!isObject(answer)) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: not a STAC document`);
  }
  const next = linkOf(answer, 'next');
  const declared = matchedOf(answer);
  const told = {
    url,
    ...(next === undefined ? {} : { next }),
    ...(declared === undefined ? {} : { declared }),
  };
  const inline = answer.collections ?? answer.children;
  if (Array.isArray(inline)) return { ...told, inline, children: [] };
  // Versions before 1.0 had no `type`.
  if (answer.type !== 'Catalog' && answer.type !== 'Collection' && answer.stac_version === undefined) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: neither a catalogue nor a collection`);
  }
  const isCollection = answer.type === 'Collection' || (answer.type === undefined && isObject(answer.extent));
  const data = isCollection ? undefined : linkOf(answer, 'data', 'children');
  return {
    ...told,
    ...(isCollection ? { collection: answer } : {}),
    ...(data === undefined ? {} : { data }),
    children: linksOf(answer)
      .filter(({ rel }) => rel === 'child')
      .map(({ href }) => href),
  };
}

export function rowOf(value: RawValue, url: string): ListedRow | UnlistableRow {
  const whole = JSON.stringify(value);
  const id = isObject(value) ? text(value.id) : undefined;
  if (!isObject(value))
    return { code: 'record.unreadable', detail: `${url}: a collection that is no object`, text: whole };
  if (id === undefined)
    return { code: 'record.no-id', detail: `${url}: a collection without id`, text: whole };
  return {
    id,
    row: { role: 'row', mediaType: 'application/json', url, text: whole },
    sign: sign(value),
    complete: true,
  };
}

/** Where a catalogue that stands inside another document lies itself. */
export const selfOf = (value: RawValue): string | undefined =>
  isObject(value) ? linkOf(value, 'self') : undefined;

export const isCatalogue = (value: RawValue): boolean => isObject(value) && value.type === 'Catalog';

/** The collection that a raw record holds. Throws `record.unreadable`. */
export function collectionOf(record: RawRecord): Json {
  const row = record.parts.find(({ role }) => role === 'row');
  try {
    const value = parseJson(row?.text ?? '');
    if (isObject(value) && text(value.id) === record.id) return value;
  } catch (cause) {
    throw new CodedError('record.unreadable', `${record.id}: not JSON`, { cause });
  }
  throw new CodedError('record.unreadable', `${record.id}: not this collection`);
}
