/** A source's figures at the end of a run, for the day in China on which it ends. */
import type { HarvestableSource } from '../../config/registry/source.ts';
import {
  chinaDay,
  type DayFigures,
  type DayPart,
  endOfChinaDay,
  type Falling,
  type Standing,
} from '../../index/history/day.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { scoreAt } from '../../normalizer/quality/marks.ts';

export type DayKeeper = Pick<Catalogue, 'counts' | 'standings' | 'lastDays' | 'noteDay' | 'refresh'>;

/** Where something happened, and what. */
export interface Happening extends Pick<HarvestableSource, 'region'> {
  source: string;
  part: DayPart;
  at: string;
}

/** So long it is known without a look at the entries how many of them become late, and what that costs, in ms. */
const AHEAD = 31 * 86_400_000;

/** What a run did, by its ledger. A replay changes our reading, not what its source says. */
export function partOf({ id, replay, ledger }: Run): DayPart {
  const { added, updated, removed } = ledger;
  return { by: id, added, updated: replay ? 0 : updated, restated: replay ? updated : 0, removed };
}

/** Done again after a crash, it leaves the same. A try (`dryRun`) has no figures. */
export async function noteRun(catalogue: DayKeeper, run: Run, region: string, at: string): Promise<void> {
  if (!run.dryRun) await noteDay(catalogue, { source: run.source, region, part: partOf(run), at });
}

export async function noteDay(catalogue: DayKeeper, { source, region, part, at }: Happening): Promise<void> {
  const now = Date.parse(at);
  const day = chinaDay(now);
  await catalogue.refresh();
  const [[last], counts] = await Promise.all([
    catalogue.lastDays(chinaDay(now + 86_400_000), { source }),
    catalogue.counts(source),
  ]);
  const { entries = 0, resources = 0 } = counts.find((each) => each.source === source) ?? {};
  const known = last !== undefined && part.added + part.updated + part.restated + part.removed === 0;
  const standing =
    (known ? stillStanding(last, entries, now) : undefined) ?? (await look(catalogue, source, now));
  await catalogue.noteDay({ ...standing, source, region, day, at, entries, resources, part });
}

const rounded = (score: number): number => Math.round(score * 1e6) / 1e6;

type Looked = Omit<Standing, 'entries' | 'resources'> & Pick<DayFigures, 'looked'>;

/** As they stood, but for what days since have done to them; undefined where that does not tell. */
function stillStanding(last: DayFigures, entries: number, now: number): Looked | undefined {
  const { looked, modes, openness, quality, unknown } = last;
  if (last.entries !== entries || now > Date.parse(looked.at) + AHEAD) return undefined;
  if ((quality === undefined || unknown === undefined) && entries > 0) return undefined;
  const today = chinaDay(now);
  const fallen = looked.falling.filter(([day]) => day > last.day && day <= today);
  const late = last.late + fallen.reduce((sum, [, count]) => sum + count, 0);
  const lost = fallen.reduce((sum, [, , points = 0]) => sum + points, 0);
  return {
    late,
    ...(quality === undefined ? {} : { quality: rounded(quality - lost / entries) }),
    ...(unknown === undefined ? {} : { unknown }),
    modes,
    openness,
    looked,
  };
}

/** Goes through the source's living entries; constant memory. */
async function look(catalogue: DayKeeper, source: string, now: number): Promise<Looked> {
  const today = chinaDay(now);
  const end = endOfChinaDay(today);
  const until = chinaDay(now + AHEAD);
  const modes: Record<string, number> = {};
  const openness: Record<string, number> = {};
  const falling = new Map<string, [late: number, points: number]>();
  let [entries, late, score, unknown] = [0, 0, 0, 0];
  const count = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  const falls = (day: string, isLate: boolean, points: number) => {
    const [before, lost] = falling.get(day) ?? [0, 0];
    falling.set(day, [before + Number(isLate), lost + points]);
  };
  for await (const page of catalogue.standings(source)) {
    for (const marks of page) {
      count(modes, marks.mode);
      count(openness, marks.openness);
      entries += 1;
      score += scoreAt(marks, end);
      unknown += Number(marks.unknown);
      // Neither where no cycle is promised, nor where it cannot be told.
      for (const instant of [marks.due, marks.overdue]) {
        if (!Number.isFinite(instant)) continue;
        const isLate = instant === marks.due;
        // Late on the day on which it falls due.
        const day = chinaDay(instant);
        if (day <= today) late += Number(isLate);
        else if (day <= until) falls(day, isLate, scoreAt(marks, instant - 1) - scoreAt(marks, instant));
      }
    }
  }
  const days = [...falling].sort(([one], [other]) => (one < other ? -1 : 1));
  const looked = {
    at: new Date(now).toISOString(),
    falling: days.map(([day, fall]): Falling => [day, ...fall]),
  };
  return {
    ...{ late, unknown, modes, openness, looked },
    ...(entries === 0 ? {} : { quality: rounded(score / entries) }),
  };
}
