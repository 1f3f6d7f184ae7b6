/** The columns of tables that are handed over, and the headers that stand for them: `config/tables/sharing-catalogue.yaml` and its like. */
import { z } from 'zod';
import { CodedError } from '../errors/errors.ts';
import { labelForm, labelsOf } from '../labels.ts';
import { FIELDS, type Field } from '../record.ts';
import { readYaml } from '../text/yaml.ts';

/** What a table is of; each has a file of columns. */
export const TABLE_KINDS = ['sharing-catalogue', 'operation-zone', 'registration'] as const;
export type TableKind = (typeof TABLE_KINDS)[number];

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
  /** A thing is known by it. */
  identity: z.literal(true).optional(),
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

const loaded = new Map<TableKind, Columns>();

/**
 * Of a sharing catalogue only the headers of its file; of the others the labels of `config/labels.yaml`, too. Throws
 * `config.invalid` where a header stands for two columns.
 */
export function columns(kind: TableKind = 'sharing-catalogue'): Columns {
  const known = loaded.get(kind);
  if (known !== undefined) return known;
  const all = z.array(Column).parse(readYaml(new URL(`${kind}.yaml`, import.meta.url)));
  const byHeader = new Map<string, Column>();
  for (const column of all)
    for (const header of column.headers) {
      const form = headerForm(header);
      const other = byHeader.get(form);
      if (other !== undefined && other !== column)
        throw new CodedError(
          'config.invalid',
          `config/tables/${kind}.yaml: ${header} stands for ${other.role} and ${column.role}`,
        );
      byHeader.set(form, column);
    }
  if (kind !== 'sharing-catalogue') addLabels(all, byHeader);
  const made = { all, byHeader, byRole: new Map(all.map((column) => [column.role, column])) };
  loaded.set(kind, made);
  return made;
}

const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS);

/** What the file itself says of a header comes first. */
function addLabels(all: readonly Column[], byHeader: Map<string, Column>): void {
  for (const column of all) {
    if (!FIELD_NAMES.has(column.role)) continue;
    for (const label of labelsOf(column.role as Field)) {
      const form = headerForm(label);
      if (!byHeader.has(form)) byHeader.set(form, column);
    }
  }
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
