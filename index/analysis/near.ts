/** Other words for a word, and what it is: from the thesaurus, the code lists and the regions. Looked up folded. */
import { findRegion } from '../../config/regions.ts';
import { lexicon, thesaurus } from '../../config/thesaurus.ts';
import { type VocabularyName, vocabulary } from '../../config/vocabularies.ts';
import type { Facet } from '../query.ts';
import { fold } from './fold.ts';

export const WORD_KINDS = ['word', 'place', 'office', 'theme', 'mode', 'year'] as const;
/** What a word was understood as. */
export type WordKind = (typeof WORD_KINDS)[number];

export type FacetTerm = [Facet, string];

/** More other words than this blur what was asked. */
const MOST = 10;

interface Folded {
  near: Map<string, string[]>;
  offices: Set<string>;
  themes: Map<string, FacetTerm>;
  modes: Map<string, FacetTerm>;
}

let loaded: Folded | undefined;

function folded(): Folded {
  if (loaded !== undefined) return loaded;
  const { near, offices } = thesaurus();
  const named = (list: VocabularyName, facet: Facet, least: number): Map<string, FacetTerm> =>
    new Map(
      vocabulary(list)
        .flatMap(({ zh, aliases, code }) =>
          [zh, ...aliases].map((name): [string, string] => [fold(name), code]),
        )
        .filter(([name]) => name.length >= least)
        .map(([name, code]) => [name, [facet, code]]),
    );
  loaded = {
    near: new Map([...near].map(([word, others]) => [fold(word), others.map(fold).slice(0, MOST)])),
    offices: new Set([...offices].map(fold)),
    // A theme's name in full: 交通 alone is asked for as a word.
    themes: new Map([...named('themes', 'theme', 4)].filter(([name]) => !near.has(name))),
    modes: named('modes', 'mode', 4),
  };
  return loaded;
}

export const nearOf = (word: string): string[] => folded().near.get(word) ?? [];

/** Whether the thesaurus, the lists or the regions know it as one word. */
export const isKnown = (word: string): boolean => {
  const { near, offices, modes } = folded();
  return near.has(word) || offices.has(word) || modes.has(word) || findRegion(word) !== undefined;
};

let usual: Set<string> | undefined;
/** Whether titles have it as one word. */
export function isUsual(word: string): boolean {
  usual ??= new Set(lexicon());
  return usual.has(word);
}

const OFFICE = /(?:局|委员会|厅|法院|检察院)$/;
const YEAR = /^(?:19[5-9]|20[0-4])\d$/;

/** What the word is, and the facet values by which an entry answers it as well as by its text. */
export function recognised(word: string): { kind: WordKind; facets: FacetTerm[] } {
  const { offices, themes, modes } = folded();
  if (findRegion(word) !== undefined) return { kind: 'place', facets: [] };
  if (offices.has(word) || (word.length > 2 && OFFICE.test(word))) return { kind: 'office', facets: [] };
  const mode = modes.get(word);
  if (mode !== undefined) return { kind: 'mode', facets: [mode] };
  const theme = themes.get(word);
  if (theme !== undefined) return { kind: 'theme', facets: [theme] };
  if (YEAR.test(word)) {
    return {
      kind: 'year',
      facets: [
        ['issuedYear', word],
        ['modifiedYear', word],
      ],
    };
  }
  return { kind: 'word', facets: [] };
}
