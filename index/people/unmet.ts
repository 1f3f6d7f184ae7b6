/**
 * What was searched for and not found: the words and how often a day, and nothing of who asked. Counted in memory and
 * written now and then, so that no search waits for it.
 */
import { coded } from '../../config/errors/errors.ts';
import { chinaDay } from '../history/day.ts';
import type { Page } from '../operations.ts';
import type { Paper, Papers } from './papers.ts';
import { looksPersonal } from './personal.ts';

export interface Unmet {
  text: string;
  /** In China, YYYY-MM-DD. */
  day: string;
  count: number;
}

/** Longer texts are no search, and more likely to tell of somebody. */
const LONGEST = 60;
/** Texts that are remembered until they are written, and texts of one day: a flood ends here. */
const MOST_WAITING = 500;
const MOST_A_DAY = 2000;
const KEPT_DAYS = 90;
const DAY_MS = 86_400_000;
const EVERY_MS = 30_000;
const TRIES = 3;

/** One spelling of what means the same; undefined where it is not to be kept. */
export function countable(text: string): string | undefined {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
  const fit = plain !== '' && plain.length <= LONGEST && plain.isWellFormed() && !/\p{C}/u.test(plain);
  return fit && !looksPersonal(plain) ? plain : undefined;
}

export interface UnmetCounter {
  /** Returns at once. */
  count(text: string): void;
  /** Writes what was counted so far. */
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** `onError`: what could not be written is kept, and tried again. */
export function countUnmet(papers: Papers, onError: (error: unknown) => void): UnmetCounter {
  let waiting = new Map<string, Unmet>();
  let writing: Promise<void> = Promise.resolve();

  function add(unmet: Unmet): void {
    const key = nameOf(unmet);
    const known = waiting.get(key);
    if (known !== undefined) known.count += unmet.count;
    else if (waiting.size < MOST_WAITING) waiting.set(key, { ...unmet });
  }

  async function write(): Promise<void> {
    const taken = [...waiting.values()];
    waiting = new Map();
    for (const unmet of taken) {
      try {
        await addUnmet(papers, unmet);
      } catch (error) {
        add(unmet);
        onError(error);
      }
    }
  }

  const flush = (): Promise<void> => {
    writing = writing.then(write);
    return writing;
  };
  const timer = setInterval(() => void flush(), EVERY_MS).unref();
  return {
    count(text) {
      const plain = countable(text);
      if (plain !== undefined) add({ text: plain, day: chinaDay(Date.now()), count: 1 });
    },
    flush,
    async close() {
      clearInterval(timer);
      await flush();
    },
  };
}

const nameOf = ({ day, text }: Unmet): string => `${day} ${text}`;

async function addUnmet(papers: Papers, unmet: Unmet): Promise<void> {
  const { day, text } = unmet;
  const id = nameOf(unmet);
  const tags = [`day:${day}`];
  for (let tried = 1; ; tried += 1) {
    const known = await papers.paper<Unmet>('unmet', id);
    if (known === undefined && (await papers.countPapers('unmet', tags)) >= MOST_A_DAY) return;
    const count = (known?.content.count ?? 0) + unmet.count;
    const expiresAt = new Date(Date.parse(day) + KEPT_DAYS * DAY_MS).toISOString();
    const order = `${day} ${String(count).padStart(9, '0')}`;
    const version = known?.version ?? 0;
    try {
      await papers.putPaper({
        ...{ kind: 'unmet', id, order, tags, expiresAt, version },
        content: { text, day, count },
      });
      return;
    } catch (error) {
      // Another process counted the same.
      if (coded(error).code !== 'catalogue.conflict' || tried === TRIES) throw error;
    }
  }
}

/** The newest day first, of a day what was asked most. Throws `request.cursor-invalid`. */
export const unmetSearches = (
  papers: Papers,
  day: string | undefined,
  limit: number,
  cursor?: string,
): Promise<Page<Paper<Unmet>>> =>
  papers.papers<Unmet>('unmet', day === undefined ? [] : [`day:${day}`], limit, cursor);
