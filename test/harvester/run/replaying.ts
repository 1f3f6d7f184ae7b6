/** Replays for tests, by a control of their own: without any client, so that whatever asked would fail. */

import { ckanAdapter, createCkanAdapter } from '../../../adapters/ckan/adapter.ts';
import type { Adapter } from '../../../adapters/contract.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import { keyAlias, labelAlias } from '../../../config/labels.ts';
import type { Source } from '../../../config/registry/source.ts';
import type { HarvestControl, StartOptions } from '../../../harvester/control/control.ts';
import { createHarvestControl } from '../../../harvester/control/harvest-control.ts';
import { createInProcessQueue } from '../../../harvester/queue/in-process.ts';
import { imbalances } from '../../../harvester/run/ledger.ts';
import type { Normalize } from '../../../harvester/run/outcome.ts';
import type { Run } from '../../../index/operations.ts';
import type { Catalogue } from '../../../index/port.ts';
import { normalize } from '../../../normalizer/normalize.ts';

/** CKAN as it was read before anybody had mapped a label of its extras. */
export const withoutLabel = (unknown: string): Adapter =>
  createCkanAdapter((label) => (label === unknown ? undefined : (labelAlias(label) ?? keyAlias(label))));

export interface ReplayOptions {
  source: Source;
  catalogue: Catalogue;
  adapter?: Adapter;
  normalize?: Normalize;
}

export function replayControl({ source, catalogue, ...mapping }: ReplayOptions): HarvestControl {
  return createHarvestControl({
    catalogue,
    sources: new Map([[source.id, source]]),
    adapterFor: () => mapping.adapter ?? ckanAdapter,
    normalize: mapping.normalize ?? normalize,
    clients: {
      forRun() {
        throw new Error('a replay has no client');
      },
      forget: () => undefined,
      close: () => undefined,
    },
    queue: createInProcessQueue(),
    sole: true,
    defaultSchedule: '0 3 * * *',
    spreadMinutes: 0,
    limits: { puts: 6, rows: 12, milliseconds: 40 },
  });
}

/** Replays once, to the end, and holds the ledger to its own sums and to the catalogue. */
export async function replay(options: ReplayOptions, start: Partial<StartOptions> = {}): Promise<Run> {
  const control = replayControl(options);
  try {
    const { id } = await control.start(options.source.id, { trigger: 'person', replay: true, ...start });
    const run = await control.ended(id);
    const off = imbalances(run.ledger);
    if (off.length > 0) throw new Error(`the ledger does not balance: ${off.join('; ')}`);
    const [counts] = await options.catalogue.counts(options.source.id);
    if ((counts?.entries ?? 0) !== run.ledger.indexed) throw new Error('the ledger is not the catalogue');
    return run;
  } finally {
    await control.close();
  }
}

/**
 * Replays over a catalogue that dies with the process, again and again: after each number of batches nothing more is
 * written; `late` says that the last batch came in and only its answer was lost.
 */
export async function replayDying(
  options: ReplayOptions,
  slot: string,
  deaths: { batches: number; late: boolean }[],
): Promise<Run> {
  for (const { batches, late } of deaths) {
    let left = batches;
    const death = Promise.withResolvers<void>();
    const gone = () => {
      death.resolve();
      return Promise.reject(new CodedError('catalogue.unavailable', 'the process is gone'));
    };
    const dying = new Proxy(options.catalogue, {
      get(catalogue, name: keyof Catalogue) {
        if (name === 'saveRun' || name === 'putSourceState') return left < 0 ? gone : catalogue[name];
        if (name !== 'write') return catalogue[name];
        return async (...batch: Parameters<Catalogue['write']>) => {
          left -= 1;
          if (left < 0 && !(late && left === -1)) return gone();
          const written = await catalogue.write(...batch);
          return left < 0 ? gone() : written;
        };
      },
    });
    const control = replayControl({ ...options, catalogue: dying });
    const { id } = await control.start(options.source.id, { trigger: 'person', replay: true, slot });
    await Promise.race([death.promise, control.ended(id)]).catch(() => undefined);
    await control.close();
  }
  return replay(options, { slot });
}
