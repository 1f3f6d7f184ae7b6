/**
 * In which charset a body is. What is claimed (byte order mark, header, the text's own head) is often wrong in China:
 * servlet containers say ISO-8859-1 where nobody told them, proxies say GBK or UTF-8 of what is not. The bytes decide.
 */

/** What the body turned out to be; `wrong` is the claim that it is not, where there was one. */
export interface Decoded {
  text: string;
  charset: string;
  wrong?: string;
}

const BOMS: [number[], string][] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];
/** So far into a body its own declaration is looked for: comments and scripts may stand before it. */
const HEAD = 16 * 1024;
/** Every byte is a letter of these, so that being valid says nothing. */
const SINGLE_BYTE = /^(iso-8859-1|latin-?1|us-ascii|ascii|windows-1252|cp1252)$/;
/** GB2312 and GBK are subsets of GB18030. */
const GB = /^(gb_?2312(-80)?|gbk|x-gbk|cp936|gb18030|chinese)$/;
const HAN = /\p{Script=Han}/u;
/**
 * Share of the characters outside ASCII that may be unreadable: a text that its database cut inside a character
 * spoils one, a wrong charset spoils nearly all.
 */
const SPOILT_SHARE = 0.05;

/** Every charset that the answer claims, the most trustworthy first: mark, header (it may name two), head of the text. */
export function claimsOf(body: Uint8Array, contentType: string | undefined): string[] {
  for (const [bytes, charset] of BOMS) if (bytes.every((byte, at) => body[at] === byte)) return [charset];
  const named = [...(contentType ?? '').matchAll(/charset\s*=\s*["']?([\w-]+)/gi)].map(([, name]) => name);
  const head = Buffer.from(body.buffer, body.byteOffset, Math.min(body.length, HEAD)).toString('latin1');
  // What JSON says of charsets it says of something else.
  const declared = /^\s*[{[]/.test(head)
    ? undefined
    : (/^\s*<\?xml[^>]*encoding\s*=\s*["']([\w-]+)/i.exec(head)?.[1] ??
      /<meta[^>]*charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1]);
  return [...named, declared].filter((name) => name !== undefined).map((name) => name.toLowerCase());
}

/**
 * The body as text: valid UTF-8 with Han in it is UTF-8, whatever is claimed; what is claimed and valid is as claimed;
 * what is not valid as claimed, or claims nothing and shows no Han, is GB18030 where that gives common Han. A few
 * characters that were cut apart stay as U+FFFD. Undefined where nothing fits.
 */
export function decodeBody(body: Uint8Array, claims: readonly string[]): Decoded | undefined {
  const [first] = claims;
  const as = (charset: string, text: string): Decoded => {
    const rightly = first === undefined || claims.some((claim) => same(claim, charset));
    return rightly ? { text, charset } : { text, charset, wrong: first };
  };
  const utf8 = strict('utf-8', body) ?? nearly('utf-8', body);
  if (utf8 !== undefined && HAN.test(utf8)) return as('utf-8', utf8);
  const told = claims.filter((claim) => !SINGLE_BYTE.test(claim));
  for (const claim of told) {
    const text = strict(claim, body) ?? nearly(claim, body);
    if (text !== undefined) return as(claim, text);
  }
  const chinese = utf8 !== undefined && isAscii(utf8) ? undefined : strict('gb18030', body);
  if (chinese !== undefined && commonHan(body)) return as('gb18030', chinese);
  const latin = claims.find((claim) => SINGLE_BYTE.test(claim));
  if (utf8 !== undefined) return as('utf-8', utf8);
  if (latin !== undefined) return as(latin, new TextDecoder('latin1').decode(body));
  return undefined;
}

const labelOf = (charset: string): string => (GB.test(charset) ? 'gb18030' : charset);
const same = (one: string, other: string): boolean =>
  labelOf(one).replace(/[^a-z0-9]/g, '') === labelOf(other).replace(/[^a-z0-9]/g, '');

function decoder(charset: string, fatal: boolean): TextDecoder | undefined {
  try {
    return new TextDecoder(labelOf(charset), { fatal });
  } catch {
    // A charset that does not exist claims nothing.
    return undefined;
  }
}

function strict(charset: string, body: Uint8Array): string | undefined {
  try {
    return decoder(charset, true)?.decode(body);
  } catch {
    return undefined;
  }
}

/** The text where hardly anything of it is spoilt. */
function nearly(charset: string, body: Uint8Array): string | undefined {
  const text = decoder(charset, false)?.decode(body);
  return text !== undefined && spoiltShare(text) <= SPOILT_SHARE ? text : undefined;
}

function spoiltShare(text: string): number {
  let outside = 0;
  let spoilt = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code >= 0x80) outside += 1;
    if (code === 0xfffd) spoilt += 1;
  }
  return outside === 0 ? 0 : spoilt / outside;
}

function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at += 1) if (text.charCodeAt(at) >= 0x80) return false;
  return true;
}

/** GB2312's first level, B0A1–D7F9: the 3,755 characters that nearly all Chinese text is written in. */
const isCommon = (lead: number, trail: number): boolean =>
  lead >= 0xb0 && lead <= 0xd7 && trail >= 0xa1 && trail <= 0xfe;
/** GB2312's punctuation, A1–A3. */
const isPunctuation = (lead: number, trail: number): boolean => lead >= 0xa1 && lead <= 0xa3 && trail >= 0xa1;
const COMMON_SHARE = 0.9;

/**
 * Whether the bytes read as GB18030 are common Han, most of it beside other Han: one accented letter of a European
 * word (é, C3A9) would be a common character as well, but stands alone between letters.
 */
function commonHan(body: Uint8Array): boolean {
  let pairs = 0;
  let common = 0;
  let alone = 0;
  let run = 0;
  const endRun = (): void => {
    if (run === 1) alone += 1;
    run = 0;
  };
  for (let at = 0; at < body.length; at += 1) {
    const lead = body[at] as number;
    if (lead < 0x80) {
      endRun();
      continue;
    }
    const trail = body[at + 1] ?? 0;
    at += 1;
    if (isPunctuation(lead, trail)) continue;
    pairs += 1;
    run += 1;
    if (isCommon(lead, trail)) common += 1;
  }
  endRun();
  return pairs > 0 && common >= COMMON_SHARE * pairs && alone <= pairs / 2;
}
