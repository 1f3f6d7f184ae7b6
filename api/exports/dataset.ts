/** What is exported, whatever the format: records in pages, their schema, and the columns that a flat file gives them. */
import type { z } from 'zod';
import type { Column } from '../../config/exports/fields.ts';
import type { Label } from '../../config/words.ts';

export type { Column };

export type ExportRecord = Record<string, unknown>;
/** A cell of a flat file; null where nothing is said. */
export type Cell = string | number | boolean | null;

/** What is said of a whole export beside its records; plain, so that it can be handed to another thread. */
export interface Facts {
  /** The instant, or the day, that all of it holds for, ISO 8601. */
  asOf: string;
  program: string;
  /** What was asked: `q`, facets. */
  question: Record<string, unknown>;
  /** Figures that hold for the whole. */
  total?: Record<string, number>;
}

export interface Dataset {
  name: 'entries' | 'statistics';
  title: Label;
  facts: Facts;
  schema: z.ZodObject;
  columns: Column[];
}

/** Between the values of a list in one cell. */
const BETWEEN = '；';

/** What stands at the path, lists opened. */
function valuesAt(record: unknown, steps: string[]): unknown[] {
  let values: unknown[] = [record];
  for (const step of steps) {
    const name = step.replace('[]', '');
    values = values.flatMap((value) => {
      const found = (value as ExportRecord | null | undefined)?.[name];
      return found === undefined || found === null ? [] : step === name ? [found] : (found as unknown[]);
    });
  }
  return values.filter((value) => value !== undefined && value !== null);
}

/** From a record to the cells of a flat file. */
export function flattener(columns: Column[]): (record: ExportRecord) => Cell[] {
  const cells = columns.map(({ path, type }) => {
    const steps = path.split('.');
    return (record: ExportRecord): Cell => {
      const values = valuesAt(record, steps);
      if (type === 'count') return values.length;
      if (values.length === 0) return null;
      if (type === 'integer' || type === 'number' || type === 'flag') return values[0] as Cell;
      return values.length === 1 ? String(values[0]) : [...new Set(values.map(String))].join(BETWEEN);
    };
  });
  return (record) => cells.map((cell) => cell(record));
}

export const flatColumns = ({ columns }: Dataset): Column[] =>
  columns.filter(({ type }) => type !== 'nested');
