/** Mistakes that readers report of a resource: they go to the administrator of the source that leads it. */
import { randomUUID } from 'node:crypto';
import { CodedError } from '../../config/errors/errors.ts';
import { chinaDay } from '../history/day.ts';
import type { Page } from '../operations.ts';
import type { Paper, Papers } from './papers.ts';

export const REPORT_STATES = ['open', 'closed'] as const;
export type ReportState = (typeof REPORT_STATES)[number];

export interface Report {
  resource: string;
  /** The entry that leads it, its title then, and its source. */
  entry: string;
  title: string;
  source: string;
  /** Of the entry; null where the whole is meant. */
  field: string | null;
  text: string;
  at: string;
  state: ReportState;
  closed: { note: string; by: string; at: string } | null;
}

export type ShownReport = Report & { id: string };

/** Open reports of one source, and reports of one day: a flood ends here, and fills nobody else's list. */
const MOST_OPEN = 500;
const MOST_A_DAY = 2000;

const tagsOf = ({ source, state, at }: Report): string[] => [
  `source:${source}`,
  `state:${state}`,
  `day:${chinaDay(Date.parse(at))}`,
];

export const shownReport = ({ id, content }: Pick<Paper<Report>, 'id' | 'content'>): ShownReport => ({
  id,
  ...content,
});

/** Throws `request.rate-limited`. */
export async function leaveReport(
  papers: Papers,
  told: Pick<Report, 'resource' | 'entry' | 'title' | 'source' | 'field' | 'text'>,
): Promise<ShownReport> {
  const content: Report = { ...told, at: new Date().toISOString(), state: 'open', closed: null };
  const [source, state, day] = tagsOf(content) as [string, string, string];
  const [open, today] = await Promise.all([
    papers.countPapers('report', [source, state]),
    papers.countPapers('report', [day]),
  ]);
  if (open >= MOST_OPEN || today >= MOST_A_DAY) {
    throw new CodedError('request.rate-limited', told.source, { retryAfter: 3600 });
  }
  const id = randomUUID();
  const paper: Paper<Report> = {
    ...{ kind: 'report', id, order: content.at, tags: [source, state, day], expiresAt: null, version: 0 },
    content,
  };
  await papers.putPaper(paper);
  return shownReport(paper);
}

export interface ReportFilter {
  source?: string | undefined;
  state?: ReportState | undefined;
}

const wantedTags = ({ source, state }: ReportFilter): string[] => [
  ...(source === undefined ? [] : [`source:${source}`]),
  ...(state === undefined ? [] : [`state:${state}`]),
];

/** Newest first. Throws `request.cursor-invalid`. */
export const reports = (
  papers: Papers,
  filter: ReportFilter,
  limit: number,
  cursor?: string,
): Promise<Page<Paper<Report>>> => papers.papers<Report>('report', wantedTags(filter), limit, cursor);

export const countReports = (papers: Papers, filter: ReportFilter): Promise<number> =>
  papers.countPapers('report', wantedTags(filter));

/** Throws `report.unknown`. */
export async function reportBy(papers: Papers, id: string): Promise<Paper<Report>> {
  const paper = await papers.paper<Report>('report', id);
  if (paper === undefined) throw new CodedError('report.unknown', id);
  return paper;
}

/** Closes it, or opens it again. Throws `catalogue.conflict` where somebody else was quicker. */
export async function settleReport(
  papers: Papers,
  paper: Paper<Report>,
  { state, note, by }: { state: ReportState; note: string; by: string },
): Promise<ShownReport> {
  const closed = state === 'closed' ? { note, by, at: new Date().toISOString() } : null;
  const content: Report = { ...paper.content, state, closed };
  await papers.putPaper({ ...paper, tags: tagsOf(content), content });
  return shownReport({ ...paper, content });
}
