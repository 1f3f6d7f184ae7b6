/**
 * Words that lead to other words: what people type and what catalogues write, offices by all their names, English and
 * Chinese (`config/thesaurus/*.yaml`), and the words of catalogues' titles by which misspellings and pinyin are read.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { readYaml } from './text/yaml.ts';

const table = (name: string): unknown => readYaml(new URL(`./thesaurus/${name}`, import.meta.url));
const parts = (terms: string): string[] => terms.trim().split(/\s+/);

const Pairs = z.record(z.string().min(1), z.string().min(1).transform(parts));
const Groups = z.array(z.string().min(1).transform(parts));

export interface Thesaurus {
  /** Word → what it may also be called, each once, without itself; folded by none. */
  near: Map<string, string[]>;
  /** Every name of an office. */
  offices: Set<string>;
  /** English phrase in lower case → Chinese terms. */
  english: Map<string, string[]>;
}

let loaded: Thesaurus | undefined;

export function thesaurus(): Thesaurus {
  loaded ??= load();
  return loaded;
}

function load(): Thesaurus {
  const near = new Map<string, string[]>();
  const add = (word: string, others: string[]) => {
    const known = near.get(word) ?? [];
    near.set(
      word,
      [...new Set([...known, ...others])].filter((other) => other !== word),
    );
  };
  const offices = Groups.parse(table('offices.yaml'));
  for (const [word, terms] of Object.entries(Pairs.parse(table('everyday.yaml')))) add(word, terms);
  for (const group of [...Groups.parse(table('same.yaml')), ...offices]) {
    for (const word of group) add(word, group);
  }
  return {
    near,
    offices: new Set(offices.flat()),
    english: new Map(Object.entries(Pairs.parse(table('english.yaml')))),
  };
}

let words: string[] | undefined;

/** Words of catalogues' titles, the most frequent first (`test/search-quality/grow.ts` makes the list). */
export function lexicon(): string[] {
  words ??= readFileSync(new URL('./thesaurus/lexicon.txt', import.meta.url), 'utf8')
    .split('\n')
    .filter(Boolean);
  return words;
}
