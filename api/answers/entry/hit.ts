/** One resource found, as an answer: its lead in short, and by name who else offers it. */
import type { z } from 'zod';
import type { Source } from '../../../config/registry/source.ts';
import type { FoundHit } from '../../../index/finding/find.ts';
import type { HitAnswer } from '../../schemas/search.ts';
import { summaryAnswer } from './entry.ts';

export function hitAnswer(sources: ReadonlyMap<string, Source>, hit: FoundHit): z.infer<typeof HitAnswer> {
  const { lead, offers, ...rest } = hit;
  return {
    ...rest,
    lead: summaryAnswer(sources, lead),
    offers: { ...offers, sources: offers.sources.map((id) => ({ id, title: sources.get(id)?.title ?? id })) },
  };
}
