/**
 * Opendatasoft's Explore API, both versions: v2.1 `catalog/datasets` with ODSQL's `where` on `modified`, `order_by`, at most
 * 100 rows and `offset + limit` up to 10,000; v1 `datasets/1.0/search` with `q`, `sort`, `rows` and `start`.
 */
import type { SampledThing } from '../../thing.ts';
import { epoch, json, type Site, type Wire, whole } from '../../wire.ts';

export interface OdsVariant {
  cap?: number;
}

const modifiedOf = (thing: SampledThing): number | null => epoch(thing.modified ?? thing.issued);
const instant = (ms: number | null): string | null =>
  ms === null ? null : new Date(ms).toISOString().replace('.000Z', '+00:00');

const metadata = (thing: SampledThing) => ({
  title: thing.title,
  description: thing.description === null ? null : `<p>${thing.description}</p>`,
  theme: thing.themes,
  keyword: thing.keywords,
  modified: instant(modifiedOf(thing)),
  publisher: thing.publisher,
  license: '开放许可',
  records_count: 12,
  data_processed: new Date().toISOString(),
});

const columnsOf = (thing: SampledThing) =>
  thing.items.map(({ name, label, type }) => ({ name, label, type, description: null, annotations: {} }));

function inV2(thing: SampledThing) {
  return {
    visibility: 'domain',
    ...(thing.id ? { dataset_id: thing.id } : {}),
    dataset_uid: `da_${thing.id.slice(0, 6)}`,
    has_records: true,
    features: ['analyze'],
    attachments: [],
    alternative_exports: [],
    data_visible: true,
    fields: columnsOf(thing),
    metas: {
      default: metadata(thing),
      dcat: {
        created: instant(epoch(thing.issued)),
        accrualperiodicity: thing.frequency,
        contact_name: thing.contact.name,
      },
      explore: { popularity_score: Math.random() },
    },
  };
}

const inV1 = (thing: SampledThing) => ({
  ...(thing.id ? { datasetid: thing.id } : {}),
  metas: { domain: 'demo', language: 'zh', ...metadata(thing) },
  has_records: true,
  features: [],
  attachments: [],
  fields: columnsOf(thing),
});

/** The comparisons with `modified` that a condition makes. */
function lets(condition: string): (thing: SampledThing) => boolean {
  if (/modified is null/i.test(condition)) return (thing) => modifiedOf(thing) === null;
  const bounds = [...condition.matchAll(/modified\s*(>=|<)\s*(?:date)?['"]([^'"]+)['"]/g)];
  const dated = bounds.length > 0 || /modified is not null/i.test(condition);
  return (thing) => {
    const at = modifiedOf(thing);
    if (at === null) return !dated;
    return bounds.every(([, sign, date = '']) =>
      sign === '<' ? at < Date.parse(date) : at >= Date.parse(date),
    );
  };
}

export function ods(site: Site, { cap = 10_000 }: OdsVariant = {}): Wire {
  const refuse = (message: string, error_code: string) => json('list', { message, error_code }, 400);
  return (asked, listing) => {
    const path = asked.path.startsWith(site.context) ? asked.path.slice(site.context.length) : '';
    const { query } = asked;
    if (path === '/api/explore/v2.1/catalog/datasets') {
      const limit = whole(query.get('limit'), 10);
      const offset = whole(query.get('offset'), 0);
      if (limit > 100)
        return refuse(`Invalid value for limit API parameter: ${limit}`, 'InvalidRESTParameterError');
      if (limit + offset > cap) return refuse('Invalid value for offset', 'InvalidRESTParameterError');
      const found = listing.where(lets(query.get('where') ?? ''));
      return json('list', { total_count: found.total, results: found.slice(offset, limit).map(inV2) });
    }
    if (/^\/api\/datasets\/1\.0\/search\/?$/.test(path)) {
      const rows = whole(query.get('rows'), 10);
      const start = whole(query.get('start'), 0);
      if (rows + start > cap) return refuse('start + rows', 'InvalidParameter');
      const found = listing.where(lets(query.get('q') ?? ''));
      return json('list', {
        nhits: found.total,
        parameters: { rows, start, format: 'json', timezone: 'UTC' },
        datasets: found.slice(start, rows).map(inV1),
      });
    }
    return undefined;
  };
}
