/** Where the words of a query stand in a text, as offsets; marking them up is the reader's side's business. */
import type { Hit } from '../query.ts';
import { foldWithOffsets } from './fold.ts';

export type Span = [number, number];

/** Characters of a description that are looked through and shown around the first match. */
const LOOKED_THROUGH = 20_000;
const EXCERPT = 160;
const LEAD_IN = 30;

const WORD_CHARACTER = /[\p{L}\p{N}]/u;
const HAN = /\p{Script=Han}/u;

/** A word of letters and digits matches only whole, as its token does. */
function standsAlone(folded: string, start: number, end: number, word: string): boolean {
  if (HAN.test(word)) return true;
  const before = folded[start - 1];
  const after = folded[end];
  const glued = (neighbour: string | undefined) =>
    neighbour !== undefined && WORD_CHARACTER.test(neighbour) && !HAN.test(neighbour);
  return !glued(before) && !glued(after);
}

/** [start, end) of every occurrence in UTF-16 units of the original, merged where they overlap, in order. */
export function matches(text: string, words: string[]): Span[] {
  const { folded, offsets } = foldWithOffsets(text);
  const spans: Span[] = [];
  for (const word of words) {
    for (
      let at = folded.indexOf(word);
      at >= 0 && word.length > 0;
      at = folded.indexOf(word, at + word.length)
    ) {
      const end = at + word.length;
      if (standsAlone(folded, at, end, word)) spans.push([offsets[at] as number, originalEnd(offsets, end)]);
    }
  }
  spans.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const merged: Span[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last !== undefined && span[0] <= last[1]) last[1] = Math.max(last[1], span[1]);
    else merged.push(span);
  }
  return merged;
}

/** The end of the character that the last matched unit came from. */
function originalEnd(offsets: Uint32Array, end: number): number {
  const last = offsets[end - 1] as number;
  let next = end;
  while (next < offsets.length - 1 && offsets[next] === last) next += 1;
  return offsets[next] as number;
}

/** Title and an excerpt of the description around its first match. */
export function highlight(
  title: string,
  description: string | undefined,
  words: string[],
): NonNullable<Hit['highlight']> {
  const text = description?.slice(0, LOOKED_THROUGH) ?? '';
  const found = matches(text, words);
  const first = found[0]?.[0] ?? 0;
  const start = boundary(text, first <= EXCERPT - LEAD_IN ? 0 : first - LEAD_IN);
  const end = boundary(text, Math.min(text.length, start + EXCERPT));
  const inside = found.filter(([from, to]) => from >= start && to <= end);
  return {
    title: matches(title, words),
    description: {
      text: text.slice(start, end),
      matches: inside.map(([from, to]): Span => [from - start, to - start]),
    },
  };
}

/** Never between the two halves of a surrogate pair. */
const boundary = (text: string, at: number): number =>
  at > 0 && at < text.length && /[\uDC00-\uDFFF]/.test(text[at] as string) ? at - 1 : at;
