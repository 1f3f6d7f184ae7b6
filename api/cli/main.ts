/** The command `huimu`: its words, and how its outcome becomes an exit code. */
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { MODES } from '../../config/registry/source.ts';
import { loadSources } from '../../config/registry/sources.ts';
import product from '../../package.json' with { type: 'json' };
import { type Huimu, requireContact } from '../compose.ts';
import { addKeys } from './access/describe.ts';
import { act, type Common, withHuimu } from './acting.ts';
import { type AuditOptions, askedActs, audit } from './commands/audit.ts';
import { type CoverageOptions, coverage } from './commands/coverage.ts';
import { type DemoOptions, demo } from './commands/demo.ts';
import { chooseSources, type HarvestOptions, harvest } from './commands/harvest.ts';
import { type ImportOptions, importCatalogue } from './commands/import.ts';
import { type MigrateOptions, migrate } from './commands/migrate.ts';
import { type ProbeOptions, probe } from './commands/probe.ts';
import { requireJoined, scheduler, worker } from './commands/processes.ts';
import { type ReindexOptions, reindex } from './commands/reindex.ts';
import { queryOf, type SearchOptions, search } from './commands/search.ts';
import { serve } from './commands/serve.ts';
import { checkSources, listSources } from './commands/sources.ts';
import { writeTemplate } from './commands/template.ts';
import { askedUnknowns, type UnknownsOptions, unknowns } from './commands/unknowns.ts';
import { readFileOf, upload } from './commands/upload.ts';
import { decideHeld, listHeld } from './decisions/held.ts';
import { decideIdentity } from './decisions/resource.ts';
import { EXIT } from './exit.ts';
import { describeExports } from './exporting/describe.ts';
import { describePast } from './past/describe.ts';
import { describeQuality } from './quality/describe.ts';
import { describeWatch } from './watch/describe.ts';

const program = new Command('huimu')
  .description('汇目：中国公共数据联合目录 / a federated catalogue of China’s public data')
  .version(product.version)
  .showHelpAfterError('（huimu --help 查看用法 / shows the usage）')
  .addHelpText(
    'after',
    `
退出码 / Exit codes
  0    成功 / success
  1    有采集失败，或命令失败 / a run or the command failed
  2    用法或配置有误 / the usage or the configuration is wrong
  3    有目录不完整，或有下架待确认 / a listing is incomplete, or removals wait for a person
  130  被停止 / stopped

设置 / Settings: HUIMU_* 环境变量或 huimu.yaml / environment variables or huimu.yaml`,
  )
  .exitOverride();

/** A subcommand with the options that all of them have. */
function command(name: string, description: string, parent: Command = program): Command {
  return parent
    .command(name)
    .description(description)
    .option('--data <folder>', '数据目录 / data folder')
    .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']))
    .option('--json', '以 JSON 输出结果 / print results as JSON');
}

const port = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('0–65535');
  return value;
};

const positive = (text: string): string => {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('> 0');
  return text;
};

command(
  'demo',
  '本机演示：启动一批平台，全部采集，再提供检索 / harvest a country of platforms on this machine',
)
  .option('--port <port>', '端口 / port', port)
  .option('--once', '采集两次，比较后退出 / harvest twice, compare, and end')
  .option('--scale <factor>', '条目数的倍数 / factor of the number of entries', positive)
  .option('--samples', '用真实条目（在项目旁时）/ real entries, where they lie beside the project')
  .option('--platforms <ids>', '只用这些平台，逗号分隔 / these platforms only, separated by commas')
  .action((options: Common & Omit<DemoOptions, 'keep'> & { port?: number }) =>
    act(options, options.port === undefined ? {} : { port: options.port }, (settings, terminal) =>
      demo(settings, { ...options, keep: options.data !== undefined }, terminal),
    ),
  );

command('serve', '提供接口与页面，按计划采集 / serve the API and the pages, harvest by schedule')
  .option('--port <port>', '端口 / port', port)
  .option('--host <address>', '监听地址 / address to listen at')
  .option('--no-schedule', '不启动定时采集 / without the schedule')
  .action(({ port, host, ...options }: Common & { port?: number; host?: string; schedule: boolean }) =>
    act(
      options,
      { ...(port === undefined ? {} : { port }), ...(host === undefined ? {} : { host }) },
      withHuimu((huimu, terminal) => serve(huimu, terminal, options.schedule), { harvests: true }),
    ),
  );

command(
  'worker',
  '采集进程，可有任意多个（须 HUIMU_REDIS_URL）/ do runs; as many as wanted, joined by Redis',
).action((options: Common) =>
  act(options, {}, (settings, terminal) => {
    requireJoined(settings);
    return withHuimu(worker, { harvests: true, works: true })(settings, terminal);
  }),
);

command(
  'scheduler',
  '计划进程，可有任意多个（须 HUIMU_REDIS_URL）/ start what is due; as many as wanted, joined by Redis',
).action((options: Common) =>
  act(options, {}, (settings, terminal) => {
    requireJoined(settings);
    return withHuimu(scheduler, { harvests: true })(settings, terminal);
  }),
);

command('harvest', '立即采集 / harvest now')
  .argument('[source...]', '来源标识 / source ids')
  .option('--all', '全部可采集的来源 / all sources that can be harvested')
  .option('--full', '重取全部详情 / ask every detail again')
  .option('--dry-run', '试采，不写入 / read and judge, write nothing')
  .action((ids: string[], options: Common & HarvestOptions) =>
    act(options, {}, (settings, terminal) => {
      const rows = loadSources(settings.sources);
      chooseSources(new Map(rows.map((row) => [row.id, row])), ids, options.all ?? false);
      requireContact(settings);
      return withHuimu((huimu) => harvest(huimu, ids, options, terminal), { harvests: true, works: true })(
        settings,
        terminal,
      );
    }),
  );

command('upload', '提交枢纽的目录文件并采集 / hand over a file of a hub’s catalogue, and harvest it')
  .argument('<source>', '来源标识 / source id')
  .argument('<file>', 'XLSX、CSV 或 JSON；- 为标准输入 / or - for standard input')
  .action((source: string, file: string, options: Common) =>
    act(options, {}, async (settings, terminal) => {
      const body = await readFileOf(file);
      const acting = (huimu: Huimu) => upload(huimu, source, file, body, terminal);
      return withHuimu(acting, { harvests: true, works: true })(settings, terminal);
    }),
  );

command('template', '目录模板，供枢纽填写 / the template of a sharing catalogue to fill in')
  .argument('[file]', '.xlsx 或 .csv；- 为标准输出 / or - for standard output', 'sharing-catalogue.xlsx')
  .action((file: string, options: Common) =>
    act(options, {}, (_settings, terminal) => writeTemplate(file, terminal)),
  );

describePast(command);
command('unknowns', '未能理解的取值，最多的在前 / what was not understood, most frequent first')
  .argument('[source...]', '来源标识；缺省为全部 / source ids; all where absent')
  .option('--field <name>', '只看一个字段，如 theme、formats / of one field, as theme, formats')
  .option('--size <count>', '条数 / how many', '50')
  .action((ids: string[], options: Common & UnknownsOptions) =>
    act(options, {}, (settings, terminal) => {
      const asked = askedUnknowns(ids, options);
      return withHuimu((huimu) => unknowns(huimu, asked, terminal))(settings, terminal);
    }),
  );

describeQuality(program, command);
describeWatch(command);

const sources = program.command('sources').description('来源 / sources');
command('list', '全部来源及其状态 / all sources with their state', sources).action((options: Common) =>
  act(options, {}, withHuimu(listSources)),
);
command('coverage', '覆盖情况：对照底数 / coverage against the baseline', sources)
  .option('--baseline <id...>', '对照的底数，每类一个 / figures to hold it against, one a kind')
  .option('--region <code>', '只看这个地区 / of this region only (GB/T 2260)')
  .action(({ baseline, region, ...common }: Common & CoverageOptions) =>
    act(
      common,
      {},
      withHuimu((huimu, terminal) =>
        coverage(huimu, { ...(baseline && { baseline }), ...(region && { region }) }, terminal),
      ),
    ),
  );
command('check', '检查来源配置 / check the configuration of the sources', sources).action((options: Common) =>
  act(options, {}, (settings, terminal) => {
    const rows = loadSources(settings.sources);
    return checkSources(new Map(rows.map((row) => [row.id, row])), terminal);
  }),
);
command('probe', '看一个地址是什么平台，给出配置 / what an address is, and its row', sources)
  .argument('<url>', '平台地址 / address of the platform')
  .option('--family <name>', '只试这个接口族 / this family only')
  .option('--write', '把配置写进该省的文件 / put the row into its province’s file')
  .option('--id <id>', '来源标识 / id of the source')
  .option('--region <code>', '所在地区 / its place (GB/T 2260)')
  .option('--title <title>', '平台名称 / its title')
  .action((url: string, options: Common & ProbeOptions) =>
    act(options, {}, (settings, terminal) => {
      requireContact(settings);
      return withHuimu((huimu) => probe(huimu, url, options, terminal))(settings, terminal);
    }),
  );

command(
  'reindex',
  '重建 Elasticsearch 索引，检索与采集照常 / build the indices anew, searches and harvests go on',
)
  .option('--all', '版本相同的也重建 / also those of this version')
  .option('--keep-old', '保留旧索引 / keep the old indices')
  .action((options: Common & ReindexOptions) =>
    act(options, {}, (settings, terminal) => reindex(settings, options, terminal)),
  );

command('search', '检索目录 / search the catalogue')
  .argument('[words...]', '检索词 / words')
  .option('--region <region>', '省或市，名称或代码 / province or city, by name or code')
  .addOption(new Option('--mode <mode>', '供给方式 / supply mode').choices([...MODES]))
  .option('--size <count>', '条数 / how many', '10')
  .option('--literal <word...>', '只按字面检索的词 / words that mean nothing but themselves')
  .option('--explain', '说明每条为何在此 / say why each hit is there')
  .action((words: string[], options: Common & SearchOptions) =>
    act(options, {}, (settings, terminal) => {
      const query = queryOf(words, options);
      return withHuimu((huimu) => search(huimu, query, terminal))(settings, terminal);
    }),
  );

const held = program.command('held').description('待确认的下架与新增 / what waits for a person');
command('list', '待确认的内容 / what waits', held).action((options: Common) =>
  act(options, {}, withHuimu(listHeld)),
);
for (const [decision, words] of [
  ['release', '同意：下架这些条目，或放行新增 / carry it out'],
  ['refuse', '不同意：保留现状 / leave things as they are'],
] as const) {
  command(decision, words, held)
    .argument('<id>', '标识 / id')
    .action((id: string, options: Common) =>
      act(
        options,
        {},
        withHuimu((huimu, terminal) => decideHeld(huimu, { id, decision }, terminal), { harvests: true }),
      ),
    );
}

const resource = program
  .command('resource')
  .description(
    '哪些条目是同一个资源：人工认定，以后的采集都遵循 / which entries are one thing, decided by a person',
  );
for (const [decision, words] of [
  ['split', '拆出：这个条目自成一个资源 / it stands alone'],
  ['automatic', '收回人工认定 / take back what was decided'],
] as const) {
  command(decision, words, resource)
    .argument('<entry>', '条目标识 / id of the entry')
    .action((entry: string, options: Common) =>
      act(
        options,
        {},
        withHuimu((huimu, terminal) => decideIdentity(huimu, { entry, decision }, terminal)),
      ),
    );
}
command('join', '并入：两个条目是同一个资源 / two entries are one thing', resource)
  .argument('<entry>', '条目标识 / id of the entry')
  .argument('<other>', '另一个 / the other')
  .action((entry: string, other: string, options: Common) =>
    act(
      options,
      {},
      withHuimu((huimu, terminal) =>
        decideIdentity(huimu, { entry, decision: 'join', with: other }, terminal),
      ),
    ),
  );

addKeys(program, command);

command('audit', '审计日志：谁做了什么 / the audit log: who did what')
  .option('--source <id>', '只看一个来源 / of one source')
  .option('--act <name>', '只看一种操作，如 start、stop / one kind of act, as start, stop')
  .option('--from <instant>', '自某日（北京时间）或时刻起 / from a day (China time) or instant on')
  .option('--until <instant>', '至某日或时刻之前 / before a day or instant')
  .option('--size <count>', '条数 / how many', '50')
  .action((options: Common & AuditOptions) =>
    act(options, {}, (settings, terminal) => {
      const asked = askedActs(options);
      return withHuimu((huimu) => audit(huimu, asked, terminal))(settings, terminal);
    }),
  );

command(
  'migrate',
  '把整个目录库迁入（或迁出）集群，并核对 / bring the whole catalogue into a cluster (or out), and compare',
)
  .option('--to <url>', '目标 Elasticsearch；缺省为数据目录 / target; the data folder where absent')
  .option('--from <url>', '源 Elasticsearch；缺省为数据目录 / origin; the data folder where absent')
  .action((options: Common & MigrateOptions) =>
    act(options, {}, (settings, terminal) => migrate(settings, options, terminal)),
  );

describeExports(command);

command('import', '导入备份，已有的同名记录被覆盖 / take a backup in, over records of the same name')
  .argument('<file>', '文件 / file')
  .option('--partial', '文件损坏时导入尚存的部分 / of a damaged file, take what is left')
  .action((file: string, options: Common & ImportOptions) =>
    act(options, {}, (settings, terminal) => importCatalogue(settings, file, options, terminal)),
  );

// A reader that has seen enough (`| head`) is no failure, and does not cost a harvest its end.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
  });
}

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  // Commander has said what is wrong; help and version are no failure.
  process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}
