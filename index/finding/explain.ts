/** Why a hit is there: where each word stands in its lead, as typed or as another word for it, and what that weighs. */
import { type Searchable, searchable } from '../analysis/document.ts';
import { type Phrase, understand } from '../analysis/words.ts';
import type { Hit, SearchQuery } from '../query.ts';
import { facetValues } from './facets.ts';
import { stands } from './holds.ts';
import { CROSSED, NEAR } from './relevance.ts';

export interface Reason {
  word: string;
  /** What of it stands there: the word itself, another word for it, or a facet's value. */
  as: string;
  by: 'word' | 'near' | 'facet' | 'part';
  /** Where; `offers` where only another offer of the resource has it. */
  in: (keyof Searchable | 'offers')[];
  /** Of the word's own worth. */
  weight: number;
}

const FIELDS = ['title', 'text', 'office', 'region'] as const;

export function reasons({ lead, offers, class: found }: Hit, query: SearchQuery): Reason[] {
  const { words, parts } = understand(query.text, query.literal);
  const placed = { entry: lead.entry, region: lead.entry.spatial.code };
  const text = searchable(placed, []);
  const where = (phrase: Phrase) => FIELDS.filter((field) => stands(phrase, text[field]));
  const facets = facetValues(lead.entry);
  return (found === 'some' ? parts : words).map((word): Reason => {
    const own = where(word);
    const torn = word.crossings.some((phrase) => where(phrase).length > 0);
    const near = word.near
      .map((each) => ({ as: each.text, in: where(each) }))
      .find((each) => each.in.length > 0);
    const of = { word: word.text };
    if (own.length > 0 && !(torn && near !== undefined)) {
      const by = found === 'some' && !words.some((each) => each.text === word.text) ? 'part' : 'word';
      return { ...of, as: word.text, by, in: own, weight: torn ? CROSSED : 1 };
    }
    if (near !== undefined) return { ...of, as: near.as, by: 'near', in: near.in, weight: NEAR };
    const facet = word.facets.find(([name, value]) => facets[name].includes(value));
    if (facet !== undefined) return { ...of, as: facet.join('='), by: 'facet', in: [], weight: NEAR };
    return {
      ...of,
      as: word.text,
      by: 'word',
      in: offers.count > 1 ? ['offers'] : [],
      weight: found === 'some' ? 0 : 1,
    };
  });
}
