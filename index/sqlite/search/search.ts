/** A search, from the text to the page: match, filter, count, order, fetch. */
import type { DatabaseSync } from 'node:sqlite';
import { highlight } from '../../analysis/highlight.ts';
import { markedWords, understoodAs } from '../../analysis/understood.ts';
import { understand } from '../../analysis/words.ts';
import { activeFilters } from '../../facets.ts';
import { type Hit, RELEVANCE_CLASSES, type SearchQuery, type SearchResult } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import type { Columns } from '../columns.ts';
import { STORED, stored } from '../read/read-entries.ts';
import { type Counted, count, filterMask, topValues } from './counting.ts';
import { changedIn, type Matched, matchText } from './matching.ts';
import { pageOf, prepareTitlePage } from './paging.ts';
import { Postings } from './postings.ts';

/** Questions whose hits and counts are kept for their next pages, until something is written. */
const KEPT_QUESTIONS = 32;

interface Answered {
  matched: Matched;
  counted: Counted;
  /** Whether facets were counted. */
  facets: boolean;
}

export type Search = (query: SearchQuery) => SearchResult;

export function prepareSearch(db: DatabaseSync, columns: Columns): Search {
  const postings = new Postings(db);
  const texts = new Map<string, Matched>();
  const answers = new Map<string, Answered>();
  let sequence = -1;
  const titlePage = prepareTitlePage(db);
  const entryOf = db.prepare(`${STORED} where number = ?`);
  const offersOf = db.prepare(
    `select source, json_extract(doc, '$.mode') as mode, json_extract(doc, '$.spatial.code') as region
     from entry join document using (number) where resource = ? and removed_at is null`,
  );

  function kept<T>(map: Map<string, T>, key: string, make: () => T): T {
    const value = map.get(key) ?? make();
    map.delete(key);
    map.set(key, value);
    for (const oldest of map.keys()) {
      if (map.size <= KEPT_QUESTIONS) break;
      map.delete(oldest);
    }
    return value;
  }

  function everything(): Matched {
    const numbers = new Int32Array(columns.leads);
    let at = 0;
    for (let number = 0; number < columns.size; number += 1) {
      if (number > 0 && columns.lead[number] === number) numbers[at++] = number;
    }
    return { numbers, classes: new Uint8Array(0), scores: new Float64Array(0), words: [], found: [] };
  }

  function answer(query: SearchQuery): Answered {
    if (columns.sequence !== sequence) {
      postings.clear();
      texts.clear();
      answers.clear();
      sequence = columns.sequence;
    }
    const text = query.text.trim();
    const literal = query.literal ?? [];
    const matched = kept(texts, JSON.stringify([text, literal]), () =>
      text === '' ? everything() : matchText(understand(text, literal), columns, postings),
    );
    const facets = query.facets.length > 0;
    const question = [text, literal, facets, activeFilters(query.filters), query.changed];
    return kept(answers, JSON.stringify(question), () => {
      const spanned = query.changed === undefined ? matched : changedIn(matched, query.changed, columns);
      return {
        matched: spanned,
        counted: count(spanned.numbers, filterMask(query.filters, columns), columns, facets),
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
