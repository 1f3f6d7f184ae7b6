/** Every format, read back by other people's programs: the same entries, and texts that stayed texts. */
import { execFile } from 'node:child_process';
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExportedEntry, entriesDataset, entryRecords } from '../../../api/exports/entries.ts';
import { FORMATS, written } from '../../../api/exports/formats.ts';
import { showable } from '../../../api/exports/text.ts';
import { MOST_CHARACTERS } from '../../../api/exports/xlsx/sheet.ts';
import { xlsx } from '../../../api/exports/xlsx/xlsx.ts';
import { EXPORT_FIELDS } from '../../../config/exports/fields.ts';
import type { Catalogue } from '../../../index/port.ts';
import type { Statistics } from '../../../index/query.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { batchOf } from '../../index/batches.ts';
import { PACKAGES, pythonWith, scriptOf } from '../../peers/python.ts';
import { hostileEntries } from './hostile.ts';

const AS_OF = '2026-11-27T08:00:00.000Z';
const python = await pythonWith(PACKAGES.exports);
const folder = mkdtempSync(join(tmpdir(), 'huimu-exports-'));
let catalogue: Catalogue;
let figures: Statistics;
let order: string[];

const dataset = entriesDataset({ asOf: AS_OF, program: '0.0.0', question: {} });
const all = () => entryRecords(catalogue, new Map(), { words: { text: '' }, filters: {} }, AS_OF);

beforeAll(async () => {
  catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
  const entries = hostileEntries();
  for (const source of ['h', 'n']) {
    await catalogue.write(batchOf(entries.filter((entry) => entry.source === source)));
  }
  await catalogue.refresh();
  figures = await catalogue.statistics({ by: ['source'], filters: {} });
  order = [];
  for await (const page of catalogue.stream({})) order.push(...page.map(({ entry }) => entry.title));
  for (const format of FORMATS) {
    const file = createWriteStream(join(folder, `entries.${format}`));
    await pipeline(Readable.from(written(format, dataset, all())), file);
  }
});
afterAll(async () => {
  await catalogue.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the table of fields', () => {
  it('says what each field of an exported entry means', () => {
    const told = new Set(EXPORT_FIELDS.map(({ path }) => path.split(/[.[]/)[0]));
    expect([...told].sort()).toEqual(Object.keys(ExportedEntry.shape).sort());
    expect(new Set(EXPORT_FIELDS.map(({ name }) => name)).size).toBe(EXPORT_FIELDS.length);
    expect(new Set(EXPORT_FIELDS.map(({ head }) => head.zh)).size).toBe(EXPORT_FIELDS.length);
  });
});

describe('a file of each format', () => {
  it('has the same bytes for the same entries, but for the date', async () => {
    for (const format of FORMATS) {
      const again = Buffer.concat(
        (await Readable.from(written(format, dataset, all())).toArray()).map((part) => Buffer.from(part)),
      );
      expect(again.equals(readFileSync(join(folder, `entries.${format}`))), format).toBe(true);
    }
  });

  it('begins, as CSV, with a BOM, and has no cell that could be a formula', () => {
    const text = readFileSync(join(folder, 'entries.csv'), 'utf8');
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(text).toContain(`,"'=cmd|""/c calc""!A1",`);
    expect(text).toContain(`,'@SUM(A1),`);
    expect(text).not.toMatch(/(^|,)"?[=+@\t]/m);
    expect(text).not.toContain('\u0000');
  });

  it.skipIf(python === undefined)(
    'is read by openpyxl, DuckDB, pandas and pyarrow, which count the same',
    async () => {
      const { stdout } = await promisify(execFile)(python as string, [scriptOf('read_exports.py'), folder], {
        maxBuffer: 50_000_000,
      });
      const found = JSON.parse(stdout);
      const { entries } = figures.total;
      expect(entries).toBe(48);
      expect(found.pyarrow).toBe(entries);
      expect(found.pandas).toEqual({ csv: entries, jsonl: entries, parquet: entries });
      expect(found.duckdb).toEqual({ csv: entries, jsonl: entries, parquet: entries });
      expect(found.xlsx).toBe(entries);
      expect(found.json).toEqual({ count: entries, length: entries, asOf: AS_OF });
      expect(found.sources).toEqual(
        Object.fromEntries(figures.rows.map(({ key, entries }) => [key.source, entries])),
      );
      // Typed, and nested where it should be.
      expect(found.types).toMatchObject({ lead: 'bool', firstSeen: 'timestamp[ms, tz=UTC]', raw: 'string' });
      expect(found.types.distributions).toMatch(/^list<.*struct<.*byteSize: int64/);
      expect(found.types.operation).toMatch(/^struct<zone: string.*actualPrice: struct<amount: double/);
      expect(found.distributions[0]).toMatchObject([{ format: 'csv', byteSize: 2 ** 40, rows: 0 }]);
      // Texts stay texts.
      const wellFormed = order.map((title) => title.toWellFormed());
      expect(found.titles.parquet).toEqual(wellFormed);
      expect(found.titles.json).toEqual(wellFormed);
      const made = (title: string) => (/^[=+\-@\t\r]/.test(title) ? `'${title}` : title);
      expect(found.titles.csv).toEqual(order.map((title) => made(showable(title))));
      expect(found.cells).toEqual(['s']);
      const cell = (title: string) => showable(title).replaceAll('_x0041_', '_x005F_x0041_');
      for (const [at, title] of (found.titles.xlsx as string[]).entries()) {
        const whole = order[at] as string;
        if (whole.length > MOST_CHARACTERS) {
          expect(title).toHaveLength(MOST_CHARACTERS);
          expect(title.endsWith('cut）')).toBe(true);
        } else expect(title).toBe(cell(whole));
      }
      expect(found.issued.slice(0, 5)).toEqual([
        '2023',
        '2023-05',
        '2023-05-27 00:00:00',
        '2023-05-27 10:00:00',
        '1800-01-01',
      ]);
      expect(found.sheets).toEqual(['条目 Entries', '说明 Definitions']);
      expect(found.definitions[1]).toEqual(['数据时点 / As of', null, AS_OF]);
      expect(found.definitions[4]).toEqual(['行数 / Rows', null, entries]);
    },
  );

  it('is, as XLSX, of as many sheets as its rows need', async () => {
    const parts = await Readable.from(xlsx(dataset, all(), 21)).toArray();
    const bytes = Buffer.concat(parts);
    for (const name of ['sheet1.xml', 'sheet2.xml', 'sheet3.xml', 'definitions.xml']) {
      expect(bytes.includes(`xl/worksheets/${name}`), name).toBe(true);
    }
    expect(bytes.includes('sheet4.xml')).toBe(false);
  });

  it('asks the catalogue for no more than its reader takes, and lets go of it when that goes away', async () => {
    for (const format of FORMATS) {
      let asked = 0;
      let ended = false;
      const page = (await all().next()).value as Record<string, unknown>[];
      async function* endless() {
        try {
          for (;;) {
            asked += 1;
            yield page;
          }
        } finally {
          ended = true;
        }
      }
      for await (const part of written(format, dataset, endless())) {
        expect(part.length).toBeGreaterThan(0);
        if (asked > 0) break;
      }
      expect(ended, format).toBe(true);
      // A group of rows of Parquet, some buffers of the others.
      expect(asked, format).toBeLessThan(400);
    }
  });
});
