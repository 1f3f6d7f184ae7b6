/** The memory of this process. Of the program nothing is loaded. */
import { readFileSync } from 'node:fs';

/** Bytes of anonymous memory now, as Linux counts them: without the pages of files. Null where the system does not tell. */
export function anonymous(): number | null {
  try {
    const found = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'));
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    return null;
  }
}
