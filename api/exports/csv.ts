/** CSV: UTF-8 with BOM, heads in Chinese; cells that a spreadsheet would take for formulas are made texts. */
import { stringify } from 'csv-stringify/sync';
import { type Cell, type Dataset, type ExportRecord, flatColumns, flattener } from './dataset.ts';
import { showable } from './text.ts';

/** Heads of columns: in Chinese, or the names that programs use. */
export type Heads = 'zh' | 'en' | 'name';

const OPTIONS = { escape_formulas: true, record_delimiter: 'windows', cast: { boolean: String } } as const;

const cellOf = (cell: Cell): Cell => (typeof cell === 'string' ? showable(cell) : cell);

export async function* csv(
  dataset: Dataset,
  pages: AsyncIterable<ExportRecord[]>,
  heads: Heads = 'zh',
): AsyncGenerator<string> {
  const columns = flatColumns(dataset);
  const flat = flattener(columns);
  const head = columns.map(({ name, head }) => (heads === 'name' ? name : head[heads]));
  yield stringify([head], { ...OPTIONS, bom: true });
  for await (const page of pages) {
    if (page.length > 0)
      yield stringify(
        page.map((record) => flat(record).map(cellOf)),
        OPTIONS,
      );
  }
}
