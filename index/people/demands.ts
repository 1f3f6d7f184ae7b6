/** Demands: what people miss, said by them, and what holders answer. All of it is for everybody but the contact. */
import { randomUUID } from 'node:crypto';
import { CodedError } from '../../config/errors/errors.ts';
import { COUNTRY, isWithin, parentOf } from '../../config/regions.ts';
import { chinaDay } from '../history/day.ts';
import type { Page } from '../operations.ts';
import type { Paper, Papers } from './papers.ts';
import { looksPersonal } from './personal.ts';

export const DEMAND_STATES = ['open', 'answered', 'declined'] as const;
export type DemandState = (typeof DEMAND_STATES)[number];

/** A resource that may be what is missed. */
export interface Likely {
  resource: string;
  title: string;
  source: string;
  /** When it was first found likely. */
  since: string;
  /** Words of the need that it says nothing of; none where it answers all. */
  lacking: string[];
}

export interface DemandAnswer {
  /** Id of the resource that answers it, and its title then. */
  resource: string | null;
  title: string | null;
  text: string | null;
  by: string;
  at: string;
}

export interface Demand {
  need: string;
  /** GB/T 2260; null where it is of no place. */
  region: string | null;
  purpose: string | null;
  /** How its author may be reached: told to holders alone, checked by nobody. */
  contact: string | null;
  at: string;
  state: DemandState;
  answer: DemandAnswer | null;
  likely: Likely[];
  /** Entries changed up to then were looked at; null where none were yet. */
  matchedUntil: string | null;
}

/** As everybody sees it: without the contact, and without whose key answered it (the audit log has that). */
export interface ShownDemand extends Omit<Demand, 'contact' | 'answer'> {
  id: string;
  answer: Omit<DemandAnswer, 'by'> | null;
  hasContact: boolean;
}

export type WantedDemand = Pick<Demand, 'need' | 'region' | 'purpose' | 'contact'>;

/** Demands of one day, and in all: a flood ends here. */
const MOST_A_DAY = 1000;
const MOST = 50_000;

const likelyOn = (day: string): string => `likely:${day}`;

/** A demand is found under its place, every place that this lies in, and the day on which something likely was last found. */
function tagsOf({ state, region, at, likely }: Demand): string[] {
  const places: string[] = [];
  for (let code = region; code !== null && code !== COUNTRY; code = parentOf(code)?.code ?? null) {
    places.push(`in:${code}`);
  }
  const newest = likely[0] === undefined ? [] : [likelyOn(chinaDay(Date.parse(likely[0].since)))];
  return [`state:${state}`, `day:${chinaDay(Date.parse(at))}`, ...newest, ...places];
}

export const shownDemand = ({ id, content }: Pick<Paper<Demand>, 'id' | 'content'>): ShownDemand => {
  const { contact, answer, ...rest } = content;
  const { by: _, ...said } = answer ?? { by: '' };
  return { id, ...rest, answer: answer && (said as Omit<DemandAnswer, 'by'>), hasContact: contact !== null };
};

/** Throws `request.invalid` where what is for all to read holds somebody's numbers, `request.rate-limited`. */
export async function leaveDemand(papers: Papers, wanted: WantedDemand): Promise<Paper<Demand>> {
  if ([wanted.need, wanted.purpose].some((text) => text !== null && looksPersonal(text))) {
    throw new CodedError('request.invalid', 'need, purpose', {
      hint: '需求公开显示，证件号码、电话和邮箱请写在 contact / demands are shown to all: numbers and addresses belong in contact',
    });
  }
  const at = new Date().toISOString();
  const content: Demand = {
    ...wanted,
    ...{ at, state: 'open', answer: null, likely: [], matchedUntil: null },
  };
  const today = await papers.countPapers('demand', [`day:${chinaDay(Date.parse(at))}`]);
  if (today >= MOST_A_DAY || (await papers.countPapers('demand', [])) >= MOST) {
    throw new CodedError('request.rate-limited', `${MOST_A_DAY} demands a day`, { retryAfter: 3600 });
  }
  const paper: Paper<Demand> = {
    ...{ kind: 'demand', id: randomUUID(), order: at, tags: tagsOf(content), expiresAt: null, version: 0 },
    content,
  };
  return { ...paper, version: await papers.putPaper(paper) };
}

/** Throws `demand.unknown`. */
export async function demandBy(papers: Papers, id: string): Promise<Paper<Demand>> {
  const paper = await papers.paper<Demand>('demand', id);
  if (paper === undefined) throw new CodedError('demand.unknown', id);
  return paper;
}

export interface DemandFilter {
  state?: DemandState | undefined;
  /** With all that lies in it. */
  region?: string | undefined;
}

/** Demands for which something likely was last found on that day of China. */
export const demandsMatchedOn = (
  papers: Pick<Papers, 'papers'>,
  day: string,
  limit: number,
  cursor?: string,
): Promise<Page<Paper<Demand>>> => papers.papers<Demand>('demand', [likelyOn(day)], limit, cursor);

const wantedTags = ({ state, region }: DemandFilter): string[] => [
  ...(state === undefined ? [] : [`state:${state}`]),
  ...(region === undefined || region === COUNTRY ? [] : [`in:${region}`]),
];

/** Newest first. Throws `request.cursor-invalid`. */
export const demands = (
  papers: Pick<Papers, 'papers'>,
  filter: DemandFilter,
  limit: number,
  cursor?: string,
): Promise<Page<Paper<Demand>>> => papers.papers<Demand>('demand', wantedTags(filter), limit, cursor);

export const countDemands = (papers: Papers, filter: DemandFilter): Promise<number> =>
  papers.countPapers('demand', wantedTags(filter));

/** Writes a demand anew. Throws `catalogue.conflict` where somebody else was quicker. */
export async function saveDemand(
  papers: Pick<Papers, 'putPaper'>,
  paper: Paper<Demand>,
  content: Demand,
): Promise<Paper<Demand>> {
  const next = { ...paper, tags: tagsOf(content), content };
  return { ...next, version: await papers.putPaper(next) };
}

/** Whether the demand is of one of these places: lies in one. One of no place is of none. */
export const isOfPlace = ({ region }: Pick<Demand, 'region'>, places: string[]): boolean =>
  region !== null && places.some((place) => isWithin(region, place));
