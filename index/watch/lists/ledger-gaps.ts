/**
 * Rows of the ledger of authorised operation that are not complete: registered, implementing agency, operator, term, price,
 * and disclosed for the last year (notice of the National Data Administration's office, 2026-02-10: by the end of March).
 */
import type { Entry } from '../../../normalizer/entry.ts';
import { registrationState } from '../../../normalizer/registration/registration-state.ts';
import { chinaDay } from '../../history/day.ts';
import type { StoredEntry } from '../../stored.ts';
import { type Found, keyOf, type Reason } from '../finding.ts';

const DISCLOSURE = /披露|disclos/i;
/** The disclosure of a year is due with the end of this month of the next. */
const DUE_MONTH = 3;

interface Row {
  resource: string;
  found: Found;
  reasons: Reason[];
}

export class LedgerGaps {
  readonly #today: string;
  readonly #rows: Row[] = [];
  readonly #registered = new Set<string>();

  /** `now`: ms since 1970. */
  constructor(now: number) {
    this.#today = chinaDay(now);
  }

  first({ entry, resource }: StoredEntry): void {
    const { registration } = entry;
    if (registration?.code !== undefined) {
      const state = registrationState(registration, this.#today);
      if (state !== 'lapsed' && state !== 'cancelled') this.#registered.add(resource);
    }
    if (entry.isRegistration || entry.mode !== 'authorised-operation') return;
    this.#rows.push({ resource, found: commonOf(entry), reasons: missingIn(entry, this.#today) });
  }

  *found(): Generator<Found> {
    for (const { resource, found, reasons } of this.#rows) {
      const missing = this.#registered.has(resource) ? reasons : [{ code: 'no-registration' }, ...reasons];
      if (missing.length === 0) continue;
      // The catalogue has no field of its own for the disclosure: its absence alone is a reason to look.
      const certainty = missing.every(({ code }) => code === 'no-disclosure')
        ? 'possible'
        : missing.some(({ code }) => code === 'no-registration' || code === 'no-operator')
          ? 'certain'
          : 'likely';
      yield { ...found, certainty, weight: missing.length, reasons: missing };
    }
  }
}

const commonOf = (entry: Entry): Found => ({
  list: 'ledger-gaps',
  key: keyOf(entry.id),
  region: entry.spatial.code,
  sources: [entry.source],
  entries: [entry.id],
  title: entry.title,
  certainty: 'possible',
  weight: 0,
  reasons: [],
});

function missingIn(entry: Entry, today: string): Reason[] {
  const { operation, operator, implementingAgency, fee } = entry;
  const isFree = fee?.free === true || operation?.basis?.code === 'public-benefit';
  const year = dueYear(today);
  const missing: [boolean, Reason][] = [
    [implementingAgency === undefined, { code: 'no-implementing-agency' }],
    [operator === undefined, { code: 'no-operator' }],
    [operation?.term === undefined, { code: 'no-term' }],
    [!isFree && operation?.ceilingPrice === undefined, { code: 'no-ceiling-price' }],
    [!isFree && operation?.actualPrice === undefined, { code: 'no-actual-price' }],
    [!isDisclosed(entry, year), { code: 'no-disclosure', values: { year } }],
  ];
  return missing.filter(([is]) => is).map(([, reason]) => reason);
}

/** The newest year whose disclosure is due. */
const dueYear = (today: string): number =>
  Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) > DUE_MONTH ? 1 : 2);

/** Whatever the source calls it, where a label says disclosure and its value that year or a later one. */
function isDisclosed({ raw }: Entry, year: number): boolean {
  return Object.entries(raw).some(
    ([label, value]) =>
      DISCLOSURE.test(label) &&
      (JSON.stringify(value).match(/20\d{2}/g) ?? []).some((stated) => Number(stated) >= year),
  );
}
