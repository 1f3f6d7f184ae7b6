/** Fetching goes on while what was fetched is worked on: a bounded look-ahead over an async iterable. */

/**
 * Yields the items of `items` in order, having up to `depth` of them ready. An error comes after the items that
 * came before it. Ending early (break, throw) ends the source as well.
 */
export async function* ahead<T>(items: AsyncIterable<T>, depth: number): AsyncGenerator<T> {
  const iterator = items[Symbol.asyncIterator]();
  const ready: Promise<IteratorResult<T>>[] = [];
  let last: Promise<unknown> = Promise.resolve();
  const ask = () => {
    // One request at a time: the next page is asked for when the one before it is there.
    const next = last.then(() => iterator.next());
    next.catch(() => undefined);
    last = next;
    ready.push(next);
  };
  try {
    for (let i = 0; i < depth; i += 1) ask();
    for (;;) {
      const result = await (ready.shift() as Promise<IteratorResult<T>>);
      if (result.done) return;
      ask();
      yield result.value;
    }
  } finally {
    // Not awaited: a source that hangs must not hold up the one who leaves.
    iterator.return?.()?.catch(() => undefined);
  }
}

/** At most `limit` tasks at one time, in the order asked. */
export function limiter(limit: number): <T>(task: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = [];
  let running = 0;
  return async (task) => {
    if (running >= limit) await new Promise<void>((go) => waiting.push(go));
    else running += 1;
    try {
      return await task();
    } finally {
      const next = waiting.shift();
      if (next === undefined) running -= 1;
      else next();
    }
  };
}
