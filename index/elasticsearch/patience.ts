/** What is worth waiting for, for how long, and who is told that something is waited for. */
import { CodedError } from '../../config/errors.ts';

/** What passes sooner is nobody's concern, in ms. */
const TOLD_AFTER = 5_000;

export interface Patience {
  ms: number;
  /** Something that was begun at `since` (ms) is not done yet. */
  waits(since: number, error: unknown): void;
  /** The cluster answers. */
  answered(): void;
}

/** `onTrouble` is told once what is waited out, and with null once that is over. */
export function patienceOf(ms: number, onTrouble?: (trouble: CodedError | null) => void): Patience {
  let told = false;
  return {
    ms,
    waits(since, error) {
      if (told || Date.now() - since < TOLD_AFTER) return;
      told = true;
      onTrouble?.(new NotNow(firstLine(error)));
    },
    answered() {
      if (!told) return;
      told = false;
      onTrouble?.(null);
    },
  };
}

/** An answer that says no more than that there is none now. */
export class NotNow extends CodedError {
  constructor(reason: string) {
    super('catalogue.unavailable', `Elasticsearch: ${reason}`, hintFor(reason));
  }
}

export const firstLine = (error: unknown): string =>
  error instanceof CodedError
    ? error.detail.replace(/^Elasticsearch: /, '')
    : ((error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 500) ?? '');

/** The block that a cluster puts on its indices where a disk passes the flood stage; it takes it off by itself. */
const DISK_FULL = /flood-stage|read-only-allow-delete/;

export const hintFor = (reason: string): { hint?: string } =>
  DISK_FULL.test(reason)
    ? {
        hint: 'Elasticsearch 的磁盘将满，已停止写入：请腾出或增加空间，之后写入自行恢复 / its disk is nearly full and it takes no writes: free or add space, and writing resumes by itself',
      }
    : {};
