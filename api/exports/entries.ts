/** Entries as they are exported: the catalogue's entry, and what stands beside it. */
import { z } from 'zod';
import { EXPORT_FIELDS } from '../../config/exports/fields.ts';
import type { Source } from '../../config/registry/source.ts';
import { placeLabel } from '../../config/words.ts';
import { type Catalogue, EntrySchema } from '../../index/port.ts';
import type { Filters, Words } from '../../index/query.ts';
import type { StoredEntry } from '../../index/stored.ts';
import type { Dataset, ExportRecord, Facts } from './dataset.ts';

/** A field's first row is what it means. */
const meaning = new Map(
  EXPORT_FIELDS.toReversed().map((field) => [field.path.split(/[.[]/)[0] as string, field.meaning]),
);

const plain = EntrySchema.extend({
  sourceTitle: z.string(),
  place: z.strictObject({ zh: z.string(), en: z.string() }),
  resource: z.string(),
  lead: z.boolean(),
  firstSeen: z.iso.datetime(),
  changedAt: z.iso.datetime(),
  asOf: z.string(),
});

/** Each field with its meaning in both languages. */
export const ExportedEntry = z.strictObject(
  Object.fromEntries(
    Object.entries(plain.shape).map(([name, type]) => {
      const { zh, en } = meaning.get(name) ?? { zh: name, en: name };
      return [name, (type as z.ZodType).describe(`${zh} / ${en}`)];
    }),
  ),
);

/** The question of an export: entries that pass the filters, of the resources that the words find. */
export interface EntriesQuestion {
  words: Words;
  filters: Filters;
}

export const entriesDataset = (facts: Facts): Dataset => ({
  name: 'entries',
  title: { zh: '条目', en: 'Entries' },
  facts,
  schema: ExportedEntry,
  columns: EXPORT_FIELDS,
});

/** What was asked, in words that a file can say. */
export const saidOf = ({ words, filters }: EntriesQuestion): Facts['question'] => ({
  ...(words.text.trim() === '' ? {} : { q: words.text }),
  ...(words.literal === undefined || words.literal.length === 0 ? {} : { literal: words.literal }),
  ...filters,
});

export function recordOf(
  { entry, resource, lead, firstSeen, changedAt }: StoredEntry,
  sources: ReadonlyMap<string, Source>,
  asOf: string,
): ExportRecord {
  return {
    ...entry,
    sourceTitle: sources.get(entry.source)?.title ?? entry.source,
    place: placeLabel(entry.spatial.code),
    resource,
    lead,
    firstSeen,
    changedAt,
    asOf,
  };
}

/** The records in pages, constant memory. */
export async function* entryRecords(
  catalogue: Pick<Catalogue, 'stream'>,
  sources: ReadonlyMap<string, Source>,
  { words, filters }: EntriesQuestion,
  asOf: string,
): AsyncGenerator<ExportRecord[]> {
  for await (const page of catalogue.stream(filters, words)) {
    yield page.map((stored) => recordOf(stored, sources, asOf));
  }
}
