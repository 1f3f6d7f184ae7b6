/** Commands that look things up. */
import { Option } from 'commander';
import { MODES } from '../../../config/registry/modes.ts';
import { act, type Common, withHuimu } from '../acting.ts';
import type { AuditOptions } from '../commands/audit.ts';
import type { SearchOptions } from '../commands/search.ts';
import { command } from './command.ts';

command('search', '检索目录 / search the catalogue')
  .argument('[words...]', '检索词 / words')
  .option('--region <region>', '省或市，名称或代码 / province or city, by name or code')
  .addOption(new Option('--mode <mode>', '供给方式 / supply mode').choices([...MODES]))
  .option('--size <count>', '条数 / how many', '10')
  .option('--literal <word...>', '只按字面检索的词 / words that mean nothing but themselves')
  .option('--explain', '说明每条为何在此 / say why each hit is there')
  .action((words: string[], options: Common & SearchOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { queryOf, search } = await import('../commands/search.ts');
      const query = queryOf(words, options);
      return withHuimu((huimu) => search(huimu, query, terminal))(settings, terminal);
    }),
  );

command('audit', '审计日志：谁做了什么 / the audit log: who did what')
  .option('--source <id>', '只看一个来源 / of one source')
  .option('--act <name>', '只看一种操作，如 start、stop / one kind of act, as start, stop')
  .option('--from <instant>', '自某日（北京时间）或时刻起 / from a day (China time) or instant on')
  .option('--until <instant>', '至某日或时刻之前 / before a day or instant')
  .option('--size <count>', '条数 / how many', '50')
  .action((options: Common & AuditOptions) =>
    act(options, {}, async (settings, terminal) => {
      const { askedActs, audit } = await import('../commands/audit.ts');
      const asked = askedActs(options);
      return withHuimu((huimu) => audit(huimu, asked, terminal))(settings, terminal);
    }),
  );
