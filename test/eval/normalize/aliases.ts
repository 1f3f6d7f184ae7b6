/**
 * Which words of the lists a platform's values are understood by, so that those that no other platform uses can be taken
 * away. Codes and official names (of the standards) stay: only further words may have been seen at platforms.
 */
import type { Term } from '../../../config/vocabularies.ts';
import { nameKey } from '../../../normalizer/values/code-values.ts';
import { Terms } from '../../../normalizer/values/terms.ts';

const key = (word: string): string => nameKey(word).replace(/业$/, '');

function isOfficial({ code, zh, en }: Term, word: string): boolean {
  const plain = key(word);
  return [code, zh, en].some((name) => key(name) === plain);
}

/** From now on every word found is told, and those of `hidden` (code and word) are not found. */
export function watchWords(told: (word: string) => void, hidden: () => ReadonlySet<string>): void {
  const find = Terms.prototype.find;
  Terms.prototype.find = function (this: Terms, word: string): Term | undefined {
    const term = find.call(this, word);
    if (term === undefined || isOfficial(term, word)) return term;
    const name = `${term.code} ${key(word)}`;
    told(name);
    return hidden().has(name) ? undefined : term;
  };
}
