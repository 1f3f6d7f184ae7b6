/** Commands about what the catalogue is kept in. */
import { act, type Common } from '../acting.ts';
import type { ImportOptions } from '../commands/copies/import.ts';
import type { MigrateOptions } from '../commands/copies/migrate.ts';
import type { ReindexOptions } from '../commands/copies/reindex.ts';
import { command } from './command.ts';

command(
  'reindex',
  '重建 Elasticsearch 索引，检索与采集照常 / build the indices anew, searches and harvests go on',
)
  .option('--all', '版本相同的也重建 / also those of this version')
  .option('--keep-old', '保留旧索引 / keep the old indices')
  .action((options: Common & ReindexOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { reindex } = await import('../commands/copies/reindex.ts');
      return reindex(settings, options, terminal);
    }),
  );

command(
  'migrate',
  '把整个目录库迁入（或迁出）集群，并核对 / bring the whole catalogue into a cluster (or out), and compare',
)
  .option('--to <url>', '目标 Elasticsearch；缺省为数据目录 / target; the data folder where absent')
  .option('--from <url>', '源 Elasticsearch；缺省为数据目录 / origin; the data folder where absent')
  .action((options: Common & MigrateOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { migrate } = await import('../commands/copies/migrate.ts');
      return migrate(settings, options, terminal);
    }),
  );

command('import', '导入备份，已有的同名记录被覆盖 / take a backup in, over records of the same name')
  .argument('<file>', '文件 / file')
  .option('--partial', '文件损坏时导入尚存的部分 / of a damaged file, take what is left')
  .action((file: string, options: Common & ImportOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { importCatalogue } = await import('../commands/copies/import.ts');
      return importCatalogue(settings, file, options, terminal);
    }),
  );
