/** The snapshot of the day, made by schedule where one is set. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { coded } from '../../config/errors/errors.ts';
import type { Settings } from '../../config/settings/settings.ts';
import { type Nightly, nightly } from '../../harvester/schedule/nightly.ts';
import { chinaDay } from '../../index/history/day.ts';
import product from '../../package.json' with { type: 'json' };
import type { Huimu } from '../compose.ts';
import type { Tell } from '../tell.ts';
import { makeSnapshot, type Outcome } from './make.ts';
import { MANIFEST, snapshotDays } from './manifest.ts';

export const snapshotFolderOf = ({ data, snapshotFolder }: Settings): string =>
  snapshotFolder ?? join(data, 'snapshots');

export const snapshotOf = (
  { settings, catalogue, sources }: Pick<Huimu, 'settings' | 'catalogue' | 'sources'>,
  day: string,
  onEntries?: (count: number) => void,
): Promise<Outcome> =>
  makeSnapshot({
    catalogue,
    sources,
    folder: snapshotFolderOf(settings),
    day,
    program: product.version,
    ...(onEntries && { onEntries }),
  });

/** Makes one at every slot until stopped, and one that was missed; of many processes that do so, one makes it. */
export function scheduleSnapshots(huimu: Huimu, tell: Tell): Nightly | undefined {
  const { snapshots } = huimu.settings;
  if (snapshots === undefined) return undefined;
  const folder = snapshotFolderOf(huimu.settings);
  return nightly({
    expression: snapshots,
    last: async () => {
      const day = snapshotDays(folder).at(-1);
      return day && statSync(join(folder, day, MANIFEST)).mtime.toISOString();
    },
    work: async () => {
      const outcome = await snapshotOf(huimu, chinaDay(Date.now()));
      if (!outcome.made) return;
      const { address, entries } = outcome.manifest;
      tell(`快照已生成：${address}，${entries} 条`, `Snapshot made: ${address}, ${entries} entries`, null);
    },
    onError: (error) => {
      const { code, detail } = coded(error);
      tell(`快照未能生成：${detail}`, `The snapshot was not made: ${detail}`, code);
    },
  });
}
