/**
 * BM25 over two fields with each word counted once a field: what a catalogue's short texts repeat says little.
 * A word in the title weighs more, a long title or text less. Every engine scores so, each over its own counts.
 */

const K1 = 1.2;
const B_TITLE = 0.6;
const B_TEXT = 0.2;
const TITLE_WEIGHT = 3;
/** Tokens of a usual title and text, so that a score does not move with every write. */
const USUAL_TITLE = 12;
const USUAL_TEXT = 60;
const LEAST_RARITY = 0.01;

/** What another word for the typed one is worth beside it. */
export const NEAR = 0.5;
/** What each other word that stands there adds. */
export const EACH_NEAR = 0.1;
/** What two characters are worth that stand side by side at the seam of two words: 上学 in 以上学校. */
export const CROSSED = 0.3;

/** With fewer full matches than this, partial ones follow. */
export const FEW = 20;
/** A partial match scores at least this share of the best one. */
export const PARTIAL = 0.3;

/** What a word that `found` of `all` resources hold is worth at most. */
export const rarity = (all: number, found: number): number =>
  Math.max(Math.log(1 + (all - found + 0.5) / (found + 0.5)), LEAST_RARITY) * (K1 + 1);

/** Weight of a word that stands anywhere in a text of so many tokens. */
export const textWeight = (length: number): number => 1 / (1 - B_TEXT + (B_TEXT * length) / USUAL_TEXT);

/** What a title of so many tokens adds where the word stands in it. */
export const titleWeight = (length: number): number =>
  TITLE_WEIGHT / (1 - B_TITLE + (B_TITLE * length) / USUAL_TITLE);

/** The share of a word's rarity that it brings at this weight. */
export const share = (weight: number): number => weight / (weight + K1);
