/** What is listed and of no use: late against its own cycle by more than one cycle, broken, or empty. */
import { MACHINE_READABLE } from '../../../config/quality/quality.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import { cyclesLate, dueOf } from '../../../normalizer/quality/lateness.ts';
import { chinaDay } from '../../history/day.ts';
import { type Certainty, type Found, keyOf } from '../finding.ts';

/** Milliseconds. A cycle shorter than this is the data's, and the catalogue's dates need not follow it. */
const SHORTEST_CYCLE = 7 * 86_400_000;
/** Of a source's entries so many have something to get: one without is empty, and the source not silent. */
const USUAL = 0.8;
const ENOUGH = 20;
/** Of the volumes that a source states so many may be zero, and the counter still be believed. */
const MOST_ZERO = 1 / 2;
/** Files without rows. */
const DOCUMENTS = new Set(['doc', 'docx', 'pdf', 'wps', 'ofd', 'txt', 'jpg', 'png', 'ppt', 'pptx', 'html']);
/** A title of one time: the next time is another entry. */
const OF_ONE_TIME = /(?:19|20)\d{2}\s*年?|第[0-9一二三四五六七八九十]{1,4}[批期次]|公示|公告|通知|通报/;

/** Addresses of an entry that were asked, and those that do not give what the record says. */
export interface AskedLinks {
  of: number;
  broken: number;
}

interface Usual {
  entries: number;
  /** With something to get. */
  filled: number;
  bare: Found[];
  /** That state a volume, and those of them that state none of it. */
  stated: number;
  zero: Found[];
}

export class DeadOrLate {
  readonly #now: number;
  /** By source and kind. */
  readonly #usual = new Map<string, Usual>();
  readonly #most: number;
  readonly #links: ReadonlyMap<string, AskedLinks>;

  /** `now`: ms since 1970; of each source and kind up to `most` empty entries are kept until all are seen. */
  constructor(now: number, most: number, links: ReadonlyMap<string, AskedLinks> = new Map()) {
    this.#links = links;
    this.#now = now;
    this.#most = most;
  }

  *first(entry: Entry): Generator<Found> {
    if (entry.isRegistration) return;
    this.#count(entry);
    const late = lateness(entry, this.#now);
    if (late !== undefined) {
      yield {
        ...common(entry, 'late'),
        certainty: late.certainty,
        weight: late.cycles,
        reasons: [{ code: 'late', values: { cycles: late.cycles, due: late.due, last: late.last } }],
      };
    }
    const { of = 0, broken = 0 } = this.#links.get(entry.id) ?? {};
    if (broken > 0) {
      yield {
        ...common(entry, 'broken'),
        certainty: broken === of ? 'certain' : 'likely',
        weight: broken,
        reasons: [{ code: 'broken-links', values: { broken, of } }],
      };
    }
  }

  /** Empty entries, where others of their source and kind are not: what no entry has says nothing. */
  *found(): Generator<Found> {
    for (const { entries, filled, bare, stated, zero } of this.#usual.values()) {
      if (entries >= ENOUGH && filled >= entries * USUAL) {
        const share = Math.round((filled / entries) * 100);
        for (const each of bare) yield { ...each, reasons: [{ code: 'nothing-to-get', values: { share } }] };
      }
      // Where most stand at zero the counter is not kept.
      if (zero.length > stated * MOST_ZERO) continue;
      for (const each of zero) yield { ...each, reasons: [{ code: 'empty-volume' }] };
    }
  }

  #count(entry: Entry): void {
    const key = `${entry.source} ${entry.kind}`;
    const counted = this.#usual.get(key) ?? { entries: 0, filled: 0, bare: [], stated: 0, zero: [] };
    this.#usual.set(key, counted);
    counted.entries += 1;
    if (entry.distributions.length > 0 || entry.dataItems.length > 0) counted.filled += 1;
    else this.#keep(counted.bare, { ...common(entry, 'bare'), certainty: 'likely', weight: 0, reasons: [] });
    const volume = statedVolume(entry);
    if (volume === undefined) return;
    counted.stated += 1;
    if (volume > 0) return;
    const certainty = isTable(entry) ? 'certain' : 'likely';
    this.#keep(counted.zero, { ...common(entry, 'empty'), certainty, weight: 0, reasons: [] });
  }

  #keep(list: Found[], found: Found): void {
    list.push(found);
    if (list.length > this.#most * 2) list.sort((a, b) => (a.key < b.key ? -1 : 1)).splice(this.#most);
  }
}

const common = (entry: Entry, what: string) => ({
  list: 'dead-or-late' as const,
  key: keyOf(what, entry.id),
  region: entry.spatial.code,
  sources: [entry.source],
  entries: [entry.id],
  title: entry.title,
});

/** The most that any of its counters says; undefined where none does, or rows of a document are counted. */
function statedVolume({ volume, distributions }: Entry): number | undefined {
  if (volume === undefined) return undefined;
  const isDocument =
    distributions.length > 0 &&
    distributions.every(({ format }) => format !== undefined && DOCUMENTS.has(format));
  const { rows, files, apis, bytes } = volume;
  const counters = [isDocument ? undefined : rows, files, apis, bytes].filter((each) => each !== undefined);
  return counters.length === 0 ? undefined : Math.max(...counters);
}

const isTable = ({ distributions }: Entry): boolean =>
  distributions.some(({ format }) => format !== undefined && MACHINE_READABLE.has(format));

interface Late {
  /** Whole cycles behind what was due. */
  cycles: number;
  due: string;
  last: string;
  certainty: Certainty;
}

/**
 * Undefined where it is not overdue by the one rule that quality and statistics go by. Only `possible` where the date need
 * not be that of the data.
 */
export function lateness(entry: Entry, now: number): Late | undefined {
  const due = dueOf(entry);
  if (due === null || due === 'never' || now < due.overdue) return undefined;
  const cycles = cyclesLate(due, now);
  const isVague = entry.modified === undefined || due.cycle < SHORTEST_CYCLE || OF_ONE_TIME.test(entry.title);
  const certainty = isVague ? 'possible' : cycles >= 2 ? 'certain' : 'likely';
  return { cycles, due: chinaDay(due.due), last: due.last, certainty };
}
