/** Rows of the ledger of authorised operation that are not complete, not registered, or not disclosed for the last year. */
import type { Entry } from '../../../normalizer/entry.ts';
import {
  disclosedYear,
  dueYear,
  isLedgerRow,
  ledgerGapsOf,
} from '../../../normalizer/registration/ledger.ts';
import { registrationState } from '../../../normalizer/registration/registration-state.ts';
import { chinaDay } from '../../history/day.ts';
import type { StoredEntry } from '../../stored.ts';
import { type Found, keyOf, type Reason } from '../finding.ts';

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
    if (!isLedgerRow(entry)) return;
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
  const year = dueYear(today);
  const reasons: Reason[] = ledgerGapsOf(entry).map((code) => ({ code }));
  return (disclosedYear(entry) ?? 0) >= year
    ? reasons
    : [...reasons, { code: 'no-disclosure', values: { year } }];
}
