/**
 * The code lists of the catalogue with the platforms' own words for them: `config/vocabularies/*.yaml`, one list a
 * file, one row a code. The normaliser maps by them; the API and the pages name codes by them.
 */
import { z } from 'zod';
import { readYaml } from './text/yaml.ts';

export const VOCABULARIES = [
  'themes',
  'dcat-themes',
  'industries',
  'frequencies',
  'openness',
  'sharing',
  'subject-kinds',
  'catalogue-levels',
  'offices',
  'formats',
  'kinds',
  'modes',
  'licenses',
  'authorisation-modes',
  'operation-patterns',
  'price-bases',
  'pricing-units',
  'registration-types',
  'registration-states',
  'quality-bands',
  'ledger-gaps',
] as const;
export type VocabularyName = (typeof VOCABULARIES)[number];

export const Term = z.strictObject({
  code: z.coerce.string(),
  zh: z.string(),
  en: z.string(),
  /** Other words for it, compared without case, width and blanks. */
  aliases: z.array(z.coerce.string()).default([]),
  /** Regular expressions for free text, tried in the order of the file. */
  patterns: z.array(z.string()).default([]),
  /** themes: codes of the EU authority table data-theme. */
  dcat: z.array(z.string()).optional(),
  /** formats: IANA media type. */
  mediaType: z.string().optional(),
  /** offices: it gathers what other offices hold. */
  collects: z.literal(true).optional(),
  /** frequencies: ISO 8601. */
  duration: z.string().optional(),
});
export type Term = z.infer<typeof Term>;

const read = (name: string): unknown => readYaml(new URL(`./vocabularies/${name}.yaml`, import.meta.url));

const loaded = new Map<VocabularyName, Term[]>();

export type OwnWords = Partial<Record<VocabularyName, Record<string, string[]>>>;

let own: OwnWords = {};
let revision = 0;

/** Words that stand beside the lists' own from now on (`own-words.ts`); of a word that a list has elsewhere these have the say. */
export function takeOwnWords(words: OwnWords): void {
  if (JSON.stringify(words) === JSON.stringify(own)) return;
  own = words;
  revision += 1;
  loaded.clear();
}

/** Grows where the lists change: for who remembers what they said. */
export const vocabularyRevision = (): number => revision;

export function vocabulary(name: VocabularyName): Term[] {
  let terms = loaded.get(name);
  if (terms === undefined) {
    terms = withOwn(z.array(Term).parse(read(name)), own[name] ?? {});
    loaded.set(name, terms);
  }
  return terms;
}

function withOwn(terms: Term[], words: Record<string, string[]>): Term[] {
  const taken = new Set(Object.values(words).flat());
  if (taken.size === 0) return terms;
  return terms.map((term) => ({
    ...term,
    aliases: [...(words[term.code] ?? []), ...term.aliases.filter((word) => !taken.has(word))],
  }));
}

/** Field → words that stand for it wherever they occur in a theme that no list has. */
export const themeWords = (): [string, string[]][] =>
  Object.entries(z.record(z.string(), z.array(z.string().min(1))).parse(read('theme-words')));

/** The divisions of GB/T 4754: two digits, the official name, the letter of the section they are part of. */
export function industryDivisions(): { section: string; number: string; name: string }[] {
  const sections = z.record(z.string(), z.record(z.string(), z.string())).parse(read('industry-divisions'));
  return Object.entries(sections).flatMap(([section, divisions]) =>
    Object.entries(divisions).map(([number, name]) => ({ section, number, name })),
  );
}

/** What platforms write where they have nothing to say. */
export const placeholders = (): string[] => z.array(z.string()).parse(read('placeholders'));

/** The code's name in the two languages of the pages; the code itself where the list does not have it. */
export function termName(name: VocabularyName, code: string): { zh: string; en: string } {
  const term = vocabulary(name).find((each) => each.code === code);
  return term === undefined ? { zh: code, en: code } : { zh: term.zh, en: term.en };
}
