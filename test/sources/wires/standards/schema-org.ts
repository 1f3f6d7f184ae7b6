/**
 * A site that describes its datasets in its pages (schema.org, JSON-LD) and lists the pages in sitemaps (sitemaps.org): an
 * index, sitemaps of some pages each, one of them packed, and pages whose templates write the same in several ways.
 */
import { gzipSync } from 'node:zlib';
import type { SampledThing } from '../../thing.ts';
import { type Answer, day, escaped, html, type Site, type Wire } from '../../wire.ts';

export interface SchemaOrgVariant {
  /** Pages that a sitemap names. */
  size?: number;
}

export const pageOf = (site: Site, id: string): string => `${site.origin}${site.context}/dataset/${id}`;

function datasetOf(thing: SampledThing, site: Site): Record<string, unknown> {
  const url = pageOf(site, thing.id);
  return {
    '@type': 'Dataset',
    name: thing.title,
    description: thing.description ?? undefined,
    url,
    identifier: thing.id,
    keywords: thing.keywords.join(','),
    publisher: thing.publisher === null ? undefined : { '@type': 'Organization', name: thing.publisher },
    datePublished: day(thing.issued) || undefined,
    dateModified: day(thing.modified) || undefined,
    distribution: thing.formats.map((format) => ({
      '@type': 'DataDownload',
      name: `${thing.title}.${format}`,
      encodingFormat: format.toUpperCase(),
      contentUrl: `${url}/${format}`,
    })),
    variableMeasured: thing.items.map(({ name, label }) => ({
      '@type': 'PropertyValue',
      name,
      description: label,
    })),
  };
}

/** The ways of the templates: script element and what stands in it. */
const TEMPLATES: ((dataset: Record<string, unknown>) => string)[] = [
  (dataset) =>
    `<script type="application/ld+json">${JSON.stringify({ '@context': 'https://schema.org', ...dataset })}</script>`,
  (dataset) =>
    `<script data-n-head="ssr" type="application/ld+json; charset=utf-8" id="ld">${JSON.stringify([
      { '@context': 'http://schema.org/', '@type': 'BreadcrumbList' },
      { '@context': 'http://schema.org/', ...dataset },
    ])}</script>`,
  (dataset) => {
    const graph = [
      {
        '@type': 'Organization',
        '@id': '#office',
        name: (dataset.publisher as { name?: string } | undefined)?.name,
      },
      { '@type': 'WebSite', name: '门户' },
      { ...dataset, publisher: dataset.publisher === undefined ? undefined : { '@id': '#office' } },
    ];
    return `<script nonce='a' type='application/ld+json'>\n${JSON.stringify({ '@context': { '@vocab': 'https://schema.org/' }, '@graph': graph }, null, 2)}\n</script>`;
  },
  // A raw line break inside of a text, and comment marks around.
  (dataset) =>
    `<script type="application/ld+json"><!--\n${JSON.stringify({ '@context': 'https://schema.org', '@type': ['Thing', 'DataCatalog'], name: '目录', dataset: [dataset] }).replace('"description":"', '"description":"\n\t')}\n--></script>`,
];

export function schemaOrg(site: Site, { size = 40 }: SchemaOrgVariant = {}): Wire {
  const root = `${site.origin}${site.context}`;
  const xml = (body: string): Answer => ({
    kind: 'list',
    status: 200,
    type: 'application/xml; charset=utf-8',
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  });
  const lastmod = (thing: SampledThing): string => {
    const date = day(thing.modified ?? thing.issued);
    return date === '' ? '' : `<lastmod>${date}</lastmod>`;
  };
  return (asked, listing) => {
    const path = asked.path.startsWith(site.context) ? asked.path.slice(site.context.length) : '';
    if (path === '/sitemap.xml') {
      const maps = Math.ceil(listing.total / size);
      const named = Array.from(
        { length: maps },
        (_, i) => `<sitemap><loc>${root}/sitemap-${i + 1}.xml</loc></sitemap>`,
      );
      return xml(
        `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${named.join('')}</sitemapindex>`,
      );
    }
    const number = Number(/^\/sitemap-(\d+)\.xml$/.exec(path)?.[1] ?? 0);
    if (number > 0) {
      const urls = listing
        .slice((number - 1) * size, size)
        .map((thing) => `<url><loc>${escaped(pageOf(site, thing.id))}</loc>${lastmod(thing)}</url>`);
      return xml(`<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`);
    }
    const id = /^\/dataset\/([^/]+)$/.exec(path)?.[1];
    if (id === undefined) return undefined;
    const thing = listing.get(decodeURIComponent(id));
    if (thing === undefined) return html('detail', '<h1>404</h1>', 404);
    const template = TEMPLATES[thing.id.charCodeAt(0) % TEMPLATES.length]!;
    return html(
      'detail',
      `<!DOCTYPE html><html lang="zh"><head><title>${escaped(thing.title)}</title>${template(datasetOf(thing, site))}</head><body><h1>${escaped(thing.title)}</h1></body></html>`,
    );
  };
}

/** A sitemap as a packed file. */
export const packed = (text: string): Buffer => gzipSync(text);
