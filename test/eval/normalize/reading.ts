/** How each field of an entry was read: what the source said, what was made of it, whether that is understood. */
import type { Entry } from '../../../normalizer/entry.ts';

export const READ_FIELDS = [
  'issued',
  'modified',
  'frequency',
  'openness',
  'formats',
  'industry',
  'theme',
  'publisher',
] as const;
export type ReadField = (typeof READ_FIELDS)[number];

/** Shares that a field is meant to reach. */
export const AIMS: Record<ReadField, number> = {
  issued: 0.999,
  modified: 0.999,
  frequency: 0.99,
  openness: 0.99,
  formats: 0.99,
  industry: 0.99,
  theme: 0.97,
  publisher: 0.98,
};

export interface FieldReading {
  said: string;
  /** For the eye. */
  read: string;
  understood: boolean;
  /** Read from what stands beside it, or by its words. */
  inferred: boolean;
}

/** Undefined where the source says nothing of the field. */
export function readingOf(entry: Entry, field: ReadField): FieldReading | undefined {
  const raw = entry.raw[field];
  if (raw === undefined || raw === '' || (Array.isArray(raw) && raw.length === 0)) return undefined;
  const remarks = entry.remarks.filter((remark) => remark.field === field);
  const missed = remarks.some(({ code }) => code === 'not-understood' || code === 'out-of-range');
  return {
    said: typeof raw === 'string' ? raw : JSON.stringify(raw),
    read: READ[field](entry),
    // Of a publisher no remark tells: it is understood where its place and its purpose or kind are.
    understood:
      field === 'publisher'
        ? entry.publisher?.region !== undefined && entry.publisher.office !== undefined
        : !missed,
    inferred: remarks.some(({ code }) => code === 'inferred'),
  };
}

const READ: Record<ReadField, (entry: Entry) => string> = {
  issued: ({ issued }) => issued ?? '—',
  modified: ({ modified }) => modified ?? '—',
  frequency: ({ frequency }) => `${frequency?.code} ${frequency?.duration ?? ''}`,
  openness: ({ openness }) => `${openness?.class}`,
  formats: ({ distributions }) => distributions.map(({ format }) => format ?? '?').join(' '),
  industry: ({ industry, themes }) =>
    `${industry?.code ?? '—'} (${themes.map(({ code }) => code).join(' ')})`,
  theme: ({ themes, industry }) => `${themes.map(({ code }) => code).join(' ')} (${industry?.code ?? '—'})`,
  publisher: ({ publisher }) =>
    `${publisher?.region ?? '—'} ${publisher?.office?.code ?? '—'} ${publisher?.office?.name ?? '—'}`,
};
