/** Files of bundles before: a process that was started from one may still load them. */
import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';

/** In ms. */
const A_WHILE = 24 * 3_600_000;

/** A file of the last bundle that is not in this one bears from now on the time at which it was superseded; older ones go. */
export function keepForAWhile(folder: string, current: string[], last: string[]): void {
  const now = Date.now();
  for (const name of readdirSync(folder).filter((name) => name.endsWith('.js') && !current.includes(name))) {
    const file = join(folder, name);
    if (last.includes(name)) utimesSync(file, now / 1000, now / 1000);
    else if (now - statSync(file).mtimeMs > A_WHILE) rmSync(file);
  }
}
