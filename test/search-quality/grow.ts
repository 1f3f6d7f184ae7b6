/**
 * Grows the thesaurus from the reference entries: writes `config/thesaurus/lexicon.txt`, the words of their titles, and
 * prints pairs that may mean the same for a person to judge — a title's word and one of a description, seen together
 * far more often than chance has it and never in one title.
 *
 *   node test/search-quality/grow.ts [--pairs 200]
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { findRegion } from '../../config/regions.ts';
import { fold } from '../../index/analysis/fold.ts';
import { runs } from '../../index/analysis/tokens.ts';
import { shared } from '../shared.ts';
import { sampleEntries } from './samples.ts';

/** Platforms and titles that must have a word: what one city alone says is no language. */
const LEAST_PLATFORMS = 4;
const LEAST_TITLES = 6;
const LONGEST = 6;

const { values: options } = parseArgs({ options: { pairs: { type: 'string', default: '0' } } });
const platforms = shared('platforms');
const quality = shared('search-quality');
if (platforms === undefined || quality === undefined) process.exit(0);

const jieba = Jieba.withDict(dict);
const cut = (text: string): string[][] =>
  runs(fold(text))
    .filter(({ han }) => han)
    .map(({ text: run }) => jieba.cut(run, true));

interface Seen {
  titles: number;
  platforms: Set<string>;
}
const seen = new Map<string, Seen>();
const together = new Map<string, number>();
const described = new Map<string, number>();
let titles = 0;

function count(word: string, platform: string): void {
  const known = seen.get(word) ?? { titles: 0, platforms: new Set() };
  known.titles += 1;
  known.platforms.add(platform);
  seen.set(word, known);
}

/** Words and neighbours written as one: 停车 + 泊位. */
const wordsOf = (pieces: string[]): string[] =>
  pieces.flatMap((piece, at) => {
    const joined = `${piece}${pieces[at + 1] ?? ''}`;
    return joined === piece ? [piece] : [piece, joined];
  });

for (const platform of readFileSync(join(quality, 'platforms-shared.txt'), 'utf8').trim().split(/\s+/)) {
  const distinct = new Map(sampleEntries(platforms, platform).map(({ entry }) => [entry.title, entry]));
  for (const entry of distinct.values()) {
    titles += 1;
    const own = new Set(cut(entry.title).flatMap(wordsOf));
    for (const word of own) count(word, platform);
    if (options.pairs === '0') continue;
    const other = new Set(cut(entry.description?.slice(0, 200) ?? '').flat());
    for (const word of other) if (word.length > 1) described.set(word, (described.get(word) ?? 0) + 1);
    for (const left of own) {
      for (const right of other) {
        if (right.length < 2 || left.length < 2 || entry.title.includes(right)) continue;
        const key = `${left} ${right}`;
        together.set(key, (together.get(key) ?? 0) + 1);
      }
    }
  }
}

const usual = [...seen]
  .filter(
    ([word, { titles: in_, platforms: on }]) =>
      word.length > 1 &&
      word.length <= LONGEST &&
      in_ >= LEAST_TITLES &&
      on.size >= LEAST_PLATFORMS &&
      findRegion(word) === undefined,
  )
  .sort((a, b) => b[1].titles - a[1].titles || (a[0] < b[0] ? -1 : 1))
  .map(([word]) => word);
writeFileSync(new URL('../../config/thesaurus/lexicon.txt', import.meta.url), `${usual.join('\n')}\n`);
console.log(`${usual.length} words of ${titles} titles`);

const scored = [...together]
  .filter(([, times]) => times >= 8)
  .map(([pair, times]) => {
    const [left, right] = pair.split(' ') as [string, string];
    const chance = ((seen.get(left)?.titles ?? 1) * (described.get(right) ?? 1)) / titles;
    return { pair, times, gain: times * Math.log(times / chance) };
  })
  .sort((a, b) => b.gain - a.gain);
for (const { pair, times } of scored.slice(0, Number(options.pairs))) console.log(`${times}\t${pair}`);
