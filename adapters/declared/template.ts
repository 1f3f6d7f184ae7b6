/** Templates: texts and trees with placeholders, filled with the values of one request. */
import { PLACEHOLDER } from '../../config/declared.ts';
import { CodedError } from '../../config/errors/errors.ts';

/** Looks up a placeholder's value; undefined where it has none. Throws `config.invalid` for an unknown name. */
export type Values = (name: string) => unknown;

interface Piece {
  text: string;
  name: string | undefined;
  raw: boolean;
  lower: boolean;
}

const compiled = new Map<string, Piece[]>();

function piecesOf(template: string): Piece[] {
  let pieces = compiled.get(template);
  if (pieces === undefined) {
    pieces = [];
    let end = 0;
    for (const found of template.matchAll(PLACEHOLDER)) {
      if (found.index > end)
        pieces.push({ text: template.slice(end, found.index), name: undefined, raw: false, lower: false });
      pieces.push({
        text: found[0],
        name: found[1]!,
        raw: found[2]!.includes('raw'),
        lower: found[2]!.includes('lower'),
      });
      end = found.index + found[0].length;
    }
    if (end < template.length)
      pieces.push({ text: template.slice(end), name: undefined, raw: false, lower: false });
    compiled.set(template, pieces);
  }
  return pieces;
}

/** Names that addresses take as they are: they are addresses themselves. */
const ADDRESSES = new Set(['base', 'origin']);

/** A text with its placeholders filled; `encode` percent-encodes the values for an address. */
export function fill(template: string, values: Values, encode = false): string {
  let filled = '';
  for (const piece of piecesOf(template)) {
    if (piece.name === undefined) {
      filled += piece.text;
      continue;
    }
    const value = values(piece.name);
    if (value === undefined || value === null)
      throw new CodedError('config.invalid', `the placeholder ${piece.text} has no value in ${template}`);
    const text = piece.lower ? String(value).toLowerCase() : String(value);
    filled += encode && !piece.raw && !ADDRESSES.has(piece.name) ? encodeURIComponent(text) : text;
  }
  return filled;
}

/** A tree with its texts filled: a text that is one placeholder takes the value's type, or goes where there is none. */
export function fillTree(tree: unknown, values: Values): unknown {
  if (typeof tree === 'string') {
    const pieces = piecesOf(tree);
    const [only] = pieces;
    if (pieces.length === 1 && only?.name !== undefined) {
      const value = values(only.name);
      return only.lower && typeof value === 'string' ? value.toLowerCase() : value;
    }
    return fill(tree, values);
  }
  if (Array.isArray(tree))
    return tree.map((item) => fillTree(item, values)).filter((item) => item !== undefined);
  if (typeof tree === 'object' && tree !== null) {
    const filled: Record<string, unknown> = {};
    for (const [key, item] of Object.entries(tree)) {
      const value = fillTree(item, values);
      if (value !== undefined) filled[key] = value;
    }
    return filled;
  }
  return tree;
}
