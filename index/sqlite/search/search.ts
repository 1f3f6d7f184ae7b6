/** A search, from the text to the page: match, filter, count, order, fetch. */
import type { DatabaseSync } from 'node:sqlite';
import { highlight } from '../../analysis/highlight.ts';
import { markedWords, understoodAs } from '../../analysis/understood.ts';
import { activeFilters } from '../../finding/facets.ts';
import { type Hit, RELEVANCE_CLASSES, type SearchQuery, type SearchResult } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import type { Columns } from '../columns.ts';
import { STORED, stored } from '../read/read-entries.ts';
import { type Counted, count, filterMask, topValues } from './counting.ts';
import { changedIn, type Matched } from './matching/matching.ts';
import { Kept, type Texts } from './matching/texts.ts';
import { pageOf, prepareTitlePage } from './paging.ts';

interface Answered {
  matched: Matched;
  counted: Counted;
  /** Whether facets were counted. */
  facets: boolean;
}

export type Search = (query: SearchQuery) => SearchResult;

export function prepareSearch(db: DatabaseSync, columns: Columns, texts: Texts): Search {
  const answers = new Kept<Answered>(columns);
  const titlePage = prepareTitlePage(db);
  const entryOf = db.prepare(`${STORED} where number = ?`);
  const offersOf = db.prepare(
    `select source, json_extract(doc, '$.mode') as mode, json_extract(doc, '$.spatial.code') as region
     from entry join document using (number) where resource = ? and removed_at is null`,
  );

  function answer(query: SearchQuery): Answered {
    const matched = texts.matched(query);
    const facets = query.facets.length > 0;
    const question = [
      query.text.trim(),
      query.literal ?? [],
      facets,
      activeFilters(query.filters),
      query.changed,
      query.together ?? false,
    ];
    return answers.get(JSON.stringify(question), () => {
      const spanned = query.changed === undefined ? matched : changedIn(matched, query.changed, columns);
      return {
        matched: spanned,
        counted: count(
          spanned.numbers,
          filterMask(query.filters, columns),
          columns,
          facets,
          query.together ?? false,
        ),
        facets,
      };
    });
  }

  function offers(lead: StoredEntry, entries: number): Hit['offers'] {
    const { source, mode, spatial } = lead.entry;
    if (entries === 1) return { count: 1, regions: [spatial.code], modes: [mode], sources: [source] };
    const rows = offersOf.all(lead.resource);
    const distinct = (name: string) => [...new Set(rows.map((row) => row[name] as string))].sort();
    return {
      count: entries,
      regions: distinct('region'),
      modes: distinct('mode'),
      sources: distinct('source'),
    };
  }

  function hit(query: SearchQuery, matched: Matched, place: number): Hit {
    const number = matched.numbers[place] as number;
    const lead = stored(entryOf.get(number));
    const { title, description } = lead.entry;
    const found = RELEVANCE_CLASSES[matched.classes[place] ?? -1] ?? null;
    return {
      resource: lead.resource,
      lead,
      offers: offers(lead, columns.offers[number] as number),
      class: found,
      ...(query.highlight
        ? { highlight: highlight(title, description, markedWords(matched.words, found === 'some')) }
        : {}),
    };
  }

  return (query) => {
    const { matched, counted } = answer(query);
    const { places, cursor } = pageOf(query, matched, counted.passing, columns, titlePage);
    return {
      hits: places.map((place) => hit(query, matched, place)),
      resources: counted.passing.length,
      entries: counted.entries,
      facets: topValues(counted.counts, columns, query.facets, query.facetSize),
      cursor,
      terms: matched.words.map(({ text }) => text),
      understood: matched.words.map((word, at) => understoodAs(word, matched.found[at] ?? 0)),
    };
  };
}
