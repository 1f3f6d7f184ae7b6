/** What no engine takes into the catalogue. */
import { entryId } from '../normalizer/entry.ts';
import type { Put } from './port.ts';
import type { WriteFailure } from './stored.ts';

/** UTF-16 units of an entry's or a raw record's JSON beyond which it is refused. */
const MAX_RECORD = 8_000_000;

/** Why the item is refused; undefined where it is not. `doc` and `raw` are the JSON of entry and raw record. */
export function refusalOf(
  source: string,
  { entry }: Put,
  doc: string,
  raw: string,
): WriteFailure | undefined {
  const { localId } = entry;
  if (entry.source !== source || entry.id !== entryId(entry.source, localId)) {
    return { localId, code: 'record.invalid', detail: `${entry.id} is not an entry id of ${source}` };
  }
  const size = Math.max(doc.length, raw.length);
  if (size <= MAX_RECORD) return undefined;
  return { localId, code: 'record.too-large', detail: `${size} of ${MAX_RECORD} characters` };
}
