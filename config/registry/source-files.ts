/** Writing a row into the files of sources, beside those that people wrote: their words and comments stay. */
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isSeq, parse, parseDocument, type YAMLMap } from 'yaml';
import { CodedError } from '../errors/errors.ts';
import { region } from '../regions.ts';
import { loadSources } from './sources.ts';

/** A row as it stands in a file. */
export interface FileRow {
  id: string;
  region: string;
  home?: string;
  state?: string;
  harvest?: { base?: string };
  [key: string]: unknown;
}

export interface Written {
  file: string;
  id: string;
  /** The row was there without a wire, and has one now. */
  completed: boolean;
}

const rowsIn = (folder: string, file: string): FileRow[] => {
  const rows: unknown = parse(readFileSync(join(folder, file), 'utf8'));
  return Array.isArray(rows) ? (rows as FileRow[]) : [];
};
const filesOf = (folder: string): string[] => readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
const hostOf = (url: string | undefined): string | undefined =>
  url !== undefined && URL.canParse(url) ? new URL(url).hostname : undefined;

/** The file that most rows of the place's province stand in; undefined where there is none yet. */
export function fileOf(folder: string, code: string): string | undefined {
  const province = region(code)?.province;
  const counted = filesOf(folder).map((file) => ({
    file,
    rows: rowsIn(folder, file).filter((row) => region(String(row.region))?.province === province).length,
  }));
  const most = counted.sort((one, other) => other.rows - one.rows)[0];
  return most === undefined || most.rows === 0 ? undefined : most.file;
}

/**
 * Puts the row into its province's file. A row of the same host that had no wire gets this one's `harvest` instead. All
 * files are read again afterwards: where they are wrong then, the file is as it was. Throws `config.invalid`.
 */
export function writeRow(folder: string, row: FileRow & { harvest: object }, text: string): Written {
  const file = fileOf(folder, row.region) ?? `${row.region}.yaml`;
  const path = join(folder, file);
  const before = filesOf(folder).includes(file) ? readFileSync(path, 'utf8') : '';
  const waiting = waitingRow(folder, row);
  const target = waiting === undefined ? path : join(folder, waiting.file);
  const old = waiting === undefined ? before : readFileSync(target, 'utf8');
  writeFileSync(
    target,
    waiting === undefined ? `${before.trimEnd()}\n\n${text}`.trimStart() : completed(old, waiting.id, row),
  );
  try {
    loadSources(folder);
  } catch (error) {
    writeFileSync(target, old);
    throw error;
  }
  return waiting === undefined
    ? { file, id: row.id, completed: false }
    : { file: waiting.file, id: waiting.id, completed: true };
}

/** A row of the same host in the same place that waits for its wire. Throws where one has it already. */
function waitingRow(folder: string, row: FileRow): { file: string; id: string } | undefined {
  for (const file of filesOf(folder)) {
    for (const each of rowsIn(folder, file)) {
      const hosts = [each.home, each.harvest?.base].map(hostOf);
      if (each.region !== row.region || !hosts.includes(hostOf(row.home))) continue;
      if (each.harvest !== undefined)
        throw new CodedError('config.invalid', `${file}: ${each.id} 已配置 / is configured already`);
      return { file, id: each.id };
    }
  }
  return undefined;
}

function completed(text: string, id: string, row: FileRow & { harvest: object }): string {
  const document = parseDocument(text);
  const items: unknown[] = isSeq(document.contents) ? document.contents.items : [];
  const item = items.find((each): each is YAMLMap => isMap(each) && String(each.get('id')) === id);
  item?.delete('state');
  item?.set('harvest', document.createNode(row.harvest));
  return document.toString({ lineWidth: 0 });
}
