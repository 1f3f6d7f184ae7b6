/** A kept resource as a statement: what its headers stand for, values untouched. Pure. */
import { CodedError } from '../../config/errors/errors.ts';
import { labelAlias } from '../../config/labels.ts';
import type { Field, RawRecord, RawValue, StatedDataItem, Statement } from '../../config/record.ts';
import { FIELDS } from '../../config/record.ts';
import type { TableKind } from '../../config/tables/sharing-catalogue.ts';
import { dateOfSerial } from '../documents/tables/dates.ts';
import {
  type Cell,
  cellOf,
  codeOf,
  nameOf,
  type Role,
  rolesOf,
  type Stated,
  says,
  statedIn,
} from './resource.ts';

const LEVELS = ['class1', 'class2', 'class3', 'class4'];
const FIELD_NAMES: ReadonlySet<string> = new Set(FIELDS);
/** Roles that are looked at by name below, or are only about the sheet. */
const TAKEN = new Set([...LEVELS, 'sequence', 'items', 'secrecy', 'formatClass', 'resourceCode']);

/** Throws `record.no-title` with the cell, `record.unreadable`. */
export function statementOf(raw: RawRecord, kind: TableKind): Statement {
  const stated = statedIn(raw);
  const { roles, others } = rolesOf(stated.cells, kind);
  const title = roles.get('title');
  if (!says(title?.text)) {
    throw new CodedError(
      'record.no-title',
      `${cellOf(stated, title)}: ${nameOf('title', kind)}为空 / the name is empty`,
    );
  }
  const fields: Partial<Record<Field, RawValue>> = {};
  const unmapped: Record<string, RawValue> = {};
  for (const [role, { column, text }] of roles) {
    if (TAKEN.has(role) || /^(?:class|sequence)Code/.test(role)) continue;
    if (!FIELD_NAMES.has(role)) unmapped[column.zh] = text;
    else fields[role as Field] = column.date ? dateIn(text, stated) : text;
  }
  const code = codeOf(roles);
  if (code !== undefined) fields.resourceCode = code;
  const classes = LEVELS.flatMap((level) => said(roles.get(level)));
  if (classes.length > 0) fields.classPath = classes;
  const formats = said(roles.get('formatClass'));
  if (fields.formats === undefined && formats.length > 0) fields.formats = formats;
  for (const role of ['secrecy', 'formatClass']) {
    const { column, text = '' } = roles.get(role) ?? {};
    if (column !== undefined && says(text)) unmapped[column.zh] = text;
  }
  keepOthers(others, fields, unmapped);
  const dataItems = [...itemsOf(stated.items, kind), ...listedItems(said(roles.get('items'))[0])];
  return { id: raw.id, fields, distributions: [], dataItems, unmapped };
}

const said = (role: Role | undefined): string[] => (says(role?.text) ? [(role as Role).text] : []);

/** A number in a column of days is one: whoever exports to CSV leaves numbers behind. */
const dateIn = (text: string, { from1904 }: Stated): string =>
  /^\d{5}(?:\.\d+)?$/.test(text) ? (dateOfSerial(Number(text), from1904 === true) ?? text) : text;

/** Headers of no column of the guide: what portals call so, or the source's own. */
function keepOthers(
  others: readonly Cell[],
  fields: Partial<Record<Field, RawValue>>,
  unmapped: Record<string, RawValue>,
): void {
  for (const [, words, text] of others) {
    if (!says(text)) continue;
    const label = words.join(' / ');
    const field = labelAlias(words.at(-1) ?? '')?.field;
    if (field !== undefined && !Object.hasOwn(fields, field)) fields[field] = text;
    else unmapped[Object.hasOwn(unmapped, label) ? `${label}#` : label] = text;
  }
}

/** One row each; or, where there is but one row, all of them in its cell for the name. */
function itemsOf(rows: Stated['items'], kind: TableKind): StatedDataItem[] {
  const items = rows.map((cells) => itemOf(cells, kind));
  const [only] = items;
  const name = only?.name;
  if (items.length !== 1 || typeof name !== 'string' || Object.keys(only ?? {}).length > 1) return items;
  return listedItems(name);
}

function itemOf(cells: readonly Cell[], kind: TableKind): StatedDataItem {
  const parts: Record<string, string> = {};
  const more: string[] = [];
  const { roles, others } = rolesOf(cells, kind);
  for (const { column, text } of roles.values()) if (column.item !== undefined) parts[column.item] = text;
  for (const [, words, text] of others) more.push(`${words.at(-1)}: ${text}`);
  const { name, code, type, length, description } = parts;
  const whole = type !== undefined && length !== undefined ? `${type}(${length})` : (type ?? length);
  const about = [description, ...more].filter(says).join('；');
  return {
    ...(name !== undefined && code !== undefined
      ? { name: code, label: name }
      : { name: name ?? code ?? '' }),
    ...(whole !== undefined && { type: whole }),
    ...(about !== '' && { description: about }),
  };
}

const LINES = /[\n；;]+/;
const WORDS = /[、，,]+(?![^（(]*[)）])/;

/** All items in one cell: `姓名（C）、出生日期（D）`, one a line or one a word. */
function listedItems(text: string | undefined): StatedDataItem[] {
  if (text === undefined) return [];
  const lines = text.split(LINES).filter((line) => line.trim() !== '');
  const parts = lines.flatMap((line) => line.split(WORDS));
  return parts.flatMap((part): StatedDataItem[] => {
    const plain = part.trim().replace(/^\d{1,3}[.、．)）]\s*/, '');
    if (!says(plain)) return [];
    const [, name = plain, inBrackets, behind] =
      /^(.+?)\s*(?:[(（]([^()（）]{1,40})[)）]|[:：]\s*(.{1,40}))$/.exec(plain) ?? [];
    const type = inBrackets ?? behind;
    return [{ name, ...(type !== undefined && { type }) }];
  });
}
