/** Datestamps (OAI-PMH 2.0 §3.3): UTC, to the second; ranges are asked for to the day or to the second. */
import type { Span } from '../../../index/query.ts';
import { OaiError } from './error.ts';

export const GRANULARITY = 'YYYY-MM-DDThh:mm:ssZ';

/** An instant as the protocol writes it. */
export const datestamp = (instant: string): string => `${instant.slice(0, 19)}Z`;

const DAY = /^\d{4}-\d{2}-\d{2}$/;
const SECOND = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** The instants of the catalogue within a date: those of all its thousandths of a second. */
function instants(name: string, date: string): { first: string; last: string } {
  const day = DAY.test(date);
  const first = new Date(day ? `${date}T00:00:00.000Z` : date.replace('Z', '.000Z'));
  const exists = (day || SECOND.test(date)) && !Number.isNaN(first.getTime());
  // 2026-02-30 is none, although it can be read as one in March.
  if (!exists || !first.toISOString().startsWith(date.replace('Z', '')))
    throw new OaiError('badArgument', `${name} is no date: YYYY-MM-DD or ${GRANULARITY}`);
  return {
    first: first.toISOString(),
    last: `${first.toISOString().slice(0, day ? 10 : 19)}${day ? 'T23:59:59' : ''}.999Z`,
  };
}

/** Throws `OaiError`: `badArgument` for what is no date, granularities that differ, ends before beginnings. */
export function spanOf(from: string | undefined, until: string | undefined): Span {
  if (from !== undefined && until !== undefined && from.length !== until.length)
    throw new OaiError('badArgument', 'from and until are of different granularity');
  const [begin, end] = [
    from === undefined ? undefined : instants('from', from).first,
    until === undefined ? undefined : instants('until', until).last,
  ];
  if (begin !== undefined && end !== undefined && begin > end)
    throw new OaiError('badArgument', 'from is later than until');
  return { ...(begin === undefined ? {} : { from: begin }), ...(end === undefined ? {} : { until: end }) };
}
