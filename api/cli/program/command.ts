/** The program, and what its commands have in common. What a command needs beyond its words is loaded once it is called. */
import { Command, InvalidArgumentError, Option } from 'commander';
import product from '../../../package.json' with { type: 'json' };

export const program = new Command('huimu')
  .description('汇目：中国公共数据联合目录 / a federated catalogue of China’s public data')
  .version(product.version)
  .enablePositionalOptions()
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
export function command(name: string, description: string, parent: Command = program): Command {
  return (
    parent
      .command(name)
      .description(description)
      // What stands behind the name of a subcommand is the subcommand's, though its parent has an option of that name.
      .enablePositionalOptions()
      .option('--data <folder>', '数据目录 / data folder')
      .addOption(new Option('--lang <language>', '语言 / language').choices(['zh', 'en']))
      .option('--json', '以 JSON 输出结果 / print results as JSON')
  );
}

export const port = (text: string): number => {
  const value = Number(text);
  if (!/^\d+$/.test(text) || value > 65_535) throw new InvalidArgumentError('0–65535');
  return value;
};

export const positive = (text: string): string => {
  if (!(Number(text) > 0)) throw new InvalidArgumentError('> 0');
  return text;
};
