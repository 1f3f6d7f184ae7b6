/** Folds what a reader takes for the same character: full width, letter case, traditional forms. */
import { Converter } from 'opencc-js/t2cn';

/** UTF-16 unit → its simplified form; itself where there is none; 0 where not yet looked up. */
const forms = new Uint16Array(65_536);
const FIRST_HAN = 0x3400;
const LAST_HAN = 0x9fff;
let converter: ((text: string) => string) | undefined;

/** Only one-to-one forms, so lengths stay. */
function simplified(code: number): number {
  if (code < FIRST_HAN || code > LAST_HAN) return code;
  if (forms[code] === 0) {
    const convert = converter ?? Converter({ from: 't', to: 'cn' });
    converter = convert;
    // Twice: 薴 is 苧, and 苧 is 苎.
    const form = convert(convert(String.fromCharCode(code)));
    forms[code] = form.length === 1 ? form.charCodeAt(0) : code;
  }
  return forms[code] as number;
}

function simplify(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (simplified(code) !== code) return replaced(text);
  }
  return text;
}

function replaced(text: string): string {
  const units = Uint16Array.from({ length: text.length }, (_, at) => simplified(text.charCodeAt(at)));
  let result = '';
  for (let from = 0; from < units.length; from += 8192) {
    result += String.fromCharCode(...units.subarray(from, from + 8192));
  }
  return result;
}

/** NFKC, lower case, simplified characters. */
export const fold = (text: string): string => simplify(text.normalize('NFKC').toLowerCase());

/** Folded text with, for each of its UTF-16 units, the offset in the original of the character it came from. */
export function foldWithOffsets(text: string): { folded: string; offsets: Uint32Array } {
  const parts: string[] = [];
  const offsets: number[] = [];
  let at = 0;
  for (const character of text) {
    const folded = fold(character);
    parts.push(folded);
    for (let unit = 0; unit < folded.length; unit += 1) offsets.push(at);
    at += character.length;
  }
  offsets.push(text.length);
  return { folded: parts.join(''), offsets: Uint32Array.from(offsets) };
}
