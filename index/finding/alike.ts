/** Resources of one title wherever they are: the same kind of thing in other places. */
import { fold } from '../analysis/fold.ts';
import type { Hit } from '../query.ts';
import type { Asker } from './find.ts';

/** Resources looked at; where more have the title, the answer says so. */
const MOST = 500;
const PAGE = 100;

export interface Alike {
  hits: Hit[];
  /** Whether these are all. */
  complete: boolean;
}

/** Hits by relevance stand in classes, those of the very title first: the walk ends with the first of another. */
export async function alike(catalogue: Asker, title: string): Promise<Alike> {
  const wanted = fold(title).trim();
  const hits: Hit[] = [];
  let cursor: string | null | undefined;
  do {
    const found = await catalogue.search({
      ...{ text: title.slice(0, 200), filters: {}, sort: 'relevance', size: PAGE, highlight: false },
      ...{ facets: [], facetSize: 1, ...(cursor && { cursor }) },
    });
    hits.push(...found.hits.filter(({ lead }) => fold(lead.entry.title).trim() === wanted));
    const last = found.hits.at(-1);
    cursor = last?.class === 'title-exact' ? found.cursor : null;
    if (cursor !== null && hits.length >= MOST) return { hits, complete: false };
  } while (cursor !== null);
  return { hits, complete: true };
}
