/** Industries by name or code: sections of GB/T 4754, and its divisions as part of their section. */
import { industryDivisions, vocabulary, vocabularyRevision } from '../../config/vocabularies.ts';
import { nameKey } from './code-values.ts';
import { Terms } from './terms.ts';

const industryKey = (word: string): string => nameKey(word).replace(/[业的]/g, '');
/** The parts of a section's name: 公共管理, 社会保障, 社会组织. */
const partsOf = (name: string): string[] =>
  name
    .split(/[、,，和及与/]/)
    .map((part) => industryKey(part).replace(/^(?:其他|生产)/, ''))
    .filter((part) => part.length > 1);
/** A01, G54, S.92; four digits of a class and three of a group begin with their division. A letter tells the list. */
const CODE = /^([A-T])\s*[.-]?\s*(\d{2})\d{0,2}$/i;
const CLASS = /^(\d{2})\d{1,2}$/;

interface Lists {
  sections: Terms;
  byName: Map<string, string>;
  byNumber: Map<string, string>;
  /** Part → sections that have it in their name. */
  byPart: Map<string, Set<string>>;
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
  const byPart = new Map<string, Set<string>>();
  for (const { code, zh } of vocabulary('industries'))
    for (const part of partsOf(zh)) byPart.set(part, (byPart.get(part) ?? new Set()).add(code));
  lists = { sections: new Terms(vocabulary('industries'), industryKey), byName, byNumber, byPart, revision };
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
  return byNumber.get(CLASS.exec(word)?.[1] ?? '') ?? byParts(word);
}

/** A section by two parts of its name or more, and none of another's: 科学研究、技术服务, 公共管理与社会组织. */
function byParts(word: string): string | undefined {
  const parts = partsOf(word);
  if (parts.length < 2) return undefined;
  const { byPart } = all();
  const common = parts
    .map((part) => byPart.get(part) ?? new Set<string>())
    .reduce((left, right) => left.intersection(right));
  return common.size === 1 ? [...common][0] : undefined;
}
