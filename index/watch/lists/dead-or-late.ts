/** What is listed and of no use: late against its own cycle by more than one cycle, broken, or empty. */
import type { Entry } from '../../../normalizer/entry.ts';
import { type Certainty, type Found, keyOf } from '../finding.ts';

const DAY = 86_400_000;
/** Days of a year, a month, a week: cycles are compared, and no calendar kept. */
const DAYS: Record<string, number> = { Y: 365.25, M: 30.44, W: 7, D: 1 };
/** A cycle shorter than this is the data's, and the catalogue's dates do not follow it. */
const SHORTEST_CYCLE = 7;
/** Of a source's entries so many have something to get: one without is empty, and the source not silent. */
const USUAL = 0.8;
const ENOUGH = 20;

/** Addresses of an entry that were asked, and those that do not give what the record says. */
export interface AskedLinks {
  of: number;
  broken: number;
}

interface Bare {
  found: Found;
  source: string;
}

export class DeadOrLate {
  readonly #now: number;
  readonly #bySource = new Map<string, { entries: number; filled: number; bare: Bare[] }>();
  readonly #mostBare: number;
  readonly #links: ReadonlyMap<string, AskedLinks>;

  /** `now`: ms since 1970; of each source up to `mostBare` entries with nothing to get are kept until all are seen. */
  constructor(now: number, mostBare: number, links: ReadonlyMap<string, AskedLinks> = new Map()) {
    this.#links = links;
    this.#now = now;
    this.#mostBare = mostBare;
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
    if (isZero(entry)) {
      yield {
        ...common(entry, 'empty'),
        certainty: 'certain',
        weight: 0,
        reasons: [{ code: 'empty-volume' }],
      };
    }
  }

  /** With nothing to get, where others of its source have something. */
  *found(): Generator<Found> {
    for (const { entries, filled, bare } of this.#bySource.values()) {
      if (entries < ENOUGH || filled < entries * USUAL) continue;
      const share = Math.round((filled / entries) * 100);
      for (const { found } of bare) {
        yield { ...found, reasons: [{ code: 'nothing-to-get', values: { share } }] };
      }
    }
  }

  #count(entry: Entry): void {
    const { source } = entry;
    const counted = this.#bySource.get(source) ?? { entries: 0, filled: 0, bare: [] };
    this.#bySource.set(source, counted);
    counted.entries += 1;
    if (entry.distributions.length > 0 || entry.dataItems.length > 0) counted.filled += 1;
    else {
      const found: Found = { ...common(entry, 'bare'), certainty: 'likely', weight: 0, reasons: [] };
      counted.bare.push({ found, source });
      if (counted.bare.length > this.#mostBare * 2) {
        counted.bare.sort((a, b) => (a.found.key < b.found.key ? -1 : 1)).splice(this.#mostBare);
      }
    }
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

const isZero = ({ volume }: Entry): boolean => {
  if (volume === undefined) return false;
  const { rows, files, apis, bytes } = volume;
  const stated = [rows, files, apis, bytes].filter((each) => each !== undefined);
  return stated.length > 0 && stated.every((each) => each === 0);
};

interface Late {
  /** Whole cycles behind what was due. */
  cycles: number;
  due: string;
  last: string;
  certainty: Certainty;
}

/** Undefined where it is in time, or not said how often it is renewed. */
export function lateness(entry: Entry, now: number): Late | undefined {
  const cycle = daysOf(entry.frequency?.duration);
  const last = entry.modified ?? entry.issued;
  if (cycle === undefined || cycle < SHORTEST_CYCLE || last === undefined) return undefined;
  const due = endOf(last) + cycle * DAY;
  const cycles = Math.floor((now - due) / (cycle * DAY));
  if (cycles < 1) return undefined;
  const certainty = entry.modified === undefined ? 'possible' : cycles >= 2 ? 'certain' : 'likely';
  return { cycles, due: new Date(due).toISOString().slice(0, 10), last, certainty };
}

const DURATION = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/;

function daysOf(duration: string | undefined): number | undefined {
  const parts = duration === undefined ? null : DURATION.exec(duration);
  if (parts === null) return undefined;
  const days = ['Y', 'M', 'W', 'D'].reduce(
    (sum, unit, at) => sum + Number(parts[at + 1] ?? 0) * (DAYS[unit] as number),
    0,
  );
  return days > 0 ? days : undefined;
}

/** The last instant that the date may mean: 2023 is the end of that year. */
function endOf(date: string): number {
  if (date.length === 4) return Date.UTC(Number(date) + 1, 0, 1);
  if (date.length === 7) return Date.UTC(Number(date.slice(0, 4)), Number(date.slice(5, 7)), 1);
  return Date.parse(date.slice(0, 10)) + DAY;
}
