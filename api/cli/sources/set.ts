/** `huimu sources set | add | remove | row`: what is set of a source beside its file, and sources that stand in none. */
import { readFileSync } from 'node:fs';
import { CodedError, ERRORS } from '../../../config/errors/errors.ts';
import { rowText } from '../../../config/registry/row-text.ts';
import { parseYaml } from '../../../config/text/yaml.ts';
import { type ChangeAsked, ChangeSource } from '../../../harvester/registry/registry.ts';
import { chinaTime } from '../../../index/history/day.ts';
import { commandLineUser, recorder } from '../../audit/acting-control.ts';
import { actOfChange, settingsOf } from '../../audit/source-acts.ts';
import type { Huimu } from '../../compose.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import type { Terminal } from '../terminal.ts';

export interface SetOptions {
  schedule?: string;
  perSecond?: string;
  pause?: boolean;
  resume?: boolean;
  reset?: string[];
}

const SLOTS = 5;

/** Throws `request.invalid`, naming what is wrong. */
export function askedChange({ schedule, perSecond, pause, resume, reset = [] }: SetOptions): ChangeAsked {
  const taken = Object.fromEntries(reset.map((name) => [name === 'pace' ? 'perSecond' : name, null]));
  const asked = ChangeSource.safeParse({
    ...taken,
    ...(schedule !== undefined && { schedule }),
    ...(perSecond !== undefined && { perSecond: Number(perSecond) }),
    ...((pause || resume) && { paused: pause === true }),
  });
  if (asked.success && Object.keys(asked.data).length > 0 && !(pause && resume)) return asked.data;
  const [issue] = asked.error?.issues ?? [];
  throw new CodedError('request.invalid', issue ? `${issue.path.join('.')}: ${issue.message}` : 'set', {
    hint: '--schedule | --per-second | --pause | --resume | --reset schedule|pace',
  });
}

export async function setSource(
  huimu: Huimu,
  id: string,
  change: ChangeAsked,
  terminal: Terminal,
): Promise<number> {
  const { say } = terminal;
  const by = commandLineUser();
  const { doing, exit } = acting(huimu, terminal);
  const source = await doing(
    actOfChange(change),
    { source: id, ...settingsOf(change) },
    huimu.registry.set(id, change, by),
  );
  const known = huimu.registry.known(id);
  const slots = source.paused ? [] : huimu.registry.slots(id, SLOTS);
  if (terminal.json) {
    terminal.out(JSON.stringify({ source: id, set: known?.override ?? {}, slots }, null, 2));
    return exit();
  }
  const file = known?.row.harvest;
  const set = known?.override ?? {};
  const shown = (value: unknown) => (value === undefined || value === null ? '—' : String(value));
  terminal.out(
    table(
      [{ title: say('设置', 'Setting') }, { title: say('此处', 'Here') }, { title: say('文件', 'File') }],
      [
        [say('计划', 'Schedule'), shown(set.schedule?.value), shown(file?.schedule)],
        [say('每秒请求', 'Requests a second'), shown(set.perSecond?.value), shown(file?.pace.perSecond)],
        [say('暂停', 'Paused'), set.paused === undefined ? '—' : say('是', 'yes'), '—'],
      ],
    ),
  );
  for (const slot of slots) terminal.out(`${say('下次', 'Next')} ${chinaTime(slot)}`);
  return exit();
}

/** The row as YAML, from a file or standard input (`-`), as `huimu sources probe` prints it. */
export async function addSource(huimu: Huimu, file: string, terminal: Terminal): Promise<number> {
  const read: unknown = parseYaml(readFileSync(file === '-' ? 0 : file, 'utf8'));
  const row: unknown = Array.isArray(read) && read.length === 1 ? read[0] : read;
  const { doing, exit } = acting(huimu, terminal);
  const added = huimu.registry.add(row, commandLineUser());
  const source = await doing('add-source', {}, added, ({ id }) => ({ source: id }));
  if (terminal.json) terminal.out(JSON.stringify({ source: source.id }));
  else terminal.out(`${terminal.say('已新增', 'Added')} ${source.id}  → huimu harvest ${source.id}`);
  return exit();
}

export async function removeSource(huimu: Huimu, id: string, terminal: Terminal): Promise<number> {
  const { doing, exit } = acting(huimu, terminal);
  const removed = await doing('remove-source', { source: id }, huimu.registry.remove(id, commandLineUser()));
  if (terminal.json) terminal.out(JSON.stringify({ source: id, removed }));
  else terminal.out(terminal.say(`已移除；下架 ${removed} 条`, `Removed; ${removed} entries taken off`));
  return exit();
}

export function printRow({ sources }: Huimu, id: string, terminal: Terminal): number {
  const source = sources.get(id);
  if (source === undefined) throw new CodedError('source.unknown', id, { hint: 'huimu sources list' });
  terminal.out(rowText(source).trimEnd());
  return EXIT.ok;
}

/** Acts that are recorded; `exit`: failed where one could not be. */
function acting({ catalogue }: Huimu, terminal: Terminal) {
  let unrecorded = 0;
  const doing = recorder({
    catalogue,
    by: commandLineUser(),
    onUnwritten({ code, detail }) {
      unrecorded += 1;
      terminal.note(`${ERRORS[code][terminal.language]} (${code})\n  ${detail}`);
    },
  });
  return { doing, exit: () => (unrecorded > 0 ? EXIT.failed : EXIT.ok) };
}
