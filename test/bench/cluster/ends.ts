/** What was started is ended and what was written is cleared away, however the measurements end. */

type Work = () => unknown;

const ends: Work[] = [];
let ending: Promise<void> | undefined;

/** To be done at the end, the last first; what comes back does it now, once. */
export function atEnd(work: Work): () => Promise<void> {
  ends.push(work);
  return async () => {
    const at = ends.lastIndexOf(work);
    if (at < 0) return;
    ends.splice(at, 1);
    await work();
  };
}

function endAll(): Promise<void> {
  ending ??= (async () => {
    for (let work = ends.pop(); work !== undefined; work = ends.pop()) {
      try {
        await work();
      } catch (error) {
        console.error(error);
      }
    }
  })();
  return ending;
}

/** Does the work, ends everything, and then this process: 1 where it failed, 130 where it was stopped. */
export function toTheEnd(work: () => Promise<void>): void {
  const stopped = () => void endAll().then(() => process.exit(130));
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stopped);
  const failed = (error: unknown) => {
    // What breaks as all is being ended is no news.
    if (ending === undefined) console.error(error);
    void endAll().then(() => process.exit(1));
  };
  // The end of a child that nobody else waits for does not keep this process.
  setInterval(() => undefined, 60_000);
  process.on('uncaughtException', failed);
  process.on('unhandledRejection', failed);
  work().then(() => endAll().then(() => process.exit(0)), failed);
}
