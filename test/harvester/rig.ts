/** A source on a real server, a real catalogue and the harvester between them, for tests of whole runs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Adapter } from '../../adapters/contract.ts';
import { adapterFor } from '../../adapters/registry.ts';
import { Source } from '../../config/registry/source.ts';
import { createClients } from '../../harvester/client/client.ts';
import type { HarvestControl, StartOptions } from '../../harvester/control/control.ts';
import { createHarvestControl } from '../../harvester/control/harvest-control.ts';
import { createInProcessQueue } from '../../harvester/queue/in-process.ts';
import type { BatchLimits } from '../../harvester/run/batch.ts';
import { imbalances } from '../../harvester/run/ledger.ts';
import type { Notice } from '../../harvester/schedule/notices.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import { normalize } from '../../normalizer/normalize.ts';
import { type PlatformOptions, type StartedPlatform, startPlatform } from '../sources/platform.ts';
import type { SampledThing } from '../sources/thing.ts';

export interface RigOptions {
  things?: number | SampledThing[];
  /** Parts of `harvest` over those of a small CKAN site. */
  harvest?: Record<string, unknown>;
  id?: string;
  /** A row of its own instead. */
  source?: Source;
  /** How its server is played, where its id and family do not say so. */
  platform?: PlatformOptions;
  limits?: Partial<BatchLimits>;
  /** A catalogue that is there already; one of its own where absent. */
  path?: string;
  /** A file of a catalogue to be kept at the end. */
  keep?: boolean;
  adapterFor?: (source: Source) => Adapter;
  timeouts?: { firstByteMs?: number; idleMs?: number; totalMs?: number };
}

export interface Rig {
  source: Source;
  platform: StartedPlatform;
  catalogue: Catalogue;
  control: HarvestControl;
  notices: Notice[];
  path: string;
  /** Lets days pass for the harvester. */
  passDays(days: number): void;
  /** Harvests once, to the end, and holds the ledger to its own sums and to the catalogue. */
  harvest(options?: Partial<StartOptions>): Promise<Run>;
  /** All that a reader of the catalogue can see, without the times of writing. */
  dump(): Promise<unknown[]>;
  close(): Promise<void>;
}

export const testSource = (id: string, harvest: Record<string, unknown> = {}): Source =>
  Source.parse({
    id,
    title: '测试市公共数据开放平台',
    kind: 'open-platform',
    mode: 'opening',
    region: '310000',
    home: `https://${id}.gov.cn`,
    harvest: {
      family: 'ckan',
      base: `https://${id}.gov.cn`,
      pace: { perSecond: null, concurrency: 8 },
      // The whole list each time; lists of changes are tried for themselves.
      changes: { use: false },
      ...harvest,
      options: harvest.family ? harvest.options : { rows: 20, ...(harvest.options as object) },
    },
  });

export async function dumpOf(catalogue: Catalogue): Promise<unknown[]> {
  await catalogue.refresh();
  const found: unknown[] = [];
  for await (const page of catalogue.stream({})) {
    for (const { entry, resource, lead, removedAt } of page) found.push({ entry, resource, lead, removedAt });
  }
  return found;
}

export async function openRig(options: RigOptions = {}): Promise<Rig> {
  const source = options.source ?? testSource(options.id ?? 'test-city', options.harvest);
  const { things = 100 } = options;
  const platform = await startPlatform(
    source,
    Array.isArray(things) ? things : { seed: 7, count: things },
    options.platform,
  );
  const folder = mkdtempSync(join(tmpdir(), 'huimu-harvester-'));
  const path = options.path ?? join(folder, 'catalogue.db');
  const catalogue = await openSqliteCatalogue({ path });
  const clients = createClients({
    contact: 'https://huimu.example/',
    routes: platform.routes,
    retry: { perRequest: 2, baseMs: 5, capMs: 20 },
    ...(options.timeouts && { timeouts: options.timeouts }),
  });
  const notices: Notice[] = [];
  let ahead = 0;
  const queue = createInProcessQueue({
    onError: (_, error) => {
      throw error;
    },
  });
  const control = createHarvestControl({
    catalogue,
    sources: new Map([[source.id, source]]),
    adapterFor: options.adapterFor ?? adapterFor,
    normalize,
    clients,
    queue,
    sole: true,
    clock: () => Date.now() + ahead,
    defaultSchedule: '0 3 * * *',
    spreadMinutes: 60,
    limits: { puts: 15, milliseconds: 50, ...options.limits },
    onNotice: (notice) => notices.push(notice),
  });
  return {
    source,
    platform,
    catalogue,
    control,
    notices,
    path,
    passDays(days) {
      ahead += days * 86_400_000;
    },
    async harvest(startOptions = {}) {
      const started = await control.start(source.id, { trigger: 'person', ...startOptions });
      const run = await control.ended(started.id);
      const off = imbalances(run.ledger);
      if (off.length > 0) throw new Error(`the ledger does not balance: ${off.join('; ')}`);
      if (!run.dryRun) {
        const [counts] = await catalogue.counts(source.id);
        if ((counts?.entries ?? 0) !== run.ledger.indexed) throw new Error('the ledger is not the catalogue');
      }
      return run;
    },
    dump: () => dumpOf(catalogue),
    async close() {
      await control.close();
      clients.close();
      await catalogue.close();
      await platform.close();
      if (!options.keep) rmSync(folder, { recursive: true, force: true });
    },
  };
}
