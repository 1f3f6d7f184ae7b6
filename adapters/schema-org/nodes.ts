/** JSON-LD in schema.org's words, without its contexts: types and keys whatever their prefix, references within a page. Pure. */
import type { RawValue } from '../../config/record.ts';
import { parseJson } from '../answers/answer.ts';
import { isObject, type Json } from '../formats/json/values.ts';

const MAX_DEPTH = 60;
const VOCABULARY = /^(?:https?:\/\/schema\.org\/|schema:)/;

/** Keys and types without the vocabulary's prefix; undefined where it is nested too deep. */
function plain(value: RawValue, depth = 0): RawValue | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (Array.isArray(value)) return value.map((item) => plain(item, depth + 1) ?? null);
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]): [string, RawValue] => [
    key.replace(VOCABULARY, ''),
    plain(item, depth + 1) ?? null,
  ]);
  return Object.fromEntries(entries.filter(([key]) => key !== '__proto__'));
}

/**
 * Undefined where a block is no JSON. Control characters inside of texts, comments and CDATA marks around the block are
 * what templates leave.
 */
export function readBlock(text: string): RawValue | undefined {
  const bare = text
    .replace(/^\s*(?:\/\/|\/\*)?\s*<!(?:--|\[CDATA\[)\s*(?:\*\/)?/, '')
    .replace(/(?:\/\/|\/\*)?\s*(?:-->|\]\]>)\s*(?:\*\/)?\s*;?\s*$/, '')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: those are what is looked for
    .replace(/[\u0000-\u001f\u007f]/g, ' ');
  try {
    return plain(parseJson(bare));
  } catch {
    return undefined;
  }
}

export const isA = (node: Json, type: string): boolean =>
  [node['@type']].flat().some((each) => typeof each === 'string' && each.replace(VOCABULARY, '') === type);

/** The datasets of a page in its order: at the top, in a graph, in a catalogue. Those within a dataset are its parts. */
export function datasetsIn(value: RawValue): Json[] {
  if (Array.isArray(value)) return value.flatMap(datasetsIn);
  if (!isObject(value)) return [];
  if (isA(value, 'Dataset')) return [value];
  return Object.values(value).flatMap(datasetsIn);
}

/** Nodes by the id that others refer to them by. */
export function byId(value: RawValue, found = new Map<string, Json>()): Map<string, Json> {
  if (Array.isArray(value)) for (const item of value) byId(item, found);
  else if (isObject(value)) {
    const id = value['@id'];
    if (typeof id === 'string' && Object.keys(value).length > 1) found.set(id, value);
    for (const item of Object.values(value)) byId(item, found);
  }
  return found;
}
