/** The expected resource base: every row of `config/sources/*.yaml`, checked. */
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { z } from 'zod';
import { CodedError, coded } from '../errors/errors.ts';
import { resolveWire } from '../families.ts';
import { readYaml } from '../text/yaml.ts';
import { faultsIn, linesOf } from './lines.ts';
import { Source } from './source.ts';

/** Where the rows lie in a checkout. */
export const SOURCES_FOLDER = fileURLToPath(new URL('../sources/', import.meta.url));

const FOLDER_HINT = 'HUIMU_SOURCES names a folder of YAML files; without it the built-in one is read';

interface Problem {
  file: string;
  line: number;
  row: string;
  path: string;
  message: string;
}

/**
 * All sources, in the order of file names and rows. Throws one `config.invalid` that names every wrong place: file
 * and line, row, path, what is wrong and what to do.
 */
export function loadSources(folder: string = SOURCES_FOLDER): Source[] {
  const sources: Source[] = [];
  const problems: Problem[] = [];
  const where = new Map<string, () => string>();
  let files: string[];
  try {
    files = readdirSync(folder)
      .filter((name) => /\.ya?ml$/.test(name))
      .sort();
  } catch (error) {
    throw new CodedError('config.invalid', `${folder}: the folder of sources cannot be read`, {
      hint: FOLDER_HINT,
      cause: error,
    });
  }
  if (files.length === 0)
    throw new CodedError('config.invalid', `${folder}: no source file (*.yaml) in this folder`, {
      hint: FOLDER_HINT,
    });
  for (const file of files)
    readSources(
      file,
      `${folder.replace(/\/$/, '')}/${file}`,
      (source, line) => {
        const other = where.get(source.id);
        if (other !== undefined)
          problems.push({
            file,
            line: line(),
            row: source.id,
            path: 'id',
            message: `${other()} has this id too: give one of them another`,
          });
        where.set(source.id, () => `${file}:${line()}`);
        sources.push(source);
      },
      problems,
    );
  if (problems.length > 0) {
    const lines = problems.map(
      ({ file, line, row, path, message }) => `${file}:${line} ${row}: ${path}: ${message}`,
    );
    throw new CodedError('config.invalid', lines.join('\n'), {
      hint: "mend these rows; `config/registry/source.ts` is their schema, the family's file in `config/families/` its options",
    });
  }
  return sources;
}

function readSources(
  file: string,
  path: string,
  take: (source: Source, line: () => number) => void,
  problems: Problem[],
): void {
  let rows: unknown;
  try {
    rows = readYaml(path);
  } catch {
    for (const { line, message } of faultsIn(readFileSync(path, 'utf8')))
      problems.push({ file, line, row: '-', path: '-', message: `not YAML: ${message}` });
    return;
  }
  if (rows === null) return;
  if (!Array.isArray(rows)) {
    problems.push({
      file,
      line: 1,
      row: '-',
      path: '-',
      message: 'the file must be a list of sources (`- id: …`)',
    });
    return;
  }
  const lineOf = linesOf(path);
  for (const [index, value] of (rows as unknown[]).entries()) {
    const id = (value as { id?: unknown } | null)?.id;
    const row = typeof id === 'string' ? id : `row ${index + 1}`;
    const result = Source.safeParse(value);
    if (!result.success) {
      for (const issue of result.error.issues)
        problems.push({
          file,
          line: lineOf(index, issue.path),
          row,
          path: issue.path.join('.') || '(row)',
          message: advice(issue),
        });
      continue;
    }
    if (result.data.harvest !== undefined) {
      try {
        resolveWire(result.data.harvest);
      } catch (error) {
        const { detail, hint } = coded(error);
        problems.push({
          file,
          line: lineOf(index),
          row,
          path: 'harvest',
          message: hint === undefined ? detail : `${detail} — ${hint}`,
        });
        continue;
      }
    }
    take(result.data, () => lineOf(index));
  }
}

function advice(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys')
    return `no such key: ${issue.keys.join(', ')}; remove it or mend its spelling`;
  if (issue.code === 'invalid_value') return `${issue.message}; take one of them`;
  if (issue.code === 'invalid_type' && issue.message.includes('undefined'))
    return `missing; ${issue.message}`;
  if (issue.code === 'invalid_type' && issue.message.endsWith('expected string, received number'))
    return `${issue.message}; put it in quotes`;
  return issue.message;
}
