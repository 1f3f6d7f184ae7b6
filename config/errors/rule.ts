/** What a row of the table of coded errors says. */

/** `never`: the same call fails again. `later`: after a pause. `now`: at once, once. */
export type Retry = 'never' | 'later' | 'now';
/** Who can mend it: the source's administrator, the one record, the caller, or us. */
export type Blame = 'source' | 'record' | 'caller' | 'us';

export interface ErrorRule {
  status: number;
  retry: Retry;
  blame: Blame;
  zh: string;
  en: string;
}

/** A row. */
export const rule = (status: number, retry: Retry, blame: Blame, zh: string, en: string): ErrorRule => ({
  status,
  retry,
  blame,
  zh,
  en,
});
