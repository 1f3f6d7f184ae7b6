/** What is worth waiting for, for how long, and who is told that something is waited for. */
import { CodedError } from '../../../config/errors/errors.ts';

/** What passes sooner is nobody's concern, in ms. */
const TOLD_AFTER = 5_000;

export interface Patience {
  ms: number;
  /** This piece of work, begun at `since` (ms), is not done yet. */
  waits(piece: object, since: number, error: unknown): void;
  /** It is done: the cluster answers. */
  done(piece: object): void;
  /** It was waited for in vain. */
  gaveUp(piece: object): void;
}

/** `onTrouble` is told once what is waited out, again where there is now something to be done, and null once it is over. */
export function patienceOf(ms: number, onTrouble?: (trouble: CodedError | null) => void): Patience {
  let told: NotNow | null = null;
  // A cluster with a full disk answers reads, and still no write goes on.
  const waiting = new Set<object>();
  return {
    ms,
    waits(piece, since, error) {
      waiting.add(piece);
      if (Date.now() - since < TOLD_AFTER) return;
      const trouble = new NotNow(firstLine(error));
      if (told !== null && (trouble.hint === undefined || trouble.hint === told.hint)) return;
      told = trouble;
      onTrouble?.(trouble);
    },
    done(piece) {
      waiting.delete(piece);
      if (told === null || waiting.size > 0) return;
      told = null;
      onTrouble?.(null);
    },
    gaveUp: (piece) => void waiting.delete(piece),
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
