/** What an entry states, in short and in full alike. */
import { z } from 'zod';
import type { ApiEntrySummary, ApiLabel } from '../../types.ts';

export const STATED = {
  title: z.string(),
  description: z.string().optional(),
  publisher: z.string().optional(),
  place: z.string(),
  mode: z.string(),
  openness: z.string().optional(),
};

const Stated = z.strictObject(STATED);

type Stating = Pick<ApiEntrySummary, 'title' | 'description' | 'publisher' | 'mode' | 'openness'>;

/** `longest`: characters of the description. */
export function statedOf(entry: Stating, place: ApiLabel, longest: number): z.infer<typeof Stated> {
  const { title, description, publisher, mode, openness } = entry;
  return {
    title,
    ...(description !== undefined && { description: description.slice(0, longest) }),
    ...(publisher !== undefined && { publisher: publisher.name }),
    place: place.zh,
    mode,
    ...(openness !== undefined && { openness: openness.class }),
  };
}
