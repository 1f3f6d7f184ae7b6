/** CKAN answers to raw records. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import type { ListPage } from '../contract.ts';
import { objectIn, type RowReading, rowsOf } from '../formats/json/rows.ts';
import { countOf, isObject, itemsOf, type Json, ordering } from '../formats/json/values.ts';
import type { CkanOptions } from './request.ts';

/** CKAN's own counters: they move with every visit or with other records (`tracking_summary`, `num_tags`, `package_count`). */
const COUNTER = /^(tracking_summary|num_\w+|package_count)$/;

/** Records without what changes by itself. */
export const signing = (volatile: readonly string[]): ((record: Json) => string) =>
  ordering((key) => COUNTER.test(key) || volatile.includes(key));

/**
 * The `result` of an Action API answer. Throws `source.answer-failed` with CKAN's own words where `success` is
 * false, `source.shape-changed` where this is no such answer.
 */
export function resultOf(answer: RawValue, url: string): RawValue {
  if (!isObject(answer)) throw new CodedError('source.shape-changed', `${url}: not an Action API answer`);
  if (answer.success === false || (answer.success === undefined && answer.error !== undefined)) {
    const error = answer.error ?? null;
    const words = isObject(error) ? (error.message ?? error.__type ?? error) : error;
    const said = typeof words === 'string' ? words : JSON.stringify(words);
    throw new CodedError('source.answer-failed', `${url}: ${said.slice(0, 300)}`);
  }
  if (answer.result === undefined) throw new CodedError('source.shape-changed', `${url}: no \`result\``);
  return answer.result;
}

const text = (value: RawValue | undefined): string | undefined =>
  typeof value === 'number' || (typeof value === 'string' && value.trim() !== '') ? String(value) : undefined;

/** A package's identifier: its `id`, its `name` where a site leaves the id out. */
export const idOf = (record: Json): string | undefined => text(record.id) ?? text(record.name);

/**
 * Why a package is not for the public; undefined where it is. Drafts and private packages come with some keys and
 * plugins; what has no state is as published as it can be.
 */
export function unpublished(record: Json): string | undefined {
  const { state } = record;
  if (typeof state === 'string' && !/^(active|)$/i.test(state.trim()))
    return `state is ${state.slice(0, 50)}`;
  return /^true$/i.test(String(record.private)) ? 'private' : undefined;
}

const readingOf = (options: CkanOptions): RowReading => ({
  idOf,
  noId: 'neither `id` nor `name`',
  withdrawn: unpublished,
  sign: signing(options.volatile),
  complete: !options.detail,
  maxRecord: options.maxRecord,
});

/**
 * One page of `package_search`. `next` is left to the adapter, which knows where the page began.
 * Throws `source.answer-failed`, `source.shape-changed`.
 */
export function parseSearch(answer: RawValue, url: string, options: CkanOptions): Omit<ListPage, 'next'> {
  const result = resultOf(answer, url);
  const results = isObject(result) ? result.results : undefined;
  // An object is read as a list only where its keys are numbers.
  const items = Array.isArray(results) ? results : isObject(results) ? itemsOf(results) : undefined;
  if (!isObject(result) || items === undefined || (items[0] === results && items.length === 1)) {
    throw new CodedError('source.shape-changed', `${url}: no \`result.results\``);
  }
  const { rows, unlistable } = rowsOf(items, url, readingOf(options));
  const declared = countOf(result.count);
  return { rows, unlistable, ...(declared === undefined ? {} : { declared }) };
}

/** The package of a `package_show` answer, as text. Throws `record.detail-failed`. */
export function parseShow(answer: RawValue, url: string): string {
  try {
    const result = resultOf(answer, url);
    if (isObject(result)) return JSON.stringify(result);
  } catch (error) {
    throw new CodedError('record.detail-failed', coded(error).detail, { cause: error });
  }
  throw new CodedError('record.detail-failed', `${url}: \`result\` is no package`);
}

/**
 * The package that a raw record holds: its own answer where there is one, else its list row. Throws
 * `record.unreadable`, `record.withdrawn` where it is not for the public.
 */
export function packageOf(record: RawRecord): Json {
  const part =
    record.parts.find(({ role }) => role === 'detail') ?? record.parts.find(({ role }) => role === 'row');
  const value = objectIn(part, record.id);
  if (![text(value.id), text(value.name)].includes(record.id))
    throw new CodedError('record.unreadable', `${record.id}: not this package`);
  const why = unpublished(value);
  if (why !== undefined) throw new CodedError('record.withdrawn', `${record.id}: ${why}`);
  return value;
}
