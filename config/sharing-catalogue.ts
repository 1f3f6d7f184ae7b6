/** The columns of a sharing catalogue and the headers that stand for them: `config/sharing-catalogue.yaml`. */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';
import { CodedError } from './errors.ts';
import { labelForm } from './labels.ts';

export const ITEM_PARTS = ['name', 'type', 'length', 'code', 'description'] as const;
export type ItemPart = (typeof ITEM_PARTS)[number];

const Column = z.strictObject({
  role: z.string(),
  /** The guide's word. */
  zh: z.string(),
  en: z.string(),
  headers: z.array(z.coerce.string()).min(1),
  /** What it says of a data item. */
  item: z.enum(ITEM_PARTS).optional(),
  /** Numbers in it are days. */
  date: z.literal(true).optional(),
  /** Its header in the template, the upper row first. */
  template: z.array(z.string()).min(1).max(2).optional(),
});
export type Column = z.infer<typeof Column>;

interface Columns {
  all: Column[];
  byHeader: ReadonlyMap<string, Column>;
  byRole: ReadonlyMap<string, Column>;
}

let loaded: Columns | undefined;

/** Throws `config.invalid` where a header stands for two columns. */
export function columns(): Columns {
  if (loaded !== undefined) return loaded;
  const file = 'config/sharing-catalogue.yaml';
  const text = readFileSync(new URL('sharing-catalogue.yaml', import.meta.url), 'utf8');
  const all = z.array(Column).parse(parse(text));
  const byHeader = new Map<string, Column>();
  for (const column of all)
    for (const header of column.headers) {
      const form = headerForm(header);
      const other = byHeader.get(form);
      if (other !== undefined && other !== column)
        throw new CodedError(
          'config.invalid',
          `${file}: ${header} stands for ${other.role} and ${column.role}`,
        );
      byHeader.set(form, column);
    }
  loaded = { all, byHeader, byRole: new Map(all.map((column) => [column.role, column])) };
  return loaded;
}

/** A header as it is compared: without width, blanks, numbering in front, asterisks, and notes in brackets behind. */
export const headerForm = (header: string): string =>
  labelForm(header)
    .toLowerCase()
    .replace(/[*★☆]/g, '')
    .replace(
      /^(?:[(（]?[\d一二三四五六七八九十]{1,3}[)）]?[.、．)）:]|[(（][\d一二三四五六七八九十]{1,3}[)）])/,
      '',
    )
    .replace(/[(（【[][^()（）【】[\]]*[)）】\]]$/, '')
    .replace(/:+$/, '');
