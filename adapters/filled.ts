/** An object with only what there is. */
import type { RawValue } from '../config/record.ts';

/** Undefined values and empty lists are left out. */
export const filled = <T extends Record<string, RawValue | undefined>>(given: T): T =>
  Object.fromEntries(
    Object.entries(given).filter(
      ([, item]) => item !== undefined && !(Array.isArray(item) && item.length === 0),
    ),
  ) as T;
