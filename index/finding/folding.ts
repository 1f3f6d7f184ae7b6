/** Hits with one title from one source, as 400 停水通知 are, as one hit with the number of the others. */
import { compactTitle } from '../analysis/document.ts';
import type { Hit, SearchQuery, SearchResult } from '../query.ts';
import type { Asker } from './find.ts';

export interface Folded {
  /** Resources behind the hit, besides it, up to the end of the page. */
  count: number;
  /** The first of them. */
  resources: string[];
}

/** Pages that are read for one: a series longer than that goes on with the next page. */
const MOST_PAGES = 6;
const MOST_NAMED = 20;

const keyOf = ({ lead }: Hit): string => `${lead.entry.source}\0${compactTitle(lead.entry.title)}`;

type Page = Omit<SearchResult, 'hits'> & { hits: (Hit & { folded?: Folded })[] };

/** As many different hits as a page has, and the cursor behind the last hit that went into it. */
export async function foldedPage(
  catalogue: Asker,
  query: SearchQuery,
  known: SearchResult | undefined,
): Promise<Page> {
  const first = known ?? (await catalogue.search(query));
  const groups = new Map<string, Hit[]>();
  let page = first;
  let cursor = query.cursor;
  for (let pages = 1; ; pages += 1) {
    for (const [at, hit] of page.hits.entries()) {
      const group = groups.get(keyOf(hit));
      if (group !== undefined) group.push(hit);
      else if (groups.size < query.size) groups.set(keyOf(hit), [hit]);
      else {
        // The page is full in the middle of what was read: its end is asked for.
        const read = await catalogue.search({ ...again(query, cursor), size: at });
        return folded(first, groups, read.cursor);
      }
    }
    if (page.cursor === null || groups.size === query.size || pages === MOST_PAGES) break;
    cursor = page.cursor;
    page = await catalogue.search(again(query, cursor));
  }
  return folded(first, groups, page.cursor);
}

function again({ cursor: _, ...query }: SearchQuery, cursor: string | undefined): SearchQuery {
  return { ...query, facets: [], ...(cursor === undefined ? {} : { cursor }) };
}

function folded(first: SearchResult, groups: Map<string, Hit[]>, cursor: string | null): Page {
  const hits = [...groups.values()].map(([hit, ...others]) => ({
    ...(hit as Hit),
    ...(others.length === 0
      ? {}
      : {
          folded: {
            count: others.length,
            resources: others.slice(0, MOST_NAMED).map((each) => each.resource),
          },
        }),
  }));
  return { ...first, hits, cursor };
}
