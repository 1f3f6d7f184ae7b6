/** What stands with a source whatever became of it: what waits for a person, what was not begun, what was not understood. Pure. */
import type { Source } from '../../config/registry/source.ts';
import type { HeldDeletions } from '../../index/operations.ts';
import type { Report } from '../../index/people/reports.ts';
import { type Notice, oneLine } from './notice.ts';

export const ofSource = ({ id, title, region }: Source): Pick<Notice, 'source' | 'title' | 'region'> => ({
  source: id,
  title,
  region,
});

const pageOf = ({ id }: Source): string => `/sources/${encodeURIComponent(id)}`;

export function noticeOfHeld({ id, kind, count, heldAt, reason }: HeldDeletions, source: Source): Notice {
  const [zh, en] =
    kind === 'growth'
      ? [`${count} 条新增待确认后收入`, `${count} new entries wait to be let in`]
      : [
          `${count} 条不再列出，待确认是否移除`,
          `${count} entries are not listed any more and wait for a decision`,
        ];
  return {
    id: `deletions-held:${source.id}:${id}`,
    occasions: ['deletions-held'],
    ...ofSource(source),
    at: heldAt,
    zh: `${zh}（${reason.code}）`,
    en: `${en} (${reason.code})`,
    link: pageOf(source),
  };
}

/** `due`: the slot that it was not begun at. */
export const noticeOfLate = (source: Source, due: string, at: string): Notice => ({
  id: `source-late:${source.id}:${due}`,
  occasions: ['source-late'],
  ...ofSource(source),
  at,
  zh: `应于 ${due} 采集，尚未开始`,
  en: `Due at ${due} and not begun yet`,
  link: pageOf(source),
});

export const noticeOfReport = (id: string, { field, text, title, at }: Report, source: Source): Notice => {
  const where = field === null ? '' : `（${oneLine(field)}）`;
  const said = oneLine(text);
  return {
    id: `reader-report:${source.id}:${id}`,
    occasions: ['reader-report'],
    ...ofSource(source),
    at,
    zh: `读者指出「${oneLine(title, 80)}」${where}有误：${said}`,
    en: `A reader reports a mistake in “${oneLine(title, 80)}”: ${said}`,
    link: pageOf(source),
  };
};

export function noticeOfUnknown(
  source: Source,
  {
    run,
    at,
    entries,
    unknown,
    before,
  }: { run: string; at: string; entries: number; unknown: number; before: number },
): Notice {
  const now = entries === 0 ? 0 : unknown / entries;
  const percent = (now * 100).toFixed(1);
  return {
    id: `values-unknown:${source.id}:${run}`,
    occasions: ['values-unknown'],
    ...ofSource(source),
    at,
    zh: `${entries} 条中 ${unknown} 条（${percent}%）含未能理解的值`,
    en: `${unknown} of ${entries} entries (${percent}%) have values that were not understood`,
    link: `/unknowns?source=${encodeURIComponent(source.id)}`,
    share: { now, before },
  };
}
