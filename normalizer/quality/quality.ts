/** An entry's quality at an instant, each criterion with its reason, and the European figure beside it. */
import { type Band, bandOf, CRITERIA, type Criterion, type Dimension } from '../../config/quality/quality.ts';
import type { Entry } from '../entry.ts';
import { type Late, latenessAt } from './lateness.ts';
import { type Checked, fails, linksOf } from './links.ts';
import { CHECK, lateBits, marksOf, sharesOf, statedBand, statedTotal, totalOf } from './marks.ts';
import { type Mqa, mqaOf } from './mqa.ts';

export interface Finding extends Pick<Criterion, 'code' | 'dimension' | 'field' | 'needs'> {
  points: number;
  /** 0 where it cannot be asked of this entry, or nothing is known. */
  of: number;
}

export interface Quality {
  /** 0–100, at the instant, with what is known of its addresses. */
  score: number;
  band: Band;
  /** Of what the record says, whatever the day and its addresses: what searches filter by and figures count. */
  stated: { score: number; band: Band };
  /** Shares of the points, 0–1. */
  dimensions: Record<Dimension, number>;
  findings: Finding[];
  lateness: Late;
  mqa: Mqa;
}

/** `at`: the instant (ms). `checked`: what asking its addresses showed; of others than its own nothing is taken. */
export function qualityOf(entry: Entry, at: number, checked: readonly Checked[] = []): Quality {
  const marks = marksOf(entry);
  const linkBits = checkBits(entry, checked);
  const lacks = marks.lacks | lateBits(marks, at) | linkBits.lacks;
  const exempt = marks.exempt | linkBits.exempt;
  const dimensions = sharesOf(lacks, exempt);
  const score = totalOf(dimensions);
  return {
    score,
    band: bandOf(score),
    stated: { score: statedTotal(marks), band: statedBand(marks) },
    dimensions,
    findings: CRITERIA.map(({ code, dimension, field, points, needs }, bit) => {
      const of = (exempt & (1 << bit)) === 0 ? points : 0;
      const met = (lacks & (1 << bit)) === 0;
      return { code, dimension, field, points: met ? of : 0, of, ...(needs === undefined ? {} : { needs }) };
    }),
    lateness: latenessAt(entry, at),
    mqa: mqaOf(entry, checked),
  };
}

/** Met where all that could be told of its addresses is that they work; not asked where nothing could. */
function checkBits(entry: Entry, checked: readonly Checked[]): { lacks: number; exempt: number } {
  const own = new Set(linksOf(entry).map(({ url }) => url));
  const told = checked.filter(({ url, state }) => own.has(url) && (state === 'works' || fails(state)));
  if (told.length === 0) return { lacks: 0, exempt: CHECK };
  return { lacks: told.some(({ state }) => fails(state)) ? CHECK : 0, exempt: 0 };
}
