/** A source's figures at the end of a run, for the day in China on which it ends. */
import type { HarvestableSource } from '../../config/registry/source.ts';
import { chinaDay, type DayFigures, type DayPart, type Standing } from '../../index/history/day.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { dueOf } from '../../normalizer/quality/lateness.ts';

export type DayKeeper = Pick<Catalogue, 'counts' | 'stream' | 'lastDays' | 'noteDay' | 'refresh'>;

/** Where something happened, and what. */
export interface Happening extends Pick<HarvestableSource, 'region'> {
  source: string;
  part: DayPart;
  at: string;
}

/** So long it is known without a look at the entries how many of them become late, in ms. */
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

type Looked = Omit<Standing, 'entries' | 'resources'> & Pick<DayFigures, 'looked'>;

/** As they stood, but for those that have become late since; undefined where that does not tell. */
function stillStanding(last: DayFigures, entries: number, now: number): Looked | undefined {
  const { looked, modes, openness } = last;
  if (last.entries !== entries || now > Date.parse(looked.at) + AHEAD) return undefined;
  const today = chinaDay(now);
  const fallen = looked.falling.filter(([day]) => day > last.day && day <= today);
  const late = last.late + fallen.reduce((sum, [, count]) => sum + count, 0);
  return { late, modes, openness, looked };
}

/** Goes through the source's living entries; constant memory. */
async function look(catalogue: DayKeeper, source: string, now: number): Promise<Looked> {
  const today = chinaDay(now);
  const until = chinaDay(now + AHEAD);
  const modes: Record<string, number> = {};
  const openness: Record<string, number> = {};
  const falling: Record<string, number> = {};
  let late = 0;
  const count = (counts: Record<string, number>, key: string) => {
    counts[key] = (counts[key] ?? 0) + 1;
  };
  for await (const page of catalogue.stream({ source: [source] })) {
    for (const { entry } of page) {
      count(modes, entry.mode);
      count(openness, entry.openness?.class ?? 'unstated');
      const due = dueOf(entry);
      if (due === null || due === 'never') continue;
      // Late on the day on which it falls due.
      const day = chinaDay(due.due);
      if (day <= today) late += 1;
      else if (day <= until) count(falling, day);
    }
  }
  const days = Object.entries(falling).sort(([one], [other]) => (one < other ? -1 : 1));
  return { late, modes, openness, looked: { at: new Date(now).toISOString(), falling: days } };
}
