/** Commands about the past, and about what would become of it: histories, and reading what is kept again. */
import { act, type Common, withHuimu } from '../acting.ts';
import type { HistoryOptions } from '../past/history.ts';
import type { PreviewOptions } from '../past/preview.ts';
import type { ReplayOptions } from '../past/replay.ts';
import { command } from './command.ts';

command(
  'replay',
  '按现在的映射重读已存的原始记录，不访问来源 / read the kept records again, asking no source',
)
  .argument('[source...]', '来源标识 / source ids')
  .option('--all', '全部可采集的来源 / all sources that can be harvested')
  .option('--dry-run', '只看会变什么，不写入 / say what would change, write nothing')
  .option('--entries', '与 --dry-run：逐条列出 / with --dry-run: entry by entry')
  .option(
    '--limit <count>',
    '与 --dry-run：每个字段的取值数、条目数 / with it: values of a field, entries',
    '10',
  )
  .action((ids: string[], options: Common & ReplayOptions & PreviewOptions & { dryRun?: boolean }) =>
    act(options, {}, async (settings, terminal) => {
      const { chooseSources, requireChoice } = await import('../commands/harvest.ts');
      requireChoice(settings, ids, options.all);
      if (options.dryRun) {
        const { askedPreview, preview } = await import('../past/preview.ts');
        const asked = askedPreview(options);
        return withHuimu((huimu) => {
          const chosen = chooseSources(huimu.sources, ids, options.all ?? false);
          return preview(huimu, chosen, asked, terminal);
        })(settings, terminal);
      }
      const { replay } = await import('../past/replay.ts');
      return withHuimu((huimu) => replay(huimu, ids, options, terminal), { harvests: true, works: true })(
        settings,
        terminal,
      );
    }),
  );

command('history', '条目的变更，或来源的每日数字 / what became of an entry, or a source’s figures by day')
  .argument('<id>', '条目标识或来源标识 / id of an entry or a source')
  .option('--size <count>', '条数 / how many', '50')
  .action((id: string, options: Common & HistoryOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { askedHistory, history } = await import('../past/history.ts');
      const size = askedHistory(options);
      return withHuimu((huimu) => history(huimu, id, size, terminal))(settings, terminal);
    }),
  );
