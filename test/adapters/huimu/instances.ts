/** Whole installations that harvest each other, each behind its real server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import { Source } from '../../../config/registry/source.ts';
import { loadSettings, type Settings } from '../../../config/settings/settings.ts';
import { imbalances } from '../../../harvester/run/ledger.ts';
import type { Run } from '../../../index/operations.ts';
import type { StoredEntry } from '../../../index/stored.ts';
import { freePort } from '../../services/free-port.ts';

export interface Instance {
  huimu: Huimu;
  base: string;
  /** Harvests to the end; the ledger must be in balance. */
  harvest(source: string): Promise<Run>;
  living(): Promise<StoredEntry[]>;
  get<T>(path: string): Promise<{ status: number; body: T }>;
  close(): Promise<void>;
}

export const rowOf = (id: string, base: string, region: string, harvest: object, kind = 'open-platform') =>
  Source.parse({
    id,
    title: `来源${id}`,
    kind,
    mode: 'opening',
    region,
    home: base,
    harvest: { base, pace: { perSecond: null }, ...harvest },
  });

/** Another Huimu as a source: only what changed is asked for, to the moment. */
export const huimuRow = (id: string, base: string, region: string, options: object = {}) =>
  rowOf(id, base, region, { family: 'huimu', options, changes: { marginMinutes: 0 } });

export const address = async (): Promise<string> => `http://127.0.0.1:${await freePort()}`;

export async function startInstance(
  name: string,
  base: string,
  rows: Source[],
  over: Partial<Settings> = {},
): Promise<Instance> {
  const data = await mkdtemp(join(tmpdir(), 'huimu-test-'));
  const settings: Settings = {
    ...loadSettings({ environment: {}, folder: data }),
    data,
    contact: 'test@example.org',
    instance: name,
    logLevel: 'silent',
    ...over,
  };
  const huimu = await composeHuimu(settings, { rows, harvests: true });
  const server = await createServer(apiContext(huimu));
  await server.listen({ host: '127.0.0.1', port: Number(new URL(base).port) });
  return {
    huimu,
    base,
    async harvest(source) {
      const { id } = await huimu.control.start(source, { trigger: 'person' });
      const run = await huimu.control.ended(id);
      const wrong = imbalances(run.ledger);
      if (wrong.length > 0) throw new Error(wrong.join('; '));
      await huimu.catalogue.refresh();
      return run;
    },
    async living() {
      const all: StoredEntry[] = [];
      for await (const page of huimu.catalogue.stream({})) all.push(...page);
      return all;
    },
    async get<T>(path: string) {
      const answer = await fetch(base + path);
      return { status: answer.status, body: (await answer.json()) as T };
    },
    async close() {
      await server.close();
      await huimu.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
