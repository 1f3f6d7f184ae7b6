/** Commands about quality, and about the addresses that it rests on. */
import { act, type Common, withHuimu } from '../acting.ts';
import type { QualityOptions } from '../quality/quality.ts';
import { command, program } from './command.ts';

command('quality', '质量：均值，或一个来源的报告 / quality: means, or the report of one source')
  .argument('[source]', '来源标识：看它的报告 / source id: its report')
  .option('--by <name>', 'source、publisher、region、month 等 / or any facet')
  .option('--criterion <code>', '列出该来源不满足这一项的条目 / records of the source that lack it')
  .option('--size <count>', '行数 / how many rows', '50')
  .action((source: string | undefined, options: Common & QualityOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { askedQuality, quality } = await import('../quality/quality.ts');
      const asked = askedQuality(source, options);
      return withHuimu((huimu) => quality(huimu, asked, terminal))(settings, terminal);
    }),
  );

const links = program.command('links').description('地址检查 / addresses of entries');
command('check', '抽查条目的地址并记下结果 / ask addresses of a sample of entries', links)
  .argument('[source...]', '来源标识；缺省为全部 / source ids; all where absent')
  .option('--sample <count>', '每个来源抽查的条目数 / entries of each source', '20')
  .action((ids: string[], { sample, ...options }: Common & { sample: string }) =>
    act(options, {}, async (settings, terminal) => {
      const { askedSample, checkLinks } = await import('../quality/links.ts');
      const { requireContact } = await import('../../compose.ts');
      const size = askedSample(sample);
      requireContact(settings);
      // As a harvest: at the pace that all processes share, and not beside another that keeps its own.
      return withHuimu((huimu) => checkLinks(huimu, ids, size, terminal), { harvests: true })(
        settings,
        terminal,
      );
    }),
  );
