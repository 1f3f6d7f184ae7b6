/** `huimu replay <source…|--all>`: reads what is kept again, as the mapping is now, with progress and ledgers. */
import type { Huimu } from '../../compose.ts';
import { chooseSources, tell } from '../commands/harvest.ts';
import { runAll } from '../run-all.ts';
import type { Terminal } from '../terminal.ts';

export interface ReplayOptions {
  all?: boolean;
}

export async function replay(
  huimu: Huimu,
  ids: string[],
  options: ReplayOptions,
  terminal: Terminal,
): Promise<number> {
  const chosen = chooseSources(huimu.sources, ids, options.all ?? false);
  return tell(huimu, await runAll(huimu, chosen, { trigger: 'person', replay: true }, terminal), terminal);
}
