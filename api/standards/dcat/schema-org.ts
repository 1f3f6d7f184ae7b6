/** A resource as schema.org's Dataset, as search engines read it in pages. */
import { isWithin, region } from '../../../config/regions.ts';
import type { Resource } from '../../../index/port.ts';
import { entryIri, resourceIri } from '../base.ts';
import { changedAt } from './dataset.ts';
import { address } from './rdf/statements.ts';

type Json = string | number | boolean | Json[] | { [key: string]: Json | undefined };

const organization = (agent: { name: string; code?: string | undefined } | undefined): Json | undefined =>
  agent && { '@type': 'Organization', name: agent.name, identifier: agent.code };

/** Dates as schema.org takes them: a day or an instant; years and months stay as they are (ISO 8601). */
export function schemaOrg(
  base: string,
  { id, lead: { entry }, offers }: Resource,
): { [key: string]: Json | undefined } {
  const { temporal } = entry;
  const place = region(entry.spatial.code);
  const files = offers.flatMap(({ entry: offer }) =>
    offer.distributions.flatMap(({ title, format, mediaType, accessUrl, downloadUrl, byteSize }) => {
      const contentUrl = address(downloadUrl) ?? address(accessUrl) ?? address(offer.landingPage);
      if (contentUrl === undefined) return [];
      return {
        '@type': 'DataDownload',
        name: title,
        contentUrl,
        encodingFormat: mediaType ?? format,
        contentSize: byteSize === undefined ? undefined : `${byteSize} B`,
      };
    }),
  );
  const country = place === undefined || !isWithin(place.code, '100000');
  return {
    '@context': 'https://schema.org/',
    '@type': 'Dataset',
    '@id': resourceIri(base, id),
    url: resourceIri(base, id),
    identifier: id,
    name: entry.title,
    description: entry.description,
    inLanguage: 'zh-CN',
    keywords: entry.keywords.length === 0 ? undefined : entry.keywords,
    publisher: organization(entry.publisher ?? entry.holder),
    creator: organization(entry.holder ?? entry.publisher),
    datePublished: entry.issued,
    dateModified: entry.modified,
    sdDatePublished: changedAt({ offers }),
    spatialCoverage: country ? undefined : { '@type': 'Place', name: place.name, identifier: place.code },
    temporalCoverage:
      temporal?.start === undefined && temporal?.end === undefined
        ? undefined
        : `${temporal.start ?? '..'}/${temporal.end ?? '..'}`,
    license: address(entry.license?.raw) ?? entry.license?.raw,
    isAccessibleForFree: entry.fee?.free ?? undefined,
    conditionsOfAccess: entry.openness?.conditions,
    version: entry.version,
    sameAs: [...new Set(offers.flatMap(({ entry: offer }) => address(offer.landingPage) ?? []))],
    isBasedOn: offers.map(({ entry: offer }) => entryIri(base, offer.id)),
    distribution: files.length === 0 ? undefined : files,
    includedInDataCatalog: { '@type': 'DataCatalog', name: '汇目', url: base },
  };
}
