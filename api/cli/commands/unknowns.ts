/** `huimu unknowns [source…]`: what the sources say that no code list knows, most frequent first. */
import { CodedError } from '../../../config/errors/errors.ts';
import { findUnknowns } from '../../../index/unknowns.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { type Terminal, thousands } from '../terminal.ts';

export interface UnknownsOptions {
  field?: string;
  size?: string;
}

const MOST = 10_000;
/** Sources named in a row. */
const SHOWN = 3;

/** Throws `request.invalid`, naming the option and what is allowed. */
export function askedUnknowns(sources: string[], options: UnknownsOptions) {
  const size = Number(options.size ?? 50);
  if (!Number.isInteger(size) || size < 1 || size > MOST)
    throw new CodedError('request.invalid', `--size ${options.size}`, { hint: `1–${MOST}` });
  return {
    size,
    ...(sources.length > 0 && { sources }),
    ...(options.field !== undefined && { field: options.field }),
  };
}

export async function unknowns(
  huimu: Huimu,
  asked: ReturnType<typeof askedUnknowns>,
  terminal: Terminal,
): Promise<number> {
  for (const id of asked.sources ?? [])
    if (!huimu.sources.has(id)) throw new CodedError('source.unknown', id, { hint: 'huimu sources list' });
  const found = await findUnknowns(huimu.catalogue, asked);
  if (terminal.json) {
    terminal.out(JSON.stringify(found, null, 2));
    return EXIT.ok;
  }
  const { say } = terminal;
  const rows = found.values.map(({ field, value, entries, sources }) => [
    thousands(entries),
    field,
    value,
    sources
      .slice(0, SHOWN)
      .map(({ source, entries: number }) => `${source} ${thousands(number)}`)
      .join(', ') + (sources.length > SHOWN ? ` +${sources.length - SHOWN}` : ''),
  ]);
  if (rows.length > 0)
    terminal.out(
      table(
        [
          { title: say('条目', 'Entries'), right: true },
          { title: say('字段', 'Field') },
          { title: say('取值', 'Value'), most: 60 },
          { title: say('来源', 'Sources') },
        ],
        rows,
      ),
    );
  terminal.note(
    say(
      `${thousands(found.entries)} 条目录中有 ${thousands(found.distinct)} 个取值未能理解`,
      `${thousands(found.distinct)} values not understood in ${thousands(found.entries)} entries`,
    ),
  );
  return EXIT.ok;
}
