/**
 * The words of a text as queries, with scores made of nothing but rarities given beforehand and two numbers that
 * each lead's document carries (`textShare`, `titleShare`): a word found anywhere brings its rarity times the first,
 * in the title times the second besides. No engine's statistics, no scripts; the same figures as in SQLite.
 */
import type { estypes } from '@elastic/elasticsearch';
import type { QueryText, QueryWord } from '../analysis/words.ts';
import { tieOf } from '../order.ts';
import { RELEVANCE_CLASSES, type RelevanceClass } from '../query.ts';

type Query = estypes.QueryDslQueryContainer;
type Field = 'words' | 'title' | 'place';

export const LEADS: Query = { term: { lead: true } };

/** Where the word stands; one Chinese character alone begins whatever holds it. */
function stands({ tokens, prefix }: QueryWord, field: Field): Query {
  if (prefix) return { prefix: { [field]: { value: tokens[0] as string } } };
  return { match_phrase: { [field]: { query: tokens.join(' ') } } };
}

export const anywhere = (word: QueryWord): Query => stands(word, 'words');

export const allOf = (queries: Query[]): Query => ({ bool: { filter: queries } });
const anyOf = (queries: Query[]): Query => ({ bool: { should: queries, minimum_should_match: 1 } });

export interface Weighed {
  word: QueryWord;
  rarity: number;
}

const worth = (words: Weighed[], field: Field, column: 'textShare' | 'titleShare'): Query => ({
  function_score: {
    query: {
      bool: {
        should: words.map(({ word, rarity }) => ({
          constant_score: { filter: stands(word, field), boost: rarity },
        })),
      },
    },
    functions: [{ field_value_factor: { field: column, missing: 0 } }],
    boost_mode: 'multiply',
  },
});

/** Finds what holds any of the words, scored. */
export const scored = (words: Weighed[]): Query =>
  anyOf([worth(words, 'words', 'textShare'), worth(words, 'title', 'titleShare')]);

/** All words in the title, but that a place's name may be the source's; at least one in the title itself. */
function titleAll(words: QueryWord[]): Query {
  const inTitle = words.map((word) => stands(word, 'title'));
  const each = words.map((word, at) => {
    const found = inTitle[at] as Query;
    return word.place ? anyOf([found, stands(word, 'place')]) : found;
  });
  return allOf([...each, anyOf(inTitle)]);
}

/** Distance between the scores of two classes: a power of two above any sum of rarities, so that no bit is lost. */
export const stepOf = (...sums: Weighed[][]): number =>
  2 **
  Math.ceil(
    Math.log2(1 + Math.max(...sums.map((words) => words.reduce((sum, each) => sum + each.rarity, 0)))),
  );

const always = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });

/** What holds all words: a step higher for each class. */
export function full({ compact }: QueryText, words: Weighed[], step: number): Query {
  const all = words.map(({ word }) => word);
  const better = [always(titleAll(all), step), always({ term: { titleHash: tieOf(compact) } }, 2 * step)];
  return {
    bool: {
      must: [always(allOf(all.map(anywhere)), step)],
      should: [scored(words), { dis_max: { queries: better } }],
    },
  };
}

const ASCENDING: RelevanceClass[] = ['some', 'all', 'title-all', 'title-exact'];

/** Class and score within it, from the score of a hit. */
export function graded(score: number, step: number): { class: RelevanceClass; rank: number; within: number } {
  const steps = Math.min(Math.floor(score / step), ASCENDING.length - 1);
  const found = ASCENDING[steps] as RelevanceClass;
  return { class: found, rank: RELEVANCE_CLASSES.indexOf(found), within: score - steps * step };
}

/** The score of a hit that was graded so. */
export const scoreOf = (rank: number, within: number, step: number): number =>
  ASCENDING.indexOf(RELEVANCE_CLASSES[rank] ?? 'some') * step + within;
