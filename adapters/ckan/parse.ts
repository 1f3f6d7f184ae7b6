/** CKAN answers to raw records. Pure. */
import { CodedError, coded } from '../../config/errors.ts';
import type { RawRecord, RawValue } from '../../config/record.ts';
import { parseJson } from '../answer.ts';
import type { ListedRow, ListPage, UnlistableRow } from '../contract.ts';
import type { CkanOptions } from './request.ts';
import { isObject, itemsOf, type Json } from './values.ts';

/** CKAN's own counters: they move with every visit or with other records (`tracking_summary`, `num_tags`, `package_count`). */
const COUNTER = /^(tracking_summary|num_\w+|package_count)$/;

/** The record without what changes by itself, keys in order, as text. */
export function signOf(record: Json, volatile: readonly string[]): string {
  const left = new Set(volatile);
  const order = (value: RawValue): RawValue => {
    if (Array.isArray(value)) return value.map(order);
    if (!isObject(value)) return value;
    const keys = Object.keys(value).filter((key) => !COUNTER.test(key) && !left.has(key));
    return Object.fromEntries(keys.sort().map((key) => [key, order(value[key] ?? null)]));
  };
  return JSON.stringify(order(record));
}

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

function rowOf(value: RawValue, url: string, options: CkanOptions): ListedRow | UnlistableRow {
  const whole = JSON.stringify(value);
  const refuse = (code: UnlistableRow['code'], detail: string, named?: string): UnlistableRow => ({
    code,
    detail,
    text: whole.slice(0, options.maxRecord),
    ...(named === undefined ? {} : { id: named }),
  });
  if (!isObject(value)) return refuse('record.unreadable', 'not a JSON object');
  const id = idOf(value);
  if (id === undefined) return refuse('record.no-id', 'neither `id` nor `name`');
  const why = unpublished(value);
  if (why !== undefined) return refuse('record.withdrawn', `${id}: ${why}`, id);
  if (whole.length > options.maxRecord)
    return refuse('record.too-large', `${id}: ${whole.length} characters`, id);
  return {
    id,
    row: { role: 'row', mediaType: 'application/json', url, text: whole },
    sign: signOf(value, options.volatile),
    complete: !options.detail,
  };
}

/** A record nested to the stack's end costs itself, not the page. */
function rowOrRefusal(value: RawValue, url: string, options: CkanOptions): ListedRow | UnlistableRow {
  try {
    return rowOf(value, url, options);
  } catch (error) {
    return { code: 'record.unreadable', detail: coded(error).detail, text: '' };
  }
}

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
  const rows: ListedRow[] = [];
  const unlistable: UnlistableRow[] = [];
  for (const value of items) {
    const row = rowOrRefusal(value, url, options);
    if ('row' in row) rows.push(row);
    else unlistable.push(row);
  }
  const count = typeof result.count === 'string' ? Number(result.count) : result.count;
  const declared = typeof count === 'number' && Number.isSafeInteger(count) && count >= 0 ? count : undefined;
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
  let value: RawValue;
  try {
    value = parseJson(part?.text ?? '');
  } catch (cause) {
    throw new CodedError('record.unreadable', `${record.id}: not JSON`, { cause });
  }
  if (!isObject(value) || ![text(value.id), text(value.name)].includes(record.id))
    throw new CodedError('record.unreadable', `${record.id}: not this package`);
  const why = unpublished(value);
  if (why !== undefined) throw new CodedError('record.withdrawn', `${record.id}: ${why}`);
  return value;
}
