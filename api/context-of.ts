/** What the routes answer from, of an installation that is open. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isLoopback } from '../config/settings/settings.ts';
import product from '../package.json' with { type: 'json' };
import { type Huimu, PROJECT } from './compose.ts';
import type { ApiContext } from './context.ts';
import { KeptExports } from './exports/kept.ts';
import { instanceOf } from './instance.ts';
import type { Part } from './schemas/health.ts';
import { snapshotFolderOf } from './snapshots/daily.ts';
import { meansOf } from './telling/means.ts';

const PAGES = join(PROJECT, 'web', 'dist');

export function apiContext(
  { settings, sources, catalogue, control, registry, board, tally, tour }: Huimu,
  part: Part = 'serve',
): ApiContext {
  return {
    part,
    catalogue,
    control,
    registry,
    board,
    sources,
    schedule: settings.schedule,
    adminKey: settings.adminKey,
    limits: {
      perAddress: settings.ratePerAddress,
      perKey: settings.ratePerKey,
      wrongKeys: settings.wrongKeys,
    },
    proxies: settings.proxies,
    openToLoopback: settings.adminKey === undefined && isLoopback(settings.host),
    pages: existsSync(join(PAGES, 'index.html')) ? PAGES : undefined,
    version: product.version,
    publicUrl: settings.publicUrl,
    contact: settings.contact,
    oaiPage: settings.oaiPage,
    instance: instanceOf(settings),
    tally,
    exports: new KeptExports(join(settings.data, 'exports'), settings.exportGigabytes * 1e9),
    snapshotFolder: snapshotFolderOf(settings),
    telling: meansOf(settings, catalogue),
    notice: settings.notice,
    tour,
    logLevel: settings.logLevel,
  };
}
