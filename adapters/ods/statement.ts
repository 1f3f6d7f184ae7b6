/** What a dataset of Opendatasoft says, under the catalogue's field names. Pure. */
import type { Field, RawRecord, RawValue, StatedDistribution, Statement } from '../../config/record.ts';
import { remarking } from '../formats/json/unread.ts';
import {
  isEmpty,
  isObject,
  itemsOf,
  type Json,
  type Odd,
  withoutEmpty,
  wordOf,
  wordsOf,
} from '../formats/json/values.ts';
import { recordIn } from './parse.ts';

/** Metadata that is read, that says how the platform works at it, or where it stands in it. */
const KNOWN = new Set(
  `title description keyword theme publisher modified license license_url records_count references language
   metadata_languages modified_updates_on_metadata_change modified_updates_on_data_change data_processed
   metadata_processed timezone domain source_domain source_domain_title source_domain_address source_dataset visibility
   update_frequency territory geographic_reference geographic_reference_auto bbox geometry_types federated
   parent_domain oauth_scope records_size asset_content_configuration`.split(/\s+/),
);

/** v1 keeps all metadata in one object; v2 in one for each template, `default` and `dcat` the ones of all portals. */
function metadataOf(record: Json): { main: Json; dcat: Json; others: Record<string, RawValue> } {
  const metas = isObject(record.metas) ? record.metas : {};
  const main = isObject(metas.default) ? metas.default : metas;
  const dcat = isObject(metas.dcat) ? metas.dcat : {};
  const inner =
    main === metas
      ? Object.entries(dcat)
      : Object.entries(metas).flatMap(([, template]) =>
          isObject(template) && template !== main ? Object.entries(template) : [],
        );
  const left = [...Object.entries(main), ...inner].filter(
    ([key, value]) => !KNOWN.has(key) && !DCAT.has(key) && !isEmpty(value) && value !== dcat,
  );
  return { main, dcat, others: Object.fromEntries(left) };
}

const DCAT = new Set(
  `created issued creator contact_name contact_email accrualperiodicity spatial temporal temporal_coverage_start
   temporal_coverage_end granularity dataquality publisher_type conforms_to theme-eu`.split(/\s+/),
);

/** `odsfile://` names a file of the portal's own, which this address gives. */
function fileAddress(item: Json, id: string, base: string, kind: string): RawValue | undefined {
  const url = wordOf(item.href) ?? wordOf(item.url);
  if (typeof url === 'string' && /^https?:/i.test(url)) return url;
  const name = wordOf(item.id);
  return name === undefined
    ? undefined
    : `${base}/api/explore/v2.1/catalog/datasets/${encodeURIComponent(id)}/${kind}/${encodeURIComponent(String(name))}`;
}

/** The table itself where it has rows, in the platform's formats, then attached files and exports of its own. */
function distributionsOf(record: Json, id: string, base: string, odd: Odd): StatedDistribution[] {
  const table = `${base}/api/explore/v2.1/catalog/datasets/${encodeURIComponent(id)}`;
  const rows =
    record.has_records === true
      ? [
          ...['csv', 'json', 'xlsx'].map((format) => ({ format, downloadUrl: `${table}/exports/${format}` })),
          { format: 'api', accessUrl: `${table}/records` },
        ]
      : [];
  const files = (key: string, kind: string): StatedDistribution[] =>
    itemsOf(record[key]).flatMap((item): StatedDistribution[] => {
      if (!isObject(item)) {
        odd('distributions', item);
        return [];
      }
      const downloadUrl = fileAddress(item, id, base, kind);
      return [withoutEmpty({ title: wordOf(item.title), mediaType: wordOf(item.mimetype), downloadUrl })];
    });
  return [
    ...rows,
    ...files('attachments', 'attachments'),
    ...files('alternative_exports', 'alternative_exports'),
  ];
}

/** Throws `record.unreadable`. */
export function statementOf(raw: RawRecord, base: string): Statement {
  const record = recordIn(raw);
  const { odd, told } = remarking();
  const { main, dcat, others } = metadataOf(record);
  const said = (key: string) => wordOf(dcat[key]) ?? wordOf(main[key]);
  const fields: Partial<Record<Field, RawValue>> = withoutEmpty({
    title: wordOf(main.title),
    description: wordOf(main.description),
    publisher: wordOf(main.publisher) ?? said('creator'),
    keywords: wordsOf('keywords', main.keyword, odd),
    theme: wordsOf('theme', main.theme, odd),
    issued: said('issued') ?? said('created'),
    modified: wordOf(main.modified),
    frequency: said('accrualperiodicity') ?? wordOf(main.update_frequency),
    spatial: said('spatial') ?? wordsOf('spatial', main.territory, odd),
    temporal: said('temporal'),
    temporalStart: said('temporal_coverage_start'),
    temporalEnd: said('temporal_coverage_end'),
    license: wordOf(main.license) ?? wordOf(main.license_url),
    rows: wordOf(main.records_count),
    contactName: said('contact_name'),
    contactEmail: said('contact_email'),
    landingPage: `${base}/explore/dataset/${encodeURIComponent(raw.id)}/`,
  });
  const columns = itemsOf(record.fields).flatMap((column) => {
    if (isObject(column) && wordOf(column.name) !== undefined) {
      const { name, label, type, description } = column;
      return [withoutEmpty({ name, label, type, description })];
    }
    odd('dataItems', column);
    return [];
  });
  const references = wordOf(main.references);
  return {
    id: raw.id,
    fields,
    distributions: distributionsOf(record, raw.id, base, odd),
    dataItems: columns,
    unmapped: { ...others, ...(references === undefined ? {} : { references }) },
    ...told(),
  };
}
