/** Addresses that a reader may follow, made absolute against the source, without what only its keepers should know. */
import type { RawValue } from '../config/record.ts';
import type { Reading } from './reading.ts';
import { textOf } from './values/lists.ts';
import { isPlaceholder } from './values/terms.ts';

const LONGEST = 2048;
const SCHEME = /^([a-z][a-z0-9+.-]*):/i;
/** What a browser would run or read from the reader's own machine. */
const DANGEROUS = /^(?:javascript|vbscript|data|file|blob|about|view-source|chrome|ms-[\w-]+):/i;
/** A host's name without its scheme; `data.csv` alone is a file's. */
const BARE_HOST =
  /^(?:www\.(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?(?:[/?#]|$)|(?:[a-z0-9-]+\.)+[a-z]{2,}(?::\d{1,5})?\/)/i;
/** User and password in front of a host, wherever an address stands. */
const CREDENTIALS = /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#@"'<>]+@/gi;

/** The text without the users and passwords of the addresses in it. */
export const withoutCredentials = (text: string): string =>
  text.includes('@') && text.includes('://') ? text.replace(CREDENTIALS, '$1') : text;

/**
 * Any scheme that a person can open (DCAT allows all); undefined, with a remark, where the value is no such address:
 * `javascript:` and its like go no further.
 */
export function readAddress(
  reading: Reading,
  field: string,
  value: RawValue | undefined,
): string | undefined {
  // A blank inside an address is a slip that every browser mends.
  const stated = textOf(value)?.trim().replaceAll(' ', '%20');
  if (stated === undefined || isPlaceholder(stated)) return undefined;
  const address = absolute(stated, `${reading.source.harvest.base}/`);
  if (address === undefined) {
    reading.remark(field, 'not-understood', withoutCredentials(stated));
    return undefined;
  }
  const open = withoutCredentials(address);
  if (open !== address) reading.remark(field, 'masked');
  return open;
}

function absolute(text: string, base: string): string | undefined {
  if (text.length > LONGEST || !text.isWellFormed() || /[\s<>"]/.test(text)) return undefined;
  if (BARE_HOST.test(text)) return URL.canParse(`http://${text}`) ? `http://${text}` : undefined;
  if (SCHEME.test(text)) return !DANGEROUS.test(text) && URL.canParse(text) ? text : undefined;
  if (!/^[/.?]/.test(text) || !URL.canParse(text, base)) return undefined;
  const url = new URL(text, base);
  return url.protocol === 'http:' || url.protocol === 'https:' ? url.href : undefined;
}
