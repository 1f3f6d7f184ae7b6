/** The resource in schema.org's words, for who harvests pages. */
import type { ApiResource } from '../../../../api/types.ts';
import { followable } from './followable.ts';

/** https://schema.org/Dataset; products and services of operators are none. */
export function SchemaOrg({ resource }: { resource: ApiResource }) {
  const { entry, place, source } = resource.lead;
  if (entry.kind !== 'dataset' && entry.kind !== 'api') return null;
  const described = {
    '@context': 'https://schema.org',
    '@type': 'Dataset',
    '@id': `${location.origin}/resources/${encodeURIComponent(resource.id)}`,
    name: entry.title,
    description: entry.description,
    inLanguage: 'zh-CN',
    url: followable(entry.landingPage),
    sameAs: resource.offers.flatMap((offer) => followable(offer.entry.landingPage) ?? []),
    keywords: entry.keywords.length > 0 ? entry.keywords : undefined,
    datePublished: entry.issued,
    dateModified: entry.modified,
    license: followable(entry.license?.raw),
    isAccessibleForFree: entry.fee?.free ?? undefined,
    spatialCoverage: { '@type': 'Place', name: place.zh, identifier: entry.spatial.code },
    publisher: entry.publisher && { '@type': 'Organization', name: entry.publisher.name },
    includedInDataCatalog: { '@type': 'DataCatalog', name: source.title, url: followable(source.home) },
    variableMeasured: entry.dataItems.map(({ name, label }) => label ?? name),
    distribution: entry.distributions.flatMap((one) => {
      const contentUrl = followable(one.downloadUrl) ?? followable(one.accessUrl);
      return contentUrl === undefined
        ? []
        : [{ '@type': 'DataDownload', contentUrl, encodingFormat: one.mediaType ?? one.format }];
    }),
  };
  // What a source says may not end the element.
  const text = JSON.stringify(described).replaceAll('<', '\\u003c');
  // biome-ignore lint/security/noDangerouslySetInnerHtml: a data block, whose text has no element left in it
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: text }} />;
}
