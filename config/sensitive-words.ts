/** The words of `config/vocabularies/sensitive-words.yaml`, ready to be tried. */
import { z } from 'zod';
import { readYaml } from './text/yaml.ts';

/** What an open entry ought not to name. */
export const SENSITIVE = [
  'identity-number',
  'mobile-number',
  'home-address',
  'health',
  'punishment',
] as const;
export type Sensitive = (typeof SENSITIVE)[number];

const GROUPS = [
  ...SENSITIVE,
  'person-name',
  'role-name',
  'organisation',
  'roster',
  'masked',
  'absent',
  'papers',
] as const;
export type SensitiveGroup = (typeof GROUPS)[number];

const Words = z.strictObject({
  certain: z.array(z.string()).min(1),
  maybe: z.array(z.string()).default([]),
  not: z.array(z.string()).default([]),
  title: z.string().optional(),
});

export interface SensitiveWords {
  certain: RegExp;
  /** Fits nothing where there are no such words. */
  maybe: RegExp;
  not: RegExp;
  title: RegExp;
}

const NOTHING = '(?!)';
const anyOf = (patterns: string[]): RegExp =>
  new RegExp(patterns.length === 0 ? NOTHING : patterns.join('|'), 'iu');

let loaded: Record<SensitiveGroup, SensitiveWords> | undefined;

export function sensitiveWords(): Record<SensitiveGroup, SensitiveWords> {
  loaded ??= load();
  return loaded;
}

function load(): Record<SensitiveGroup, SensitiveWords> {
  const groups = z
    .record(z.enum(GROUPS), Words)
    .parse(readYaml(new URL('./vocabularies/sensitive-words.yaml', import.meta.url)));
  return Object.fromEntries(
    GROUPS.map((group) => {
      const { certain, maybe, not, title } = groups[group];
      const words = {
        certain: anyOf(certain),
        maybe: anyOf(maybe),
        not: anyOf(not),
        title: anyOf(title === undefined ? [] : [title.replace(/\s+/g, '')]),
      };
      return [group, words];
    }),
  ) as Record<SensitiveGroup, SensitiveWords>;
}
