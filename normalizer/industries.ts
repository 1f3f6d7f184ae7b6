/** Industries by name or code: sections of GB/T 4754, and its divisions as part of their section. */
import { industryDivisions, vocabulary, vocabularyRevision } from '../config/vocabularies.ts';
import { nameKey } from './code-values.ts';
import { Terms } from './terms.ts';

const industryKey = (word: string): string => nameKey(word).replace(/业$/, '');
/** A01, G54, S.92; four digits of a class and three of a group begin with their division. A letter tells the list. */
const CODE = /^([A-T])\s*[.-]?\s*(\d{2})\d{0,2}$/i;
const CLASS = /^(\d{2})\d{1,2}$/;

interface Lists {
  sections: Terms;
  byName: Map<string, string>;
  byNumber: Map<string, string>;
  revision: number;
}
let lists: Lists | undefined;

function all(): Lists {
  const revision = vocabularyRevision();
  if (lists?.revision === revision) return lists;
  const byName = new Map<string, string>();
  const byNumber = new Map<string, string>();
  for (const { section, number, name } of industryDivisions()) {
    byNumber.set(number, section);
    if (!byName.has(industryKey(name))) byName.set(industryKey(name), section);
  }
  lists = { sections: new Terms(vocabulary('industries'), industryKey), byName, byNumber, revision };
  return lists;
}

/** The section's letter for a word of the list; undefined where it is none. */
export function industryCode(word: string): string | undefined {
  const { sections, byName, byNumber } = all();
  const section = sections.find(word)?.code ?? byName.get(industryKey(word));
  if (section !== undefined) return section;
  const coded = CODE.exec(word);
  if (coded !== null) {
    const letter = (coded[1] as string).toUpperCase();
    return byNumber.get(coded[2] as string) === letter ? letter : undefined;
  }
  return byNumber.get(CLASS.exec(word)?.[1] ?? '');
}
