/** What people set of a source beside its file, as an answer. */
import type { z } from 'zod';
import type { Source } from '../../../config/registry/source.ts';
import type { Registry } from '../../../harvester/registry/registry.ts';
import type { SourceAnswer } from '../../schemas/source.ts';

type Answer = Pick<z.infer<typeof SourceAnswer>, 'pace' | 'set' | 'file' | 'added'>;

/** `named`: who it was is told too. */
export function setAnswer(registry: Registry, { id, harvest }: Source, named: boolean): Answer {
  const known = registry.known(id);
  const { schedule, perSecond, paused } = known?.override ?? {};
  const who = ({ by, at }: { by: string; at: string }) => ({ by: named ? by : null, at });
  const row = known?.row.harvest;
  return {
    pace:
      harvest === undefined
        ? null
        : {
            perSecond: harvest.pace.perSecond,
            concurrency: harvest.pace.concurrency,
            quiet: harvest.pace.quiet ?? null,
          },
    set: {
      schedule: schedule === undefined ? null : { value: schedule.value, ...who(schedule) },
      perSecond: perSecond === undefined ? null : { value: perSecond.value, ...who(perSecond) },
      paused: paused === undefined ? null : who(paused),
    },
    file: { schedule: row?.schedule ?? null, perSecond: row?.pace.perSecond ?? null },
    added: known?.added === undefined ? null : who(known.added),
  };
}
