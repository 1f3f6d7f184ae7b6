/** jieba, loaded when first needed. */
import { Jieba } from '@node-rs/jieba';
import { dict } from '@node-rs/jieba/dict.js';

let cutter: Jieba | undefined;

/** Words of a run of Chinese characters; `guess` also finds such as no dictionary has. */
export function cut(run: string, guess = true): string[] {
  cutter ??= Jieba.withDict(dict);
  return cutter.cut(run, guess);
}
