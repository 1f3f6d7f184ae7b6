/** Addresses that a reader may follow: http and https only, made absolute against the source. */
import type { RawValue } from '../config/record.ts';
import { textOf } from './lists.ts';
import type { Reading } from './reading.ts';
import { isPlaceholder } from './terms.ts';

const LONGEST = 2048;

/** Undefined, with a remark, where the value is no such address: `javascript:` and its like go no further. */
export function readAddress(
  reading: Reading,
  field: string,
  value: RawValue | undefined,
): string | undefined {
  // A blank inside an address is a slip that every browser mends.
  const text = textOf(value)?.trim().replaceAll(' ', '%20');
  if (text === undefined || isPlaceholder(text)) return undefined;
  if (text.length <= LONGEST && text.isWellFormed() && !/[\s<>"]/.test(text)) {
    if (/^https?:\/\//i.test(text)) {
      if (URL.canParse(text)) return text;
    } else if (/^[/.?]/.test(text) && URL.canParse(text, reading.source.harvest.base)) {
      const url = new URL(text, `${reading.source.harvest.base}/`);
      if (url.protocol === 'http:' || url.protocol === 'https:') return url.href;
    }
  }
  reading.remark(field, 'not-understood', text);
  return undefined;
}
