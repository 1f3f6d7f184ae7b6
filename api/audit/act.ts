/** An act as it goes into the audit log, and what follows where it cannot. */
import { randomUUID } from 'node:crypto';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { Act } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';

/** What an act was done to; nothing where the attempt was a stranger's, whose words are not kept. */
export type Target = Partial<Pick<Act, 'source' | 'run' | 'held' | 'entry' | 'with' | 'finding' | 'subject'>>;

export const actNow = (facts: Pick<Act, 'by' | 'act' | 'refused'> & Target & { times?: number }): Act => ({
  id: randomUUID(),
  at: new Date().toISOString(),
  source: null,
  run: null,
  held: null,
  times: 1,
  ...facts,
});

/** What goes by `run` or `held` alone is found under its source as well. */
export async function withSource(catalogue: Catalogue, target: Target): Promise<Target> {
  const { source, run, held } = target;
  if (source || target.finding) return target;
  if (target.entry) return { ...target, source: (await catalogue.get(target.entry))?.entry.source ?? null };
  if (run) return { ...target, source: (await catalogue.getRun(run))?.source ?? null };
  const found = held ? (await catalogue.listHeld({})).find(({ id }) => id === held) : undefined;
  return { ...target, source: found?.source ?? null };
}

/** For whoever did what the log does not tell now. */
export function unwritten(
  act: Pick<Act, 'act' | 'source' | 'run' | 'held' | 'entry' | 'finding' | 'subject'>,
  error: unknown,
): CodedError {
  const { source, run, held, entry, finding, subject } = act;
  const on = [source, run, held, entry, finding, subject].filter((each) => each != null).join(' ');
  return new CodedError('audit.unwritten', `${act.act} ${on}: ${coded(error).message}`, { cause: error });
}
