/** What a CKAN package says, under the catalogue's field names. Pure. */
import type { Alias } from '../../config/labels.ts';
import {
  FIELDS,
  type Field,
  type RawValue,
  type StatedDataItem,
  type StatedDistribution,
  type Statement,
} from '../../config/record.ts';
import { parseJson } from '../answer.ts';
import { preferredLanguage } from '../language.ts';
import { FALLBACK_KEYS, FIELD_KEYS, LIST_KEYS, PLUMBING } from './keys.ts';
import { idOf, isObject, type Json } from './parse.ts';

/** What a label or key that CKAN does not know stands for, by the configuration's alias table. */
export type LabelLookup = (label: string) => Alias | undefined;

const isEmpty = (value: RawValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isEmpty)) ||
  (isObject(value) && Object.values(value).every(isEmpty));

/** Extras carry lists and objects as JSON in a string. */
function unpacked(value: RawValue): RawValue {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return parseJson(value);
  } catch {
    return value;
  }
}

/** Keys that look like language tags make an object one text in several languages. */
function inOneLanguage(value: RawValue): RawValue {
  if (!isObject(value)) return value;
  const tags = Object.keys(value);
  if (tags.length === 0 || !tags.every((tag) => /^[a-z]{2,3}([-_][A-Za-z0-9]{2,8})*$/.test(tag)))
    return value;
  const best = preferredLanguage(tags.filter((tag) => !isEmpty(value[tag])));
  return best === undefined ? null : (value[best] ?? null);
}

/** The package's own keys, and its extras (a list of pairs, on old sites an object) over those that are empty. */
function flattened(record: Json): Map<string, RawValue> {
  const flat = new Map<string, RawValue>();
  for (const [key, value] of Object.entries(record)) if (!isEmpty(value)) flat.set(key, value);
  const extras = record.extras;
  const pairs: [RawValue | undefined, RawValue | undefined][] = Array.isArray(extras)
    ? extras.filter(isObject).map((extra) => [extra.key, extra.value])
    : isObject(extras)
      ? Object.entries(extras)
      : [];
  for (const [key, value] of pairs) {
    if (typeof key !== 'string' || value === undefined || isEmpty(value)) continue;
    if (!flat.has(key)) flat.set(key, unpacked(value));
    else if (flat.get(key) !== value) flat.set(`extras.${key}`, unpacked(value));
  }
  return flat;
}

function at(flat: ReadonlyMap<string, RawValue>, path: string): RawValue | undefined {
  const [first = '', ...rest] = path.split('.');
  let value = flat.get(path) ?? flat.get(first);
  if (flat.has(path)) return inOneLanguage(value ?? null);
  for (const key of rest) {
    if (Array.isArray(value)) value = value.find((item) => isObject(item) && !isEmpty(item[key]));
    value = isObject(value) ? value[key] : undefined;
  }
  return value === undefined ? undefined : inOneLanguage(value);
}

const isPlain = (value: RawValue | undefined): value is RawValue =>
  !isEmpty(value) && !isObject(value) && !(Array.isArray(value) && value.some(isObject));

/** The names of tags or groups: what people read first, else the key. */
function names(value: RawValue | undefined): string[] {
  if (!Array.isArray(value)) return typeof value === 'string' && value.trim() !== '' ? [value] : [];
  return value.flatMap((item) => {
    if (typeof item === 'string') return item.trim() === '' ? [] : [item];
    if (!isObject(item) || item.state === 'deleted') return [];
    for (const key of ['title_translated', 'display_name', 'title', 'name']) {
      const name = isEmpty(item[key]) ? null : inOneLanguage(item[key] ?? null);
      if (typeof name === 'string' && name.trim() !== '') return [name];
    }
    return [];
  });
}

const KNOWN = new Set([...PLUMBING, ...LIST_KEYS]);

const unique = (values: string[]): string[] => [...new Set(values)];

/** Set in an object only where there is a value. */
const filled = <T extends { [key: string]: RawValue | undefined }>(values: T): T =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => !isEmpty(value))) as T;

const absolute = (url: RawValue | undefined, base: string): RawValue | undefined =>
  typeof url === 'string' && url.startsWith('/') && URL.canParse(url, base) ? new URL(url, base).href : url;

function distribution(resource: Json, base: string): StatedDistribution {
  const url = absolute(resource.url, base);
  const upload = resource.url_type === 'upload' ? url : undefined;
  const first = (...values: (RawValue | undefined)[]) => values.find((value) => !isEmpty(value));
  return filled({
    title: inOneLanguage(first(resource.name_translated, resource.title, resource.name) ?? null),
    format: resource.format,
    mediaType: first(resource.mimetype, resource.mimetype_inner),
    accessUrl: first(absolute(resource.access_url, base), url),
    downloadUrl: first(absolute(resource.download_url, base), upload),
    byteSize: first(resource.size, resource.byte_size),
  });
}

/** Frictionless table schemas that some sites keep with a resource, each column once. */
function dataItems(resources: Json[]): StatedDataItem[] {
  const items = new Map<string, StatedDataItem>();
  for (const resource of resources) {
    const schema = unpacked(resource.schema ?? null);
    if (!isObject(schema) || !Array.isArray(schema.fields)) continue;
    for (const field of schema.fields.filter(isObject)) {
      const { name, title, type, description } = field;
      if (typeof name !== 'string' || items.has(name)) continue;
      items.set(name, filled({ name, label: title, type, description }));
    }
  }
  return [...items.values()];
}

/** CKAN's harvester keeps a package's UUID, so a package has one id on every CKAN site that carries it. */
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

export interface Place {
  /** The site's address, without closing slash. */
  base: string;
  /** A dataset's page under it, with `{name}` and `{id}`. */
  page: string;
}

export function statementOf(record: Json, id: string, place: Place, label: LabelLookup): Statement {
  const flat = flattened(record);
  const fields: Partial<Record<Field, RawValue>> = {};
  const used = new Set<string>();
  const take = (keys: typeof FIELD_KEYS): void => {
    for (const field of FIELDS) {
      for (const key of fields[field] === undefined ? (keys[field] ?? []) : []) {
        const value = at(flat, key);
        if (!isPlain(value)) continue;
        fields[field] = value;
        used.add(flat.has(key) ? key : (key.split('.')[0] ?? key));
        break;
      }
    }
  };
  take(FIELD_KEYS);

  const resources = Array.isArray(record.resources)
    ? record.resources.filter(isObject).filter((resource) => resource.state !== 'deleted')
    : [];
  const translated = at(flat, 'keywords_translated') ?? at(flat, 'tags_translated');
  const keywords = unique([...names(translated), ...names(record.tags)]);
  if (keywords.length > 0) fields.keywords = keywords;
  const themes = unique([...names(record.groups), ...names(unpacked(flat.get('theme') ?? null))]);
  if (themes.length > 0) fields.theme = themes;
  if (record.private === true && fields.accessRights === undefined) fields.accessRights = 'private';
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
  take(FALLBACK_KEYS);
  const unmapped = Object.fromEntries([...flat].filter(([key]) => !used.has(key) && !KNOWN.has(key)));

  const native = idOf(record) ?? '';
  return {
    id,
    fields,
    distributions: resources
      .map((resource) => distribution(resource, place.base))
      .filter((stated) => Object.keys(stated).length > 0),
    dataItems: dataItems(resources),
    unmapped,
    ...(UUID.test(native) ? { nativeId: `ckan/${native}` } : {}),
  };
}
