/**
 * How far what happened has been told, kept in the catalogue. It moves only once all that lies before it has been left with
 * whoever wants to hear it, so a process that dies is followed by one that reads the same again.
 */
import { chinaDay } from '../../index/history/day.ts';
import type { Papers } from '../../index/people/papers.ts';

export interface Place {
  /** Start of the newest run that was seen. */
  runs: string;
  /** Runs that were seen running, by id: they are asked for until they have ended. */
  running: string[];
  /** Instants up to which held deletions, readers' reports and finds for demands were told. */
  held: string;
  reports: string;
  demands: string;
  /** Source → the slot that it is late for. */
  late: Record<string, string>;
  /** Source → the share of its entries with values that were not understood, when they were counted, and after which run. */
  unknown: Record<string, { share: number; day: string; run: string }>;
  /** Sources whose values are to be counted, by the run that changed them. */
  uncounted: Record<string, string>;
  /** Ids of what was noticed the last time: reaching back, it is met again. */
  recent: string[];
}

export interface KeptPlace {
  place: Place;
  version: number;
}

const NAME = { kind: 'place', id: 'notices' } as const;

/** Where nothing was ever told, what happened before now is not told either. */
export async function readPlace(papers: Pick<Papers, 'paper'>, now: number): Promise<KeptPlace> {
  const kept = await papers.paper<Place>(NAME.kind, NAME.id);
  if (kept !== undefined) return { place: kept.content, version: kept.version };
  const at = new Date(now).toISOString();
  const place = { runs: at, running: [], held: at, reports: at, demands: at };
  return { place: { ...place, late: {}, unknown: {}, uncounted: {}, recent: [] }, version: 0 };
}

/** Throws `catalogue.conflict` where another process moved it meanwhile: it has left what this one has. */
export async function movePlace(
  papers: Pick<Papers, 'putPaper'>,
  { place, version }: KeptPlace,
): Promise<void> {
  const paper = { ...NAME, order: place.runs, tags: [], expiresAt: null, version, content: place };
  await papers.putPaper(paper);
}

/** Clocks differ, and what is written may be seen later than its instant: who goes on reaches back so far, in ms. */
const REACH_BACK = 10 * 60_000;
export const reachBack = (instant: string): string =>
  new Date(Date.parse(instant) - REACH_BACK).toISOString();
export const later = (one: string, other: string): string => (one > other ? one : other);

/** Days of China from that instant on up to now. */
export function daysSince(instant: string, now: number): string[] {
  const days: string[] = [];
  for (let at = Date.parse(instant); chinaDay(at) <= chinaDay(now); at += 86_400_000) days.push(chinaDay(at));
  return days;
}
