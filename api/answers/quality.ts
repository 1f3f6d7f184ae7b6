/** Quality in answers: codes with their words, what a record says where it lacks something. */
import { CRITERIA, type Criterion } from '../../config/quality/quality.ts';
import type { Source } from '../../config/registry/source.ts';
import { MQA_STATED, type QualityFigures, qualityOf } from '../../index/quality/figures.ts';
import type { LinkCheck } from '../../index/quality/link-checks.ts';
import type { QualityReport } from '../../index/quality/report.ts';
import type { Facet } from '../../index/query.ts';
import type { StoredEntry } from '../../index/stored.ts';
import { facetLabel } from './label.ts';

const MQA_ALL = 405;

export const criterionAnswer = ({ code, dimension, field, zh, en, mend }: Criterion) => ({
  code,
  dimension,
  field,
  label: { zh, en },
  mend,
});

const byCode = new Map(CRITERIA.map((criterion) => [criterion.code, criterion]));
export const criterionOf = (code: string): Criterion | undefined => byCode.get(code);

export function entryQuality({ entry }: StoredEntry, checks: LinkCheck[], now: number) {
  const { findings, mqa, ...quality } = qualityOf(entry, now, checks);
  return {
    entry: entry.id,
    title: entry.title,
    source: entry.source,
    ...quality,
    findings: findings.map(({ points, of, needs, code }) => ({
      ...criterionAnswer(byCode.get(code) as Criterion),
      points,
      of,
      ...(needs === undefined ? {} : { needs }),
    })),
    mqa: { ...mqa, of: MQA_ALL as 405 },
    links: checks.map(({ url, role, state, status, detail, at, since }) => ({
      url,
      role,
      state,
      status,
      detail,
      at,
      since,
    })),
    at: new Date(now).toISOString(),
  };
}

export function qualityAnswer(
  { rows, distinct, total: { key: _, ...total } }: QualityFigures,
  by: Facet[],
  sources: ReadonlyMap<string, Source>,
  at: string,
) {
  return {
    by,
    rows: rows.map((row) => ({
      ...row,
      labels: Object.fromEntries(
        by.map((facet) => [facet, facetLabel(facet, row.key[facet] ?? '', sources)]),
      ),
    })),
    total,
    distinct,
    mqaOf: MQA_STATED,
    at,
  };
}

const named = ({ entry: { id, title } }: StoredEntry) => ({ id, title });

export function reportAnswer(
  source: string,
  { figures: { key: _, ...figures }, gains, links }: QualityReport,
  at: string,
) {
  return {
    source,
    figures,
    gains: gains.map(({ criterion, lacking, sample, gain, examples }) => ({
      ...criterionAnswer(criterion),
      lacking,
      ...(sample === undefined ? {} : { sample }),
      gain: Math.round(gain * 100) / 100,
      examples: examples.map(named),
    })),
    links,
    mqaOf: MQA_STATED,
    at,
  };
}

const LONGEST_SHOWN = 200;

/** A record that lacks something, with what it says there. */
export function lackingItem(stored: StoredEntry, { field }: Criterion) {
  const { entry } = stored;
  const value = entry[field as keyof typeof entry];
  const empty = value === undefined || (Array.isArray(value) && value.length === 0);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return {
    ...named(stored),
    ...(entry.landingPage === undefined ? {} : { landingPage: entry.landingPage }),
    stated: empty ? null : text.slice(0, LONGEST_SHOWN),
  };
}
