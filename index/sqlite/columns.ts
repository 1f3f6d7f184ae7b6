/**
 * The living entries' facets, dates and lengths in typed arrays by entry number, so that filters, counts and
 * orders need no disk. Kept up to date by the sequence number of each row.
 */
import type { DatabaseSync } from 'node:sqlite';
import type { Marks } from '../../normalizer/quality/marks.ts';
import { FACETS, type Facet } from '../query.ts';
import { FacetValues } from './facet-values.ts';
import { grown } from './grown.ts';

/** Entries of which it is told one by one that they were written. */
const MOST_TOLD = 4_096;

interface Term {
  facet: Facet;
  value: string;
}

export class Columns {
  /** Number of the lead of the entry's resource; 0 where there is no living entry. */
  lead = new Int32Array(0);
  /** Entries of the resource, at its lead; 0 elsewhere. */
  offers = new Int32Array(0);
  /** Milliseconds; NaN where unknown. */
  modified = new Float64Array(0);
  issued = new Float64Array(0);
  titleLength = new Uint16Array(0);
  textLength = new Uint16Array(0);
  titleHash = new Float64Array(0);
  tie = new Float64Array(0);
  /** Of a lead: when an offer of its resource last changed, in milliseconds, and its resource's place among all. */
  changed = new Float64Array(0);
  resource = new Float64Array(0);
  /** Of a lead: rows of data in its resource; NaN where no offer tells. */
  rows = new Float64Array(0);
  /** What its record lacks and need not have, and since when it is late: `Marks`. */
  private lacks = new Int32Array(0);
  private exempt = new Int32Array(0);
  private mqa = new Uint16Array(0);
  private due = new Float64Array(0);
  private overdue = new Float64Array(0);
  /** Terms by number: facet and value. */
  readonly terms: Term[] = [{ facet: 'source', value: '' }];
  /** One more than the highest entry number. */
  size = 0;
  living = 0;
  leads = 0;

  /** Place in `FACETS` of each term's facet. */
  facetOf = new Uint8Array(1 << 10);
  /** Term numbers of all entries, one stretch after another. */
  pool = new Int32Array(1 << 16);
  /** The stretch of the entry itself, and that of the resource it leads: the values of all its offers. */
  ownStart = new Int32Array(0);
  ownEnd = new Int32Array(0);
  wholeStart = new Int32Array(0);
  wholeEnd = new Int32Array(0);
  /** Grows with every write that search can see. */
  sequence = 0;
  /** The living entries resource by resource, of one state. */
  private resourceOrder = { sequence: -1, numbers: new Int32Array(0) };
  readonly values = new FacetValues(this);
  /** Numbers whose rows were written since somebody last took them; null where they are too many to be told one by one. */
  private written: number[] | null = [];
  private used = 0;
  private wasted = 0;
  private readonly numbers = new Map<string, number>();
  private readonly db: DatabaseSync;

  constructor(db: DatabaseSync) {
    this.db = db;
  }

  /** Entries written since this was last asked, some of them twice; null where there are more than a few thousand. */
  takeWritten(): number[] | null {
    const taken = this.written;
    this.written = [];
    return taken;
  }

  /** Reads what was written since. */
  refresh(): void {
    const terms = this.db.prepare('select number, facet, value from term where number >= ? order by number');
    for (const row of terms.iterate(this.terms.length)) {
      const term: Term = { facet: row.facet as Facet, value: row.value as string };
      this.terms[row.number as number] = term;
      this.facetOf = grown(this.facetOf, this.terms.length);
      this.facetOf[row.number as number] = FACETS.indexOf(term.facet);
      this.numbers.set(`${term.facet}\0${term.value}`, row.number as number);
    }
    const last = this.db.prepare('select max(number) as last from facet_row').get()?.last as number | null;
    this.reserve((last ?? 0) + 1);
    const rows = this.db.prepare(
      `select number, sequence, lead, offers, own, whole, modified, issued, title_length, text_length,
         title_hash, tie, changed, resource, rows,
         lacks, exempt, mqa, due, overdue from facet_row where sequence > ?`,
    );
    rows.setReturnArrays(true);
    let newest = this.sequence;
    for (const row of rows.iterate(this.sequence) as Iterable<unknown>) {
      const cells = row as [
        number,
        number,
        number,
        number,
        Uint8Array,
        Uint8Array | null,
        ...(number | null)[],
      ];
      newest = Math.max(newest, cells[1]);
      this.set(cells);
      if (this.written !== null && this.written.push(cells[0]) > MOST_TOLD) this.written = null;
    }
    this.sequence = newest;
    if (this.wasted > this.used / 2) this.compact();
  }

  private set(
    cells: [number, number, number, number, Uint8Array, Uint8Array | null, ...(number | null)[]],
  ): void {
    const [number, , lead, offers, own, whole, modified, issued, titleLength, textLength, hash, tie] = cells;
    const [changed, resource, rows, ...marks] = cells.slice(12) as (number | null)[];
    const before = this.lead[number] as number;
    this.living += (lead === 0 ? 0 : 1) - (before === 0 ? 0 : 1);
    this.leads += (lead === number ? 1 : 0) - (before === number ? 1 : 0);
    this.wasted += (this.ownEnd[number] as number) - (this.ownStart[number] as number);
    this.lead[number] = lead;
    this.offers[number] = offers;
    this.modified[number] = modified ?? Number.NaN;
    this.issued[number] = issued ?? Number.NaN;
    this.titleLength[number] = titleLength ?? 0;
    this.textLength[number] = textLength ?? 0;
    this.titleHash[number] = hash ?? 0;
    this.tie[number] = tie ?? 0;
    this.changed[number] = changed ?? 0;
    this.resource[number] = resource ?? 0;
    this.rows[number] = rows ?? Number.NaN;
    this.setMarks(number, marks);
    this.ownStart[number] = this.used;
    this.append(own);
    this.ownEnd[number] = this.used;
    this.values.put(number);
    if (whole === null) {
      this.wholeStart[number] = this.ownStart[number] as number;
      this.wholeEnd[number] = this.used;
      return;
    }
    this.wholeStart[number] = this.used;
    this.append(whole);
    this.wholeEnd[number] = this.used;
  }

  private setMarks(number: number, [lacks, exempt, mqa, due, overdue]: (number | null | undefined)[]): void {
    this.lacks[number] = lacks ?? 0;
    this.exempt[number] = exempt ?? 0;
    this.mqa[number] = mqa ?? 0;
    this.due[number] = due ?? Number.NEGATIVE_INFINITY;
    this.overdue[number] = overdue ?? Number.NEGATIVE_INFINITY;
  }

  /** Numbers of the living entries, those of one resource behind each other: distinct ones are counted by comparing with the last. */
  byResource(): Int32Array {
    if (this.resourceOrder.sequence === this.sequence) return this.resourceOrder.numbers;
    const { lead, size } = this;
    const starts = new Int32Array(size + 1);
    for (let number = 1; number < size; number += 1) {
      const own = lead[number] as number;
      if (own !== 0) starts[own + 1] = (starts[own + 1] as number) + 1;
    }
    for (let at = 1; at <= size; at += 1) starts[at] = (starts[at] as number) + (starts[at - 1] as number);
    const numbers = new Int32Array(starts[size] as number);
    for (let number = 1; number < size; number += 1) {
      const own = lead[number] as number;
      if (own === 0) continue;
      const at = starts[own] as number;
      numbers[at] = number;
      starts[own] = at + 1;
    }
    this.resourceOrder = { sequence: this.sequence, numbers };
    return numbers;
  }

  /** The first instant (ms) behind that one at which an entry falls late or further behind; what is told of lateness holds until then. */
  lateAfter(instant: number): number {
    let next = Infinity;
    for (const instants of [this.due, this.overdue]) {
      for (let number = 1; number < this.size; number += 1) {
        const at = instants[number] as number;
        if (at > instant && at < next) next = at;
      }
    }
    return next;
  }

  marksOf(number: number): Marks {
    return {
      lacks: this.lacks[number] as number,
      exempt: this.exempt[number] as number,
      mqa: this.mqa[number] as number,
      due: this.due[number] as number,
      overdue: this.overdue[number] as number,
    };
  }

  private append(blob: Uint8Array): void {
    const length = blob.byteLength / 4;
    this.pool = grown(this.pool, this.used + length);
    const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
    for (let at = 0; at < length; at += 1) this.pool[this.used + at] = view.getInt32(at * 4, true);
    this.used += length;
  }

  /** Reads everything again, without what was superseded. */
  private compact(): void {
    this.used = 0;
    this.wasted = 0;
    this.sequence = 0;
    this.ownStart.fill(0);
    this.ownEnd.fill(0);
    this.refresh();
  }

  private reserve(size: number): void {
    this.size = Math.max(this.size, size);
    this.lead = grown(this.lead, size);
    this.offers = grown(this.offers, size);
    this.modified = grown(this.modified, size);
    this.issued = grown(this.issued, size);
    this.titleLength = grown(this.titleLength, size);
    this.textLength = grown(this.textLength, size);
    this.titleHash = grown(this.titleHash, size);
    this.tie = grown(this.tie, size);
    this.changed = grown(this.changed, size);
    this.resource = grown(this.resource, size);
    this.rows = grown(this.rows, size);
    this.lacks = grown(this.lacks, size);
    this.exempt = grown(this.exempt, size);
    this.mqa = grown(this.mqa, size);
    this.due = grown(this.due, size);
    this.overdue = grown(this.overdue, size);
    this.ownStart = grown(this.ownStart, size);
    this.ownEnd = grown(this.ownEnd, size);
    this.wholeStart = grown(this.wholeStart, size);
    this.wholeEnd = grown(this.wholeEnd, size);
  }

  /** Number of a term; undefined where no entry ever had that value. */
  termNumber(facet: Facet, value: string): number | undefined {
    return this.numbers.get(`${facet}\0${value}`);
  }
}
