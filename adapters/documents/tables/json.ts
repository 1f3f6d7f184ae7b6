/**
 * JSON lists of objects as a table: keys are the labels, what is nested stands under its key's label, and a list of
 * objects inside one (data items) takes further rows below it.
 */
import type { RawValue } from '../../../config/record.ts';
import { jsonOf, textOf } from '../../answers/answer.ts';
import { checkJson } from '../../formats/json/limits.ts';
import { notSpreadsheet } from './media.ts';
import { LIMITS, Measure, type Table, type TableRow } from './table.ts';

type JsonObject = { [key: string]: RawValue };
/** How deep the list may lie. */
const DEEPEST = 5;

const isObject = (value: RawValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const objectsIn = (value: RawValue | undefined): JsonObject[] | undefined =>
  Array.isArray(value) && value.length > 0 && value.every(isObject) ? value : undefined;

/** Throws `source.charset`, `source.not-json`, `source.not-spreadsheet`, `source.too-large`. */
export function readJson(body: Uint8Array): Table {
  const answer = { body, headers: {}, url: 'JSON' };
  checkJson(textOf(answer), answer.url, LIMITS.nesting);
  const value = jsonOf(answer);
  const found = listIn(value);
  if (found === undefined) throw notSpreadsheet('JSON without a list of objects');
  const columns = new Map<string, number>();
  const measure = new Measure();
  const rows: TableRow[] = [];
  let number = 2;
  for (const [index, each] of found.list.entries()) {
    for (const cells of rowsOf(each, columns)) {
      number += 1;
      const dense = Array.from(cells, (cell) => cell ?? '');
      measure.row(dense);
      rows.push({ number, cells: dense, pointer: `${found.pointer}/${index}` });
    }
  }
  const labels = [...columns.keys()].map((label) => label.split('\n') as [string, string?]);
  const header: TableRow[] = [
    { number: 1, cells: labels.map(([first]) => first), pointer: found.pointer || '/' },
    { number: 2, cells: labels.map(([first, second]) => second ?? first), pointer: found.pointer || '/' },
  ];
  return { name: 'JSON', rows: [...header, ...rows], hidden: false, from1904: false };
}

/** The first list of objects, nearest to the top. */
function listIn(value: RawValue): { list: JsonObject[]; pointer: string } | undefined {
  let level: [RawValue, string][] = [[value, '']];
  for (let depth = 0; depth < DEEPEST && level.length > 0; depth += 1) {
    const next: [RawValue, string][] = [];
    for (const [each, pointer] of level) {
      const list = objectsIn(each);
      if (list !== undefined) return { list, pointer };
      if (isObject(each))
        for (const [key, inner] of Object.entries(each))
          next.push([inner, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`]);
    }
    level = next;
  }
  return undefined;
}

/** The object's own row, with the first of each nested list, and a row for each further one. */
function rowsOf(object: JsonObject, columns: Map<string, number>): (string | undefined)[][] {
  const rows: (string | undefined)[][] = [[]];
  const put = (row: number, label: string, value: RawValue) => {
    const text = written(value).slice(0, LIMITS.cell);
    if (text === '') return;
    const column = columns.get(label) ?? columns.size;
    columns.set(label, column);
    while (rows.length <= row) rows.push([]);
    (rows[row] as (string | undefined)[])[column] = text;
  };
  for (const [key, value] of Object.entries(object)) {
    const list = objectsIn(value) ?? (isObject(value) ? [value] : undefined);
    if (list === undefined) put(0, key, value);
    else
      for (const [row, inner] of list.entries())
        for (const [name, each] of Object.entries(inner)) put(row, `${key}\n${name}`, each);
  }
  return rows;
}

function written(value: RawValue): string {
  if (value === null) return '';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join('；');
  return (typeof value === 'object' ? JSON.stringify(value) : String(value)).trim();
}
