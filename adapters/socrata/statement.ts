/** What a record of the Discovery API says, under the catalogue's field names. Pure. */
import type {
  Field,
  RawRecord,
  RawValue,
  StatedDataItem,
  StatedDistribution,
  Statement,
} from '../../config/record.ts';
import { remarking } from '../formats/json/unread.ts';
import {
  isEmpty,
  isObject,
  itemsOf,
  type Json,
  withoutEmpty,
  wordOf,
  wordsOf,
} from '../formats/json/values.ts';
import { recordIn } from './parse.ts';

const objectAt = (record: Json, key: string): Json => {
  const value = record[key];
  return isObject(value) ? value : {};
};

/** Keys of the parts that are read, or say nothing of the thing: counters, blobs, what others have of it. */
const KNOWN: Record<string, Set<string>> = {
  resource: new Set(
    `id name description attribution type createdAt updatedAt data_updated_at metadata_updated_at publication_date
     columns_name columns_field_name columns_datatype columns_description columns_format page_views download_count
     blob_mime_type license`.split(/\s+/),
  ),
  classification: new Set(['categories', 'tags', 'domain_category', 'domain_tags', 'domain_metadata']),
};

/** Datasets are tables that the platform gives in these ways; other kinds are what they say. */
function distributionsOf(resource: Json, origin: string | undefined): StatedDistribution[] {
  const type = wordOf(resource.type) ?? 'dataset';
  if (origin === undefined || type !== 'dataset') return [];
  const id = encodeURIComponent(String(resource.id));
  return [
    { format: 'csv', downloadUrl: `${origin}/api/views/${id}/rows.csv?accessType=DOWNLOAD` },
    { format: 'api', accessUrl: `${origin}/resource/${id}.json` },
  ];
}

/** Columns as the API gives them: lists side by side. */
function columns(resource: Json): StatedDataItem[] {
  const list = (key: string): RawValue[] => {
    const value = resource[key];
    return Array.isArray(value) ? value : [];
  };
  const [names, labels] = [list('columns_field_name'), list('columns_name')];
  const [types, texts] = [list('columns_datatype'), list('columns_description')];
  return (names.length > 0 ? names : labels).map((name, index) =>
    withoutEmpty({ name, label: labels[index], type: types[index], description: texts[index] }),
  );
}

/** Fields that a portal adds: pairs of `Group_Field` and value. */
function ownFields(classification: Json): Record<string, RawValue> {
  const pairs = itemsOf(classification.domain_metadata).filter(isObject);
  return Object.fromEntries(
    pairs.flatMap(({ key, value }) => (typeof key === 'string' && value !== undefined ? [[key, value]] : [])),
  );
}

/** Throws `record.unreadable`. */
export function statementOf(raw: RawRecord): Statement {
  const record = recordIn(raw);
  const { odd, told } = remarking();
  const [resource, classification] = [objectAt(record, 'resource'), objectAt(record, 'classification')];
  const domain = wordOf(objectAt(record, 'metadata').domain);
  const link = wordOf(record.permalink) ?? wordOf(record.link);
  const origin = domain === undefined ? undefined : `https://${domain}`;
  const own = ownFields(classification);
  const fields: Partial<Record<Field, RawValue>> = withoutEmpty({
    title: wordOf(resource.name),
    description: wordOf(resource.description),
    publisher: wordOf(resource.attribution),
    theme: wordsOf('theme', classification.domain_category ?? classification.categories, odd),
    keywords: [
      ...new Set([
        ...wordsOf('keywords', classification.domain_tags, odd),
        ...wordsOf('keywords', classification.tags, odd),
      ]),
    ],
    issued: wordOf(resource.publication_date) ?? wordOf(resource.createdAt),
    modified:
      wordOf(resource.data_updated_at) ?? wordOf(resource.updatedAt) ?? wordOf(resource.metadata_updated_at),
    license: wordOf(objectAt(record, 'metadata').license) ?? wordOf(resource.license),
    landingPage: link ?? (origin === undefined ? undefined : `${origin}/d/${encodeURIComponent(raw.id)}`),
  });
  const left = (part: string): [string, RawValue][] =>
    Object.entries(objectAt(record, part)).filter(
      ([key, value]) => !KNOWN[part]?.has(key) && !isEmpty(value),
    );
  return {
    id: raw.id,
    fields,
    distributions: distributionsOf(resource, origin),
    dataItems: columns(resource),
    unmapped: { ...Object.fromEntries([...left('resource'), ...left('classification')]), ...own },
    ...told(),
    // Four and four signs name a thing on every portal of the product.
    nativeId: `socrata/${raw.id}`,
  };
}
