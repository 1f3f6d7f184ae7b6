/** The nightly computation of the watch lists, and the holding of demands against what came since, by the process that keeps the schedule. */
import { type CodedError, coded } from '../config/errors/errors.ts';
import type { Source } from '../config/registry/source.ts';
import type { Settings } from '../config/settings/settings.ts';
import { type Nightly, nightly } from '../harvester/schedule/nightly.ts';
import { matchDemands } from '../index/people/matching.ts';
import type { Catalogue } from '../index/port.ts';
import { renewWatch } from '../index/watch/renew.ts';

/** Places that the sources serve from which something can be harvested. */
export const servedBy = (sources: ReadonlyMap<string, Source>): Set<string> =>
  new Set([...sources.values()].filter(({ harvest }) => harvest !== undefined).map(({ region }) => region));

export interface Watching {
  catalogue: Catalogue;
  sources: ReadonlyMap<string, Source>;
  /** Cron expression in China time. */
  expression: string;
  onError: (error: CodedError) => void;
}

/** What the schedule of an installation keeps up, told to whoever keeps it. */
export const watchingOf = (
  huimu: { catalogue: Catalogue; sources: ReadonlyMap<string, Source>; settings: Settings },
  { note, say }: { note: (text: string) => void; say: (zh: string, en: string) => string },
): Watching => ({
  catalogue: huimu.catalogue,
  sources: huimu.sources,
  expression: huimu.settings.watch,
  onError: ({ code, detail }) =>
    note(`${say(`监测清单未能计算：${detail}`, `The watch lists were not computed: ${detail}`)} (${code})`),
});

/** Until stopped. Where several processes keep the schedule, the first that is done has done it for all. */
export function watchNightly({ catalogue, sources, expression, onError }: Watching): Nightly {
  return nightly({
    expression,
    last: async () => (await catalogue.watched())?.at,
    work: async (signal) => {
      await renewWatch(catalogue, { served: servedBy(sources), now: Date.now(), signal });
      await matchDemands(catalogue, Date.now(), signal);
    },
    onError: (error) => {
      // Another process began later, and what it found is published.
      if (coded(error).code !== 'catalogue.conflict') onError(coded(error));
    },
  });
}
