/**
 * Every keyword of the catalogue, by a walk over all of it. Callers of the same time share one, and it holds while
 * nothing changed, and twenty times as long as it took: a list is whole at any size, and who asks for it in a loop takes
 * no more than a twentieth of the time.
 */
import type { Catalogue } from '../../../index/port.ts';

const HOLDS = 20;
/** A batch may bear an instant that lies so long before it can be seen. */
const SEEN_LATE = 300_000;

interface Walk {
  /** The instant of its beginning, and until when it holds whatever changes; in milliseconds. */
  begun: number;
  holdsUntil: number;
  /** Of entries and tombstones. */
  size: Promise<number>;
  tags: Promise<readonly string[]>;
}

async function walk(catalogue: Catalogue): Promise<readonly string[]> {
  const found = new Set<string>();
  for await (const page of catalogue.stream({}))
    for (const { entry } of page) for (const tag of tagsOf([entry])) found.add(tag);
  return [...found].sort();
}

/** The keywords of entries as tags, each once. */
export const tagsOf = (entries: readonly { keywords: readonly string[] }[]): string[] => [
  ...new Set(entries.flatMap(({ keywords }) => keywords.map((word) => word.trim()).filter(Boolean))),
];

export class KeptTags {
  #last: Walk | undefined;

  /** In order of code units. */
  async all(catalogue: Catalogue, now: number): Promise<readonly string[]> {
    const last = this.#last;
    if (last !== undefined && (now < last.holdsUntil || !(await changedSince(catalogue, last)))) {
      return last.tags;
    }
    // Another caller may have begun one meanwhile.
    if (this.#last !== last && this.#last !== undefined) return this.#last.tags;
    const next: Walk = {
      begun: now,
      holdsUntil: Number.POSITIVE_INFINITY,
      size: countedSince(catalogue, 0),
      tags: walk(catalogue),
    };
    this.#last = next;
    try {
      const [tags] = await Promise.all([next.tags, next.size]);
      const ended = Date.now();
      next.holdsUntil = ended + HOLDS * (ended - now);
      return tags;
    } catch (error) {
      this.#last = undefined;
      throw error;
    }
  }
}

const countedSince = (catalogue: Catalogue, instant: number): Promise<number> =>
  catalogue.countChanges({ changedAt: new Date(instant).toISOString(), id: '' }, {});

/** An archive that is taken in brings instants of its own: it shows in how much there is. */
const changedSince = async (catalogue: Catalogue, { begun, size }: Walk): Promise<boolean> =>
  (await countedSince(catalogue, begun - SEEN_LATE)) > 0 ||
  (await countedSince(catalogue, 0)) !== (await size);
