/**
 * The words of a text as queries, with scores made of nothing but rarities given beforehand and two numbers that
 * each lead's document carries (`textShare`, `titleShare`): a word found anywhere brings its rarity times the first,
 * in the title times the second besides. No engine's statistics, no scripts; the same figures as in SQLite.
 */
import type { estypes } from '@elastic/elasticsearch';
import type { Phrase, QueryText, QueryWord } from '../../analysis/words.ts';
import { CROSSED, EACH_NEAR, NEAR } from '../../finding/relevance.ts';
import { tieOf } from '../../order.ts';
import { RELEVANCE_CLASSES, type RelevanceClass } from '../../query.ts';

type Query = estypes.QueryDslQueryContainer;
type Field = 'words' | 'title' | 'place';

export const LEADS: Query = { term: { lead: true } };

/** Where the phrase stands; one Chinese character alone begins whatever holds it. */
function stands({ tokens, prefix, unless }: Phrase, field: Field): Query {
  if (prefix) return { prefix: { [field]: { value: tokens[0] as string } } };
  const phrase = (of: string[]): Query => ({ match_phrase: { [field]: { query: of.join(' ') } } });
  if (unless === undefined) return phrase(tokens);
  return { bool: { filter: [phrase(tokens)], must_not: unless.map(phrase) } };
}

const facetsOf = ({ facets }: QueryWord): Query[] =>
  facets.map(([facet, value]) => ({ term: { [`all.${facet}`]: value } }));

/** What answers the word there in another way: other words for it, and anywhere its facets. */
const otherWays = (word: QueryWord, field: Field): Query[] => [
  ...word.near.map((phrase) => stands(phrase, field)),
  ...(field === 'words' ? facetsOf(word) : []),
];

/** Where the word or another for it stands. */
function answers(word: QueryWord, field: Field): Query {
  const others = otherWays(word, field);
  return others.length === 0 ? stands(word, field) : anyOf([stands(word, field), ...others]);
}

export const anywhere = (word: QueryWord): Query => answers(word, 'words');

const always = (filter: Query, boost: number): Query => ({ constant_score: { filter, boost } });

export const allOf = (queries: Query[]): Query => ({ bool: { filter: queries } });
const anyOf = (queries: Query[]): Query => ({ bool: { should: queries, minimum_should_match: 1 } });

export interface Weighed {
  word: QueryWord;
  rarity: number;
}

/** The best of the ways in which the word stands there, each at its weight. */
function weighed({ word, rarity }: Weighed, field: Field): Query {
  const own = stands(word, field);
  const others = otherWays(word, field);
  const torn = word.crossings.map((phrase) => stands(phrase, field));
  if (others.length === 0 && torn.length === 0) return always(own, rarity);
  const near = word.near.map((phrase) => always(stands(phrase, field), rarity * EACH_NEAR));
  const other: Query = { bool: { must: [always(anyOf(others), rarity * NEAR)], should: near } };
  const ways = [
    always(torn.length === 0 ? own : { bool: { filter: [own], must_not: torn } }, rarity),
    ...(others.length === 0 ? [] : [other]),
    ...(torn.length === 0 ? [] : [always(own, rarity * CROSSED)]),
  ];
  return { dis_max: { queries: ways } };
}

const worth = (words: Weighed[], field: Field, column: 'textShare' | 'titleShare'): Query => ({
  function_score: {
    query: {
      bool: {
        should: words.map((each) => weighed(each, field)),
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
  const inTitle = words.map((word) => answers(word, 'title'));
  const each = words.map((word, at) => {
    const found = inTitle[at] as Query;
    const placed = [...(word.place ? [answers(word, 'place')] : []), ...facetsOf(word)];
    return placed.length > 0 ? anyOf([found, ...placed]) : found;
  });
  return allOf([...each, anyOf(inTitle)]);
}

/** Distance between the scores of two classes: a power of two above any sum of rarities, so that no bit is lost. */
export const stepOf = (...sums: Weighed[][]): number =>
  2 **
  Math.ceil(
    Math.log2(1 + Math.max(...sums.map((words) => words.reduce((sum, each) => sum + each.rarity, 0)))),
  );

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
