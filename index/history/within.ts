/** Codes of a place and of all within it, as engines can ask for them. */
import { depthOf } from '../../config/regions.ts';

/** What such codes begin with: two digits of a province, four of a city; empty for the country, or where none is named. */
export function codePrefix(code: string | undefined): string {
  if (code === undefined) return '';
  const depth = depthOf(code);
  return depth === 0 ? '' : depth === 1 ? code.slice(0, 2) : depth === 2 ? code.slice(0, 4) : code;
}
