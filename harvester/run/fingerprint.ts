/** What makes two versions of a row, or of a record, the same. */
import { hash } from 'node:crypto';
import type { Statement } from '../../config/record.ts';

/** 128 bits of SHA-256: enough to tell apart all versions of all entries. */
const digest = (text: string): string => hash('sha256', text, 'base64url').slice(0, 22);

export const rowHash = (sign: string): string => digest(sign);

/**
 * Of what the record states, not of the bytes it came in: an HTML page's visit counters, tokens and date lines
 * differ with every request, and would make every entry seem changed each time its detail is asked again. For
 * the same reason labels that nobody mapped are left out, and the order of keys does not count.
 */
export function recordHash(statement: Statement): string {
  const { fields, distributions, dataItems, codes, nativeId, remarks, adopted } = statement;
  const named = Object.entries(fields).sort(([a], [b]) => (a < b ? -1 : 1));
  return digest(
    JSON.stringify([
      named,
      distributions,
      dataItems,
      codes ?? null,
      nativeId ?? null,
      ...(remarks ?? []),
      ...(adopted === undefined ? [] : [adopted]),
    ]),
  );
}
