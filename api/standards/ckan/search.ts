/** `package_search`, and the walks that other actions make of it. */
import type { Catalogue } from '../../../index/port.ts';
import type { Facet, SearchResult } from '../../../index/query.ts';
import { facetLabel } from '../../answers/label.ts';
import type { Describing } from '../dcat/catalogue.ts';
import { questionFor, wholeOf } from '../resources.ts';
import { ActionError } from './error.ts';
import type { KeptTags } from './kept-tags.ts';
import type { Offsets } from './offsets.ts';
import { type Json, packageOf } from './package.ts';
import type { Given } from './parameters.ts';
import { type Asked, askedOf, FACETS_OF, type Sorted, sortedBy } from './question.ts';

export interface Ckan extends Describing {
  catalogue: Catalogue;
  offsets: Offsets;
  tags: KeptTags;
}

/** CKAN gives no more rows at once, whatever is asked for. */
const MOST_ROWS = 1_000;
/** Fields that clients count by and that the catalogue does not: none is among the counts, and the answer says so. */
const UNCOUNTED = new Set(['tags', 'license_id']);

interface Counting {
  name: string;
  facet: Facet;
}

/** What is to be counted, and the names of what is asked for and never counted. */
function counting(given: Given<'package_search'>): { counted: Counting[]; uncounted: string[] } {
  const asked = new Set(given.facet ? given['facet.field'] : []);
  const uncounted = [...asked].filter((name) => UNCOUNTED.has(name));
  const counted = [...asked.difference(UNCOUNTED)].map((name) => {
    const facet = FACETS_OF[name];
    if (facet === undefined) throw new ActionError('Search Query Error', `SOLR: undefined field ${name}`);
    return { name, facet };
  });
  return { counted, uncounted };
}

async function found(
  { catalogue, offsets }: Ckan,
  asked: Asked,
  { order }: Sorted,
  { start, rows, facets, facetSize }: { start: number; rows: number; facets: Facet[]; facetSize: number },
): Promise<SearchResult> {
  const query = questionFor({
    text: asked.text,
    filters: asked.filters,
    sort: order,
    // None at all is not asked of the catalogue.
    size: Math.max(1, rows),
    facets,
    facetSize,
    ...(asked.changed === undefined ? {} : { changed: asked.changed }),
  });
  const page = await offsets.page(catalogue, query, start);
  return rows === 0 ? { ...page, hits: [] } : page;
}

/** Throws `ActionError`. */
export async function packageSearch(ckan: Ckan, given: Given<'package_search'>): Promise<Json> {
  const asked = askedOf(given.q, [given.fq, ...given.fq_list], ckan.now);
  const sorted = sortedBy(given.sort, asked.text !== '');
  const { counted, uncounted } = counting(given);
  const limit = given['facet.limit'];
  const empty = { count: 0, results: [] as Json[], counts: {} as SearchResult['facets'] };
  const answer = asked.nothing
    ? empty
    : asked.only !== undefined
      ? await named(ckan, asked, given)
      : await searched(ckan, asked, sorted, given, counted, limit < 0 ? 10_000 : limit);
  const items = counted.map(({ name, facet }) => ({
    name,
    values: (answer.counts[facet] ?? []).filter(({ count }) => count >= given['facet.mincount']),
    facet,
  }));
  return {
    count: answer.count,
    sort: sorted.said,
    facets: Object.fromEntries(
      items.map(({ name, values }) => [
        name,
        Object.fromEntries(values.map(({ value, count }) => [value, count])),
      ]),
    ),
    search_facets: Object.fromEntries(
      items.map(({ name, values, facet }) => [
        name,
        {
          title: name,
          items: values.map(({ value, count }) => ({
            name: value,
            display_name: facetLabel(facet, value, ckan.sources).zh,
            count,
          })),
        },
      ]),
    ),
    ...(uncounted.length === 0 ? {} : { uncounted_facets: uncounted }),
    results: answer.results,
  };
}

async function searched(
  ckan: Ckan,
  asked: Asked,
  sorted: Sorted,
  given: Given<'package_search'>,
  counted: Counting[],
  facetSize: number,
) {
  const page = await found(ckan, asked, sorted, {
    start: given.start,
    rows: Math.min(given.rows, MOST_ROWS),
    facets: [...new Set(counted.map(({ facet }) => facet))],
    facetSize: Math.max(1, facetSize),
  });
  const resources = await wholeOf(ckan.catalogue, page.hits);
  return {
    count: page.resources,
    results: resources.map((resource): Json => packageOf(ckan, resource)),
    counts: facetSize === 0 ? {} : page.facets,
  };
}

/** Packages asked for by name: no search is made, so other words beside it are refused. */
async function named(ckan: Ckan, asked: Asked, { start, rows }: Given<'package_search'>) {
  const { only = [], text, filters, changed } = asked;
  if (text !== '' || Object.keys(filters).length > 0 || changed !== undefined)
    throw new ActionError('Search Query Error', 'SOLR: id and name stand alone');
  const resources = await Promise.all(
    [...new Set(only)].slice(0, MOST_ROWS).map((id) => ckan.catalogue.resource(id)),
  );
  const there = resources.filter((each) => each !== undefined);
  return {
    count: there.length,
    results: there.slice(start, start + rows).map((resource): Json => packageOf(ckan, resource)),
    counts: {} as SearchResult['facets'],
  };
}

const EVERYTHING: Asked = { text: '', filters: {}, nothing: false };

/** Pages in the order of the packages' ids. */
export async function* walked(
  ckan: Ckan,
  start: number,
  limit: number,
  asked = EVERYTHING,
): AsyncGenerator<SearchResult['hits']> {
  for (let at = start; at < start + limit; at += MOST_ROWS) {
    const rows = Math.min(MOST_ROWS, start + limit - at);
    const { hits } = await found(
      ckan,
      asked,
      { order: 'id', said: 'id asc' },
      { start: at, rows, facets: [], facetSize: 1 },
    );
    if (hits.length > 0) yield hits;
    if (hits.length < rows) return;
  }
}
