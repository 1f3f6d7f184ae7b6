/** The labelled pairs, what four simple rules say of them, and how right an answer is, by kind of pair. */
import { readFileSync } from 'node:fs';
import { shared } from '../../shared.ts';

interface Side {
  platform: string;
  line: number;
  title: string;
  publisher?: string;
  url?: string;
}

export interface Pair {
  label: 'duplicate' | 'not_duplicate';
  kind: string;
  a: Side;
  b: Side;
}

export interface Score {
  right: number;
  wrong: number;
  missed: number;
}

export const entryId = ({ platform, line }: Side): string => `${platform}:${line}`;

export function labelledPairs(): Pair[] | undefined {
  const path = shared('platforms/dedup-pairs.jsonl');
  if (path === undefined) return undefined;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Pair);
}

export function score(pairs: Pair[], same: (pair: Pair) => boolean): Score {
  const counts = { right: 0, wrong: 0, missed: 0 };
  for (const pair of pairs) {
    const isSame = same(pair);
    if (isSame) counts[pair.label === 'duplicate' ? 'right' : 'wrong'] += 1;
    else if (pair.label === 'duplicate') counts.missed += 1;
  }
  return counts;
}

export const precision = ({ right, wrong }: Score): number => right / (right + wrong);
export const recall = ({ right, missed }: Score): number => right / (right + missed);

const plain = (text = ''): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

const samePublisher = ({ a, b }: Pair): boolean => plain(a.publisher) === plain(b.publisher);

/** The baselines that the pairs came with. */
export const BASELINES: Record<string, (pair: Pair) => boolean> = {
  'same title': ({ a, b }) => plain(a.title) === plain(b.title),
  'same title and publisher': (pair) => plain(pair.a.title) === plain(pair.b.title) && samePublisher(pair),
  'similar title, same publisher': (pair) =>
    similarity(plain(pair.a.title), plain(pair.b.title)) >= 0.9 && samePublisher(pair),
  'same URL': ({ a, b }) => a.url !== undefined && a.url === b.url,
};

/** Twice the length of the longest common subsequence over both lengths. */
function similarity(one: string, other: string): number {
  let row = new Array<number>(other.length + 1).fill(0);
  for (const letter of one) {
    const next = [0];
    for (let at = 0; at < other.length; at += 1) {
      next.push(
        letter === other[at] ? (row[at] as number) + 1 : Math.max(next[at] as number, row[at + 1] as number),
      );
    }
    row = next;
  }
  return one.length + other.length === 0 ? 1 : (2 * (row.at(-1) as number)) / (one.length + other.length);
}
