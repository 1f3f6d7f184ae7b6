/** The commands about quality, as `huimu --help` shows them. */
import type { Command } from 'commander';
import { requireContact } from '../../compose.ts';
import { act, type Common, withHuimu } from '../acting.ts';
import { askedSample, checkLinks } from './links.ts';
import { askedQuality, type QualityOptions, quality } from './quality.ts';

/** `command`: makes a subcommand with the options that all of them have. */
export function describeQuality(
  program: Command,
  command: (name: string, description: string, parent?: Command) => Command,
): void {
  command('quality', '质量：均值，或一个来源的报告 / quality: means, or the report of one source')
    .argument('[source]', '来源标识：看它的报告 / source id: its report')
    .option('--by <name>', 'source、publisher、region、month 等 / or any facet')
    .option('--criterion <code>', '列出该来源不满足这一项的条目 / records of the source that lack it')
    .option('--size <count>', '行数 / how many rows', '50')
    .action((source: string | undefined, options: Common & QualityOptions) =>
      act(options, {}, (settings, terminal) => {
        const asked = askedQuality(source, options);
        return withHuimu((huimu) => quality(huimu, asked, terminal))(settings, terminal);
      }),
    );

  const links = program.command('links').description('地址检查 / addresses of entries');
  command('check', '抽查条目的地址并记下结果 / ask addresses of a sample of entries', links)
    .argument('[source...]', '来源标识；缺省为全部 / source ids; all where absent')
    .option('--sample <count>', '每个来源抽查的条目数 / entries of each source', '20')
    .action((ids: string[], { sample, ...options }: Common & { sample: string }) =>
      act(options, {}, (settings, terminal) => {
        const size = askedSample(sample);
        requireContact(settings);
        // As a harvest: at the pace that all processes share, and not beside another that keeps its own.
        return withHuimu((huimu) => checkLinks(huimu, ids, size, terminal), { harvests: true })(
          settings,
          terminal,
        );
      }),
    );
}
