/** pinyin-pro, whose tables are loaded when something is first to be spelt. */
import { createRequire } from 'node:module';

type Spelling = typeof import('pinyin-pro');

const require = createRequire(import.meta.url);
let spelling: Spelling | undefined;

/** The syllables of a word, without tones. */
export function syllablesOf(word: string, options: { v?: boolean; surname?: 'off' } = {}): string[] {
  spelling ??= require('pinyin-pro') as Spelling;
  return spelling.pinyin(word, { toneType: 'none', type: 'array', ...options });
}
