/** Words of titles as data: what says nothing of a kind (`title-words.yaml`), what every office has (`own-matters.yaml`). */
import { z } from 'zod';
import { readYaml } from './text/yaml.ts';

const read = (name: string): unknown => readYaml(new URL(`./vocabularies/${name}.yaml`, import.meta.url));

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
