/** What a typed text asks for: its words, which of them name a place, and the tokens to look for. */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';
import { findRegion } from '../../config/regions.ts';
import { fold } from './fold.ts';
import { type Run, runs, runTokens } from './tokens.ts';

export interface QueryWord {
  /** Folded. */
  text: string;
  /** Tokens that stand one after another where the word stands; one Chinese character alone is a prefix. */
  tokens: string[];
  prefix: boolean;
  /** It names a place: the place of an entry's source answers it as well as the entry's text. */
  place: boolean;
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
    '各 各地 各个 每 每个 每年 所有 全部 关于 相关 有关 一下 这些 那些 拿到 里 上 中 到 从 对 于 等 个 人'
  ).split(' '),
);

/** A run of Chinese no longer than this is one word as typed: cutting 双公示 or 三品一标 would lose it. */
const WHOLE = 4;
/** More words than this narrow nothing any further. */
export const MAX_WORDS = 12;
const MAX_PARTS = 24;
/** Characters of a typed text that are looked at. */
const MAX_TEXT = 400;

let cutter: Jieba | undefined;
/** Words of a run of Chinese characters. */
function cut(run: string): string[] {
  cutter ??= Jieba.withDict(dict);
  return cutter.cut(run, true);
}

function word(run: Run): QueryWord {
  const tokens = runTokens(run);
  const prefix = run.han && tokens.length === 1;
  return {
    text: run.text,
    // Inside a longer text the last character goes on, so only its pairs can be asked for.
    tokens: run.han && !prefix ? tokens.slice(0, -1) : tokens,
    prefix,
    place: run.han && findRegion(run.text) !== undefined,
  };
}

const lengthOf = (text: string): number => [...text].length;

/** The words of one run: as typed where short or a place's name, else as jieba cuts it. */
function split(run: Run): Run[] {
  if (!run.han || lengthOf(run.text) <= WHOLE || findRegion(run.text) !== undefined) return [run];
  const words = cut(run.text).map((text): Run => ({ text, han: true }));
  const telling = words.filter(({ text }) => !FILLERS.has(text) && lengthOf(text) > 1);
  return telling.length > 0 ? telling : words;
}

export function understand(text: string): QueryText {
  const found = runs(fold(text.slice(0, MAX_TEXT)));
  const distinct = (all: Run[]): Run[] => [...new Map(all.map((run) => [run.text, run])).values()];
  const all = distinct(found.flatMap(split));
  const telling = all.filter(({ text: each }) => !FILLERS.has(each));
  const words = (telling.length > 0 ? telling : all).slice(0, MAX_WORDS).map(word);
  const others = words.filter(({ place }) => !place);
  const parts = (others.length > 0 ? others : words).flatMap(partsOf);
  const compact = found.map((run) => run.text).join('');
  return {
    compact,
    words,
    parts: [...new Map(parts.map((part) => [part.text, part])).values()].slice(0, MAX_PARTS),
  };
}

/** The word itself where it is one token, else each of its tokens. */
const partsOf = (whole: QueryWord): QueryWord[] =>
  whole.tokens.length === 1
    ? [whole]
    : whole.tokens.map((token) => ({ text: token, tokens: [token], prefix: false, place: false }));
