/** Pages by offset over a catalogue that pages by cursor: places where a walk stood are kept, so that it goes on there. */
import { questionOf } from '../../../index/cursor.ts';
import { keepNewest } from '../../../index/newest.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { SearchQuery, SearchResult } from '../../../index/query.ts';
import { ActionError } from './error.ts';

/** The deepest offset: who wants more asks in windows of metadata_modified. */
const DEEPEST = 1_000_000;
const QUESTIONS = 64;
const PLACES = 1_000;

export class Offsets {
  /** By question: cursors by the offset that they lead to. */
  readonly #known = new Map<string, Map<number, string>>();

  #placesOf(question: string): Map<number, string> {
    const places = this.#known.get(question) ?? new Map<number, string>();
    keepNewest(this.#known, question, places, QUESTIONS);
    return places;
  }

  #keep(places: Map<number, string>, offset: number, cursor: string): void {
    places.set(offset, cursor);
    for (const first of places.keys()) {
      if (places.size <= PLACES) break;
      places.delete(first);
    }
  }

  /** The page that begins behind `start` hits. Throws `ActionError` where that is too deep. */
  async page(catalogue: Catalogue, query: SearchQuery, start: number): Promise<SearchResult> {
    if (start > DEEPEST)
      throw new ActionError('Search Error', `start > ${DEEPEST}: go on by fq=metadata_modified:[… TO *]`);
    const places = this.#placesOf(questionOf(query));
    let at = 0;
    for (const offset of places.keys()) if (offset <= start && offset > at) at = offset;
    const cursor = places.get(at);
    const found = await catalogue.search({ ...query, pass: start - at, ...(cursor && { cursor }) });
    if (found.cursor !== null) this.#keep(places, start + found.hits.length, found.cursor);
    return found;
  }
}
