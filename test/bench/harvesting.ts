/** One source under measurement: its platform in another process, a catalogue of its own, and the harvester between. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClients } from '../../harvester/client/client.ts';
import { createHarvester } from '../../harvester/control/create.ts';
import type { Run } from '../../index/operations.ts';
import type { Batch, Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { measuredSource } from './source.ts';

export interface Platform {
  routes: Record<string, string>;
  /** Processor time of its process so far, in µs. */
  cpu(): Promise<number>;
  close(): void;
}

interface PlatformMode {
  /** It keeps its answers. */
  keep?: boolean;
  /** Hundreds of entries share each title. */
  fewTitles?: boolean;
}

/** Starts the platform's process. */
export async function startPlatform(
  id: string,
  entries: number,
  { keep, fewTitles }: PlatformMode = {},
): Promise<Platform> {
  const args = [id, String(entries), ...(keep ? ['--keep'] : []), ...(fewTitles ? ['--few-titles'] : [])];
  const child: ChildProcess = fork(new URL('./platform.ts', import.meta.url), args, { execArgv: [] });
  const failed = once(child, 'exit').then(([code]) => {
    throw new Error(`the platform ${id} ended with ${code}`);
  });
  failed.catch(() => undefined);
  const told = async <T>(): Promise<T> => ((await Promise.race([once(child, 'message'), failed])) as [T])[0];
  const { origin, at } = await told<{ origin: string; at: string }>();
  return {
    routes: { [origin]: at },
    async cpu() {
      child.send('cpu');
      return (await told<{ cpu: number }>()).cpu;
    },
    close() {
      if (child.connected) child.disconnect();
    },
  };
}

export interface OpenCatalogue {
  catalogue: Catalogue;
  /** Bytes of the file and its log. */
  bytes(): number;
  close(): Promise<void>;
}

/** A catalogue in a temporary folder that goes with it. */
export async function openCatalogue(): Promise<OpenCatalogue> {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-bench-'));
  const path = join(folder, 'catalogue.sqlite');
  const catalogue = await openSqliteCatalogue({ path });
  return {
    catalogue,
    bytes: () =>
      [path, `${path}-wal`].reduce(
        (sum, file) => sum + (statSync(file, { throwIfNoEntry: false })?.size ?? 0),
        0,
      ),
    async close() {
      await catalogue.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** Harvests the source once into the catalogue. Throws where the run does not succeed. */
export async function harvestOnce(
  id: string,
  routes: Record<string, string>,
  catalogue: Catalogue,
): Promise<Run> {
  const source = measuredSource(id);
  const clients = createClients({ contact: 'https://huimu.example/', routes });
  const control = createHarvester({
    catalogue,
    clients,
    sources: new Map([[id, source]]),
    parallel: 1,
    instance: 'bench',
    defaultSchedule: '0 3 * * *',
  });
  try {
    const { id: started } = await control.start(id, { trigger: 'person' });
    const run = await control.ended(started);
    if (run.status !== 'succeeded') throw new Error(`${id}: ${run.status}: ${JSON.stringify(run.problems)}`);
    return run;
  } finally {
    await control.close();
    clients.close();
  }
}

/** The catalogue, with every batch that is written into it handed to `see`. */
export const watched = (catalogue: Catalogue, see: (batch: Batch) => void): Catalogue => ({
  ...catalogue,
  write(batch) {
    see(batch);
    return catalogue.write(batch);
  },
});
