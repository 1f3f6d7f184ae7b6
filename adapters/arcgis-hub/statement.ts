/** What an item of ArcGIS Hub says, under the catalogue's field names. Pure. */
import type { Field, RawRecord, RawValue, StatedDistribution, Statement } from '../../config/record.ts';
import { remarking, unread } from '../formats/json/unread.ts';
import {
  isObject,
  itemsOf,
  type Json,
  type Odd,
  withoutEmpty,
  wordOf,
  wordsOf,
} from '../formats/json/values.ts';
import { propertiesOf, recordIn } from './parse.ts';

/** Kinds of items that are an interface of the platform's. */
const SERVICE = /\b(Service|Layer|Server)\b/i;

/** Keys that are read, or that say how the platform shows and sorts a thing. */
const KNOWN = new Set(
  `id title name description snippet summary searchDescription tags owner orgName source created modified createdDate
   modifiedDate issuedDate licenseInfo license structuredLicense access type typeKeywords url slug hubType categories
   additionalResources fields recordCount size itemId orgId org thumbnail thumbnailUrl links numViews numComments
   numRatings avgRating lastViewed scoreCompleteness proxyFilter properties documentation spatialReference extent
   boundary itemControl contentStatus listed isOrgItem layer layers server geometryType supportedExtensions
   accessInformation culture identifier landingPage`.split(/\s+/),
);

function license(properties: Json): RawValue | undefined {
  const structured = isObject(properties.structuredLicense) ? properties.structuredLicense : {};
  const named = wordOf(structured.url) ?? wordOf(structured.abbr) ?? wordOf(structured.type);
  return (
    wordOf(properties.license) ?? (named === 'none' ? undefined : named) ?? wordOf(properties.licenseInfo)
  );
}

function distributionsOf(properties: Json, odd: Odd): StatedDistribution[] {
  const type = wordOf(properties.type);
  const own = wordOf(properties.url);
  const stated: StatedDistribution[] = [];
  if (own !== undefined)
    stated.push(
      SERVICE.test(String(type))
        ? { title: String(type), format: 'api', accessUrl: own }
        : withoutEmpty({ format: type, accessUrl: own }),
    );
  else if (type !== undefined && !SERVICE.test(String(type))) stated.push({ format: type });
  for (const item of itemsOf(properties.additionalResources)) {
    const accessUrl = isObject(item) ? wordOf(item.url) : undefined;
    if (!isObject(item) || accessUrl === undefined) odd('distributions', item);
    else stated.push(withoutEmpty({ title: wordOf(item.name), accessUrl }));
  }
  return stated;
}

/** Of `/Categories/Transport/Roads` the last word. */
const leaf = (path: string): string => path.split('/').filter(Boolean).at(-1) ?? path;

/** Throws `record.unreadable`. */
export function statementOf(raw: RawRecord, base: string): Statement {
  const properties = propertiesOf(recordIn(raw));
  const { odd, told } = remarking();
  const fields: Partial<Record<Field, RawValue>> = withoutEmpty({
    title: wordOf(properties.title) ?? wordOf(properties.name),
    description: wordOf(properties.description) ?? wordOf(properties.snippet),
    publisher: wordOf(properties.source) ?? wordOf(properties.orgName),
    keywords: wordsOf('keywords', properties.tags, odd),
    theme: wordsOf('theme', properties.categories, odd).map(leaf),
    issued: wordOf(properties.created),
    modified: wordOf(properties.modified),
    license: license(properties),
    rows: wordOf(properties.recordCount),
    landingPage:
      wordOf(properties.landingPage) ??
      `${base}/datasets/${encodeURIComponent(String(wordOf(properties.slug) ?? raw.id))}`,
  });
  const columns = itemsOf(properties.fields).flatMap((column) => {
    if (isObject(column) && wordOf(column.name) !== undefined)
      return [withoutEmpty({ name: column.name, label: column.alias, type: column.type })];
    odd('dataItems', column);
    return [];
  });
  return {
    id: raw.id,
    fields,
    distributions: distributionsOf(properties, odd),
    dataItems: columns,
    unmapped: unread(properties, KNOWN),
    ...told(),
    // An item has one id on every Hub site that shows it.
    ...(/^[0-9a-f]{32}(_\d+)?$/.test(raw.id) ? { nativeId: `arcgis/${raw.id}` } : {}),
  };
}
