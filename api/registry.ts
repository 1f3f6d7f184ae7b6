/** The sources as this process knows them, looked up again every few seconds: what is set by one process holds in all. */
import type { Source } from '../config/registry/source.ts';
import type { Settings } from '../config/settings/settings.ts';
import { SPREAD_MINUTES } from '../harvester/control/create.ts';
import { openRegistry, type Registry } from '../harvester/registry/registry.ts';
import type { Catalogue } from '../index/port.ts';
import type { Tell } from './tell.ts';

/** So often, in ms. Runs and slots that begin look for themselves. */
const RENEWED = 5_000;

export interface KeptRegistry {
  registry: Registry;
  close(): Promise<void>;
}

export async function keepRegistry(
  catalogue: Catalogue,
  rows: readonly Source[],
  { schedule, insideSources }: Pick<Settings, 'schedule' | 'insideSources'>,
  tell: Tell | undefined,
): Promise<KeptRegistry> {
  const registry = openRegistry({
    catalogue,
    rows,
    inside: insideSources,
    defaultSchedule: schedule,
    spreadMinutes: SPREAD_MINUTES,
    onTrouble: (source, { code, detail }) =>
      tell?.(
        `${source}: 目录库中所存的来源设置不可用：${detail}`,
        `${source}: what is kept of this source cannot be used: ${detail}`,
        code,
      ),
  });
  // Where the catalogue cannot say just now, the files hold, and what it said last.
  const renew = () => registry.renew().catch(() => undefined);
  let under = renew();
  await under;
  const timer = setInterval(() => {
    under = under.then(renew);
  }, RENEWED).unref();
  return {
    registry,
    async close() {
      clearInterval(timer);
      await under;
    },
  };
}
