/** Figures of a place: sums over its sources, each standing as on its last known day until its next. */
import type { DayFigures } from './day.ts';
import type { DayFilter, Histories } from './port.ts';

/** What a day's parts and standing come to. */
export interface Figures {
  entries: number;
  resources: number;
  added: number;
  updated: number;
  restated: number;
  removed: number;
  late: number;
  /** Mean score of the entries, 0–100; null where none was reckoned. */
  quality: number | null;
  modes: Record<string, number>;
  openness: Record<string, number>;
}

export interface PeriodFigures extends Figures {
  /** `2026-03-01` or `2026-03`. */
  period: string;
  sources: number;
}

const PAGE = 1_000;
const DAY = 86_400_000;
const FLOWS = ['added', 'updated', 'restated', 'removed'] as const;
type Flows = Record<(typeof FLOWS)[number], number>;

const noFlows = (): Flows => ({ added: 0, updated: 0, restated: 0, removed: 0 });

function addFlows(to: Flows, { parts }: DayFigures): void {
  for (const part of parts) for (const flow of FLOWS) to[flow] += part[flow];
}

export function figuresOf(day: DayFigures): Figures {
  const flows = noFlows();
  addFlows(flows, day);
  const { entries, resources, late, quality = null, modes, openness } = day;
  return { entries, resources, ...flows, late, quality, modes, openness };
}

/** Every day or month from one day to another, both included. */
export async function placeHistory(
  catalogue: Pick<Histories, 'days' | 'lastDays'>,
  {
    from,
    until,
    by,
    region,
  }: Required<Pick<DayFilter, 'from' | 'until'>> & Pick<DayFilter, 'region'> & { by: 'day' | 'month' },
): Promise<PeriodFigures[]> {
  const place = region === undefined ? {} : { region };
  const standing = new Map<string, DayFigures>();
  for (const last of await catalogue.lastDays(from, place)) standing.set(last.source, last);
  const found: PeriodFigures[] = [];
  const periodOf = (day: string) => (by === 'day' ? day : day.slice(0, 7));
  const coming = daysFrom(catalogue, { ...place, from, until });
  let next = await coming.next();
  let flows = noFlows();
  for (let ms = Date.parse(from); ms <= Date.parse(until); ms += DAY) {
    const day = new Date(ms).toISOString().slice(0, 10);
    for (; !next.done && next.value.day <= day; next = await coming.next()) {
      standing.set(next.value.source, next.value);
      addFlows(flows, next.value);
    }
    const following = new Date(ms + DAY).toISOString().slice(0, 10);
    if (following <= until && periodOf(following) === periodOf(day)) continue;
    found.push({ period: periodOf(day), ...summed(standing), ...flows });
    flows = noFlows();
  }
  return found;
}

/** Every day that fits, however many. */
export async function* daysFrom(
  catalogue: Pick<Histories, 'days'>,
  filter: DayFilter,
): AsyncGenerator<DayFigures> {
  let cursor: string | null | undefined;
  do {
    const page = await catalogue.days(filter, PAGE, cursor ?? undefined);
    yield* page.items;
    cursor = page.cursor;
  } while (cursor !== null);
}

function summed(standing: ReadonlyMap<string, DayFigures>) {
  const sum = { sources: standing.size, entries: 0, resources: 0, late: 0 };
  const modes: Record<string, number> = {};
  const openness: Record<string, number> = {};
  // Sources of whose day none was reckoned are left out of the mean.
  const judged = { entries: 0, points: 0 };
  for (const day of standing.values()) {
    sum.entries += day.entries;
    sum.resources += day.resources;
    sum.late += day.late;
    if (day.quality !== undefined) {
      judged.entries += day.entries;
      judged.points += day.quality * day.entries;
    }
    for (const [mode, count] of Object.entries(day.modes)) modes[mode] = (modes[mode] ?? 0) + count;
    for (const [group, count] of Object.entries(day.openness))
      openness[group] = (openness[group] ?? 0) + count;
  }
  const quality = judged.entries === 0 ? null : judged.points / judged.entries;
  return { ...sum, quality, modes, openness };
}
