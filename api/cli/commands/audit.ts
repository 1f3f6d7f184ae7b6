/** `huimu audit`: who did what here, newest first. */
import { CodedError, ERRORS } from '../../../config/errors/errors.ts';
import { wordsFor } from '../../../config/words.ts';
import type { Act, ActFilter } from '../../../index/operations.ts';
import type { Huimu } from '../../compose.ts';
import { Instant } from '../../routes/service/audit.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

export interface AuditOptions {
  source?: string;
  act?: string;
  from?: string;
  until?: string;
  size?: string;
}

const MOST = 10_000;
const PAGE = 500;

function instant(option: string, text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const read = Instant.safeParse(text);
  if (read.success) return read.data;
  throw new CodedError('request.invalid', `${option} ${text}`, {
    hint: '2026-07-01 或 / or 2026-07-01T09:00:00+08:00',
  });
}

/** Throws `request.invalid`, naming the option and what is allowed. */
export function askedActs(options: AuditOptions): { filter: ActFilter; size: number } {
  const size = Number(options.size ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > MOST) {
    throw new CodedError('request.invalid', `--size ${options.size}`, { hint: `1–${MOST}` });
  }
  const [from, until] = [instant('--from', options.from), instant('--until', options.until)];
  const filter = {
    ...(options.source !== undefined && { source: options.source }),
    ...(options.act !== undefined && { act: options.act }),
    ...(from !== undefined && { from }),
    ...(until !== undefined && { until }),
  };
  return { filter, size };
}

export async function audit(
  { catalogue, sources }: Huimu,
  { filter, size }: ReturnType<typeof askedActs>,
  terminal: Terminal,
): Promise<number> {
  const { language, say } = terminal;
  const acts: Act[] = [];
  for (let cursor: string | null | undefined; cursor !== null && acts.length < size; ) {
    const page = await catalogue.acts(filter, Math.min(PAGE, size - acts.length), cursor);
    acts.push(...page.items);
    cursor = page.cursor;
  }
  if (terminal.json) {
    terminal.out(JSON.stringify(acts, null, 2));
    return EXIT.ok;
  }
  if (acts.length === 0) {
    terminal.note(say('没有记录', 'Nothing is recorded'));
    return EXIT.ok;
  }
  const outcome = ({ refused, times }: Act): string => {
    const words = refused === null ? say('已执行', 'done') : `${ERRORS[refused][language]} (${refused})`;
    return times > 1 ? `${words} × ${times}` : words;
  };
  terminal.out(
    table(
      [
        { title: say('时间', 'When') },
        { title: say('操作者', 'Who'), most: 30 },
        { title: say('操作', 'Act') },
        { title: say('来源', 'Source'), most: 30 },
        { title: say('对象', 'On'), most: 50 },
        { title: say('结果', 'Outcome') },
      ],
      acts.map((act) => [
        act.at.slice(0, 19).replace('T', ' '),
        act.by,
        wordsFor('act', act.act)[language],
        act.source === null ? '—' : (sources.get(act.source)?.title ?? act.source),
        act.held ?? act.run ?? act.subject ?? ([act.entry, act.with].filter(Boolean).join(' + ') || '—'),
        outcome(act),
      ]),
    ),
  );
  return EXIT.ok;
}
