/** What a typed text asks for: its words, what each is, other words for it, and the tokens to look for. */
import { crossings } from './crossing.ts';
import { cut } from './cut.ts';
import { fold } from './fold.ts';
import { translated } from './latin.ts';
import { type FacetTerm, isKnown, isUsual, nearOf, recognised, type WordKind } from './near.ts';
import { type Run, runs, tokens } from './tokens.ts';

/** Tokens that stand one after another where a word stands; one Chinese character alone is a prefix. */
export interface Phrase {
  tokens: string[];
  prefix: boolean;
  /** Where one of these stands, the phrase is taken for the seam of two other words, and not found at all. */
  unless?: string[][];
}

export interface QueryWord extends Phrase {
  /** Folded. */
  text: string;
  kind: WordKind;
  /** It names a place: the place of an entry's source answers it as well as the entry's text. */
  place: boolean;
  /** What was typed where that was another word: hangzhou for 杭州. */
  typed?: string;
  /** Other words for it, as texts and phrases; each weighs less than the word. */
  near: (Phrase & { text: string })[];
  /** Facet values that answer it, weighing as much as another word. */
  facets: FacetTerm[];
  /** Phrases in which its characters are the seam of two other words. */
  crossings: Phrase[];
}

export interface QueryText {
  /** Folded, with nothing but its words, to compare with whole titles. */
  compact: string;
  words: QueryWord[];
  /** Tokens of the words that name no place (of all, where all do), distinct, for matches by parts. */
  parts: QueryWord[];
}

/** Words of a question that say nothing of what is looked for. */
const FILLERS = new Set(
  (
    '的 了 和 与 及 或 在 是 有 没 没有 有没有 有无 吗 呢 吧 啊 我 我想 想 想要 要 请 请问 能 能否 可以 会 ' +
    '哪 哪些 哪里 哪儿 哪个 哪家 什么 怎么 怎样 如何 多少 几 几个 为什么 是否 谁 找 找到 查 查询 查找 查看 ' +
    '各 各地 各个 每 每个 每年 所有 全部 关于 相关 有关 一下 这些 那些 拿到 里 上 中 到 从 对 于 等 个 人 附近 周边 身边 本地 当地'
  ).split(' '),
);

/** A run of Chinese no longer than this is one word as typed: cutting 双公示 or 三品一标 would lose it. */
const WHOLE = 4;
/** More words than this narrow nothing any further. */
export const MAX_WORDS = 12;
const MAX_PARTS = 24;
/** Characters of a typed text that are looked at. */
const MAX_TEXT = 400;

/** A text as a phrase: inside a longer text its last character goes on, so only its pairs can be asked for. */
function phraseOf(text: string): Phrase {
  const all = tokens(text);
  const last = runs(text).at(-1);
  const pairs = last?.han === true && [...last.text].length > 1;
  return {
    tokens: pairs ? all.slice(0, -1) : all,
    prefix: all.length === 1 && last?.han === true,
  };
}

function nearPhrase(text: string): QueryWord['near'][number] {
  const unless = crossings(text);
  return { text, ...phraseOf(text), ...(unless.length === 0 ? {} : { unless }) };
}

/** Texts that are to be taken for nothing but words. */
type Literal = ReadonlySet<string>;

function word(run: Run, literal: Literal): QueryWord {
  const plain = literal.has(run.text);
  const { kind, facets } = plain ? { kind: 'word' as const, facets: [] } : recognised(run.text);
  const phrase = phraseOf(run.text);
  return {
    text: run.text,
    ...phrase,
    kind,
    place: run.han && kind === 'place',
    near: plain ? [] : nearOf(run.text).map(nearPhrase),
    facets,
    crossings: plain ? [] : crossings(run.text).map((each) => ({ tokens: each, prefix: false })),
  };
}

/** A word typed in Latin letters: itself where nothing is known of it, else its Chinese with it beside. */
function latinWord(
  { typed, terms, place }: ReturnType<typeof translated>[number],
  literal: Literal,
): QueryWord[] {
  const [first, ...others] = terms;
  if (first === undefined || literal.has(typed)) {
    return typed.split(' ').map((text) => word({ text, han: false }, literal));
  }
  const meant = word({ text: first, han: true }, literal);
  const texts = [...new Set([...others, ...meant.near.map(({ text }) => text), ...(place ? [] : [typed])])];
  return [{ ...meant, typed, near: texts.map(nearPhrase) }];
}

const lengthOf = (text: string): number => [...text].length;
const MOST_JOINED = 3;

/** Words as jieba cuts them, but that neighbours which make a known word are one: 打 车, 卫健 委. */
function cutKnown(run: string): string[] {
  const pieces = cut(run);
  const found: string[] = [];
  for (let at = 0; at < pieces.length; ) {
    let length = Math.min(MOST_JOINED, pieces.length - at);
    while (length > 1 && !isKnown(pieces.slice(at, at + length).join(''))) length -= 1;
    found.push(pieces.slice(at, at + length).join(''));
    at += length;
  }
  return found;
}

/** The words of one run: as typed where short or known, else as jieba cuts it. */
function split(run: Run): Run[] {
  if (!run.han || isKnown(run.text)) return [run];
  if (lengthOf(run.text) <= WHOLE && isUsual(run.text)) return [run];
  const words = cutKnown(run.text).map((text): Run => ({ text, han: true }));
  const telling = words.filter(({ text }) => !FILLERS.has(text) && lengthOf(text) > 1);
  // Short and of no words that are known by themselves: one word as typed.
  const made = telling.length > 1 && telling.some(({ text }) => isKnown(text)) && lengthOf(run.text) >= WHOLE;
  if (lengthOf(run.text) <= WHOLE && !made) return [run];
  return telling.length > 0 ? telling : words;
}

/** Runs of a text; 年 behind a year belongs to it. */
const runsOf = (text: string): Run[] =>
  runs(text.replaceAll(/(?<![\d.])((?:19|20)\d\d)年(?!\p{N})/gu, '$1 '));

/** Chinese runs cut, Latin ones read together where they stand side by side. */
function wordsOf(found: Run[], literal: Literal): QueryWord[] {
  const words: QueryWord[] = [];
  let latin: string[] = [];
  const flush = () => {
    if (latin.length > 0) words.push(...translated(latin).flatMap((each) => latinWord(each, literal)));
    latin = [];
  };
  for (const run of found) {
    if (!run.han) {
      latin.push(run.text);
      continue;
    }
    flush();
    words.push(...(literal.has(run.text) ? [run] : split(run)).map((each) => word(each, literal)));
  }
  flush();
  return words;
}

/** `literal`: words of the text (or what was typed for them) that are to mean nothing but themselves. */
export function understand(text: string, literal: readonly string[] = []): QueryText {
  const folded = fold(text.slice(0, MAX_TEXT));
  const found = runsOf(folded);
  const kept = new Set(literal.map(fold));
  const all = [...new Map(wordsOf(found, kept).map((each) => [each.text, each])).values()];
  const telling = all.filter(({ text: each }) => !FILLERS.has(each));
  const words = (telling.length > 0 ? telling : all).slice(0, MAX_WORDS);
  const others = words.filter(({ place }) => !place);
  const parts = (others.length > 0 ? others : words).flatMap(partsOf);
  return {
    compact: runs(folded)
      .map((run) => run.text)
      .join(''),
    words,
    parts: [...new Map(parts.map((part) => [part.text, part])).values()].slice(0, MAX_PARTS),
  };
}

const pair = (token: string): QueryWord => ({
  text: token,
  tokens: [token],
  prefix: false,
  kind: 'word',
  place: false,
  near: [],
  facets: [],
  crossings: [],
});

/** The word itself where it is one token, else each of its tokens, and the whole where there are other words for it. */
function partsOf(whole: QueryWord): QueryWord[] {
  if (whole.tokens.length === 1) return [whole];
  return [...(whole.near.length > 0 ? [whole] : []), ...whole.tokens.map(pair)];
}
