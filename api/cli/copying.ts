/** What is said while records of a catalogue are read and written, and what they are called. */
import { ARCHIVE_KINDS, type ArchiveKind, type RestoreFailure } from '../../index/archive/archive.ts';
import type { Tally } from '../../index/tally.ts';
import { screenOf } from './screen.ts';
import { table } from './table.ts';
import { duration, printable, type Terminal, thousands } from './terminal.ts';

const NAMES: Record<ArchiveKind, [zh: string, en: string]> = {
  runs: ['采集记录', 'runs'],
  marks: ['列表标记', 'listing marks'],
  rejections: ['被拒记录', 'rejections'],
  sources: ['来源状态', "sources' states"],
  held: ['待确认下架', 'held deletions'],
  acts: ['操作日志', 'acts'],
  papers: ['需求、报告、调整与订阅', 'demands, reports, overrides and subscriptions'],
  uploads: ['提交的文件', 'uploaded files'],
  watched: ['监测清单的计算', 'Computations of watch lists'],
  findings: ['监测发现', 'Findings'],
  verdicts: ['对监测发现的处置', 'Decisions on findings'],
  links: ['链接检查', 'link checks'],
  entries: ['条目', 'entries'],
  history: ['条目变更', 'changes of entries'],
  days: ['每日数字', 'figures by day'],
};

export const kindName = (kind: ArchiveKind, { say }: Pick<Terminal, 'say'>): string => say(...NAMES[kind]);

/** Records named one by one; the others are counted. */
const NAMED = 10;
/** Milliseconds between two lines, on a terminal and elsewhere. */
const REDRAW = 200;
const PLAIN_EVERY = 5_000;

export interface CopyingDisplay {
  at(kind: ArchiveKind, count: number): void;
  finish(): void;
}

/** One line that is drawn again on a terminal, one now and then elsewhere. */
export function showCopying(doing: string, terminal: Terminal): CopyingDisplay {
  const screen = screenOf(terminal);
  const every = screen === undefined ? PLAIN_EVERY : REDRAW;
  const started = performance.now();
  let said = started;
  return {
    at(kind, count) {
      const now = performance.now();
      if (now - said < every) return;
      said = now;
      const line = `${doing}  ${kindName(kind, terminal)} ${thousands(count)}  ${duration(now - started)}`;
      if (screen === undefined) terminal.note(line);
      else screen(line);
    },
    finish: () => screen?.clear(),
  };
}

/** How many of each kind. */
export const tallyTable = (tally: Tally, terminal: Terminal): string =>
  table(
    [{ title: terminal.say('种类', 'kind') }, { title: terminal.say('数量', 'count'), right: true }],
    ARCHIVE_KINDS.map((kind) => [kindName(kind, terminal), thousands(tally[kind].count)]),
  );

/** Says which records were not taken; whether there were any. */
export function sayRefused(failures: RestoreFailure[], terminal: Terminal): boolean {
  const { say, note } = terminal;
  if (failures.length === 0) return false;
  note(
    say(
      `${thousands(failures.length)} 条记录未能写入：`,
      `${thousands(failures.length)} records were not taken:`,
    ),
  );
  for (const { kind, key, code, detail } of failures.slice(0, NAMED)) {
    note(`  ${kindName(kind, terminal)} ${printable(key.join(' '))}: ${code} — ${printable(detail)}`);
  }
  if (failures.length > NAMED) note('  …');
  return true;
}
