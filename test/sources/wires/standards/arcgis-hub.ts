/**
 * ArcGIS Hub's Search API: `/api/search/v1/collections/dataset/items`, a GeoJSON FeatureCollection with `numberMatched`,
 * `limit` at most 100, `startindex` from 1, `filter` in CQL on `modified` in ms.
 */
import type { SampledThing } from '../../thing.ts';
import { type Answer, epoch, json, type Site, type Wire } from '../../wire.ts';

export interface HubVariant {
  cap?: number;
}

const modifiedOf = (thing: SampledThing): number | null => epoch(thing.modified ?? thing.issued);

const featureOf = (thing: SampledThing) => ({
  ...(thing.id ? { id: thing.id } : {}),
  type: 'Feature',
  geometry: null,
  properties: {
    ...(thing.id ? { id: thing.id } : {}),
    title: thing.title,
    type: 'Feature Service',
    description: thing.description === null ? null : `<div>${thing.description}</div>`,
    snippet: '摘要',
    tags: thing.keywords,
    categories: thing.themes.map((theme) => `/Categories/${theme}`),
    source: thing.publisher,
    orgName: '市大数据局',
    owner: 'publisher_1',
    created: epoch(thing.issued),
    modified: modifiedOf(thing),
    licenseInfo: '<p>开放许可</p>',
    access: 'public',
    url: `https://services.arcgis.test/${thing.id}/FeatureServer`,
    numViews: Math.floor(Math.random() * 1000),
    fields: thing.items.map(({ name, label, type }) => ({ name, alias: label, type })),
  },
});

function lets(filter: string): (thing: SampledThing) => boolean {
  if (/modified IS NULL/.test(filter)) return (thing) => modifiedOf(thing) === null;
  const bounds = [...filter.matchAll(/modified (>=|<) (-?\d+)/g)];
  return (thing) => {
    const at = modifiedOf(thing);
    if (at === null) return bounds.length === 0;
    return bounds.every(([, sign, ms]) => (sign === '<' ? at < Number(ms) : at >= Number(ms)));
  };
}

export function arcgisHub(site: Site, { cap = 10_000 }: HubVariant = {}): Wire {
  const refuse = (message: string): Answer =>
    json('list', { statusCode: 400, message, error: 'Bad Request' }, 400);
  return (asked, listing) => {
    if (asked.path !== `${site.context}/api/search/v1/collections/dataset/items`) return undefined;
    const limit = Number(asked.query.get('limit') ?? 10);
    const start = Number(asked.query.get('startindex') ?? 1);
    if (!(limit >= 0 && limit <= 100)) return refuse('limit must not be greater than 100');
    if (!(start >= 1)) return refuse('startindex must not be less than 1');
    if (start - 1 + limit > cap) return refuse(`startindex + limit must not exceed ${cap}`);
    const found = listing.where(lets(asked.query.get('filter') ?? ''));
    const features = found.slice(start - 1, limit).map(featureOf);
    return json('list', {
      type: 'FeatureCollection',
      features,
      timestamp: new Date().toISOString(),
      numberReturned: features.length,
      numberMatched: found.total,
      links: [],
    });
  };
}
