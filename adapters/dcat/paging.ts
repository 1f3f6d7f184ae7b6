/** Hydra paging, as catalogues use it: PartialCollectionView (udata) and the older PagedCollection (CKAN). */
import type { Graph, Node, Term } from './graph.ts';

export interface Paging {
  /** The next page's address as written, undefined on the last page. */
  next?: string;
  /** All records of the catalogue, as it declares them. */
  total?: number;
}

const text = (term: Term): string => (typeof term === 'string' ? term : term.value).trim();

function nexts(graph: Graph, view: Node): string[] {
  return [...graph.all(view, 'hydra:next'), ...graph.all(view, 'hydra:nextPage')]
    .map(text)
    .filter((url) => url !== '');
}

const VIEWS = ['hydra:PartialCollectionView', 'hydra:PagedCollection'] as const;

/** The page's own view counts alone where there is one, so that a document may describe other pages, too. */
export function pagingOf(graph: Graph, url: string): Paging {
  const own = VIEWS.some((type) => graph.is(url, type));
  const links = new Set(own ? nexts(graph, url) : []);
  const totals = new Set<number>();
  for (const node of graph.subjects()) {
    if (!own) for (const link of nexts(graph, node)) links.add(link);
    for (const term of graph.all(node, 'hydra:totalItems')) {
      const total = Number(text(term));
      if (Number.isSafeInteger(total) && total >= 0) totals.add(total);
    }
  }
  const next = [...links].sort()[0];
  // Two totals in one document are no declaration of either.
  const [total, ...more] = totals;
  return {
    ...(next === undefined ? {} : { next }),
    ...(total === undefined || more.length > 0 ? {} : { total }),
  };
}
