/** Living entries in id order, page by page: all that filters admit, of the resources that words find. */
import type { DatabaseSync } from 'node:sqlite';
import type { Filters, Words } from '../../query.ts';
import type { StoredEntry } from '../../stored.ts';
import type { Columns } from '../columns.ts';
import { STORED, stored } from '../read/read-entries.ts';
import { admits, filterMask } from './counting.ts';
import { Kept, type Texts } from './matching/texts.ts';

export interface StreamPage {
  entries: StoredEntry[];
  /** Id after which the next page starts; null at the end. */
  after: string | null;
}

const STREAM_PAGE = 200;
/** Ids looked at for one page at most, so that a narrow filter does not keep others waiting. */
const STREAM_LOOK = 20_000;

export function prepareStream(
  db: DatabaseSync,
  columns: Columns,
  texts: Texts,
): (filters: Filters, words: Words, after: string) => StreamPage {
  const ids = db.prepare('select id, number from entry where id > ? order by id limit ?');
  const entryOf = db.prepare(`${STORED} where number = ?`);
  const marks = new Kept<Uint8Array>(columns);

  /** 1 at the leads that the words find; undefined where all are asked for. */
  function found(words: Words): Uint8Array | undefined {
    if (words.text.trim() === '') return undefined;
    return marks.get(JSON.stringify([words.text, words.literal]), () => {
      const marked = new Uint8Array(columns.size);
      for (const number of texts.matched(words).numbers) marked[number] = 1;
      return marked;
    });
  }

  return (filters, words, after) => {
    const filter = filterMask(filters, columns);
    const leads = found(words);
    const entries: StoredEntry[] = [];
    let looked = 0;
    let last: string | null = null;
    for (const row of ids.iterate(after, STREAM_LOOK)) {
      looked += 1;
      last = row.id as string;
      const number = row.number as number;
      const lead = columns.lead[number];
      // A tombstone may have come without ever having been alive here.
      if (!lead || (leads !== undefined && leads[lead] !== 1)) continue;
      if (!admits(filter, columns, number)) continue;
      entries.push(stored(entryOf.get(number)));
      if (entries.length === STREAM_PAGE) break;
    }
    return { entries, after: looked < STREAM_LOOK && entries.length < STREAM_PAGE ? null : last };
  };
}
