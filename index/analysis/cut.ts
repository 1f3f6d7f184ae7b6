/** jieba and its dictionary, loaded when first needed: whoever only counts needs neither. */
import { createRequire } from 'node:module';
import type { Jieba } from '@node-rs/jieba';

type Package = typeof import('@node-rs/jieba');
type Dictionary = typeof import('@node-rs/jieba/dict.js');

const require = createRequire(import.meta.url);

/** Words with their counts, one a line. */
export const dictionary = (): Uint8Array => (require('@node-rs/jieba/dict.js') as Dictionary).dict;

let cutter: Jieba | undefined;

/** Words of a run of Chinese characters; `guess` also finds such as no dictionary has. */
export function cut(run: string, guess = true): string[] {
  cutter ??= (require('@node-rs/jieba') as Package).Jieba.withDict(dictionary());
  return cutter.cut(run, guess);
}
