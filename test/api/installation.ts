/** A whole installation for tests: a few platforms of the country, harvested for real, behind the real server. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unhurried } from '../../api/cli/demo/country.ts';
import { type ComposeOptions, composeHuimu, type Huimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import type { ApiServer } from '../../api/routes/route.ts';
import { loadSources } from '../../config/registry/sources.ts';
import { loadSettings, type Settings } from '../../config/settings/settings.ts';
import type { Run } from '../../index/operations.ts';
import { type Country, startCountry } from '../sources/country.ts';

export interface Installation {
  huimu: Huimu;
  server: ApiServer;
  country: Country;
  /** Harvests these sources, one after the other, and returns how the runs ended. */
  harvest(...ids: string[]): Promise<Run[]>;
  close(): Promise<void>;
}

export async function install(
  platforms: string[],
  overrides: Partial<Settings> = {},
  pages?: string,
  /** Platforms that are there too, and that no row names. */
  unnamed: string[] = [],
  composing: Pick<ComposeOptions, 'resolve'> = {},
): Promise<Installation> {
  const rows = loadSources();
  const country = await startCountry({ platforms: [...platforms, ...unnamed], scale: 0.2 });
  const data = await mkdtemp(join(tmpdir(), 'huimu-test-'));
  const settings: Settings = {
    ...loadSettings({ environment: {}, folder: data }),
    contact: 'http://localhost/test',
    routes: country.routes,
    logLevel: 'silent',
    data,
    ...overrides,
  };
  const sources = [...rows, ...country.sources]
    .filter(({ id, harvest }) => harvest === undefined || platforms.includes(id))
    .map(unhurried);
  const huimu = await composeHuimu(settings, { rows: sources, harvests: true, ...composing });
  const server = await createServer({ ...apiContext(huimu), pages });
  return {
    huimu,
    server,
    country,
    async harvest(...ids) {
      const ended: Run[] = [];
      for (const id of ids) {
        const run = await huimu.control.start(id, { trigger: 'person' });
        ended.push(await huimu.control.ended(run.id));
      }
      return ended;
    },
    async close() {
      await server.close();
      await huimu.close();
      await country.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}
