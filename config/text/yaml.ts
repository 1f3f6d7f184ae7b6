/**
 * Reading YAML. The library is loaded where a text has to be parsed, and what it made of a file is kept where Node keeps
 * what it made of our files (`NODE_COMPILE_CACHE`; nowhere without one): every command and every thread reads the same tables.
 */
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { isDeepStrictEqual } from 'node:util';
import { threadId } from 'node:worker_threads';

const require = createRequire(import.meta.url);

export const yaml = (): typeof import('yaml') => require('yaml') as typeof import('yaml');

export const parseYaml = (text: string): unknown => yaml().parse(text);

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What the file says, `null` where it says nothing. Throws what the library throws where it is no YAML. Not for secrets: it is kept. */
export function readYaml(file: string | URL): unknown {
  const path = typeof file === 'string' ? file : fileURLToPath(file);
  const text = readFileSync(path, 'utf8');
  const folder = process.env.NODE_COMPILE_CACHE;
  if (!folder) return parseYaml(text);
  const kept = join(folder, 'yaml', `${digest(path)}.json`);
  const of = digest(text);
  const known = keptOf(kept, of);
  if (known !== undefined) return known;
  const value = parseYaml(text);
  keep(join(folder, 'yaml'), kept, of, value);
  return value;
}

/** Held against the text itself, not against a time: what is kept of another text is none. */
function keptOf(kept: string, of: string): unknown {
  try {
    const text = readFileSync(kept, 'utf8');
    return text.startsWith(of) ? JSON.parse(text.slice(of.length)) : undefined;
  } catch {
    return undefined;
  }
}

/** Whole or not at all: others read it meanwhile. Where it cannot be kept, it is parsed the next time. */
function keep(folder: string, kept: string, of: string, value: unknown): void {
  const text = JSON.stringify(value);
  // YAML knows numbers and keys that JSON does not.
  if (!isDeepStrictEqual(JSON.parse(text), value)) return;
  try {
    mkdirSync(folder, { recursive: true });
    const beside = `${kept}.${process.pid}.${threadId}`;
    writeFileSync(beside, of + text, { mode: 0o600 });
    renameSync(beside, kept);
  } catch {
    // A folder that cannot be written, a full disk.
  }
}
