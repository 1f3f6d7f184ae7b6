/** The harvester: the adapters there are, the normaliser, and the queue, in memory where this process is alone. */
import { adapterFor, familyNames } from '../../adapters/registry.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { createInProcessQueue } from '../queue/in-process.ts';
import type { Queue } from '../queue/port.ts';
import type { HarvestControl } from './control.ts';
import { type ControlOptions, createHarvestControl } from './harvest-control.ts';

/** Slots are spread over so many minutes, so that not all sources begin at once. */
export const SPREAD_MINUTES = 30;

export interface HarvesterOptions
  extends Pick<
    ControlOptions,
    | 'catalogue'
    | 'patient'
    | 'sources'
    | 'renew'
    | 'insideSources'
    | 'clients'
    | 'works'
    | 'onNotice'
    | 'onEnded'
    | 'onScheduleError'
    | 'linkSample'
    | 'clock'
  > {
  /** Runs at one time. */
  parallel: number;
  /** The queue that other processes share; absent where this one harvests alone. */
  queue?: Queue;
  /** Name of this installation: what comes round to it from another one is refused. */
  instance: string;
  /** Cron expression in China time, for sources that name none. */
  defaultSchedule: string;
}

export function createHarvester({ parallel, queue, instance, ...options }: HarvesterOptions): HarvestControl {
  return createHarvestControl({
    ...options,
    adapterFor,
    familyNames: familyNames(),
    normalize: (source, statement) => normalize(source, statement, instance),
    queue: queue ?? createInProcessQueue({ parallel }),
    sole: queue === undefined,
    spreadMinutes: SPREAD_MINUTES,
  });
}
