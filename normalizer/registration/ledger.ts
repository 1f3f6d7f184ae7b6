/**
 * What a row of the ledger of authorised operation states, and what it lacks: agency, operator, term, prices, and whether
 * it is disclosed (notice of the National Data Administration's office, 2026-02-10: by the end of March for the year before).
 */
import type { Entry } from '../entry.ts';

export const LEDGER_GAPS = [
  'no-implementing-agency',
  'no-operator',
  'no-term',
  'no-ceiling-price',
  'no-actual-price',
] as const;
export type LedgerGap = (typeof LEDGER_GAPS)[number];
/** Beside them: nothing of that is lacking. */
export const COMPLETE = 'complete';

const DISCLOSURE = /披露|disclos/i;
/** The disclosure of a year is due with the end of this month of the next. */
const DUE_MONTH = 3;

/** Whether the entry is a row: an offer under authorised operation, and no register's record of one. */
export const isLedgerRow = ({ mode, isRegistration }: Entry): boolean =>
  mode === 'authorised-operation' && isRegistration !== true;

/** Nothing is asked for it, so that it has no prices to state. */
export const isFree = ({ fee, operation }: Pick<Entry, 'fee' | 'operation'>): boolean =>
  fee?.free === true || operation?.basis?.code === 'public-benefit';

export function ledgerGapsOf({ operation, operator, implementingAgency, fee }: Entry): LedgerGap[] {
  const free = isFree({ fee, operation });
  const lacks: Record<LedgerGap, boolean> = {
    'no-implementing-agency': implementingAgency === undefined,
    'no-operator': operator === undefined,
    'no-term': operation?.term === undefined,
    'no-ceiling-price': !free && operation?.ceilingPrice === undefined,
    'no-actual-price': !free && operation?.actualPrice === undefined,
  };
  return LEDGER_GAPS.filter((gap) => lacks[gap]);
}

/** The newest year whose disclosure is due. `today`: YYYY-MM-DD. */
export const dueYear = (today: string): number =>
  Number(today.slice(0, 4)) - (Number(today.slice(5, 7)) > DUE_MONTH ? 1 : 2);

/** The latest year that is disclosed, whatever the source calls it: where a label says disclosure, the years in its value. */
export function disclosedYear({ raw }: Entry): number | undefined {
  const years = Object.entries(raw).flatMap(([label, value]) =>
    DISCLOSURE.test(label) ? (JSON.stringify(value).match(/(?<!\d)20\d{2}(?!\d)/g) ?? []).map(Number) : [],
  );
  return years.length === 0 ? undefined : Math.max(...years);
}
