/** Quality of entries in figures: what is asked of a catalogue, and how an answer is made of sums, the same in every engine. */
import { BANDS, type Band, CRITERIA, DIMENSIONS, type Dimension } from '../../config/quality/quality.ts';
import { bitOf, totalOf } from '../../normalizer/quality/marks.ts';
import { byKey } from '../order.ts';
import type { Facet, Filters } from '../query.ts';
import type { StoredEntry } from '../stored.ts';

export { LATENESS } from '../../normalizer/quality/lateness.ts';
/** For rooms that see the catalogue and not the normaliser. */
export { LINK_ROLES, LINK_STATES, type LinkState } from '../../normalizer/quality/links.ts';
export { MQA_STATED } from '../../normalizer/quality/mqa.ts';
export { type Quality, qualityOf } from '../../normalizer/quality/quality.ts';

export interface QualityQuery {
  /** Entries count under each of their own values. */
  by: Facet[];
  filters: Filters;
  /** For what instant lateness is told, ISO 8601. */
  at: string;
  /** So many rows, in the order of `foremost`; where absent all, in that of statistics. */
  most?: number;
}

/** Means over entries; addresses that were asked are not among them, since few are. */
export interface QualityRow {
  key: Partial<Record<Facet, string>>;
  entries: number;
  /** 0–100. */
  score: number;
  /** Shares of the points, 0–1. */
  dimensions: Record<Dimension, number>;
  /** Of what the records say, whatever the day. */
  bands: Record<Band, number>;
  /** Points of the European assessment, of `MQA_STATED`. */
  mqa: number;
  /** Entries by the criteria that they lack; those that none lacks are left out. */
  lacks: Record<string, number>;
}

export interface QualityFigures {
  /** In the order of statistics: by the values asked for; those that do not say last. The foremost ones, where so many are asked for. */
  rows: QualityRow[];
  /** Rows there are, those that are not told among them. */
  distinct: number;
  /** Of all that the filters admit; without rows' overlaps. */
  total: QualityRow;
}

/** Whose records lack what, in the order of their ids. */
export interface LackingQuery {
  source: string;
  /** Of the table; one that needs a check has no entries here (`LinkChecks`). */
  criterion: string;
  at: string;
  /** Local id to go on behind; null at the start. */
  after: string | null;
  limit: number;
}

/** Part of the catalogue port; as of the last refresh. */
export interface QualityQuestions {
  quality(query: QualityQuery): Promise<QualityFigures>;
  lacking(query: LackingQuery): Promise<StoredEntry[]>;
}

/**
 * How rows are put in order, and which come first where not all are told: the newest months, then those of most entries,
 * then by their values. All of them stand by their values alone.
 */
export function foremost({ by, most }: Pick<QualityQuery, 'by' | 'most'>) {
  const inOrder = byKey(by);
  if (most === undefined) return inOrder;
  return (a: Pick<QualityRow, 'key' | 'entries'>, b: Pick<QualityRow, 'key' | 'entries'>): number => {
    const [left = '', right = ''] = by.includes('modifiedMonth')
      ? [a.key.modifiedMonth, b.key.modifiedMonth]
      : [];
    if (left !== right) return left < right ? 1 : -1;
    return b.entries - a.entries || inOrder(a, b);
  };
}

/** What is summed up over entries. */
export interface QualitySums {
  entries: number;
  dimensions: Record<Dimension, number>;
  mqa: number;
  bands: Record<Band, number>;
  /** By the place of the criterion. */
  lacks: number[];
}

/** So many digits are the engines' to agree on. */
const DIGITS = 1e6;
const rounded = (value: number): number => Math.round(value * DIGITS) / DIGITS;

export function rowOf(key: QualityRow['key'], sums: QualitySums): QualityRow {
  const { entries } = sums;
  const mean = (sum: number): number => (entries === 0 ? 0 : sum / entries);
  const dimensions = Object.fromEntries(
    DIMENSIONS.map((dimension) => [dimension, mean(sums.dimensions[dimension])]),
  ) as Record<Dimension, number>;
  return {
    key,
    entries,
    score: rounded(totalOf(dimensions)),
    dimensions: Object.fromEntries(
      DIMENSIONS.map((dimension) => [dimension, rounded(dimensions[dimension])]),
    ) as Record<Dimension, number>,
    bands: Object.fromEntries(BANDS.map((band) => [band, sums.bands[band]])) as Record<Band, number>,
    mqa: rounded(mean(sums.mqa)),
    lacks: Object.fromEntries(
      CRITERIA.flatMap(({ code }, at) =>
        (sums.lacks[at] ?? 0) > 0 ? [[code, sums.lacks[at] as number]] : [],
      ),
    ),
  };
}

export const noSums = (): QualitySums => ({
  entries: 0,
  dimensions: { completeness: 0, timeliness: 0, usability: 0, clarity: 0 },
  mqa: 0,
  bands: { excellent: 0, good: 0, fair: 0, poor: 0 },
  lacks: CRITERIA.map(() => 0),
});

/** Share of its dimension that a criterion is worth where all of it can be asked. */
export function worthOf(code: string): number {
  const own = CRITERIA.find((each) => each.code === code);
  const all = CRITERIA.filter(({ dimension }) => dimension === own?.dimension);
  return own === undefined ? 0 : own.points / all.reduce((sum, { points }) => sum + points, 0);
}

/** Which bit stands for the criterion; undefined where the table has none of that name. */
export const criterionBit = (code: string): number | undefined =>
  CRITERIA.some((each) => each.code === code) ? bitOf(code) : undefined;
