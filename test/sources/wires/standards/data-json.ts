/**
 * An agency's `data.json` (Project Open Data schema 1.1, or DCAT-US 3.0): all datasets in one document, with an
 * `ETag`, answered with 304 where it is known.
 */
import { createHash } from 'node:crypto';
import type { SampledThing } from '../../thing.ts';
import { type Answer, codeOf, day, type Site, type Wire } from '../../wire.ts';

export interface DataJsonVariant {
  version?: '1.1' | '3';
  path?: string;
  /** What is written beside, over or instead of the document's own. */
  document?(datasets: Record<string, unknown>[]): unknown;
}

const FREQUENCY = { 'R/P1Y': '每年', 'R/P3M': '每季度', 'R/P1M': '每月', 'R/P1W': '每周', 'R/P1D': '每天' };

function datasetOf(thing: SampledThing, home: string, version: '1.1' | '3'): Record<string, unknown> {
  const page = `${home}/dataset/${thing.id}`;
  const three = version === '3';
  return {
    '@type': three ? 'Dataset' : 'dcat:Dataset',
    ...(thing.id ? { identifier: three ? { '@type': 'Identifier', '@id': thing.id } : thing.id } : {}),
    title: thing.title,
    ...(thing.description === null ? {} : { description: thing.description }),
    keyword: thing.keywords,
    ...(thing.modified || thing.issued ? { modified: day(thing.modified ?? thing.issued) } : {}),
    ...(thing.issued ? { issued: day(thing.issued) } : {}),
    publisher: thing.publisher === null ? null : { '@type': 'org:Organization', name: thing.publisher },
    contactPoint: {
      '@type': three ? 'Kind' : 'vcard:Contact',
      fn: thing.contact.name ?? '联系人',
      ...(thing.contact.email ? { hasEmail: `mailto:${thing.contact.email}` } : {}),
    },
    accessLevel: thing.openness === null || /无条件/.test(thing.openness) ? 'public' : 'restricted public',
    ...(codeOf(FREQUENCY, thing.frequency) ? { accrualPeriodicity: codeOf(FREQUENCY, thing.frequency) } : {}),
    theme: three ? thing.themes.map((prefLabel) => ({ '@type': 'Concept', prefLabel })) : thing.themes,
    landingPage: page,
    ...(three
      ? { temporal: [{ startDate: '2020-01-01', endDate: '2024-12-31' }] }
      : { temporal: '2020-01-01/2024-12-31' }),
    distribution: thing.formats.map((format) => ({
      '@type': 'dcat:Distribution',
      title: `${thing.title}.${format}`,
      format: format.toUpperCase(),
      accessURL: `${page}/${format}`,
    })),
  };
}

export function dataJson(
  site: Site,
  { version = '1.1', path = '/data.json', document }: DataJsonVariant = {},
): Wire {
  const home = `${site.origin}${site.context}`;
  return (asked, listing): Answer | undefined => {
    if (asked.path !== `${site.context}${path}`) return undefined;
    const dataset = listing.slice(0, Number.MAX_SAFE_INTEGER).map((thing) => datasetOf(thing, home, version));
    const whole =
      document?.(dataset) ??
      (version === '3'
        ? { '@type': 'Catalog', '@id': `${home}${path}`, title: site.title, dataset }
        : {
            '@context': 'https://project-open-data.cio.gov/v1.1/schema/catalog.jsonld',
            '@type': 'dcat:Catalog',
            conformsTo: 'https://project-open-data.cio.gov/v1.1/schema',
            dataset,
          });
    const body = JSON.stringify(whole);
    const etag = `"${createHash('sha1').update(body).digest('hex')}"`;
    const known = asked.headers['if-none-match'] === etag;
    return {
      kind: 'list',
      status: known ? 304 : 200,
      type: 'application/json',
      body: known ? '' : body,
      headers: { etag },
    };
  };
}
