/** Words of titles as data: what says nothing of a kind (`title-words.yaml`), what every office has (`own-matters.yaml`). */
import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const read = (name: string): unknown =>
  parse(readFileSync(new URL(`./vocabularies/${name}.yaml`, import.meta.url), 'utf8'));

const Words = z.array(z.string().min(1)).min(1);
const TitleWords = z.strictObject({ tails: Words, empty: Words });

let ofTitles: z.infer<typeof TitleWords> | undefined;
let ofOffices: RegExp | undefined;

export function titleWords(): z.infer<typeof TitleWords> {
  ofTitles ??= TitleWords.parse(read('title-words'));
  return ofTitles;
}

/** Finds what every office has of its own in a title. */
export function ownMatters(): RegExp {
  ofOffices ??= new RegExp(Words.parse(read('own-matters')).join('|'), 'u');
  return ofOffices;
}
