/** `huimu held [list | release <id> | refuse <id>]`: what waits for a person, and the person's word. */
import { type CodedError, ERRORS } from '../../../config/errors/errors.ts';
import { commandLineUser, recordedActs } from '../../audit/acting-control.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';

export async function listHeld({ catalogue, sources }: Huimu, terminal: Terminal): Promise<number> {
  const { language, say } = terminal;
  const held = await catalogue.listHeld({ state: 'held' });
  if (terminal.json) {
    terminal.out(JSON.stringify(held, null, 2));
    return EXIT.ok;
  }
  if (held.length === 0) {
    terminal.note(say('没有待确认的内容', 'Nothing waits for a person'));
    return EXIT.ok;
  }
  terminal.out(
    table(
      [
        { title: say('标识', 'Id') },
        { title: say('来源', 'Source'), most: 30 },
        { title: say('内容', 'What') },
        { title: say('条数', 'Entries'), right: true },
        { title: say('原因', 'Why'), most: 60 },
      ],
      held.map(({ id, source, kind, count, reason }) => [
        id,
        sources.get(source)?.title ?? source,
        kind === 'growth' ? say('新增', 'new entries') : say('下架', 'removals'),
        thousands(count),
        printable(`${ERRORS[reason.code][language]}: ${reason.detail}`),
      ]),
    ),
  );
  return EXIT.ok;
}

/** Throws `held.unknown`, `held.decided`, and `run.already-running` while the source is harvested. */
export async function decideHeld(
  { catalogue, control }: Huimu,
  { id, decision }: { id: string; decision: 'release' | 'refuse' },
  terminal: Terminal,
): Promise<number> {
  const by = commandLineUser();
  let unrecorded = 0;
  const onUnwritten = (error: CodedError) => {
    unrecorded += 1;
    terminal.note(`${ERRORS[error.code][terminal.language]} (${error.code})\n  ${error.detail}`);
  };
  const acts = recordedActs(control, { catalogue, by, onUnwritten });
  let removed = 0;
  if (decision === 'release') removed = await acts.release(id, by);
  else await acts.refuse(id, by);
  if (terminal.json) terminal.out(JSON.stringify({ id, decision, removed }));
  else terminal.out(terminal.say(`已记下；下架 ${removed} 条`, `Done; ${removed} entries removed`));
  return unrecorded > 0 ? EXIT.failed : EXIT.ok;
}
