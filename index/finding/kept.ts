/**
 * Answers kept in front of an engine, the same way whichever it is: as long as its searches see what they saw, and never
 * longer. Whoever asks is told the engine's standing of no earlier than the asking.
 */

/** What `lateness` and the like read off the clock may be so old, in ms. */
const KEPT_FOR = 60_000;
/** Bytes that all answers together are taken for. */
const MOST = 48 * 1024 * 1024;
/** Of a value, and once more of its place: so a page of twenty hits is told as 64 kB, and measured as 66 to 73. */
const PLACE = 12;

interface Kept {
  answer: Promise<unknown>;
  until: number;
  /** Known once it is answered. */
  bytes: number;
}

export interface Keeping {
  /** What the engine's searches see by now: another text as soon as they may see something else. */
  standing: () => Promise<string>;
  /** Bytes; `MOST` where absent. */
  most?: number;
  now?: () => number;
}

/**
 * Puts itself before a question of that name. Who asks shares the answer with all others: it is frozen. `alike`: what of
 * a query tells it from others, all of it where absent.
 */
export type Keep = <Query, Answer>(
  name: string,
  ask: (query: Query) => Promise<Answer>,
  alike?: (query: Query) => unknown,
) => (query: Query) => Promise<Answer>;

/** Of an instant by which lateness is told, as much as answers differ by. */
export const byTheMinute = <Query extends { at: string }>(query: Query): Query => ({
  ...query,
  at: query.at.slice(0, 'yyyy-mm-ddThh:mm'.length),
});

export function keepAnswers({ standing, most = MOST, now = () => performance.now() }: Keeping): Keep {
  const kept = new Map<string, Kept>();
  const look = sharedLook(standing);
  let seen: string | undefined;
  let bytes = 0;

  function drop(key: string, known: Kept): void {
    if (kept.get(key) !== known) return;
    kept.delete(key);
    bytes -= known.bytes;
  }

  function keep<T>(key: string, answered: Promise<T>): Promise<T> {
    const own: Kept = { answer: answered, until: now() + KEPT_FOR, bytes: 0 };
    kept.set(key, own);
    const answer = answered.then(
      (value) => {
        const size = frozenBytes(value) + key.length * 2;
        if (kept.get(key) !== own) return value;
        own.bytes = size;
        bytes += size;
        for (const [oldest, each] of kept) {
          if (bytes <= most) break;
          drop(oldest, each);
        }
        return value;
      },
      (error: unknown) => {
        drop(key, own);
        throw error;
      },
    );
    own.answer = answer;
    return answer;
  }

  return (name, ask, alike = (query) => query) =>
    async (query) => {
      const stands = await look();
      if (stands !== seen) {
        kept.clear();
        bytes = 0;
        seen = stands;
      }
      const key = `${name} ${JSON.stringify(alike(query))}`;
      const known = kept.get(key);
      if (known !== undefined) {
        drop(key, known);
        if (known.until > now()) {
          // The latest asked is the last to go.
          kept.set(key, known);
          bytes += known.bytes;
          return known.answer as ReturnType<typeof ask>;
        }
      }
      return keep(key, ask(query));
    };
}

/** One look for all who ask before it begins; who comes while it goes on waits for the next one. */
function sharedLook(look: () => Promise<string>): () => Promise<string> {
  let going: Promise<unknown> | undefined;
  let next: Promise<string> | undefined;
  const begin = (): Promise<string> => {
    next = undefined;
    const own = look();
    going = own.catch(() => undefined);
    void going.then(() => {
      going = next === undefined ? undefined : going;
    });
    return own;
  };
  return () => {
    if (going === undefined) return begin();
    next ??= going.then(begin);
    return next;
  };
}

/** Freezes it all, and says how much memory it takes, about. */
function frozenBytes(value: unknown): number {
  if (typeof value === 'string') return PLACE + value.length * 2;
  if (typeof value !== 'object' || value === null) return PLACE;
  let bytes = PLACE;
  for (const each of Object.values(value)) bytes += PLACE + frozenBytes(each);
  Object.freeze(value);
  return bytes;
}
