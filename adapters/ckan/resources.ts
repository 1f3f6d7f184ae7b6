/** A package's resources, and the columns of their tables. Pure. */
import type { RawValue, StatedDataItem, StatedDistribution } from '../../config/record.ts';
import {
  inOneLanguage,
  isEmpty,
  isObject,
  itemsOf,
  type Json,
  type Odd,
  unpacked,
  withoutEmpty,
} from '../formats/json/values.ts';

const absolute = (url: RawValue | undefined, base: string): RawValue | undefined =>
  typeof url === 'string' && url.startsWith('/') && URL.canParse(url, base) ? new URL(url, base).href : url;

/** An address alone is a resource that says nothing else of itself. */
const isAddress = (value: RawValue): value is string =>
  typeof value === 'string' && (/^[a-z]+:\/\/\S+$/i.test(value) || value.startsWith('/'));

function distribution(resource: Json, base: string): StatedDistribution {
  const url = absolute(resource.url, base);
  const upload = resource.url_type === 'upload' ? url : undefined;
  const first = (...values: (RawValue | undefined)[]) => values.find((value) => !isEmpty(value));
  return withoutEmpty({
    title: inOneLanguage(first(resource.name_translated, resource.title, resource.name) ?? null),
    format: resource.format,
    mediaType: first(resource.mimetype, resource.mimetype_inner),
    accessUrl: first(absolute(resource.access_url, base), url),
    downloadUrl: first(absolute(resource.download_url, base), upload),
    byteSize: first(resource.size, resource.byte_size),
  });
}

/** Frictionless table schemas that some sites keep with a resource, each column once. */
function dataItems(resources: Json[], odd: Odd): StatedDataItem[] {
  const items = new Map<string, StatedDataItem>();
  for (const resource of resources) {
    const schema = unpacked(resource.schema ?? null);
    if (!isObject(schema)) continue;
    for (const field of itemsOf(schema.fields)) {
      const { name, title, type, description } = isObject(field) ? field : { name: field };
      if (typeof name !== 'string') odd('dataItems', field);
      else if (!items.has(name)) items.set(name, withoutEmpty({ name, label: title, type, description }));
    }
  }
  return [...items.values()];
}

export function resourcesOf(
  record: Json,
  base: string,
  odd: Odd,
): { distributions: StatedDistribution[]; dataItems: StatedDataItem[] } {
  const resources: Json[] = [];
  for (const given of itemsOf(record.resources)) {
    const item = unpacked(given);
    if (isAddress(item)) resources.push({ url: item });
    else if (!isObject(item)) odd('distributions', item);
    else if (item.state !== 'deleted') resources.push(item);
  }
  return {
    distributions: resources
      .map((resource) => distribution(resource, base))
      .filter((stated) => Object.keys(stated).length > 0),
    dataItems: dataItems(resources, odd),
  };
}
