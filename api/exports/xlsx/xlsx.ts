/**
 * XLSX, written row by row: as many sheets of records as the limit of rows asks for, and before them one that says what
 * the columns mean and for when the figures hold.
 */
import { PassThrough, Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { ZipFile } from 'yazl';
import {
  type Cell,
  type Column,
  type Dataset,
  type ExportRecord,
  flatColumns,
  flattener,
} from '../dataset.ts';
import { type Counted, columnName, END_XML, headXml, rowXml } from './sheet.ts';
import { type SheetPart, workbookParts } from './workbook.ts';

/** Rows that a sheet can hold, the head among them. */
const MOST_ROWS = 1_048_576;
/** Of the zip's entries: a file of the same records has the same bytes. */
const MTIME = new Date(Date.UTC(2000, 0, 1));

export async function* xlsx(
  dataset: Dataset,
  pages: AsyncIterable<ExportRecord[]>,
  mostRows = MOST_ROWS,
): AsyncGenerator<Uint8Array> {
  const zip = new ZipFile();
  const output = zip.outputStream.pipe(new PassThrough());
  const failed = (error: unknown) => void output.destroy(error as Error);
  zip.on('error', failed);
  const writing = write(zip, dataset, pages, mostRows, output).catch(failed);
  try {
    yield* output as AsyncIterable<Uint8Array>;
  } finally {
    // Whoever stops reading ends the writing too.
    output.destroy();
    await writing;
  }
}

async function write(
  zip: ZipFile,
  dataset: Dataset,
  pages: AsyncIterable<ExportRecord[]>,
  mostRows: number,
  output: PassThrough,
): Promise<void> {
  const columns = flatColumns(dataset);
  const counted: Counted = { cut: 0 };
  const sheets: SheetPart[] = [];
  const reader = pages[Symbol.asyncIterator]();
  const part = { rows: [] as ExportRecord[], at: 0, ended: false, count: 0 };
  try {
    do {
      const number = sheets.length + 1;
      const { zh, en } = dataset.title;
      sheets.push({ name: `${zh} ${en}${number === 1 ? '' : ` ${number}`}`, file: `sheet${number}.xml` });
      const rows = Readable.from(rowsXml(columns, reader, part, mostRows, counted));
      output.once('close', () => rows.destroy());
      zip.addReadStream(rows, `xl/worksheets/sheet${number}.xml`, { mtime: MTIME });
      await finished(rows);
    } while (!part.ended || part.at < part.rows.length);
  } finally {
    await reader.return?.();
  }
  const definitions = { name: '说明 Definitions', file: 'definitions.xml' };
  const put = (path: string, text: string) => zip.addBuffer(Buffer.from(text), path, { mtime: MTIME });
  put(`xl/worksheets/${definitions.file}`, definitionsXml(dataset, part.count, counted));
  for (const [path, xml] of workbookParts([...sheets, definitions])) put(path, xml);
  zip.end();
}

interface Part {
  /** Of the page that was read last: the next one is at `at`. */
  rows: ExportRecord[];
  at: number;
  ended: boolean;
  count: number;
}

async function* rowsXml(
  columns: Column[],
  reader: AsyncIterator<ExportRecord[]>,
  part: Part,
  mostRows: number,
  counted: Counted,
): AsyncGenerator<string> {
  const flat = flattener(columns);
  const names = columns.map((_, at) => columnName(at));
  yield headXml(
    columns,
    columns.map(({ head }) => head.zh),
  );
  for (let row = 2; row <= mostRows; ) {
    if (part.at === part.rows.length) {
      const { done, value } = await reader.next();
      if (done === true) {
        part.ended = true;
        break;
      }
      part.rows = value;
      part.at = 0;
    }
    let xml = '';
    for (; part.at < part.rows.length && row <= mostRows; part.at += 1, row += 1) {
      xml += rowXml(row, flat(part.rows[part.at] as ExportRecord), columns, names, counted);
      part.count += 1;
    }
    yield xml;
  }
  yield END_XML;
}

const text = (name: string): Column => ({
  name,
  path: name,
  type: 'text',
  head: { zh: name, en: name },
  meaning: { zh: name, en: name },
});

/** What the file is, then each column. */
function definitionsXml(dataset: Dataset, count: number, { cut }: Counted): string {
  const { facts, columns } = dataset;
  const heads = ['项 / Item', '标识 / Name', '中文 / Chinese', 'English', '含义', 'Meaning'];
  const lines: Cell[][] = [
    ['数据时点 / As of', null, facts.asOf],
    ['程序版本 / Program', null, `huimu ${facts.program}`],
    ['问题 / Question', null, JSON.stringify(facts.question)],
    ['行数 / Rows', null, count],
    ...Object.entries(facts.total ?? {}).map(([name, value]) => ['合计 / Total', name, value] as Cell[]),
    ['截断的单元格 / Cells cut at 32,767 characters', null, cut],
    ...columns.map(({ name, type, head, meaning }) => {
      const only = type === 'nested' ? '仅 JSON、JSON Lines、Parquet' : null;
      return [only ?? '列 / Column', name, head.zh, head.en, meaning.zh, meaning.en];
    }),
  ];
  const shaped = heads.map(text);
  const names = heads.map((_, at) => columnName(at));
  const rows = lines.map((cells, at) => rowXml(at + 2, cells, shaped, names, { cut: 0 }));
  return headXml(shaped, heads, [30, 22, 26, 26, 48, 60]) + rows.join('') + END_XML;
}
