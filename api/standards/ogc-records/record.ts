/** A resource as a record (OGC 20-004r1, "Record core"): a GeoJSON feature without geometry. */
import { termName } from '../../../config/vocabularies.ts';
import { officeOf } from '../../../index/office.ts';
import type { Resource } from '../../../index/port.ts';
import { entryIri, resourceIri } from '../base.ts';
import { changedAt } from '../dcat/dataset.ts';
import { address } from '../dcat/rdf/statements.ts';

export interface Link {
  rel: string;
  href: string;
  type?: string;
  title?: string | undefined;
}

export const COLLECTION = 'catalogue';
export const GEOJSON = 'application/geo+json';

export const itemsAddress = (base: string): string => `${base}/ogc/collections/${COLLECTION}/items`;

function linksOf(base: string, { id, offers }: Resource): Link[] {
  const data = offers.flatMap(({ entry }) =>
    entry.distributions.flatMap(({ title, mediaType, accessUrl, downloadUrl }): Link[] => {
      const [download, access] = [address(downloadUrl), address(accessUrl)];
      const href = download ?? access;
      if (href === undefined) return [];
      const rel = download === undefined ? 'item' : 'enclosure';
      return [{ rel, href, title, ...(mediaType === undefined ? {} : { type: mediaType }) }];
    }),
  );
  const pages = [...new Set(offers.flatMap(({ entry }) => address(entry.landingPage) ?? []))];
  return [
    { rel: 'self', href: `${itemsAddress(base)}/${id}`, type: GEOJSON },
    { rel: 'collection', href: `${base}/ogc/collections/${COLLECTION}`, type: 'application/json' },
    ...pages.map((href): Link => ({ rel: 'about', href, type: 'text/html' })),
    { rel: 'canonical', href: resourceIri(base, id), type: 'text/html' },
    ...offers.map(
      ({ entry }): Link => ({ rel: 'via', href: entryIri(base, entry.id), type: 'application/json' }),
    ),
    ...data,
  ];
}

export function recordOf(base: string, resource: Resource) {
  const { id, lead, offers } = resource;
  const { entry } = lead;
  const office = officeOf(entry);
  const { start, end } = entry.temporal ?? {};
  const themes = [...new Set(entry.themes.flatMap(({ code }) => code ?? []))];
  const reach = (value: string | undefined) => (value === undefined ? undefined : [{ value }]);
  return {
    id,
    type: 'Feature',
    geometry: null,
    time: start === undefined && end === undefined ? null : { interval: [start ?? '..', end ?? '..'] },
    conformsTo: ['http://www.opengis.net/spec/ogcapi-records-1/1.0/conf/record-core'],
    properties: {
      type: 'dataset',
      title: entry.title,
      description: entry.description,
      keywords: entry.keywords.length === 0 ? undefined : entry.keywords,
      language: { code: 'zh', name: '中文' },
      created: entry.issued,
      updated: entry.modified,
      recordCreated: offers.map(({ firstSeen }) => firstSeen).sort()[0],
      recordUpdated: changedAt(resource),
      themes:
        themes.length === 0
          ? undefined
          : [
              {
                scheme: `${base}/ns#themes`,
                concepts: themes.map((code) => ({ id: code, title: termName('themes', code).zh })),
              },
            ],
      formats: [
        ...new Set(
          offers.flatMap((offer) => offer.entry.distributions.flatMap(({ format }) => format ?? [])),
        ),
      ].map((name) => ({ name })),
      contacts: office && [
        {
          organization: office.name,
          roles: ['publisher'],
          phones: reach(entry.contact?.phone),
          emails: reach(entry.contact?.email),
        },
      ],
      license: entry.license?.raw,
      rights: entry.openness && termName('openness', entry.openness.class).zh,
      externalIds: offers.map((offer) => ({ scheme: offer.entry.source, value: offer.entry.id })),
      version: entry.version,
      offers: offers.map((offer) => offer.entry.id),
    },
    links: linksOf(base, resource),
  };
}
