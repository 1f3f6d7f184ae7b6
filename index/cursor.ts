/** Opaque cursors: the place after which a page starts, bound to the question that it pages through. */
import { createHash } from 'node:crypto';
import { CodedError } from '../config/errors/errors.ts';
import { activeFilters } from './finding/facets.ts';
import type { ActFilter } from './operations.ts';
import type { SearchQuery } from './query.ts';

export type Position = (string | number)[];

/** What makes two questions the same for paging; page size, facets and highlights may change on the way. */
export function questionOf(
  query: Pick<SearchQuery, 'text' | 'literal' | 'filters' | 'together' | 'changed' | 'sort'>,
): string {
  const question = JSON.stringify([
    query.text,
    query.literal ?? [],
    activeFilters(query.filters),
    query.sort,
    ...(query.together ? ['together'] : []),
    ...(query.changed === undefined ? [] : [query.changed.from, query.changed.until]),
  ]);
  return createHash('sha256').update(question).digest('base64url').slice(0, 12);
}

export const questionOfActs = ({ source, act, from, until }: ActFilter): string =>
  `acts ${JSON.stringify([source, act, from, until])}`;

export const encodeCursor = (question: string, position: Position): string =>
  Buffer.from(JSON.stringify([question, ...position])).toString('base64url');

const invalid = (detail: string): CodedError =>
  new CodedError('request.cursor-invalid', detail, { hint: 'Start again without a cursor' });

/** Throws `request.cursor-invalid` for anything that `encodeCursor` did not make for this question. */
export function decodeCursor(
  cursor: string,
  question: string,
  shape: readonly ('string' | 'number')[],
): Position {
  let parsed: unknown;
  try {
    parsed = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    throw invalid('The cursor cannot be read');
  }
  if (!Array.isArray(parsed) || parsed.length !== shape.length + 1)
    throw invalid('The cursor cannot be read');
  const [of, ...position] = parsed as unknown[];
  if (of !== question) throw invalid('The cursor belongs to another question');
  if (!position.every((value, at) => typeof value === shape[at])) throw invalid('The cursor cannot be read');
  return position as Position;
}
