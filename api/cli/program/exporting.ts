/** Commands that write the catalogue down: a backup, entries of any search, snapshots by day. */
import { Option } from 'commander';
import { FORMATS, type Format } from '../../exports/format-names.ts';
import { act, type Common, inHuimu, withHuimu } from '../acting.ts';
import type { EntriesOptions } from '../exporting/entries.ts';
import { command, program } from './command.ts';

command(
  'export',
  '备份整个目录库；--format 则导出检索结果的条目 / back the catalogue up; with --format, entries of any search',
)
  .argument(
    '[file]',
    '文件，- 为标准输出；备份按 .zst 或 .gz 压缩 / file, - for stdout; a backup is packed by .zst or .gz',
  )
  .addOption(new Option('--format <format>', '格式 / format').choices(FORMATS))
  .option('--query <words>', '检索词 / words')
  .option('--region <region>', '省或市 / a province or city')
  .option('--mode <mode>', '供给方式 / mode')
  .option('--source <id...>', '来源 / sources')
  .action((file: string | undefined, { format, ...options }: Common & EntriesOptions & { format?: Format }) =>
    act(options, {}, async (settings, terminal) => {
      if (format === undefined) {
        const { exportCatalogue } = await import('../commands/copies/export.ts');
        return exportCatalogue(settings, file === '-' ? undefined : file, terminal);
      }
      const { exportEntries, questionOf } = await import('../exporting/entries.ts');
      const question = questionOf(options);
      return withHuimu((huimu) => exportEntries(huimu, format, file ?? '-', question, terminal))(
        settings,
        terminal,
      );
    }),
  );

// A parent with options would take those of its commands.
const snapshot = program.command('snapshot').description('按日快照 / snapshots by day');

command('make', '生成今天的快照 / make that of today', snapshot).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { makeOne } = await import('../exporting/snapshots.ts');
    return makeOne(huimu, terminal);
  }),
);

command('list', '已有的快照 / those there are', snapshot).action((options: Common) =>
  act(options, {}, async (settings, terminal) => {
    const { listAll } = await import('../exporting/snapshots.ts');
    return listAll(settings, terminal);
  }),
);

command('verify', '核对快照的文件 / check the files against the manifest', snapshot)
  .argument('[day]', 'YYYY-MM-DD')
  .action((day: string | undefined, options: Common) =>
    act(options, {}, async (settings, terminal) => {
      const { verifyAll } = await import('../exporting/snapshots.ts');
      return verifyAll(settings, day, terminal);
    }),
  );
