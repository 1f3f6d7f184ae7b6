/** The week of those who look at the whole country: what there is, what came and went, where nothing is. */
import { provinces } from '../../config/regions.ts';
import type { Source } from '../../config/registry/source.ts';
import { regionLabel } from '../../config/words.ts';
import { chinaDay } from '../../index/history/day.ts';
import { placeHistory } from '../../index/history/totals.ts';
import { countDemands } from '../../index/people/demands.ts';
import type { Catalogue } from '../../index/port.ts';
import type { Line } from '../occasions/notice.ts';
import type { Week } from './week.ts';

const DAY = 86_400_000;

const signed = (count: number): string => (count > 0 ? `+${count}` : String(count));

export async function nationalLines(catalogue: Catalogue, sources: Source[], week: Week): Promise<Line[]> {
  const before = chinaDay(Date.parse(week.begin) - DAY);
  const [days, { total, rows, at }, states, open, answered] = await Promise.all([
    placeHistory(catalogue, { from: before, until: week.until, by: 'day' }),
    catalogue.statistics({ by: ['province'], filters: {} }),
    catalogue.listSourceStates(),
    countDemands(catalogue, { state: 'open' }),
    countDemands(catalogue, { state: 'answered' }),
  ]);
  const [first, ...rest] = days;
  const last = days.at(-1) ?? first;
  const sum = (flow: 'added' | 'updated' | 'removed') => rest.reduce((so, day) => so + day[flow], 0);
  const covered = new Set(rows.filter(({ entries }) => entries > 0).map(({ key }) => key.province));
  const missing = provinces().filter(({ code }) => !covered.has(code));
  const good = new Set(states.filter(({ lastGood }) => lastGood !== null).map(({ source }) => source));
  const connected = sources.filter(({ harvest }) => harvest !== undefined);
  const harvested = connected.filter(({ id }) => good.has(id)).length;
  const [entriesThen, entriesNow] = [first?.entries ?? 0, last?.entries ?? 0];
  const span = `${week.from} 至 ${week.until}`;
  return [
    {
      zh: `现有 ${total.resources} 个资源（${total.entries} 条目录），截至 ${at}`,
      en: `${total.resources} resources (${total.entries} entries) as of ${at}`,
      link: '/statistics',
    },
    {
      zh: `条目 ${signed(entriesNow - entriesThen)}：${before} 为 ${entriesThen}，${week.until} 为 ${entriesNow}`,
      en: `Entries ${signed(entriesNow - entriesThen)}: ${entriesThen} on ${before}, ${entriesNow} on ${week.until}`,
      link: '/statistics',
    },
    {
      zh: `新增 ${sum('added')}，更新 ${sum('updated')}，移除 ${sum('removed')}（${span}）`,
      en: `${sum('added')} added, ${sum('updated')} updated, ${sum('removed')} removed (${week.from} to ${week.until})`,
    },
    {
      zh: `来源：可采集 ${connected.length} 个，已采集成功 ${harvested} 个，待接入 ${sources.length - connected.length} 个`,
      en: `Sources: ${connected.length} can be harvested, ${harvested} were; ${sources.length - connected.length} are not connected`,
      link: '/coverage',
    },
    {
      zh: `有目录的省级地区 ${covered.size} 个；没有的：${missing.map(({ code }) => regionLabel(code).zh).join('、') || '无'}`,
      en: `${covered.size} provinces have entries; none has: ${missing.map(({ code }) => regionLabel(code).en).join(', ') || '–'}`,
      link: '/coverage',
    },
    {
      zh: `数据需求：待答复 ${open} 条，已答复 ${answered} 条`,
      en: `Demands: ${open} open, ${answered} answered`,
      link: '/demands',
    },
  ];
}
