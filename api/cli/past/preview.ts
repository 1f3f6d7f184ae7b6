/** `huimu replay --dry-run`: what a replay would change, counted by source, field and value; nothing is written. */
import { CodedError, type ErrorCode } from '../../../config/errors/errors.ts';
import type { Source } from '../../../config/registry/source.ts';
import { ChangeTally } from '../../../index/history/tally-changes.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';
import { valueText } from './history.ts';

export interface PreviewOptions {
  entries?: boolean;
  limit?: string;
}

interface SourceTally {
  source: string;
  read: number;
  changed: number;
  refused: number;
  identity: number;
}

const MOST = 10_000;

/** Throws `request.invalid`, naming the option and what is allowed. */
export function askedPreview({ entries = false, limit = '10' }: PreviewOptions) {
  const most = Number(limit);
  if (!Number.isInteger(most) || most < 1 || most > MOST)
    throw new CodedError('request.invalid', `--limit ${limit}`, { hint: `1–${MOST}` });
  return { entries, limit: most };
}

export async function preview(
  huimu: Pick<Huimu, 'control'>,
  chosen: Source[],
  { entries: named, limit }: ReturnType<typeof askedPreview>,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  const tally = new ChangeTally();
  const sources: SourceTally[] = [];
  const entries: { id: string; title: string; refused?: { code: ErrorCode; detail: string } }[] = [];
  let unnamed = 0;
  for (const { id } of chosen) {
    const counts: SourceTally = { source: id, read: 0, changed: 0, refused: 0, identity: 0 };
    for await (const page of huimu.control.preview(id)) {
      counts.read += page.read;
      for (const entry of page.entries) {
        if (entry.refused) {
          counts.refused += 1;
          tally.refuse(entry.refused.code, entry);
        } else {
          counts.changed += 1;
          tally.add(entry);
        }
        if (entry.identity) counts.identity += 1;
        if (!named) continue;
        if (entries.length < limit) entries.push(entry);
        else unnamed += 1;
        if (!terminal.json && entries.at(-1) === entry) {
          terminal.out(`${entry.id}  ${printable(entry.title)}`);
          if (entry.refused) terminal.out(`  ${entry.refused.code} — ${printable(entry.refused.detail)}`);
          for (const change of entry.changes)
            terminal.out(`  ${change.field}: ${printable(valueText(change))}`);
        }
      }
    }
    sources.push(counts);
  }
  const fields = tally.fields(limit);
  const refused = tally.refused();
  if (terminal.json) {
    const answer = { sources, fields, refused, ...(named && { entries, unnamed }) };
    terminal.out(JSON.stringify(answer, null, 2));
    return EXIT.ok;
  }
  if (unnamed > 0)
    terminal.out(say(`……另有 ${thousands(unnamed)} 条（--limit）`, `… ${thousands(unnamed)} more (--limit)`));
  const concerned = sources.filter(({ changed, refused: lost }) => changed + lost > 0);
  if (concerned.length > 0) {
    terminal.out(
      table(
        [
          { title: say('来源', 'Source') },
          ...[
            say('条目', 'Entries'),
            say('会变', 'Would change'),
            say('会被拒', 'Refused'),
            say('资源归属或变', 'May join or part'),
          ].map((title) => ({ title, right: true })),
        ],
        concerned.map(({ source, ...numbers }) => [
          source,
          ...[numbers.read, numbers.changed, numbers.refused, numbers.identity].map(thousands),
        ]),
      ),
    );
  }
  const rows = [
    ...fields.flatMap(({ field, values }) =>
      values.map(({ from, to, entries: number, examples }) => [
        thousands(number),
        field,
        `${from ?? '—'} → ${to ?? '—'}`,
        examples[0]?.title ?? '',
      ]),
    ),
    ...refused.map(({ code, entries: number, examples }) => [
      thousands(number),
      code,
      '',
      examples[0]?.title ?? '',
    ]),
  ];
  if (rows.length > 0) {
    terminal.out(
      table(
        [
          { title: say('条目', 'Entries'), right: true },
          { title: say('字段', 'Field') },
          { title: say('由何变何', 'From → to'), most: 70 },
          { title: say('例如', 'Such as'), most: 40 },
        ],
        rows,
      ),
    );
  }
  const sum = (of: 'read' | 'changed' | 'refused') =>
    thousands(sources.reduce((all, each) => all + each[of], 0));
  terminal.note(
    say(
      `重读 ${sum('read')} 条：会变 ${sum('changed')}，会被拒 ${sum('refused')}；未写入任何内容`,
      `${sum('read')} entries read again: ${sum('changed')} would change, ${sum('refused')} would be refused; nothing was written`,
    ),
  );
  return EXIT.ok;
}
