/** What a criterion's test is: whether an entry meets it, or need not. */
import type { Entry } from '../entry.ts';

/** `exempt`: it is not met, and cannot be asked of such an entry. */
export type Verdict = 'met' | 'lacking' | 'exempt';

export type Test = (entry: Entry) => Verdict;

export const metIf = (met: boolean): Verdict => (met ? 'met' : 'lacking');

/** Met, or not to be asked of it: what is there counts, whatever the entry is. */
export const metUnless = (met: boolean, exempt: boolean): Verdict =>
  met ? 'met' : exempt ? 'exempt' : 'lacking';

/** Products and services of authorised operation are no tables of data. */
export const isData = ({ kind }: Entry): boolean => kind === 'dataset' || kind === 'api';
