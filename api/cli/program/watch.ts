/** The commands of the watch lists: read, computed anew, decided on. */
import { Argument, Option } from 'commander';
import { VERDICTS, type Verdict, WATCH_LISTS, type WatchList } from '../../../index/watch/names.ts';
import { act, type Common, inHuimu, withHuimu } from '../acting.ts';
import type { WatchOptions } from '../watch/lists.ts';
import { command } from './command.ts';

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
    act(options, {}, async (settings, terminal) => {
      const { askedWatch, watch } = await import('../watch/lists.ts');
      const asked = askedWatch(list, options);
      return withHuimu((huimu) => watch(huimu, asked, terminal))(settings, terminal);
    }),
  );

command('compute', '现在重新计算 / compute all of them now', watching).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { computeLists } = await import('../watch/lists.ts');
    return computeLists(huimu, terminal);
  }),
);

command('decide', '记下对一项发现的处置 / keep what was decided of a finding', watching)
  .addArgument(new Argument('<list>', '清单 / the list').choices([...WATCH_LISTS]))
  .argument('<key>', '标识 / its key')
  .addArgument(new Argument('<decision>', '处置 / decision').choices([...VERDICTS]))
  .option('--note <text>', '说明 / a note')
  .action(
    (list: WatchList, key: string, verdict: Verdict, { note, ...options }: Common & { note?: string }) =>
      inHuimu(options, async (huimu, terminal) => {
        const { decideFinding } = await import('../watch/decide.ts');
        return decideFinding(huimu, { list, key, verdict, note }, terminal);
      }),
  );
