/** Writes what search reads: the words of leads, and for every living entry the row that is kept in memory. */
import type { DatabaseSync } from 'node:sqlite';
import { marksOf } from '../../../normalizer/quality/marks.ts';
import {
  type Added,
  addedBy,
  addedTogether,
  compactTitle,
  type Placed,
  searchableWith,
} from '../../analysis/document.ts';
import { rowsOf } from '../../figures/rows.ts';
import { facetValues } from '../../finding/facets.ts';
import { instant, placeOf, tieOf } from '../../order.ts';
import { FACETS, type Facet } from '../../query.ts';
import type { Grouped } from '../../resources/grouping.ts';
import { type OwnCells, prepareFacetRows } from './facet-rows.ts';

export interface Indexing {
  /** Makes the groups' entries findable as they now stand. */
  index(groups: Grouped<number>[], sequence: number): void;
  /** Takes removed entries out of search. */
  drop(numbers: Iterable<number>, sequence: number): void;
}

/** Entries by number, as they now stand. */
export interface Contents {
  /** Whether it is written in this transaction: what is kept of it is not what it says now. */
  isFresh(number: number): boolean;
  placed(number: number): Placed;
  /** Since when it is as it is, in milliseconds. */
  changed(number: number): number;
}

/** An offer, as its resource is reckoned from it. */
interface Offer {
  placed: Placed;
  /** Null where its row says already what it says. */
  own: OwnCells | null;
  terms: number[];
  changed: number;
}

export function prepareIndexing(db: DatabaseSync, contents: Contents): Indexing {
  const terms = new Map<string, number>();
  for (const row of db.prepare('select number, facet, value from term').iterate()) {
    terms.set(`${row.facet}\0${row.value}`, row.number as number);
  }
  const addTerm = db.prepare('insert into term (facet, value) values (?, ?)');
  const termOf = (facet: Facet, value: string): number => {
    const key = `${facet}\0${value}`;
    let number = terms.get(key);
    if (number === undefined) {
      number = Number(addTerm.run(facet, value).lastInsertRowid);
      terms.set(key, number);
    }
    return number;
  };
  const setGroup = db.prepare('update entry set resource = ?, lead = ? where number = ?');
  const addWords = db.prepare(
    'insert into words (rowid, title, text, office, region) values (?, ?, ?, ?, ?)',
  );
  const dropWords = db.prepare('delete from words where rowid = ?');
  const rows = prepareFacetRows(db);

  /**
   * Added when all that goes is gone: taking a document out is a savepoint, at which FTS5 writes the words that it holds as a
   * segment of their own.
   */
  let coming: [number: number, title: string, text: string, office: string, region: string][] = [];
  const addComing = () => {
    for (const words of coming) addWords.run(...words);
    coming = [];
  };

  const dropLead = (number: number) => {
    if (rows.lead(number) === number) dropWords.run(number);
  };

  function offerOf(number: number): Offer {
    const placed = contents.placed(number);
    const changed = contents.changed(number);
    const kept = contents.isFresh(number) ? undefined : rows.terms(number);
    if (kept !== undefined) return { placed, own: null, terms: kept, changed };
    const { entry } = placed;
    const marks = marksOf(entry);
    const values = facetValues(entry, marks);
    const own = FACETS.flatMap((facet) => values[facet].map((value) => termOf(facet, value)));
    const [modified, issued] = [instant(entry.modified), instant(entry.issued)];
    return {
      placed,
      own: { terms: own, modified, issued, tie: tieOf(entry.id), marks },
      terms: own,
      changed,
    };
  }

  /** Lengths of title and text. */
  function putWords(number: number, lead: Placed, added: Added): [title: number, text: number] {
    const { title, text, office, region } = searchableWith(lead, added);
    coming.push([number, title.join(' '), text.join(' '), office.join(' '), region.join(' ')]);
    return [title.length, text.length + office.length];
  }

  function putOffer(number: number, { own }: Offer, lead: number, sequence: number): void {
    dropLead(number);
    if (own === null) rows.place(number, sequence, lead, null);
    else rows.put(number, sequence, own, lead, null);
  }

  function indexWhole({ resource, members }: Grouped<number>, sequence: number): void {
    const offers = members.map(offerOf);
    const [number, lead] = [members[0] as number, offers[0] as Offer];
    for (const [at, offer] of offers.entries()) {
      if (at > 0) putOffer(members[at] as number, offer, number, sequence);
    }
    dropLead(number);
    const added = addedTogether(offers.map(({ placed }) => addedBy(placed)));
    const [titleLength, textLength] = putWords(number, lead.placed, added);
    const isAlone = offers.length === 1;
    const cells = {
      ...{ offers: offers.length, titleLength, textLength, resource: placeOf(resource) },
      whole: isAlone ? null : new Set(offers.flatMap((offer) => offer.terms)),
      titleHash: tieOf(compactTitle(lead.placed.entry.title)),
      changed: Math.max(...offers.map(({ changed }) => changed)),
      rows: rowsOf(offers.map(({ placed }) => placed.entry)) ?? null,
      added: isAlone ? null : added,
    };
    if (lead.own === null) rows.place(number, sequence, number, cells);
    else rows.put(number, sequence, lead.own, number, cells);
  }

  /** Of the others that it consists of nothing is read but the lead's row. Whether that says enough. */
  function addOffers({ members }: Grouped<number>, joined: number[], sequence: number): boolean {
    const lead = members[0] as number;
    const standing = rows.standing(lead);
    if (standing === undefined) return false;
    const offers = joined.map(offerOf);
    for (const [at, offer] of offers.entries()) putOffer(joined[at] as number, offer, lead, sequence);
    const before = standing.added ?? addedBy(contents.placed(lead));
    const added = addedTogether([before, ...offers.map(({ placed }) => addedBy(placed))]);
    let { textLength } = standing;
    if (JSON.stringify(added) !== JSON.stringify(before)) {
      dropWords.run(lead);
      [, textLength] = putWords(lead, contents.placed(lead), added);
    }
    const stated = rowsOf(offers.map(({ placed }) => placed.entry)) ?? null;
    rows.grow(lead, sequence, {
      ...{ offers: members.length, textLength, added },
      whole: new Set([standing.terms, ...offers.map((offer) => offer.terms)].flat()),
      changed: Math.max(standing.changed, ...offers.map(({ changed }) => changed)),
      rows:
        stated === null || standing.rows === null
          ? (stated ?? standing.rows)
          : Math.max(stated, standing.rows),
    });
    return true;
  }

  return {
    index(groups, sequence) {
      for (const group of groups) {
        const { joined, members, moved, resource } = group;
        for (const number of moved) setGroup.run(resource, members[0] as number, number);
        if (joined === null || !addOffers(group, joined, sequence)) indexWhole(group, sequence);
      }
      addComing();
    },
    drop(numbers, sequence) {
      for (const number of numbers) {
        dropLead(number);
        rows.takeOut(number, sequence);
      }
    },
  };
}
