/** One resource as its rows state it, in the source's own words with their places: what is kept as raw, and read again. */
import { z } from 'zod';
import { CodedError } from '../../config/errors/errors.ts';
import type { RawRecord } from '../../config/record.ts';
import { type Column, columns, type TableKind } from '../../config/tables/sharing-catalogue.ts';
import { placeholders } from '../../config/vocabularies.ts';
import { columnFor } from './headers.ts';

/** Column, header (its rows one above the other) and text. */
const Cell = z.tuple([z.string(), z.array(z.string()), z.string()]);
export type Cell = z.infer<typeof Cell>;

const Stated = z.strictObject({
  /** `表1!7`, or a JSON Pointer: its first row. */
  at: z.string(),
  sheet: z.string(),
  row: z.number(),
  /** Serial numbers of days count from 1904. */
  from1904: z.literal(true).optional(),
  cells: z.array(Cell),
  /** Its data items, each the cells of one row. */
  items: z.array(z.array(Cell)),
});
export type Stated = z.infer<typeof Stated>;

/** Throws `record.unreadable`. */
export function statedIn(raw: RawRecord): Stated {
  try {
    return Stated.parse(JSON.parse(raw.parts[0]?.text ?? ''));
  } catch (cause) {
    throw new CodedError('record.unreadable', 'the kept row is none of a sharing catalogue', { cause });
  }
}

/** What a spreadsheet shows where a formula failed. */
const FAILED = /^#(?:REF!|N\/A|VALUE!|NAME\?|DIV\/0!|NULL!|NUM!)$/;

let nothing: ReadonlySet<string> | undefined;

/** Whether a cell says something: no placeholder, no failed formula. */
export function says(text: string | undefined): text is string {
  nothing ??= new Set(placeholders());
  return text !== undefined && text.trim() !== '' && !nothing.has(text.trim()) && !FAILED.test(text.trim());
}

export interface Role {
  column: Column;
  /** Letter of the column in the sheet. */
  at: string;
  text: string;
}

/** The cells by what their headers stand for, and those whose headers stand for nothing. */
export function rolesOf(
  cells: readonly Cell[],
  kind: TableKind,
): { roles: Map<string, Role>; others: Cell[] } {
  const roles = new Map<string, Role>();
  const others: Cell[] = [];
  for (const cell of cells) {
    const [at, words, text] = cell;
    const column = columnFor(words, kind);
    if (column === undefined || roles.has(column.role)) others.push(cell);
    else roles.set(column.role, { column, at, text });
  }
  return { roles, others };
}

/** The cell of a role as people name it: `表1!C7`. */
export function cellOf({ at, sheet, row }: Stated, role: Role | undefined): string {
  if (at.startsWith('/')) return role === undefined ? at : `${at}/${role.column.zh}`;
  return `${sheet}!${role?.at ?? ''}${row}`;
}

/** Classes' digits: 类 1, 项 2, 目 3, 细目 any. */
const DIGITS = [1, 2, 3, 0];

/** The resource code, put together where its parts stand in columns of their own; undefined where there is none. */
export function codeOf(roles: ReadonlyMap<string, Role>): string | undefined {
  const text = (role: string): string | undefined => {
    const stated = roles.get(role)?.text.normalize('NFKC').replace(/\s+/g, '');
    return says(stated) ? stated : undefined;
  };
  const whole = text('resourceCode');
  if (whole !== undefined) return whole.replace(/[\\／]/g, '/');
  const sequence = text('sequenceCode');
  if (sequence === undefined) return undefined;
  const parts = DIGITS.flatMap((digits, level) => {
    const part = text(`classCode${level + 1}`);
    return part === undefined ? [] : [part.padStart(digits, '0')];
  });
  const classCode = text('classCode') ?? (parts.length > 0 ? parts.join('') : undefined);
  return classCode === undefined ? undefined : `${classCode}/${sequence}`;
}

/**
 * What a resource is known by: its code; else its provider (registrant, operator) and name together, so that it keeps its identity while
 * both stay. Undefined where it has neither code nor name.
 */
export function identityOf(roles: ReadonlyMap<string, Role>, kind: TableKind): string | undefined {
  const named = columns(kind).all.flatMap(({ role, identity }) =>
    identity ? (roles.get(role)?.text ?? []) : [],
  );
  const code = named.find(says)?.normalize('NFKC').replace(/\s+/g, '') ?? codeOf(roles);
  if (code !== undefined) return code;
  const plain = (role: string): string => {
    const stated = roles.get(role)?.text;
    return says(stated) ? stated.normalize('NFKC').replace(/\s+/g, '') : '';
  };
  const title = plain('title');
  if (title === '') return undefined;
  const who = ['publisher', 'registrant', 'operator'].map(plain).find((name) => name !== '') ?? '';
  return `${who}#${title}`;
}

/** How a role is called, for whoever fills the file in. */
export const nameOf = (role: string, kind: TableKind): string => columns(kind).byRole.get(role)?.zh ?? role;
