/**
 * Socrata's Discovery API: `/api/catalog/v1` with `domains`, `only`, `order`, `limit` and `offset` up to 10,000 together,
 * and `scroll_id`, the last id of the page before, which goes on in the order of ids.
 */
import type { SampledThing } from '../../thing.ts';
import { epoch, json, type Site, type Wire, whole } from '../../wire.ts';

export interface SocrataVariant {
  /** Most rows that `offset` and `limit` reach together. */
  cap?: number;
  /** A gateway drops `scroll_id`. */
  deaf?: boolean;
}

const instant = (date: string | null): string | undefined => {
  const ms = epoch(date);
  return ms === null ? undefined : new Date(ms).toISOString();
};

function resultOf(thing: SampledThing, site: Site) {
  const domain = new URL(site.origin).hostname;
  return {
    resource: {
      name: thing.title,
      id: thing.id,
      description: thing.description ?? '',
      attribution: thing.publisher,
      type: 'dataset',
      updatedAt: instant(thing.modified ?? thing.issued),
      createdAt: instant(thing.issued),
      columns_name: thing.items.map(({ label }) => label),
      columns_field_name: thing.items.map(({ name }) => name),
      columns_datatype: thing.items.map(({ type }) => type),
      columns_description: thing.items.map(() => ''),
      page_views: { page_views_total: Math.floor(Math.random() * 1000) },
    },
    classification: {
      categories: [],
      tags: [],
      domain_category: thing.themes[0],
      domain_tags: thing.keywords,
      domain_metadata: [{ key: '更新_频率', value: thing.frequency }],
    },
    metadata: { domain },
    permalink: `https://${domain}/d/${thing.id}`,
    owner: { display_name: thing.contact.name },
  };
}

export function socrata(site: Site, { cap = 10_000, deaf = false }: SocrataVariant = {}): Wire {
  const refuse = (message: string) => json('list', { error: message }, 400);
  return (asked, listing) => {
    if (asked.path !== `${site.context}/api/catalog/v1`) return undefined;
    const { query } = asked;
    const domains = (query.get('domains') ?? '').split(',').filter(Boolean);
    if (domains.length > 0 && !domains.includes(new URL(site.origin).hostname))
      return json('list', { results: [], resultSetSize: 0 });
    const limit = whole(query.get('limit'), 100);
    const offset = whole(query.get('offset'), 0);
    if (limit + offset > cap) return refuse(`limit + offset must not exceed ${cap}`);
    const all = listing.slice(0, Number.MAX_SAFE_INTEGER);
    const byId = (a: SampledThing, b: SampledThing): number => (a.id < b.id ? -1 : 1);
    const order = query.get('order');
    const scroll = query.get('scroll_id');
    if (scroll !== null && order !== null) return refuse('scroll_id cannot be combined with order');
    if (scroll !== null || order === 'dataset_id') all.sort(byId);
    else if (order === 'updatedAt DESC')
      all.sort((a, b) => (epoch(b.modified ?? b.issued) ?? 0) - (epoch(a.modified ?? a.issued) ?? 0));
    else if (order !== null) return refuse(`unknown order ${order}`);
    const start = scroll === null || deaf ? offset : all.filter(({ id }) => id <= scroll).length;
    return json('list', {
      results: all.slice(start, start + limit).map((thing) => resultOf(thing, site)),
      resultSetSize: listing.total,
      timings: { serviceMillis: 3 },
      warnings: [],
    });
  };
}
