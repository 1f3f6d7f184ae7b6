/** The commands of the watch lists: read, computed anew, decided on. */
import { Argument, type Command, Option } from 'commander';
import { VERDICTS, type Verdict, WATCH_LISTS, type WatchList } from '../../../index/watch/finding.ts';
import { act, type Common, withHuimu } from '../acting.ts';
import { decideFinding } from './decide.ts';
import { askedWatch, computeLists, type WatchOptions, watch } from './lists.ts';

/** `command`: a subcommand with the options that all of them have. */
export function describeWatch(
  command: (name: string, description: string, parent?: Command) => Command,
): void {
  const watching = command(
    'watch',
    '监测清单：该有人看一看的事 / the watch lists: what somebody should look at',
  )
    .argument('[list]', `清单 / the list: ${WATCH_LISTS.join(', ')}`)
    .option('--region <region>', '地区，含其下各地 / a place with what lies in it, by name or code')
    .option('--source <id>', '只看一个来源 / of one source')
    .addOption(new Option('--decision <decision>', '处置 / what was decided').choices([...VERDICTS]))
    .option('--size <count>', '条数 / how many', '50')
    .action((list: string | undefined, options: Common & WatchOptions) =>
      act(options, {}, (settings, terminal) => {
        const asked = askedWatch(list, options);
        return withHuimu((huimu) => watch(huimu, asked, terminal))(settings, terminal);
      }),
    );
  command('compute', '现在重新计算 / compute all of them now', watching).action((options: Common) =>
    act(options, {}, withHuimu(computeLists)),
  );
  command('decide', '记下对一项发现的处置 / keep what was decided of a finding', watching)
    .addArgument(new Argument('<list>', '清单 / the list').choices([...WATCH_LISTS]))
    .argument('<key>', '标识 / its key')
    .addArgument(new Argument('<decision>', '处置 / decision').choices([...VERDICTS]))
    .option('--note <text>', '说明 / a note')
    .action(
      (list: WatchList, key: string, verdict: Verdict, { note, ...options }: Common & { note?: string }) =>
        act(
          options,
          {},
          withHuimu((huimu, terminal) => decideFinding(huimu, { list, key, verdict, note }, terminal)),
        ),
    );
}
