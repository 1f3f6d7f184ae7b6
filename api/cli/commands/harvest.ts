/** `huimu harvest <source…|--all>`: runs now, with progress, ledgers and totals. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { Source } from '../../../config/registry/source.ts';
import { loadSources } from '../../../config/registry/sources.ts';
import type { Settings } from '../../../config/settings/settings.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT, exitOf } from '../exit.ts';
import { ledgerTable, problemLines, totalsByProvince } from '../ledgers.ts';
import { type Harvested, runAll } from '../run-all.ts';
import { duration, type Terminal } from '../terminal.ts';

export interface HarvestOptions {
  all?: boolean;
  full?: boolean;
  dryRun?: boolean;
}

/** Throws `source.unknown`, `config.not-harvestable`, `request.invalid` before anything is asked. */
export function chooseSources(sources: ReadonlyMap<string, Source>, ids: string[], all: boolean): Source[] {
  if (all === ids.length > 0) {
    throw new CodedError('request.invalid', '指明来源，或用 --all / name sources, or say --all', {
      hint: 'huimu sources list',
    });
  }
  if (all) return [...sources.values()].filter(({ harvest }) => harvest !== undefined);
  return [...new Set(ids)].map((id) => {
    const source = sources.get(id);
    if (source === undefined) throw new CodedError('source.unknown', id, { hint: 'huimu sources list' });
    if (source.harvest === undefined) {
      throw new CodedError(
        'config.not-harvestable',
        `${id}: ${source.state}${source.home === undefined ? '' : ` (${source.home})`}`,
        {
          hint: '接入方法 / how it is connected: docs/adding-a-platform.md',
        },
      );
    }
    return source;
  });
}

/** The files' rows. Throws the same as far as they tell, before an installation is opened: a source may have been added there. */
export function requireChoice(settings: Pick<Settings, 'sources'>, ids: string[], all = false): Source[] {
  const rows = loadSources(settings.sources);
  const inFiles = new Map(rows.map((row) => [row.id, row]));
  const elsewhere = ids.length > 0 && !ids.some((id) => inFiles.has(id));
  if (all || !elsewhere) {
    chooseSources(inFiles, all ? ids : ids.filter((id) => inFiles.has(id)), all);
  }
  return rows;
}

export async function harvest(
  huimu: Huimu,
  ids: string[],
  options: HarvestOptions,
  terminal: Terminal,
): Promise<number> {
  const chosen = chooseSources(huimu.sources, ids, options.all ?? false);
  const { full = false, dryRun = false } = options;
  return tell(huimu, await runAll(huimu, chosen, { trigger: 'person', full, dryRun }, terminal), terminal);
}

/** Says how the runs went, as tables or as JSON. Returns the exit code. */
export async function tell(huimu: Huimu, harvested: Harvested, terminal: Terminal): Promise<number> {
  if (terminal.json) {
    const refused = harvested.refused.map(({ source, error }) => ({
      source,
      code: error.code,
      detail: error.detail,
    }));
    const runs = harvested.runs.map(({ checkpoint: _internal, ...run }) => run);
    terminal.out(JSON.stringify({ runs, refused }, null, 2));
  } else await printHarvest(huimu, harvested, terminal);
  return harvestExit(harvested);
}

export async function printHarvest(huimu: Huimu, harvested: Harvested, terminal: Terminal): Promise<void> {
  const { say } = terminal;
  terminal.out('');
  terminal.out(ledgerTable(harvested.runs, huimu.sources, terminal));
  const problems = [
    ...problemLines(harvested.runs, huimu.sources),
    ...harvested.refused.map(({ source, error }) => `  ${source}: ${error.code} — ${error.detail}`),
  ];
  if (problems.length > 0) terminal.out(`\n${say('问题', 'Problems')}\n${problems.join('\n')}`);
  terminal.out(`\n${say('各省合计', 'Totals by province')}`);
  terminal.out(await totalsByProvince(huimu.catalogue, terminal));
  terminal.out(say(`用时 ${duration(harvested.ms)}`, `Took ${duration(harvested.ms)}`));
}

export function harvestExit({ runs, refused, interrupted, unrecorded }: Harvested): number {
  if (interrupted) return EXIT.stopped;
  const exit = exitOf(runs);
  return exit === EXIT.ok && refused.length + unrecorded > 0 ? EXIT.failed : exit;
}
