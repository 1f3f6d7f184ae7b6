/** What of a text is compared: its letters and digits, whatever its punctuation, width and case. */

/** Texts are the same whatever their punctuation, width and case; numbers stay apart from each other. */
export const lettersAndDigits = (text: string): string => plain(text) ?? ofAny(text);

const ofAny = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/(?<=\p{N})[^\p{L}\p{N}]+(?=\p{N})/gu, '\0')
    .replace(/[^\p{L}\p{N}\0]/gu, '')
    .replaceAll('\0', '-');

const [OTHER, LETTER, DIGIT, BETWEEN] = [0, 1, 2, 3];
/** Of the characters that most texts are made of, none of which changes but by its case, or changes what it stands beside. */
const KINDS = new Uint8Array(0x1_0000);
KINDS.fill(BETWEEN, 1, 0x80);
KINDS.fill(DIGIT, 0x30, 0x3a);
KINDS.fill(LETTER, 0x61, 0x7b);
// A capital changes: left to the other way.
KINDS.fill(OTHER, 0x41, 0x5b);
KINDS.fill(LETTER, 0x3400, 0x4dc0);
KINDS.fill(LETTER, 0x4e00, 0xa000);
for (const each of '、。《》「」【】“”，：；（）　') KINDS[each.charCodeAt(0)] = BETWEEN;

/** The same by one look at each character, which takes a quarter of the time; undefined where it has others. */
function plain(text: string): string | undefined {
  let letters = '';
  /** Where what is not taken yet begins. */
  let from = 0;
  let before = BETWEEN;
  for (let at = 0; at < text.length; at += 1) {
    const kind = KINDS[text.charCodeAt(at)];
    if (kind === OTHER) return undefined;
    if (kind === BETWEEN) {
      if (at > from) letters += text.slice(from, at);
      from = at + 1;
      continue;
    }
    if (at === from && kind === DIGIT && before === DIGIT && at > 0) letters += '-';
    before = kind as number;
  }
  return from === 0 ? text : letters + text.slice(from);
}
