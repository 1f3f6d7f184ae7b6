/** A wait with a limit and a name of its own: a test that hangs says where. */
import { setTimeout as sleep } from 'node:timers/promises';

/** What is waited for. Throws where that is not there within so many seconds. */
export async function within<T>(seconds: number, what: string, waited: Promise<T>): Promise<T> {
  const over = new AbortController();
  const limit = sleep(seconds * 1_000, undefined, { signal: over.signal }).then(() => {
    throw new Error(`not within ${seconds} s: ${what}`);
  });
  limit.catch(() => undefined);
  try {
    return await Promise.race([waited, limit]);
  } finally {
    over.abort();
  }
}
