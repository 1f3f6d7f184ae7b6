/** What of a JSON record was not understood, or is no field of the catalogue's: told, and kept as it came. Pure. */
import type { RawValue, StatedRemark } from '../../../config/record.ts';
import { isEmpty, type Json, type Odd } from './values.ts';

/** Characters of a value that a remark shows. */
const SHOWN = 200;

export interface Remarking {
  odd: Odd;
  remarks: StatedRemark[];
  /** To be spread into a statement: none where there is nothing to say. */
  told(): { remarks?: StatedRemark[] };
}

export function remarking(): Remarking {
  const remarks: StatedRemark[] = [];
  return {
    remarks,
    odd: (field, value) =>
      remarks.push({ field, code: 'not-understood', raw: JSON.stringify(value).slice(0, SHOWN) }),
    told: () => (remarks.length > 0 ? { remarks } : {}),
  };
}

/** What stands at keys that are not among the known ones. */
export const unread = (record: Json, known: ReadonlySet<string>): Record<string, RawValue> =>
  Object.fromEntries(Object.entries(record).filter(([key, value]) => !known.has(key) && !isEmpty(value)));
