/** Under what terms: licence and fee; when it was published. */

import type { Entry } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { textOf } from './lists.ts';
import { terms } from './terms.ts';
import { PUBLISHED, readDate } from './time/dates.ts';

export function readLicense(reading: Reading): Entry['license'] {
  const raw = reading.text('license', 500);
  if (raw === undefined) return undefined;
  const term = terms('licenses').match(raw);
  if (term === undefined) reading.remark('license', 'not-understood', raw);
  return { code: term?.code ?? null, raw };
}

/** `free` null where it is said neither way. */
export function readFee(reading: Reading): Entry['fee'] {
  const value = reading.value('fee');
  const raw = reading.clean('fee', value, 500);
  if (raw === undefined) return undefined;
  if (/^(?:免费|无偿|公益|不收费|否|false|free|0(?:\.0+)?元?)/i.test(raw)) return { free: true, raw };
  if (/^(?:是|true)$|收费|有偿|付费|元|¥|￥|协议|面议|^\d/i.test(raw)) return { free: false, raw };
  reading.remark('fee', 'not-understood', raw);
  return { free: null, raw };
}

/** A date field with a remark where it says something that is no date. */
export function readPublished(reading: Reading, field: 'issued' | 'modified'): string | undefined {
  const value = reading.value(field);
  const found = readDate(value, PUBLISHED);
  if (found === undefined) return undefined;
  if ('date' in found) return found.date;
  reading.remark(field, found.problem, textOf(value));
  return undefined;
}
