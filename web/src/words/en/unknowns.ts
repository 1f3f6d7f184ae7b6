import type { unknowns as zh } from '../zh/unknowns.ts';

/** English words of the page of values that were not understood. */
export const unknowns: Record<keyof typeof zh, string> = {
  'unknowns.title': 'Values not understood',
  'unknowns.lead':
    'What sources say and no code list of ours has. Map it to a code; a replay brings it into effect.',
  'unknowns.source': 'Source',
  'unknowns.choose': 'Choose a source',
  'unknowns.field': 'Field',
  'unknowns.value': 'As the source says it',
  'unknowns.entries': 'Entries',
  'unknowns.propose': 'Map it',
  'unknowns.filter': 'Find a value',
  'unknowns.all': 'All fields',
  'unknowns.none': 'Every value is understood.',
  'unknowns.count': '{distinct} values, in {entries} entries looked at',
  'unknowns.truncated': 'More values than are counted.',
  'unknowns.how':
    'Put these lines into a file, name it in HUIMU_WORDS, and see with huimu replay --dry-run what would change.',
  'unknowns.code': 'code',
  'unknowns.copy': 'Copy',
};
