/** The commands that write the catalogue down: a backup, entries of any search, snapshots by day. */
import { type Command, Option } from 'commander';
import { FORMATS, type Format } from '../../exports/formats.ts';
import { act, type Common, withHuimu } from '../acting.ts';
import { exportCatalogue } from '../commands/export.ts';
import { type EntriesOptions, exportEntries, questionOf } from './entries.ts';
import { listAll, makeOne, verifyAll } from './snapshots.ts';

/** `command`: a subcommand with the options that all of them have. */
export function describeExports(
  command: (name: string, description: string, parent?: Command) => Command,
): void {
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
    .action(
      (file: string | undefined, { format, ...options }: Common & EntriesOptions & { format?: Format }) =>
        act(options, {}, (settings, terminal) => {
          if (format === undefined)
            return exportCatalogue(settings, file === '-' ? undefined : file, terminal);
          const question = questionOf(options);
          return withHuimu((huimu) => exportEntries(huimu, format, file ?? '-', question, terminal))(
            settings,
            terminal,
          );
        }),
    );
  const snapshot = command('snapshot', '按日快照 / snapshots by day');
  command('make', '生成今天的快照 / make that of today', snapshot).action((options: Common) =>
    act(options, {}, withHuimu(makeOne)),
  );
  command('list', '已有的快照 / those there are', snapshot).action((options: Common) =>
    act(options, {}, listAll),
  );
  command('verify', '核对快照的文件 / check the files against the manifest', snapshot)
    .argument('[day]', 'YYYY-MM-DD')
    .action((day: string | undefined, options: Common) =>
      act(options, {}, (settings, terminal) => verifyAll(settings, day, terminal)),
    );
}
