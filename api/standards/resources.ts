/** Resources as standards hand them out: whole, with all their offers, page by page. */
import type { Catalogue, Resource } from '../../index/port.ts';
import type { Hit, SearchQuery } from '../../index/query.ts';

/** Resources of a page read at one time. */
const AT_ONCE = 8;

export interface Page {
  resources: Resource[];
  cursor: string | null;
  /** Resources that the question finds. */
  total: number;
}

export type Question = Partial<SearchQuery> & Pick<SearchQuery, 'sort' | 'size'>;

/** A search for programs: no facets, no marks. */
export const questionFor = (question: Question): SearchQuery => ({
  text: '',
  filters: {},
  facets: [],
  facetSize: 1,
  highlight: false,
  ...question,
});

/** Of a hit whose lead is its only offer nothing more is asked. One that went away meanwhile is left out. */
export async function wholeOf(catalogue: Catalogue, hits: Hit[]): Promise<Resource[]> {
  const found: (Resource | undefined)[] = [];
  for (let at = 0; at < hits.length; at += AT_ONCE) {
    const some = hits
      .slice(at, at + AT_ONCE)
      .map(async ({ resource, lead, offers }) =>
        offers.count === 1 ? { id: resource, lead, offers: [lead] } : catalogue.resource(resource),
      );
    found.push(...(await Promise.all(some)));
  }
  return found.filter((each) => each !== undefined);
}

/** Throws `request.cursor-invalid`. */
export async function wholeHits(catalogue: Catalogue, question: Question): Promise<Page> {
  const { hits, cursor, resources } = await catalogue.search(questionFor(question));
  return { resources: await wholeOf(catalogue, hits), cursor, total: resources };
}
