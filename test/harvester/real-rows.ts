/** The platforms that have real rows, played in a process of their own, and an installation that harvests them. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCountry } from '../../api/cli/demo/country.ts';
import { composeHuimu, type Huimu } from '../../api/compose.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import type { Run } from '../../index/operations.ts';

export interface RealCountry {
  huimu: Huimu;
  /** Harvests every platform, several at a time. */
  harvest(): Promise<Map<string, Run>>;
  /** Reads again what is kept of these. */
  replay(ids: string[]): Promise<Map<string, Run>>;
  close(): Promise<void>;
}

export async function openRealCountry(platforms: string[]): Promise<RealCountry> {
  const country = await startCountry(['--samples', '--platforms', platforms.join(',')], loadSources());
  const data = await mkdtemp(join(tmpdir(), 'huimu-real-rows-'));
  const huimu = await composeHuimu(
    {
      ...loadSettings({ environment: {}, folder: data }),
      contact: 'http://localhost/test',
      routes: country.routes,
      parallel: 6,
      logLevel: 'silent',
      data,
    },
    { rows: country.sources },
  );
  const runs = async (ids: string[], replay: boolean) => {
    const ended = ids.map(async (id) => {
      const run = await huimu.control.start(id, { trigger: 'person', replay });
      return [id, await huimu.control.ended(run.id)] as const;
    });
    return new Map(await Promise.all(ended));
  };
  return {
    huimu,
    harvest: () => runs(platforms, false),
    replay: (ids) => runs(ids, true),
    async close() {
      await huimu.close();
      await country.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

/** Rows and distinct rows of each file, by the table of the samples' README. */
export async function countedRows(folder: string): Promise<Map<string, { rows: number; distinct: number }>> {
  const text = await readFile(`${folder}/README.md`, 'utf8');
  const lines = text.matchAll(/^\| ([a-z0-9-]+) \| (\d+) \| (\d+) \|/gm);
  return new Map(
    [...lines].map(([, id, rows, distinct]) => [
      id as string,
      { rows: Number(rows), distinct: Number(distinct) },
    ]),
  );
}
