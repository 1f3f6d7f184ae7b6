/** Commands that bring entries in. */
import { act, type Common, withHuimu } from '../acting.ts';
import type { HarvestOptions } from '../commands/harvest.ts';
import { command } from './command.ts';

/** One run of each source, done here. */
const RUNS = { harvests: true, works: true };

command('harvest', '立即采集 / harvest now')
  .argument('[source...]', '来源标识 / source ids')
  .option('--all', '全部可采集的来源 / all sources that can be harvested')
  .option('--full', '重取全部详情 / ask every detail again')
  .option('--dry-run', '试采，不写入 / read and judge, write nothing')
  .action((ids: string[], options: Common & HarvestOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { requireChoice, harvest } = await import('../commands/harvest.ts');
      const { requireContact } = await import('../../compose.ts');
      const rows = requireChoice(settings, ids, options.all);
      requireContact(settings);
      const open = { ...RUNS, rows };
      return withHuimu((huimu) => harvest(huimu, ids, options, terminal), open)(settings, terminal);
    }),
  );

command('upload', '提交枢纽的目录文件并采集 / hand over a file of a hub’s catalogue, and harvest it')
  .argument('<source>', '来源标识 / source id')
  .argument('<file>', 'XLSX、CSV 或 JSON；- 为标准输入 / or - for standard input')
  .action((source: string, file: string, options: Common) =>
    act(options, {}, async (settings, terminal) => {
      const { readFileOf, upload } = await import('../commands/upload.ts');
      const body = await readFileOf(file);
      return withHuimu((huimu) => upload(huimu, source, file, body, terminal), RUNS)(settings, terminal);
    }),
  );

command('template', '目录模板，供枢纽填写 / the template of a sharing catalogue to fill in')
  .argument('[file]', '.xlsx 或 .csv；- 为标准输出 / or - for standard output', 'sharing-catalogue.xlsx')
  .action((file: string, options: Common) =>
    act(options, {}, async (_settings, terminal) => {
      const { writeTemplate } = await import('../commands/template.ts');
      return writeTemplate(file, terminal);
    }),
  );
