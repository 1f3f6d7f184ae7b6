/** `huimu migrate --to <cluster>`: the whole catalogue from one engine to the other, and whether it has come over. */
import { existsSync } from 'node:fs';
import { CodedError, coded } from '../../../../config/errors/errors.ts';
import { type Settings, SettingsSchema } from '../../../../config/settings/settings.ts';
import { type Compared, compareCatalogues } from '../../../../index/archive/compare.ts';
import { copyCatalogue, ownRun } from '../../../../index/archive/copy.ts';
import type { Catalogue } from '../../../../index/port.ts';
import { catalogueFile, openPatientCatalogue } from '../../../catalogues.ts';
import { lockForHarvest } from '../../../harvest-lock.ts';
import { kindName, sayRefused, showCopying } from '../../copying.ts';
import { EXIT } from '../../exit.ts';
import { table } from '../../table.ts';
import { teller } from '../../teller.ts';
import { duration, printable, type Terminal, thousands } from '../../terminal.ts';

export interface MigrateOptions {
  /** Addresses of clusters; the side without one is the catalogue of the data folder. */
  from?: string;
  to?: string;
}

interface Side {
  settings: Settings;
  /** As it may be shown. */
  name: string;
  embedded: boolean;
}

/** Throws `config.invalid`, `request.invalid` before anything is opened. */
function sidesOf(settings: Settings, { from, to }: MigrateOptions): { from: Side; to: Side } {
  const side = (option: string, url: string | undefined): Side => {
    const { elasticsearchUrl: _, ...own } = settings;
    if (url === undefined) {
      return { settings: own, name: catalogueFile(settings), embedded: true };
    }
    const checked = SettingsSchema.shape.elasticsearchUrl.safeParse(url);
    if (!checked.success) {
      throw new CodedError('config.invalid', `${option}: 不是网址 / no web address`, {
        hint: 'https://host:9200',
      });
    }
    const hosts = url.split(',').map((each) => new URL(each.trim()).host);
    return {
      settings: { ...own, elasticsearchUrl: url },
      name: `${hosts.join(',')}/${settings.elasticsearchPrefix}`,
      embedded: false,
    };
  };
  const sides = { from: side('--from', from), to: side('--to', to) };
  if (sides.from.name === sides.to.name) {
    throw new CodedError('request.invalid', '两边相同 / both sides are the same', {
      hint: '--to <elasticsearch url> 或 / or --from <elasticsearch url>',
    });
  }
  if (sides.from.embedded && !existsSync(sides.from.name)) {
    throw new CodedError('request.invalid', `${sides.from.name}: 没有目录库 / no catalogue there`, {
      hint: '--data <folder>',
    });
  }
  return sides;
}

export async function migrate(
  settings: Settings,
  options: MigrateOptions,
  terminal: Terminal,
): Promise<number> {
  const { from, to } = sidesOf(settings, options);
  // Nobody may write into the file meanwhile.
  const unlock = from.embedded || to.embedded ? lockForHarvest(settings.data, false) : undefined;
  const opened: Catalogue[] = [];
  const open = async ({ settings: own }: Side): Promise<Catalogue> => {
    const catalogue = await openPatientCatalogue(own, teller(terminal));
    opened.push(catalogue);
    return catalogue;
  };
  try {
    return await bringOver(
      { ...from, catalogue: await open(from) },
      { ...to, catalogue: await open(to) },
      terminal,
    );
  } finally {
    await Promise.all(opened.map((catalogue) => catalogue.close()));
    unlock?.();
  }
}

type OpenSide = Side & { catalogue: Catalogue };

async function bringOver(from: OpenSide, to: OpenSide, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const own = await ownRun(from.catalogue, to.catalogue);
  if (own !== undefined) {
    throw new CodedError('catalogue.own-runs', `${to.name}: ${own.id} (${own.source}, ${own.heartbeatAt})`, {
      hint: '换一个空的目标：HUIMU_ELASTICSEARCH_PREFIX 或 HUIMU_DATA / take an empty target',
    });
  }
  const started = performance.now();
  terminal.note(`${from.name} → ${to.name}`);
  const copying = showCopying(say('迁移', 'migrating'), terminal);
  const refused = await copyCatalogue(from.catalogue, to.catalogue, copying.at)
    .catch((error: unknown) => {
      const { code, detail, hint } = coded(error);
      const again = '再次运行同一命令即可继续 / run the same again to go on';
      throw new CodedError(code, detail, { hint: hint ?? again, cause: error });
    })
    .finally(copying.finish);
  const copied = performance.now() - started;
  const checking = showCopying(say('核对', 'comparing'), terminal);
  const compared = await compareCatalogues(from.catalogue, to.catalogue, checking.at).finally(
    checking.finish,
  );
  const alike = compared.every(({ differences }) => differences === 0);
  if (terminal.json) {
    const ms = { copied: Math.round(copied), all: Math.round(performance.now() - started) };
    terminal.out(JSON.stringify({ from: from.name, to: to.name, alike, ms, compared, refused }, null, 2));
    return alike ? EXIT.ok : EXIT.failed;
  }
  terminal.out(comparedTable(compared, terminal));
  sayRefused(refused, terminal);
  sayDifferences(compared, terminal);
  terminal.out(
    alike
      ? say(
          `两边一致，复制用时 ${duration(copied)}`,
          `Both sides are alike; copying took ${duration(copied)}`,
        )
      : say('两边不一致', 'The two sides are not alike'),
  );
  return alike ? EXIT.ok : EXIT.failed;
}

function comparedTable(compared: Compared[], terminal: Terminal): string {
  const { say } = terminal;
  return table(
    [
      { title: say('种类', 'kind') },
      { title: say('源', 'from'), right: true },
      { title: say('目标', 'to'), right: true },
      { title: say('不同', 'differ'), right: true },
      { title: say('校验和', 'checksums') },
    ],
    compared.map(({ kind, first, second, differences }) => {
      const sums = [...new Set([first.checksum, second.checksum])].map((sum) => sum.slice(0, 12));
      const counts = [first.count, second.count, differences].map(thousands);
      return [kindName(kind, terminal), ...counts, sums.join(' ≠ ')];
    }),
  );
}

function sayDifferences(compared: Compared[], terminal: Terminal): void {
  const { say } = terminal;
  const what = {
    missing: say('目标缺少', 'missing in the target'),
    surplus: say('目标多出', 'only in the target'),
    different: say('内容不同', 'different'),
  };
  for (const { kind, differences, examples } of compared) {
    for (const { key, what: how, members } of examples) {
      const parts = members.length > 0 ? ` (${members.join(', ')})` : '';
      terminal.note(`  ${kindName(kind, terminal)} ${printable(key.join(' '))}: ${what[how]}${parts}`);
    }
    if (differences > examples.length) terminal.note('  …');
  }
}
