/** Fifty who search at once, four hundred times in all, by the questions of the bench: answers a second. */
import type { Catalogue } from '../../../index/port.ts';
import type { SearchQuery } from '../../../index/query.ts';
import { QUESTIONS, questionWith } from '../questions.ts';
import { touch } from '../touch.ts';

const SEARCHERS = 50;
const ASKED = 400;

export interface CrowdRate {
  /** Answers a second, nothing being kept from before. */
  fresh: number;
  again: number;
}

async function rateOf(catalogue: Catalogue): Promise<number> {
  const queries = QUESTIONS.map(([, over]): SearchQuery => questionWith(over));
  let next = 0;
  const searcher = async () => {
    while (next < ASKED) {
      const query = queries[next % queries.length] as SearchQuery;
      next += 1;
      await catalogue.search(query);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: SEARCHERS }, searcher));
  return ASKED / ((performance.now() - began) / 1000);
}

export async function crowdRate(catalogue: Catalogue): Promise<CrowdRate> {
  await touch(catalogue);
  return { fresh: await rateOf(catalogue), again: await rateOf(catalogue) };
}
