/** The commands about quality, as `huimu --help` shows them. */
import type { Command } from 'commander';
import { act, type Common, withHuimu } from '../acting.ts';
import { askedQuality, type QualityOptions, quality } from './quality.ts';

/** `command`: makes a subcommand with the options that all of them have. */
export function describeQuality(command: (name: string, description: string) => Command): void {
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
}
