/** Values that are lists, however the source writes them: JSON arrays, Python's lists as text, separated words. */
import type { RawValue } from '../../config/record.ts';

const DEEPEST = 8;
const MOST = 5000;
const MOST_WORDS = 500;
const LONGEST_WORD = 1000;

/** The one text of a value: of an object its name, of several the words with 、 between. */
export function textOf(value: RawValue | undefined): string | undefined {
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return undefined;
  const words = listOf(value);
  return words.length === 0 ? undefined : words.join('、');
}

/** The words of a value, untrimmed parts dropped; a plain text is one word. */
export function listOf(value: RawValue | undefined): string[] {
  const words: string[] = [];
  collect(value, words, 0);
  return words;
}

function collect(value: RawValue | undefined, words: string[], depth: number): void {
  if (value === undefined || value === null || depth > DEEPEST || words.length >= MOST) return;
  if (typeof value === 'string') {
    const text = value.trim();
    if (text.startsWith('[') && text.endsWith(']')) collectBracketed(text, words, depth);
    else if (text !== '') words.push(text);
  } else if (Array.isArray(value)) {
    for (const each of value) collect(each, words, depth + 1);
  } else if (typeof value === 'object') {
    const named = value.name ?? value.title ?? value.label ?? value.value ?? value.text ?? value['@value'];
    collect(named, words, depth + 1);
  } else if (typeof value !== 'number' || Number.isFinite(value)) words.push(String(value));
}

/** `["a", "b"]`, `['a', 'b']` and `[a,b]`. */
function collectBracketed(text: string, words: string[], depth: number): void {
  try {
    collect(JSON.parse(text) as RawValue, words, depth + 1);
  } catch {
    for (const part of text.slice(1, -1).split(',')) {
      const word = part.trim().replace(/^u?(['"])(.*)\1$/, '$2');
      if (word !== '' && words.length < MOST) words.push(word);
    }
  }
}

/** Words of a value that may also be separated by the given characters; what is no word's length is cut. */
export function separated(value: RawValue | undefined, separators: RegExp): string[] {
  const words: string[] = [];
  for (const text of listOf(value)) {
    for (const part of separators.test(text) ? text.split(separators, MOST_WORDS) : [text]) {
      const word = part.slice(0, LONGEST_WORD).trim();
      if (word !== '') words.push(word);
      if (words.length === MOST_WORDS) return words;
    }
  }
  return words;
}
