/** The harvester of one process: the adapters there are, the normaliser, and a queue in memory. */
import { adapterFor } from '../adapters/registry.ts';
import { normalize } from '../normalizer/normalize.ts';
import type { HarvestControl } from './control.ts';
import { type ControlOptions, createHarvestControl } from './harvest-control.ts';
import { createInProcessQueue } from './queue/in-process.ts';

export { familyNames } from '../adapters/registry.ts';

/** Slots are spread over so many minutes, so that not all sources begin at once. */
const SPREAD_MINUTES = 30;

export interface HarvesterOptions
  extends Pick<ControlOptions, 'catalogue' | 'sources' | 'clients' | 'onNotice' | 'onScheduleError'> {
  /** Runs at one time. */
  parallel: number;
  /** Cron expression in China time, for sources that name none. */
  defaultSchedule: string;
}

export function createHarvester({ parallel, ...options }: HarvesterOptions): HarvestControl {
  return createHarvestControl({
    ...options,
    adapterFor,
    normalize,
    queue: createInProcessQueue({ parallel }),
    sole: true,
    spreadMinutes: SPREAD_MINUTES,
  });
}
