/**
 * An installation's own words for the code lists: a YAML file that a setting names, list → code → words. So a value that
 * was not understood is mapped without a change to the program, and replayed.
 */
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { CodedError } from './errors/errors.ts';
import { parseYaml } from './text/yaml.ts';
import { type OwnWords, takeOwnWords, VOCABULARIES, vocabulary } from './vocabularies.ts';

const OwnWordsFile = z.partialRecord(
  z.enum(VOCABULARIES),
  z.record(z.string(), z.array(z.coerce.string().min(1).max(200))),
);

/** Absent: none. Throws `config.invalid`, naming the word or the code that cannot be. */
export function loadOwnWords(file: string | undefined): void {
  takeOwnWords({});
  if (file === undefined) return;
  const invalid = (what: string, cause?: unknown): CodedError =>
    new CodedError('config.invalid', `${file}: ${what}`, {
      hint: 'themes: { health: [卫健领域] } — 代码表：代码：词 / list: code: words',
      ...(cause === undefined ? {} : { cause }),
    });
  let words: OwnWords;
  try {
    words = OwnWordsFile.parse(parseYaml(readFileSync(file, 'utf8')) ?? {});
  } catch (error) {
    throw invalid(error instanceof z.ZodError ? z.prettifyError(error) : (error as Error).message, error);
  }
  for (const [list, codes] of Object.entries(words) as [keyof OwnWords, Record<string, string[]>][]) {
    const terms = vocabulary(list);
    const given = new Map<string, string>();
    for (const [code, each] of Object.entries(codes)) {
      if (!terms.some((term) => term.code === code)) throw invalid(`${list}: ${code}`);
      for (const word of each) {
        const name = terms.find((term) => term.code !== code && [term.code, term.zh, term.en].includes(word));
        const other = name?.code ?? given.get(word);
        if (other !== undefined) throw invalid(`${list}: ${word} = ${other}, ${code}`);
        given.set(word, code);
      }
    }
  }
  takeOwnWords(words);
}
