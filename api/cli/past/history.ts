/** `huimu history <entry|source>`: what became of an entry, or a source's figures by day. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { FieldChange } from '../../../index/history/changes.ts';
import type { DayFigures, DayPart } from '../../../index/history/day.ts';
import type { HistoryKind } from '../../../index/history/record.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';

export interface HistoryOptions {
  size?: string;
}

const MOST = 1_000;

export const KIND_WORDS: Record<HistoryKind, [zh: string, en: string]> = {
  added: ['收录', 'added'],
  changed: ['来源变更', 'changed at the source'],
  restated: ['重读后不同', 'read otherwise'],
  removed: ['下架', 'removed'],
  returned: ['重新上架', 'came back'],
};

/** Throws `request.invalid`, naming the option and what is allowed. */
export function askedHistory({ size = '50' }: HistoryOptions): number {
  const most = Number(size);
  if (!Number.isInteger(most) || most < 1 || most > MOST)
    throw new CodedError('request.invalid', `--size ${size}`, { hint: `1–${MOST}` });
  return most;
}

/** One change in one line. */
export function valueText({ from, to, added, removed, more }: FieldChange): string {
  if (added === undefined && removed === undefined) return `${from ?? '—'} → ${to ?? '—'}`;
  const parts = [...(removed ?? []).map((each) => `− ${each}`), ...(added ?? []).map((each) => `+ ${each}`)];
  return `${parts.join(', ')}${more === undefined ? '' : ` … ${more}`}`;
}

/** Throws `entry.not-found`. */
export async function history(
  { catalogue, sources }: Pick<Huimu, 'catalogue' | 'sources'>,
  id: string,
  size: number,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  if (sources.has(id)) return days({ catalogue }, id, size, terminal);
  const page = await catalogue.history(id, size);
  if (terminal.json) {
    terminal.out(JSON.stringify(page, null, 2));
    return EXIT.ok;
  }
  for (const { at, kind, run, changes } of page.items) {
    terminal.out(`${at}  ${say(...KIND_WORDS[kind])}${run === null ? '' : `  ${run}`}`);
    for (const change of changes) terminal.out(`  ${change.field}: ${printable(valueText(change))}`);
  }
  if (page.cursor !== null) terminal.note(say('还有更早的（--size）', 'There is more before (--size)'));
  return EXIT.ok;
}

async function days(
  { catalogue }: Pick<Huimu, 'catalogue'>,
  source: string,
  size: number,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  // The newest ones: a page from the start may not reach them.
  const found: DayFigures[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await catalogue.days({ source }, MOST, cursor ?? undefined);
    found.push(...page.items);
    cursor = page.cursor;
  } while (cursor !== null);
  const shown = found.slice(-size);
  if (terminal.json) {
    terminal.out(JSON.stringify({ items: shown }, null, 2));
    return EXIT.ok;
  }
  const sum = (parts: DayPart[], of: 'added' | 'updated' | 'removed') =>
    thousands(parts.reduce((all, part) => all + part[of], 0));
  const numbers = [
    say('条目', 'Entries'),
    say('资源', 'Resources'),
    say('新增', 'Added'),
    say('变更', 'Updated'),
    say('下架', 'Removed'),
    say('逾期', 'Late'),
    say('质量', 'Quality'),
  ];
  terminal.out(
    table(
      [{ title: say('日期', 'Day') }, ...numbers.map((title) => ({ title, right: true }))],
      shown.map(({ day, entries, resources, late, quality, parts }) => [
        day,
        thousands(entries),
        thousands(resources),
        sum(parts, 'added'),
        sum(parts, 'updated'),
        sum(parts, 'removed'),
        thousands(late),
        quality?.toFixed(1) ?? '',
      ]),
    ),
  );
  return EXIT.ok;
}
