/** What of a statement is about people, and what may be shown in its place. Pure. */
import type { RawValue, Statement } from '../../config/record.ts';
import { cleanText } from '../text.ts';
import { linesOf, reachesPerson } from '../values/contact.ts';
import { isPlaceholder } from '../values/terms.ts';
import { maskMobiles, namesPerson } from './masking.ts';

/** Stands where a name stood. */
export const MASKED_NAME = '***';

/**
 * The source's own words that name people → what is shown instead: nothing of a name, of a contact its lines and
 * mailboxes. Fields, labels and the keys of nested values are looked at, as the normaliser does.
 */
export function personalIn({ fields, unmapped }: Statement): Map<string, string> {
  const found = new Map<string, string>();
  /** An office that answers in its own name is no person. */
  const office = typeof fields.publisher === 'string' ? fields.publisher.trim() : undefined;
  for (const [label, value] of [...Object.entries(fields), ...Object.entries(unmapped)]) {
    collect(label, value, false, found);
  }
  if (office !== undefined && found.get(office) === MASKED_NAME) found.delete(office);
  return found;
}

function collect(
  label: string,
  value: RawValue | undefined,
  person: boolean,
  found: Map<string, string>,
): void {
  const named = person || label === 'contactName' || namesPerson(label);
  if (typeof value === 'string') note(label, value.trim(), named, found);
  else if (Array.isArray(value)) for (const each of value) collect(label, each, named, found);
  else if (typeof value === 'object' && value !== null) {
    for (const [key, each] of Object.entries(value)) collect(key, each, named, found);
  }
}

function note(label: string, words: string, named: boolean, found: Map<string, string>): void {
  // A single letter or a bare number names nobody.
  if (isPlaceholder(words) || !/\p{L}.*\p{L}/su.test(words)) return;
  if (named) found.set(words, MASKED_NAME);
  else if (reachesPerson(label)) {
    const { phones, emails } = linesOf(words);
    const lines = [...phones, ...emails].join('、');
    if (lines !== maskMobiles(cleanText(words))) found.set(words, lines === '' ? MASKED_NAME : lines);
  }
}
