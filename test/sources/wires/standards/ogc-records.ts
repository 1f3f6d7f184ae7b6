/** An OGC API – Records server (OGC 20-004r1, building on OGC API – Common and Features): collections and their items. */
import type { SampledThing } from '../../thing.ts';
import { type Answer, day, json, type Site, type Wire, whole } from '../../wire.ts';

export interface RecordsVariant {
  /** So many records in one answer, however many are asked for. */
  limit?: number;
  /** `numberMatched` is left out. */
  undeclared?: boolean;
  /** Origin that links name, where the server does not know its own address. */
  linksTo?: string;
  /** Collections of records, each with what it holds; one with everything where absent. */
  collections?: Record<string, (thing: SampledThing) => boolean>;
  /** The parameter that takes an interval of `updated`. */
  updated?: string;
}

function feature(thing: SampledThing, home: string) {
  const { name, phone, email } = thing.contact;
  return {
    ...(thing.id === '' ? {} : { id: thing.id }),
    type: 'Feature',
    conformsTo: ['http://www.opengis.net/spec/ogcapi-records-1/1.0/req/record-core'],
    geometry: null,
    time: null,
    properties: {
      type: 'dataset',
      title: thing.title,
      ...(thing.description === null ? {} : { description: thing.description }),
      keywords: thing.keywords,
      themes: thing.themes.map((theme) => ({ concepts: [{ id: theme }], scheme: `${home}/themes` })),
      ...(thing.issued === null ? {} : { created: thing.issued }),
      ...(thing.modified === null ? {} : { updated: thing.modified }),
      contacts: [
        {
          ...(name === null ? {} : { name }),
          organization: thing.publisher,
          roles: ['publisher', 'pointOfContact'],
          ...(phone === null ? {} : { phones: [{ value: phone }] }),
          ...(email === null ? {} : { emails: [{ value: email }] }),
        },
      ],
      formats: thing.formats.map((format) => ({ name: format })),
    },
    links: [
      { rel: 'self', type: 'application/geo+json', href: `${home}/collections/main/items/${thing.id}` },
      ...thing.formats.map((format) => ({
        rel: 'enclosure',
        type: 'application/octet-stream',
        title: `${thing.title}.${format}`,
        href: `${home}/dataset/${thing.id}/${format}`,
      })),
    ],
  };
}

/** Serves `{context}/collections` and `{context}/collections/{id}/items`. */
export function ogcRecords(site: Site, variant: RecordsVariant = {}): Wire {
  const home = `${site.origin}${site.context}`;
  const links = `${variant.linksTo ?? site.origin}${site.context}`;
  const collections = variant.collections ?? { main: () => true };
  return (asked, listing) => {
    const path = asked.path.startsWith(`${site.context}/`) ? asked.path.slice(site.context.length) : '';
    if (path === '/collections')
      return json('other', {
        collections: [
          // A server of features has collections that hold none of records.
          { id: 'roads', itemType: 'feature', links: [] },
          ...Object.keys(collections).map((id) => ({ id, itemType: 'record', links: [] })),
        ],
        links: [{ rel: 'self', href: `${links}/collections` }],
      });
    const name = /^\/collections\/([^/]+)\/items$/.exec(path)?.[1];
    const lets = name === undefined ? undefined : collections[decodeURIComponent(name)];
    if (lets === undefined)
      return path.startsWith('/collections/')
        ? json('list', { code: 'NotFound', description: 'no such collection' }, 404)
        : undefined;
    const limit = Math.min(whole(asked.query.get('limit'), 10), variant.limit ?? 10_000);
    const offset = whole(asked.query.get('offset'), 0);
    const interval = variant.updated === undefined ? null : asked.query.get(variant.updated);
    const since = interval === null ? '' : (interval.split('/')[0] ?? '');
    const found = listing.where(
      (thing) => lets(thing) && (since === '' || day(thing.modified) >= since.slice(0, 10)),
    );
    const things = found.slice(offset, limit);
    const next = new URLSearchParams(asked.query);
    next.set('offset', String(offset + limit));
    return {
      ...json('list', {
        type: 'FeatureCollection',
        features: things.map((thing) => feature(thing, home)),
        ...(variant.undeclared ? {} : { numberMatched: found.total }),
        numberReturned: things.length,
        timeStamp: '2026-06-01T08:00:00Z',
        links: [
          { rel: 'self', href: `${links}${path}?${asked.query}` },
          ...(offset + limit < found.total
            ? [{ rel: 'next', type: 'application/geo+json', href: `${links}${path}?${next}` }]
            : []),
        ],
      }),
      type: 'application/geo+json',
    } satisfies Answer;
  };
}
