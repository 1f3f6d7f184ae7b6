/** OGC API – Records answers to raw records. Pure. */

import { CodedError, coded } from '../../config/errors/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import { parseJson } from '../answers/answer.ts';
import { refuseEnvelope } from '../answers/failure.ts';
import type { ListedRow, UnlistableRow } from '../contract.ts';
import { linkOf, list, matchedOf, objects, text } from '../formats/json/document.ts';
import { isObject, type Json, ordering } from '../formats/json/values.ts';

export interface ItemsPage {
  rows: ListedRow[];
  unlistable: UnlistableRow[];
  declared?: number;
  clock?: string;
  /** The next page's address as written. */
  next?: string;
}

/** Links change with every request's parameters, the record does not. */
const VOLATILE: ReadonlySet<string> = new Set(['timeStamp']);

const sign = ordering((key) => VOLATILE.has(key));

function rowOf(value: RawValue, url: string): ListedRow | UnlistableRow {
  const whole = JSON.stringify(value);
  if (!isObject(value))
    return { code: 'record.unreadable', detail: `${url}: a feature that is no object`, text: whole };
  const id = text(value.id);
  if (id === undefined) return { code: 'record.no-id', detail: `${url}: a feature without id`, text: whole };
  return {
    id,
    row: { role: 'row', mediaType: 'application/json', url, text: whole },
    sign: sign(value),
    complete: true,
  };
}

function rowOrRefusal(value: RawValue, url: string): ListedRow | UnlistableRow {
  try {
    return rowOf(value, url);
  } catch (error) {
    // Nested to the stack's end: it costs itself.
    return { code: 'record.unreadable', detail: coded(error).detail, text: '' };
  }
}

/** Throws `source.answer-failed`, `source.shape-changed`. */
export function parseItems(answer: RawValue, url: string): ItemsPage {
  if (!isObject(answer) || !Array.isArray(answer.features)) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: no \`features\``);
  }
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const value of list(answer.features)) {
    const row = rowOrRefusal(value, url);
    if ('row' in row) rows.push(row);
    else unlistable.push(row);
  }
  const declared = matchedOf(answer);
  const clock = text(answer.timeStamp);
  const next = linkOf(answer, 'next');
  return {
    rows,
    unlistable,
    ...(declared === undefined ? {} : { declared }),
    ...(clock !== undefined && !Number.isNaN(Date.parse(clock)) ? { clock } : {}),
    ...(next === undefined ? {} : { next }),
  };
}

/** The collections that hold records, of one page of them. Throws as `parseItems`. */
export function parseCollections(answer: RawValue, url: string): { ids: string[]; next?: string } {
  if (!isObject(answer) || !Array.isArray(answer.collections)) {
    refuseEnvelope(answer, url);
    throw new CodedError('source.shape-changed', `${url}: no \`collections\``);
  }
  const ids = objects(answer.collections)
    .filter(({ itemType }) => itemType === 'record')
    .flatMap(({ id }) => text(id) ?? []);
  const next = linkOf(answer, 'next');
  return { ids, ...(next === undefined ? {} : { next }) };
}

/** The feature that a raw record holds. Throws `record.unreadable`. */
export function featureOf(record: RawRecord): Json {
  const row = record.parts.find(({ role }) => role === 'row');
  try {
    const value = parseJson(row?.text ?? '');
    if (isObject(value) && text(value.id) === record.id) return value;
  } catch (cause) {
    throw new CodedError('record.unreadable', `${record.id}: not JSON`, { cause });
  }
  throw new CodedError('record.unreadable', `${record.id}: not this record`);
}
