/** Whose an entry is. */
import type { Entry } from '../normalizer/entry.ts';

/** The office that answers for it, as far as the source names one: who publishes, else who holds, operates, or commissions it. */
export const officeOf = ({
  publisher,
  holder,
  operator,
  implementingAgency,
}: Pick<Entry, 'publisher' | 'holder' | 'operator' | 'implementingAgency'>): Entry['publisher'] =>
  publisher ?? holder ?? operator ?? implementingAgency;
