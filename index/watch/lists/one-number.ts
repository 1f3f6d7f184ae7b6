/**
 * The same thing registered by several offices of one place. What every office has of its own (权责清单, 行政处罚) is no such
 * thing: titles of offices of many purposes, or of more than a few in one place, say so, and so do words that are data.
 */
import { ownMatters } from '../../../config/title-words.ts';
import { conflict, type Likeness, likeness } from '../../../normalizer/identity/likeness.ts';
import { type Certainty, type Found, MOST_ENTRIES } from '../finding.ts';
import { nameOf, Repeats } from '../repeats.ts';
import type { Seen } from '../seen.ts';

/** Offices of so many purposes have it in the whole catalogue: each has its own. */
const MOST_PURPOSES = 6;
/** Offices of one place that may have registered one thing. */
const MOST_OFFICES = 3;
const SHORTEST = 4;

type Held = Seen & { office: string };

export class OneNumber {
  readonly #repeats: Repeats;
  readonly #purposes = new Map<string, Set<string>>();
  readonly #groups = new Map<string, Held[]>();

  constructor(expected: number) {
    this.#repeats = new Repeats(expected);
  }

  first(seen: Seen): void {
    if (isThing(seen)) this.#repeats.note(groupOf(seen), seen.office);
  }

  second(seen: Seen): void {
    if (!isThing(seen) || !this.#repeats.maybe(groupOf(seen))) return;
    const group = this.#groups.get(groupOf(seen));
    if (group === undefined) this.#groups.set(groupOf(seen), [seen]);
    else group.push(seen);
  }

  /** Between the second look and the third: whose kinds are worth counting purposes of. */
  choose(): void {
    for (const [key, group] of this.#groups) {
      const offices = new Set(group.map(({ office }) => office));
      const resources = new Set(group.map(({ resource }) => resource));
      if (offices.size < 2 || offices.size > MOST_OFFICES || resources.size < 2) this.#groups.delete(key);
      else this.#purposes.set((group[0] as Held).kind, new Set());
    }
  }

  third({ kind, office }: Seen): void {
    if (office !== undefined) this.#purposes.get(kind)?.add(purposeOf(office));
  }

  *found(): Generator<Found> {
    for (const group of this.#groups.values()) {
      const { kind, place } = group[0] as Held;
      if ((this.#purposes.get(kind)?.size ?? 0) >= MOST_PURPOSES) continue;
      const entries = group.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const grounds = groundsOf(entries);
      if (grounds === undefined) continue;
      const offices = [
        ...new Map(entries.map((each) => [each.office, each.officeName ?? each.office])).values(),
      ];
      yield {
        list: 'one-number',
        key: `${place}:${nameOf(groupOf(entries[0] as Held))}`,
        region: place,
        sources: [...new Set(entries.map(({ source }) => source))].sort(),
        entries: entries.slice(0, MOST_ENTRIES).map(({ id }) => id),
        title: (entries[0] as Held).title,
        certainty: certaintyOf(grounds),
        weight: offices.length,
        reasons: [
          { code: 'several-offices', words: offices, values: { offices: offices.length } },
          ...grounds.map((ground) => ({ code: `alike-${ground}` })),
        ],
      };
    }
  }
}

/** The title alone says that it may be; what the entries say of themselves beside it, that it is. */
const certaintyOf = (grounds: Likeness[]): Certainty =>
  grounds.includes('data-items') || grounds.includes('volume')
    ? 'certain'
    : grounds.length > 0
      ? 'likely'
      : 'possible';

function isThing(seen: Seen): seen is Held {
  return (
    seen.office !== undefined &&
    seen.kind.length >= SHORTEST &&
    // The government as a whole is above its offices.
    purposeOf(seen.office) !== 'government' &&
    !ownMatters().test(seen.name)
  );
}

const purposeOf = (office: string): string => office.slice(0, office.lastIndexOf('@'));
const groupOf = ({ kind, times, place, office }: Held): string =>
  `${kind}\n${times}\n${place}\n${office.slice(office.lastIndexOf('@') + 1)}`;

/** Undefined where no two offices' entries can be one thing. */
function groundsOf(entries: Held[]): Likeness[] | undefined {
  const found = new Set<Likeness>();
  let possible = false;
  for (const [at, one] of entries.entries()) {
    for (const other of entries.slice(at + 1)) {
      if (one.office === other.office || isOneOffice(one, other)) continue;
      const [a, b] = [memberOf(one), memberOf(other)];
      if (conflict(a, b)) continue;
      possible = true;
      for (const ground of likeness(a, b)) found.add(ground);
    }
  }
  return possible ? [...found].sort() : undefined;
}

const memberOf = ({ id, traits, place }: Held) => ({
  id,
  keys: [],
  depth: 0,
  kind: 'dataset' as const,
  place,
  ...(traits === undefined ? {} : { traits }),
});

const TAIL = /(?:监督)?(?:管理|保障|服务|事业)*(?:局|委员会|委|厅|办公室|办|处|会|中心)+$/;

/** 商务局 and 商务和粮食局, 安顺市气象局 and 紫云自治县气象局: renamed, joined or of another place, it serves the same end. */
function isOneOffice(one: Held, other: Held): boolean {
  const [a, b] = [one, other].map(({ officeName = '' }) => officeName.replace(TAIL, '')) as [string, string];
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  return short.length >= 2 && (long.includes(short) || long.endsWith(short.slice(-2)));
}
