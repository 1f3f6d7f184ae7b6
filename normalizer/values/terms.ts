/** Words of the sources against a code list: the exact word first, then the list's patterns on free text. */
import {
  placeholders,
  type Term,
  type VocabularyName,
  vocabulary,
  vocabularyRevision,
} from '../../config/vocabularies.ts';
import { wordKey } from '../text.ts';

export class Terms {
  readonly all: readonly Term[];
  readonly #byWord = new Map<string, Term>();
  readonly #patterns: { pattern: RegExp; term: Term }[] = [];
  readonly #key: (word: string) => string;

  constructor(terms: Term[], key: (word: string) => string = wordKey) {
    this.all = terms;
    this.#key = key;
    for (const term of terms) {
      for (const word of [term.code, term.zh, term.en, ...term.aliases]) {
        for (const form of [word, key(word)]) if (!this.#byWord.has(form)) this.#byWord.set(form, term);
      }
      for (const pattern of term.patterns) this.#patterns.push({ pattern: new RegExp(pattern, 'i'), term });
    }
  }

  /** The code for exactly this word, without regard to case, width and blanks. */
  find(word: string): Term | undefined {
    return this.#byWord.get(word) ?? this.#byWord.get(this.#key(word));
  }

  /** The code for this word, or for a text that one of the patterns fits. */
  match(text: string): Term | undefined {
    return this.find(text) ?? this.#patterns.find(({ pattern }) => pattern.test(text))?.term;
  }
}

let lists = new Map<VocabularyName, Terms>();
let revision = vocabularyRevision();

export function terms(name: VocabularyName): Terms {
  if (revision !== vocabularyRevision()) {
    lists = new Map();
    revision = vocabularyRevision();
  }
  let list = lists.get(name);
  if (list === undefined) {
    list = new Terms(vocabulary(name));
    lists.set(name, list);
  }
  return list;
}

let absent: Set<string> | undefined;

/** Whether the text stands for nothing: blank, 暂无, null, —— … */
export function isPlaceholder(text: string): boolean {
  absent ??= new Set(placeholders().map(wordKey));
  if (text.length > 12) return text.trim() === '';
  return text === '' || absent.has(text) || absent.has(wordKey(text)) || text.trim() === '';
}
