/** Whether a snapshot is what its manifest says: every file's bytes, and how many lines it has. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readLines, sumOf } from './lines.ts';
import { manifestOf } from './manifest.ts';

/** What is wrong, in a line each; undefined where there is no snapshot of that day. */
export async function verifySnapshot(folder: string, day: string): Promise<string[] | undefined> {
  const manifest = manifestOf(folder, day);
  if (manifest === undefined) return undefined;
  const wrong: string[] = [];
  for (const { name, bytes, sha256, records } of manifest.files) {
    const path = join(folder, day, name);
    if (!existsSync(path)) {
      wrong.push(`${name}: missing`);
      continue;
    }
    const sum = await sumOf(path);
    if (sum.bytes !== bytes) wrong.push(`${name}: ${sum.bytes} bytes, not ${bytes}`);
    else if (sum.sha256 !== sha256) wrong.push(`${name}: SHA-256 ${sum.sha256}, not ${sha256}`);
    else if (name.endsWith('.zst')) {
      let lines = 0;
      for await (const part of readLines(path)) lines += part.length;
      if (lines !== records) wrong.push(`${name}: ${lines} records, not ${records}`);
    }
  }
  return wrong;
}
