/** A catalogue that was moved to new software: every id is another, the things are the same. Pure. */
import type { Entry } from '../../normalizer/entry.ts';

/** What a thing is recognised by. */
export interface Content {
  localId: string;
  /** Title and office, without case, width and punctuation. */
  name: string;
  issued: string | null;
  modified: string | null;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export const contentOf = ({ localId, title, publisher, issued, modified }: Entry): Content => ({
  localId,
  name: `${plain(title)}\n${plain(publisher?.name ?? '')}`,
  issued: issued?.slice(0, 10) ?? null,
  modified: modified?.slice(0, 10) ?? null,
});

const sameDate = (one: Content, other: Content): boolean =>
  (one.issued !== null && one.issued === other.issued) ||
  (one.modified !== null && one.modified === other.modified);

export interface Recognised {
  /** Sure: of one title, office and date, and no other has them. */
  pairs: { from: string; to: string }[];
  /** Old ids for which something new has the title and the office, and no more can be said. */
  unsure: string[];
}

/** Holds what is gone against what is new. */
export function recognise(gone: Iterable<Content>, fresh: Iterable<Content>): Recognised {
  const news = Map.groupBy(fresh, ({ name }) => name);
  const recognised: Recognised = { pairs: [], unsure: [] };
  for (const [name, olds] of Map.groupBy(gone, (each) => each.name)) {
    const candidates = news.get(name) ?? [];
    for (const old of olds) {
      const [one, ...others] = candidates.filter((each) => sameDate(old, each));
      const claims = one === undefined ? [] : olds.filter((each) => sameDate(each, one));
      if (one !== undefined && others.length === 0 && claims.length === 1)
        recognised.pairs.push({ from: old.localId, to: one.localId });
      else if (candidates.length > 0) recognised.unsure.push(old.localId);
    }
  }
  return recognised;
}
