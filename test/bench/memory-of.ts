/** The memory of this process. Of the program nothing is loaded. */
import { readFileSync } from 'node:fs';

/** Milliseconds between looks. */
const LOOK = 100;

export interface MemoryWatch {
  /** The most since it was last asked, in bytes; null where the system does not tell. */
  most(): number | null;
  end(): void;
}

/** Looks at this process's own memory again and again. */
export function watchMemory(): MemoryWatch {
  let most = anonymous();
  const look = () => {
    most = most === null ? null : Math.max(most, anonymous() ?? 0);
  };
  const looking = setInterval(look, LOOK);
  return {
    most() {
      look();
      const told = most;
      most = anonymous();
      return told;
    },
    end: () => clearInterval(looking),
  };
}

/** Bytes of anonymous memory now, as Linux counts them: without the pages of files. Null where the system does not tell. */
export function anonymous(): number | null {
  try {
    const found = /^RssAnon:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'));
    return found === null ? null : Number(found[1]) * 1024;
  } catch {
    return null;
  }
}
