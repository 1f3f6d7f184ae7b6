/** One offer of a resource, as an assistant reads it. */
import { z } from 'zod';
import type { ApiStoredEntry } from '../../types.ts';
import { STATED, statedOf } from './stated.ts';

/** Data items that are named; a table of thousands says no more to an assistant. */
const MOST_ITEMS = 100;
const LONGEST = 2_000;

const File = z.strictObject({
  title: z.string().optional(),
  format: z.string().optional(),
  url: z.string().optional(),
});

export const Offer = z.strictObject({
  catalogue: z.string(),
  catalogueUrl: z.string().optional(),
  page: z.string().optional().describe('Its page there'),
  ...STATED,
  conditions: z.string().optional(),
  license: z.string().optional(),
  themes: z.array(z.string()),
  keywords: z.array(z.string()),
  frequency: z.string().optional().describe('As stated'),
  issued: z.string().optional(),
  modified: z.string().optional(),
  period: z.string().optional().describe('What time the data is of'),
  rows: z.int().optional(),
  items: z.array(z.string()).describe('Names of its data items'),
  itemsLeft: z.int().describe('Data items that are not named here'),
  files: z.array(File),
  changed: z.string().describe('When this catalogue last saw it change'),
});

export function offerOf({ entry, place, source, changedAt }: ApiStoredEntry): z.infer<typeof Offer> {
  const period = [entry.temporal?.start, entry.temporal?.end].filter((end) => end !== undefined).join('/');
  const stated: Partial<z.infer<typeof Offer>> = {
    catalogueUrl: source.home,
    page: entry.landingPage,
    conditions: entry.openness?.conditions ?? entry.sharing?.conditions,
    license: entry.license?.raw,
    frequency: entry.frequency?.raw,
    issued: entry.issued,
    modified: entry.modified,
    period: period || entry.temporal?.raw,
    rows: entry.volume?.rows,
  };
  return {
    ...(Object.fromEntries(
      Object.entries(stated).filter(([, value]) => value !== undefined),
    ) as typeof stated),
    ...statedOf(entry, place, LONGEST),
    catalogue: source.title,
    themes: entry.themes.map(({ raw }) => raw),
    keywords: entry.keywords,
    items: entry.dataItems.slice(0, MOST_ITEMS).map(({ name, label }) => label ?? name),
    itemsLeft: Math.max(0, entry.dataItems.length - MOST_ITEMS),
    files: entry.distributions.map(({ title, format, downloadUrl, accessUrl }) => ({
      ...(title !== undefined && { title }),
      ...(format !== undefined && { format }),
      ...((downloadUrl ?? accessUrl) !== undefined && { url: downloadUrl ?? accessUrl }),
    })),
    changed: changedAt,
  };
}
