/**
 * The tokens that every engine indexes and asks for. Chinese has no spaces and its words have no one right
 * cut, so a run of Chinese characters becomes its overlapping pairs and its last character alone: 停车场 →
 * 停车 车场 场. A word of two or more characters is then found as a phrase of its pairs, exactly where it
 * stands; one character as a prefix. Other letters and digits stay whole: pm2.5, gdp, 120.
 *
 * Engines split the result at spaces and know nothing of Chinese.
 */
import { fold } from './fold.ts';

/** Radicals and strokes are Han too, but symbols. */
const HAN = String.raw`[\p{Script=Han}&&[\p{L}\p{N}]]`;
const WORD = String.raw`[[\p{L}\p{N}\p{M}]--\p{Script=Han}]`;
const RUN = new RegExp(String.raw`(${HAN}+)|${WORD}+(?:\.\p{N}+)*`, 'gv');

export interface Run {
  text: string;
  han: boolean;
}

/** Runs of folded text: Chinese characters, or other letters and digits (a point between digits belongs to them). */
export function runs(folded: string): Run[] {
  const found: Run[] = [];
  for (const match of folded.matchAll(RUN)) found.push({ text: match[0], han: match[1] !== undefined });
  return found;
}

/** The tokens of one run. */
export function runTokens(run: Run): string[] {
  if (!run.han) return [run.text];
  const characters = run.text.length > 1 ? [...run.text] : [run.text];
  const tokens: string[] = [];
  for (let at = 0; at + 1 < characters.length; at += 1) tokens.push(`${characters[at]}${characters[at + 1]}`);
  tokens.push(characters.at(-1) as string);
  return tokens;
}

/** The tokens of any text, in order. */
export const tokens = (text: string): string[] => runs(fold(text)).flatMap(runTokens);
