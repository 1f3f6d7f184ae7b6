/** Classes of opening and sharing; what is said in free text stays beside the class as its conditions. */
import type { Field } from '../../config/record.ts';
import type { Term, VocabularyName } from '../../config/vocabularies.ts';
import type { Entry, OPENNESS, SHARING } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { findIn } from './code-values.ts';
import { terms } from './terms.ts';

export type OpennessReading = NonNullable<Entry['openness']>;
export type SharingReading = NonNullable<Entry['sharing']>;

interface Classified {
  class: string;
  conditions?: string;
  raw: string;
}

/**
 * The stated class decides, and where it says nothing the stated conditions and what other labels say of the same
 * (是否开放: 可开放 with 开放条件: 无条件开放). A
 * text that is no class's name is itself a condition.
 */
function classify(
  reading: Reading,
  field: Field,
  conditionsField: Field,
  list: VocabularyName,
): Classified | undefined {
  const raw = reading.text(field, 500);
  const conditions = reading.text(conditionsField, 2000);
  if (raw === undefined && conditions === undefined) return undefined;
  const stated = raw ?? (conditions as string);
  const known = findIn(stated, (word) => terms(list).find(word));
  let term = known ?? terms(list).match(stated);
  if (says(term) === undefined) {
    const others = [
      ...(raw === undefined ? [] : [conditions]),
      ...reading.beside(field).map(({ value }) => value),
    ];
    for (const other of others) {
      const found =
        other === undefined
          ? undefined
          : (findIn(other, (word) => terms(list).find(word)) ?? terms(list).match(other));
      if (says(found) === undefined) continue;
      term = found;
      if (other !== conditions) reading.remark(field, 'inferred', other);
      break;
    }
  }
  if (term === undefined) reading.remark(field, 'not-understood', stated);
  const kept =
    conditions !== undefined && conditions !== raw ? conditions : known !== undefined ? undefined : stated;
  return { class: term?.code ?? 'unknown', ...(kept === undefined ? {} : { conditions: kept }), raw: stated };
}

/** A class that says something: 可开放 alone does not tell on what terms. */
const says = (term: Term | undefined): Term | undefined => (term?.code === 'unknown' ? undefined : term);

export function readOpenness(reading: Reading): OpennessReading | undefined {
  const found = classify(reading, 'openness', 'openConditions', 'openness');
  return found === undefined ? undefined : { ...found, class: found.class as (typeof OPENNESS)[number] };
}

export function readSharing(reading: Reading): SharingReading | undefined {
  const found = classify(reading, 'sharing', 'sharingConditions', 'sharing');
  const way = reading.text('sharingMode', 500);
  // A way without a type: the field is kept with its raw value, the type stays unsaid.
  if (found === undefined) return way === undefined ? undefined : { class: 'unknown', way, raw: way };
  return {
    ...found,
    class: found.class as (typeof SHARING)[number],
    ...(way === undefined ? {} : { way }),
  };
}

const RIGHTS = {
  unconditional: 'public',
  conditional: 'restricted',
  'on-application': 'restricted',
  closed: 'non-public',
} as const;

/** EU authority table access-right: as stated, or as the class of opening implies. */
export function readAccessRights(
  reading: Reading,
  openness: OpennessReading | undefined,
): Entry['accessRights'] {
  const stated = reading.text('accessRights', 200);
  if (stated !== undefined) {
    const word = /(non[-_ ]?public|private|restricted|public)$/i.exec(stated)?.[1]?.toLowerCase();
    if (word !== undefined)
      return /^(?:non|private)/.test(word) ? 'non-public' : (word as 'public' | 'restricted');
    const term = terms('openness').match(stated);
    if (term !== undefined && term.code in RIGHTS) return RIGHTS[term.code as keyof typeof RIGHTS];
    reading.remark('accessRights', 'not-understood', stated);
  }
  if (openness === undefined || openness.class === 'unknown') return undefined;
  return RIGHTS[openness.class];
}
