/** One thing to be told. Its id follows from what happened alone, so that whoever notices it again names it the same. */
import type { Occasion } from './kinds.ts';

export interface Line {
  zh: string;
  en: string;
  /** Path in this installation. */
  link?: string;
}

export interface Notice {
  id: string;
  /** What it is, the most telling first: a run that was refused has failed as well. */
  occasions: [Occasion, ...Occasion[]];
  source: string | null;
  /** What the source is called. */
  title: string | null;
  /** GB/T 2260 code of the place that it is of; null where of none. */
  region: string | null;
  /** The instant that what is said holds for, ISO 8601. */
  at: string;
  zh: string;
  en: string;
  /** Path in this installation. */
  link: string;
  /** How many things it tells of, where it can be more than one. */
  count?: number;
  /** What there is besides. */
  lines?: Line[];
  /** Share of entries with values that were not understood, now and when it was last looked at. */
  share?: { now: number; before: number };
  demand?: string;
}

const LONGEST = 200;

/** Text that others wrote, on one line and of a bounded length: nothing in it breaks a line or turns what follows around. */
export function oneLine(text: string, longest = LONGEST): string {
  const plain = text
    .toWellFormed()
    .replaceAll(/[\p{Zl}\p{Zp}\s]+/gu, ' ')
    .replaceAll(/\p{C}/gu, '')
    .trim();
  const characters = [...plain];
  return characters.length <= longest ? plain : `${characters.slice(0, longest - 1).join('')}…`;
}
