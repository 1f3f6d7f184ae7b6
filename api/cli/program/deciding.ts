/** Commands by which a person decides. */
import type { Decision } from '../../../index/port.ts';
import { act, type Common, inHuimu, withHuimu } from '../acting.ts';
import { command, program } from './command.ts';

const held = program.command('held').description('待确认的下架与新增 / what waits for a person');
command('list', '待确认的内容 / what waits', held).action((options: Common) =>
  inHuimu(options, async (huimu, terminal) => {
    const { listHeld } = await import('../decisions/held.ts');
    return listHeld(huimu, terminal);
  }),
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
        withHuimu(
          async (huimu, terminal) => {
            const { decideHeld } = await import('../decisions/held.ts');
            return decideHeld(huimu, { id, decision }, terminal);
          },
          { harvests: true },
        ),
      ),
    );
}

const identified = (options: Common, asked: Decision & { entry: string }) =>
  inHuimu(options, async (huimu, terminal) => {
    const { decideIdentity } = await import('../decisions/resource.ts');
    return decideIdentity(huimu, asked, terminal);
  });
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
    .action((entry: string, options: Common) => identified(options, { entry, decision }));
}
command('join', '并入：两个条目是同一个资源 / two entries are one thing', resource)
  .argument('<entry>', '条目标识 / id of the entry')
  .argument('<other>', '另一个 / the other')
  .action((entry: string, other: string, options: Common) =>
    identified(options, { entry, decision: 'join', with: other }),
  );
