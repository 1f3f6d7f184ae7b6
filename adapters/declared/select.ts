/** Selecting: values and sub-parts of a decoded document, JSON by path or HTML by CSS selector. */

import type { Pick } from '../../config/declared.ts';
import type { RawValue } from '../../config/record.ts';

/** A document or a part of one. */
export interface Scope {
  /** A value, blank ones included; undefined where there is nothing. */
  pick(pick: Pick): RawValue | undefined;
  /** The parts at a path or selector; undefined where a path leads nowhere. */
  each(select: string): Scope[] | undefined;
  /** The source's text of it. */
  text(): string;
  /** Its text without what is to be ignored, the same however keys and blanks are arranged. */
  sign(ignore: ReadonlySet<string>): string;
}

/** The part at the first of these places that holds one; undefined where none does. */
export function rootOf(scope: Scope, roots: readonly string[]): Scope | undefined {
  for (const root of roots) {
    const found = root === '.' ? scope : scope.each(root)?.[0];
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The first alternative that is not blank, else a blank one, else undefined. */
export function pickFirst(scope: Scope, picks: readonly Pick[] | undefined): RawValue | undefined {
  let blank: RawValue | undefined;
  for (const pick of picks ?? []) {
    const value = scope.pick(pick);
    if (!isBlank(value)) return value;
    blank ??= value;
  }
  return blank;
}

export const isBlank = (value: RawValue | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.every(isBlank));

const patterns = new Map<string, RegExp>();
const pattern = (source: string): RegExp => {
  const made = patterns.get(source) ?? new RegExp(source, 'u');
  patterns.set(source, made);
  return made;
};

/** The first group of an expression, or all that it matches; undefined where it does not. */
export function capture(text: string, source: string): string | undefined {
  const found = pattern(source).exec(text);
  return found === null ? undefined : (found[1] ?? found[0]);
}

/** Cuts a text by an expression, blanks dropped. */
export const cut = (text: string, source: string): string[] =>
  text
    .split(pattern(source))
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');

/** What a pick's `match` and `const` make of the value it selected. */
export function refine(value: RawValue | undefined, pick: Pick): RawValue | undefined {
  if (value === undefined) return undefined;
  if (!('match' in pick) && !('const' in pick)) return value;
  if (Array.isArray(value))
    return value.map((item) => refine(item, pick)).filter((item) => item !== undefined);
  let refined: RawValue | undefined = value;
  if (pick.match !== undefined)
    refined = value === null || typeof value === 'object' ? undefined : capture(String(value), pick.match);
  if (refined !== undefined && pick.const !== undefined) refined = pick.const;
  return refined;
}
