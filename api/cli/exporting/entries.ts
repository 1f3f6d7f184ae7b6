/** `huimu export --format …`: entries of any search as a file for people and programs. */
import { createWriteStream, renameSync, rmSync } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { CodedError } from '../../../config/errors/errors.ts';
import product from '../../../package.json' with { type: 'json' };
import type { Huimu } from '../../compose.ts';
import type { ExportRecord } from '../../exports/dataset.ts';
import { type EntriesQuestion, entriesDataset, entryRecords, saidOf } from '../../exports/entries.ts';
import { type Format, written } from '../../exports/formats.ts';
import { queryOf, type SearchOptions } from '../commands/search.ts';
import { EXIT } from '../exit.ts';
import { screenOf } from '../screen.ts';
import { duration, type Terminal, thousands } from '../terminal.ts';

export interface EntriesOptions extends Pick<SearchOptions, 'region' | 'mode' | 'literal'> {
  query?: string;
  source?: string[];
}

/** Milliseconds between two lines, on a terminal and elsewhere. */
const REDRAW = 200;
const PLAIN_EVERY = 5_000;

/** Throws `request.invalid`, naming the option. */
export function questionOf({ query = '', source, ...options }: EntriesOptions): EntriesQuestion {
  const { text, literal, filters } = queryOf([query], options);
  return {
    words: { text, ...(literal === undefined ? {} : { literal }) },
    filters: { ...filters, ...(source === undefined ? {} : { source }) },
  };
}

/** To the file, or to stdout where it is `-`. A file bears its name once it is whole. */
export async function exportEntries(
  { catalogue, sources }: Huimu,
  format: Format,
  file: string,
  question: EntriesQuestion,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  const started = performance.now();
  const screen = screenOf(terminal);
  let count = 0;
  let said = started;
  const asOf = new Date().toISOString();
  async function* counted(pages: AsyncIterable<ExportRecord[]>) {
    for await (const page of pages) {
      yield page;
      count += page.length;
      const now = performance.now();
      if (now - said < (screen === undefined ? PLAIN_EVERY : REDRAW)) continue;
      said = now;
      const line = `${say('导出', 'exporting')}  ${thousands(count)}  ${duration(now - started)}`;
      if (screen === undefined) terminal.note(line);
      else screen(line);
    }
  }
  const dataset = entriesDataset({ asOf, program: product.version, question: saidOf(question) });
  const parts = Readable.from(
    written(format, dataset, counted(entryRecords(catalogue, sources, question, asOf))),
    { objectMode: false },
  );
  const part = `${file}.part`;
  try {
    if (file === '-') await pipeline(parts, process.stdout, { end: false });
    else {
      await pipeline(parts, createWriteStream(part));
      renameSync(part, file);
    }
  } catch (error) {
    if (file !== '-') rmSync(part, { force: true });
    const { syscall, code, message } = error as NodeJS.ErrnoException;
    if (error instanceof CodedError || (syscall === undefined && code !== 'EPIPE')) throw error;
    throw new CodedError('request.invalid', `${file}: ${message}`, { cause: error });
  } finally {
    screen?.clear();
  }
  if (file === '-') return EXIT.ok;
  const took = duration(performance.now() - started);
  if (terminal.json) terminal.out(JSON.stringify({ file, format, entries: count, asOf }, null, 2));
  else {
    const entries = thousands(count);
    terminal.out(
      say(`已写入 ${file}：${entries} 条，用时 ${took}`, `Written to ${file}: ${entries} entries in ${took}`),
    );
  }
  return EXIT.ok;
}
