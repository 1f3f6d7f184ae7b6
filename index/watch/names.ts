/** What the watch lists are called, and what may be decided of a finding. */
export const WATCH_LISTS = [
  'supply-shifts',
  'sensitive',
  'peer-gaps',
  'one-number',
  'dead-or-late',
  'ledger-gaps',
] as const;
export type WatchList = (typeof WATCH_LISTS)[number];

export const VERDICTS = ['open', 'looking', 'not-a-fault'] as const;
export type Verdict = (typeof VERDICTS)[number];
