/** What a CKAN package says, under the catalogue's field names. Pure. */
import type { Alias } from '../../config/labels.ts';
import { FIELDS, type Field, type RawValue, type Statement } from '../../config/record.ts';
import { remarking } from '../formats/json/unread.ts';
import {
  inOneLanguage,
  isEmpty,
  isObject,
  itemsOf,
  type Json,
  type Odd,
  unpacked,
} from '../formats/json/values.ts';
import { FALLBACK_KEYS, FIELD_KEYS, LIST_KEYS, PLUMBING } from './keys.ts';
import { idOf } from './parse.ts';
import { resourcesOf } from './resources.ts';

/** What a label or key that CKAN does not know stands for, by the configuration's alias table. */
export type LabelLookup = (label: string) => Alias | undefined;

/** The package's own keys, and its extras (a list of pairs, on old sites an object) over those that are empty. */
function flattened(record: Json, odd: Odd): Map<string, RawValue> {
  const flat = new Map<string, RawValue>();
  for (const [key, value] of Object.entries(record)) if (!isEmpty(value)) flat.set(key, value);
  const pairs = isObject(record.extras)
    ? Object.entries(record.extras)
    : itemsOf(record.extras).flatMap((extra): [RawValue | undefined, RawValue | undefined][] => {
        if (isObject(extra)) return [[extra.key ?? extra.name, extra.value]];
        if (Array.isArray(extra) && extra.length === 2) return [[extra[0], extra[1]]];
        odd('extras', extra);
        return [];
      });
  for (const [key, value] of pairs) {
    if (typeof key !== 'string') {
      odd('extras', { key: key ?? null, value: value ?? null });
      continue;
    }
    if (value === undefined || isEmpty(value)) continue;
    if (!flat.has(key)) flat.set(key, unpacked(value));
    else if (flat.get(key) !== value) flat.set(`extras.${key}`, unpacked(value));
  }
  return flat;
}

/** A key whose dots go into nested objects and first items. */
interface Path {
  key: string;
  first: string;
  rest: readonly string[];
}

const pathOf = (key: string): Path => {
  const [first = '', ...rest] = key.split('.');
  return { key, first, rest };
};

function at(flat: ReadonlyMap<string, RawValue>, { key: whole, first, rest }: Path): RawValue | undefined {
  const plain = flat.get(whole);
  if (plain !== undefined) return inOneLanguage(plain);
  let value = flat.get(first);
  for (const key of rest) {
    if (Array.isArray(value)) value = value.find((item) => isObject(item) && !isEmpty(item[key]));
    value = isObject(value) ? value[key] : undefined;
  }
  return value === undefined ? undefined : inOneLanguage(value);
}

const isPlain = (value: RawValue | undefined): value is RawValue =>
  !isEmpty(value) && !isObject(value) && !(Array.isArray(value) && value.some(isObject));

/** The names of tags or groups: what people read first, else the key. */
function names(field: string, value: RawValue | undefined, odd: Odd): string[] {
  return itemsOf(value).flatMap((item) => {
    if (typeof item === 'string' || typeof item === 'number') return [String(item).trim()].filter(Boolean);
    if (isObject(item) && item.state === 'deleted') return [];
    for (const key of isObject(item) ? ['title_translated', 'display_name', 'title', 'name'] : []) {
      const stated = isObject(item) ? item[key] : null;
      const name = isEmpty(stated) ? null : inOneLanguage(stated ?? null);
      if (typeof name === 'number' || (typeof name === 'string' && name.trim() !== '')) return [String(name)];
    }
    if (!isEmpty(item)) odd(field, item);
    return [];
  });
}

const KNOWN = new Set([...PLUMBING, ...LIST_KEYS]);

type FieldPaths = [field: Field, paths: Path[]][];

/** In the order of the fields; their keys are taken apart once, and not for every package. */
const pathsOf = (keys: typeof FIELD_KEYS): FieldPaths =>
  FIELDS.flatMap((field) => {
    const own = keys[field];
    return own === undefined ? [] : [[field, own.map(pathOf)]];
  });

const FIELD_PATHS = pathsOf(FIELD_KEYS);
const FALLBACK_PATHS = pathsOf(FALLBACK_KEYS);
const [KEYWORDS, TAGS] = [pathOf('keywords_translated'), pathOf('tags_translated')];

const unique = (values: string[]): string[] => [...new Set(values)];

/** CKAN's harvester keeps a package's UUID, so a package has one id on every CKAN site that carries it. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** The software's own instants bear no zone and are UTC (CKAN's API guide); their microseconds are its clock's. */
const inUtc = (value: RawValue): RawValue =>
  typeof value === 'string' && /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?$/.test(value)
    ? `${value.slice(0, 19)}Z`
    : value;

export interface Place {
  /** The site's address, without closing slash. */
  base: string;
  /** A dataset's page under it, with `{name}` and `{id}`. */
  page: string;
}

export function statementOf(record: Json, id: string, place: Place, label: LabelLookup): Statement {
  const { odd, told } = remarking();
  const flat = flattened(record, odd);
  const fields: Partial<Record<Field, RawValue>> = {};
  const used = new Set<string>();
  const take = (taken: FieldPaths, meant = (value: RawValue) => value): void => {
    for (const [field, paths] of taken) {
      for (const path of fields[field] === undefined ? paths : []) {
        const value = at(flat, path);
        if (!isPlain(value)) continue;
        fields[field] = meant(value);
        used.add(flat.has(path.key) ? path.key : path.first);
        break;
      }
    }
  };
  take(FIELD_PATHS);

  const translated = at(flat, KEYWORDS) ?? at(flat, TAGS);
  const keywords = unique([...names('keywords', translated, odd), ...names('keywords', record.tags, odd)]);
  if (keywords.length > 0) fields.keywords = keywords;
  const themes = unique([...names('theme', record.groups, odd), ...names('theme', flat.get('theme'), odd)]);
  if (themes.length > 0) fields.theme = themes;
  const name = typeof record.name === 'string' && record.name !== '' ? record.name : id;
  fields.landingPage =
    place.base +
    place.page.replaceAll('{name}', encodeURIComponent(name)).replaceAll('{id}', encodeURIComponent(id));

  const aliased: (Alias & { key: string; value: RawValue })[] = [];
  for (const [key, value] of flat) {
    const alias = used.has(key) || KNOWN.has(key) || !isPlain(value) ? undefined : label(key);
    if (alias !== undefined) aliased.push({ ...alias, key, value });
  }
  for (const { field, key, value } of aliased.sort((a, b) => a.rank - b.rank)) {
    if (fields[field] !== undefined) continue;
    fields[field] = value;
    used.add(key);
  }
  take(FALLBACK_PATHS, inUtc);
  const unmapped = Object.fromEntries([...flat].filter(([key]) => !used.has(key) && !KNOWN.has(key)));

  const native = idOf(record) ?? '';
  return {
    id,
    fields,
    ...resourcesOf(record, place.base, odd),
    unmapped,
    ...told(),
    ...(UUID.test(native) ? { nativeId: `ckan/${native}` } : {}),
  };
}
