/** Folds what a reader takes for the same character: full width, letter case, traditional forms. */
import { Converter } from 'opencc-js/t2cn';

/** UTF-16 unit → its simplified form; itself where there is none. Only one-to-one forms, so lengths stay. */
const simplified = (() => {
  const map = new Uint16Array(65_536).map((_, code) => code);
  const convert = Converter({ from: 't', to: 'cn' });
  for (let code = 0x3400; code <= 0x9fff; code += 1) {
    const form = convert(String.fromCharCode(code));
    if (form.length === 1) map[code] = form.charCodeAt(0);
  }
  return map;
})();

function simplify(text: string): string {
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (simplified[code] === code) continue;
    const units = new Uint16Array(text.length);
    for (let to = 0; to < text.length; to += 1) units[to] = simplified[text.charCodeAt(to)] as number;
    let result = '';
    for (let from = 0; from < units.length; from += 8192) {
      result += String.fromCharCode(...units.subarray(from, from + 8192));
    }
    return result;
  }
  return text;
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
