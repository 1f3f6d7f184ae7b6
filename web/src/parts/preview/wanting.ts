/** What the tried records lack or say in words that no code list has: how many, and what they say. Pure. */
import type { ApiPreview } from '../../../../api/types.ts';
import type { Word } from '../../words/zh.ts';
import type { TriedEntry } from './entry-fields.tsx';

export interface Wanting {
  field: Word;
  /** Nothing is said of it; otherwise it is not understood. */
  missing: boolean;
  records: number;
  /** Values that are not understood, each once. */
  values: string[];
}

/** What a reader decides by, in the order in which it matters. */
const ASKED: { field: Word; has: (entry: TriedEntry) => boolean; raw?: (entry: TriedEntry) => string[] }[] = [
  { field: 'fact.publisher', has: (entry) => entry.publisher !== undefined },
  { field: 'resource.description', has: (entry) => entry.description !== undefined },
  {
    field: 'fact.theme',
    has: (entry) => entry.themes.length > 0,
    raw: (entry) => entry.themes.flatMap(({ code, raw }) => (code === null ? [raw] : [])),
  },
  {
    field: 'fact.frequency',
    has: (entry) => entry.frequency !== undefined,
    raw: ({ frequency }) => (frequency?.code === null ? [frequency.raw] : []),
  },
  {
    field: 'preview.access',
    has: ({ openness, sharing, mode }) =>
      (mode === 'sharing' ? sharing : openness) !== undefined || mode === 'authorised-operation',
    raw: ({ openness, sharing }) =>
      [openness, sharing].flatMap((one) => (one?.class === 'unknown' ? [one.raw] : [])),
  },
  { field: 'fact.modified', has: (entry) => (entry.modified ?? entry.issued) !== undefined },
  { field: 'resource.items', has: (entry) => entry.dataItems.length > 0 },
];

export function wantingOf(items: ApiPreview['items']): Wanting[] {
  const entries = items.flatMap(({ entry }) => entry ?? []);
  return ASKED.flatMap(({ field, has, raw }) => {
    const lacking = entries.filter((entry) => !has(entry)).length;
    const strange = entries.map((entry) => raw?.(entry) ?? []).filter((values) => values.length > 0);
    const all: Wanting[] = [
      { field, missing: true, records: lacking, values: [] },
      { field, missing: false, records: strange.length, values: [...new Set(strange.flat())] },
    ];
    return all.filter(({ records }) => records > 0);
  });
}
