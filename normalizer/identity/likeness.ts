/** What else two entries of one title have in common: what their description, data items, volume and dates say. */
import type { Entry } from '../entry.ts';
import type { IdentityMember } from '../identity.ts';
import { lettersAndDigits } from './letters.ts';

/** What is compared, in few bytes: it is kept beside every entry. */
export interface Traits {
  /** Sketch of the description: the smallest hashes of its pairs of characters, four hex digits each. */
  says?: string;
  /** Sketch of the data items' names. */
  items?: string;
  /** Years in the description. */
  years?: string;
  rows?: number;
  /** Day of issue. */
  issued?: string;
  /** The district as stated, where no finer place was understood of it. */
  district?: string;
  /** A notice or report of a day: the next one has the same title. */
  notice?: true;
}

export const LIKENESSES = ['description', 'data-items', 'volume'] as const;
export type Likeness = (typeof LIKENESSES)[number];

const SKETCH = 16;
const DIGITS = 4;
const LONGEST = 2_000;
/** As alike as the descriptions of one thing registered twice are. */
const ALIKE = 0.6;
const NOTICE = /公示|公告|通告|通知|通报|快报|日报|周报|简报|续报|动态|新闻|要闻/;

export function traitsOf(entry: Entry): Traits {
  const description = lettersAndDigits(entry.description?.slice(0, LONGEST) ?? '');
  const years = [...new Set(description.match(/(?:19|20)\d{2}(?=\D|$)/g) ?? [])].sort().join();
  const items = entry.dataItems.map(({ name, label }) => lettersAndDigits(label ?? name));
  const rows = entry.volume?.rows;
  const { raw } = entry.spatial;
  return {
    ...(description === '' ? {} : { says: sketch(pairs(description)) }),
    ...(items.length === 0 ? {} : { items: sketch(words(items)) }),
    ...(years === '' ? {} : { years }),
    ...(rows === undefined || rows === 0 ? {} : { rows }),
    ...(entry.issued === undefined ? {} : { issued: entry.issued.slice(0, 10) }),
    ...(raw === undefined ? {} : { district: lettersAndDigits(raw.slice(0, 40)) }),
    ...(NOTICE.test(entry.title) ? { notice: true as const } : {}),
  };
}

/** What speaks for two entries of one title and office being one thing; empty where nothing does. */
export function likeness({ traits: a = {} }: IdentityMember, { traits: b = {} }: IdentityMember): Likeness[] {
  const found: Likeness[] = [];
  if (overlap(a.says, b.says) >= ALIKE) found.push('description');
  if (overlap(a.items, b.items) >= ALIKE) found.push('data-items');
  if (a.rows !== undefined && a.rows === b.rows) found.push('volume');
  return found;
}

/** Notices have the same title and say the same, and each is another. */
export const isNotice = (...members: IdentityMember[]): boolean =>
  members.some(({ traits }) => traits?.notice === true);

/** What speaks against it: other years, another district, a notice of another day, quite other data items. */
export function conflict(one: IdentityMember, other: IdentityMember): boolean {
  const [a, b] = [one.traits ?? {}, other.traits ?? {}];
  const differ = (x?: string, y?: string) => x !== undefined && y !== undefined && x !== y;
  if (differ(a.years, b.years) || differ(a.district, b.district)) return true;
  if (isNotice(one, other) && a.issued !== b.issued) return true;
  return a.items !== undefined && b.items !== undefined && overlap(a.items, b.items) < 1 - ALIKE;
}

/** Hashes of its pairs of characters; of its one character, where it is but one. */
function pairs(text: string): Uint16Array {
  const hashes = new Uint16Array(text.length);
  let count = 0;
  let before = 0;
  for (let at = lengthAt(text, 0); at < text.length; count += 1) {
    const end = at + lengthAt(text, at);
    hashes[count] = hashed(text, before, end);
    before = at;
    at = end;
  }
  if (count === 0) return words([text]);
  return hashes.subarray(0, count);
}

/** UTF-16 units of the character that begins there. */
const lengthAt = (text: string, at: number): number => ((text.codePointAt(at) ?? 0) > 0xffff ? 2 : 1);

const words = (texts: string[]): Uint16Array =>
  Uint16Array.from(texts, (text) => hashed(text, 0, text.length));

/** Puts them in order. */
function sketch(hashes: Uint16Array): string {
  let text = '';
  let last = -1;
  for (const each of hashes.sort()) {
    if (each === last) continue;
    text += each.toString(16).padStart(DIGITS, '0');
    if (text.length === SKETCH * DIGITS) break;
    last = each;
  }
  return text;
}

/** Into 16 bits (FNV-1a, folded): there are tens of words, and a collision only makes them a little more alike. */
function hashed(text: string, from: number, to: number): number {
  let value = 0x811c9dc5;
  for (let at = from; at < to; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return (value ^ (value >>> 16)) & 0xffff;
}

/** Estimated share of what both have in what either has (of the smallest hashes of both together); 0 where unknown. */
function overlap(one: string | undefined, other: string | undefined): number {
  if (one === undefined || other === undefined) return 0;
  if (one === other) return 1;
  let common = 0;
  let union = 0;
  // Both in rising order, and nothing made on the way: of a common title thousands of pairs are compared.
  for (let a = 0, b = 0; union < SKETCH && (a < one.length || b < other.length); union += 1) {
    const order = a >= one.length ? 1 : b >= other.length ? -1 : compared(one, a, other, b);
    if (order === 0) common += 1;
    if (order <= 0) a += DIGITS;
    if (order >= 0) b += DIGITS;
  }
  return common / union;
}

/** The order of two hashes in two sketches. */
function compared(one: string, a: number, other: string, b: number): number {
  for (let at = 0; at < DIGITS; at += 1) {
    const order = one.charCodeAt(a + at) - other.charCodeAt(b + at);
    if (order !== 0) return order;
  }
  return 0;
}
