// scratch

import { adapterFor } from '../adapters/registry.ts';
import type { Source } from '../config/source.ts';
import type { Catalogue } from '../index/port.ts';
import { normalize } from '../normalizer/normalize.ts';
import type { Clients } from './client/client.ts';
import { createHarvestControl } from './harvest-control.ts';
import { createInProcessQueue } from './queue/in-process.ts';

export { familyNames } from '../adapters/registry.ts';
export const createHarvester = (o: {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  clients: Clients;
  parallel: number;
  defaultSchedule: string;
}) =>
  createHarvestControl({
    ...o,
    adapterFor,
    normalize,
    queue: createInProcessQueue({ parallel: o.parallel }),
    sole: true,
    spreadMinutes: 0,
  });
