/** The week of an administrator: what the harvests did, and what waits for a person. */
import type { Source } from '../../config/registry/source.ts';
import { SOURCE_STANDINGS, type SourceStanding } from '../../config/registry/source-states.ts';
import { standingOf } from '../../harvester/schedule/standing.ts';
import { countReports } from '../../index/people/reports.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Line } from '../occasions/notice.ts';
import { byStatus, movedIn } from './figures.ts';
import type { OfWeek } from './of-week.ts';

/** Sources in trouble that are named. */
const MOST_NAMED = 30;
const IN_TROUBLE = new Set(['bad', 'warn']);

export async function administratorLines(
  catalogue: Catalogue,
  sources: Source[],
  { week, begun }: OfWeek,
  now: number,
): Promise<Line[]> {
  const meant = new Set(sources.map(({ id }) => id));
  const isMeant = (source: string): boolean => meant.has(source);
  const [runs, moved, states, held, reported] = await Promise.all([
    begun(),
    movedIn(catalogue, week, isMeant),
    catalogue.listSourceStates(),
    catalogue.listHeld({ state: 'held' }),
    Promise.all(sources.map(({ id }) => countReports(catalogue, { source: id, state: 'open' }))),
  ]);
  const stateOf = new Map(states.map((state) => [state.source, state]));
  const holding = new Set(held.filter(({ source }) => isMeant(source)).map(({ source }) => source));
  const standings = sources.map((source): [Source, SourceStanding] => [
    source,
    standingOf(
      {
        configured: source.harvest !== undefined,
        ...{
          running: false,
          held: holding.has(source.id),
          paused: source.paused ?? false,
          state: stateOf.get(source.id),
        },
      },
      now,
    ),
  ]);
  const troubled = standings.filter(([, standing]) => IN_TROUBLE.has(SOURCE_STANDINGS[standing].look));
  const open = reported.reduce((sum, count) => sum + count, 0);
  const { succeeded, incomplete, failed } = byStatus(runs.filter(({ source }) => isMeant(source)));
  return [
    {
      zh: `采集：成功 ${succeeded}，不完整 ${incomplete}，失败 ${failed}（${week.from} 至 ${week.until}）`,
      en: `Harvests: ${succeeded} succeeded, ${incomplete} incomplete, ${failed} failed (${week.from} to ${week.until})`,
      link: '/runs',
    },
    {
      zh: `条目：新增 ${moved.added}，更新 ${moved.updated}，移除 ${moved.removed}（${week.from} 至 ${week.until}）`,
      en: `Entries: ${moved.added} added, ${moved.updated} updated, ${moved.removed} removed (${week.from} to ${week.until})`,
    },
    {
      zh: `现待处理：${holding.size} 个来源有下架或激增待确认，${open} 条读者报错`,
      en: `Waiting now: held deletions or growth at ${holding.size} sources, ${open} readers’ reports`,
      link: '/sources',
    },
    {
      zh: `现有问题的来源：${troubled.length} / ${sources.length}`,
      en: `Sources in trouble now: ${troubled.length} of ${sources.length}`,
      link: '/sources',
    },
    ...troubled.slice(0, MOST_NAMED).map(([{ id, title }, standing]) => ({
      zh: `${title}：${SOURCE_STANDINGS[standing].zh}`,
      en: `${title}: ${SOURCE_STANDINGS[standing].en}`,
      link: `/sources/${encodeURIComponent(id)}`,
    })),
  ];
}
