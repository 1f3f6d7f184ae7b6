/** `huimu snapshot make | list | verify`. */
import { CodedError } from '../../../config/errors/errors.ts';
import type { Settings } from '../../../config/settings/settings.ts';
import { chinaDay } from '../../../index/history/day.ts';
import type { Huimu } from '../../compose.ts';
import { snapshotFolderOf, snapshotOf } from '../../snapshots/daily.ts';
import { manifestOf, snapshotDays } from '../../snapshots/manifest.ts';
import { verifySnapshot } from '../../snapshots/verify.ts';
import { EXIT } from '../exit.ts';
import { table } from '../table.ts';
import { printable, type Terminal, thousands } from '../terminal.ts';

export async function makeOne(huimu: Huimu, terminal: Terminal): Promise<number> {
  const { say } = terminal;
  const day = chinaDay(Date.now());
  const outcome = await snapshotOf(huimu, day);
  if (terminal.json) terminal.out(JSON.stringify(outcome, null, 2));
  else if (outcome.made) {
    const { address, entries, changes, since } = outcome.manifest;
    const { added, changed, removed } = changes;
    terminal.out(
      say(`快照 ${address}：${thousands(entries)} 条`, `Snapshot ${address}: ${thousands(entries)} entries`),
    );
    terminal.out(
      say(
        `与 ${since ?? '空目录'} 相比：新增 ${added}，变化 ${changed}，移除 ${removed}`,
        `Against ${since ?? 'nothing'}: ${added} added, ${changed} changed, ${removed} removed`,
      ),
    );
  } else if (outcome.why === 'there') {
    terminal.out(say(`${day} 的快照已有`, `There is a snapshot of ${day} already`));
  } else terminal.out(say(`${day} 的快照正在生成`, `The snapshot of ${day} is being made`));
  return EXIT.ok;
}

export function listAll(settings: Settings, terminal: Terminal): number {
  const folder = snapshotFolderOf(settings);
  const manifests = snapshotDays(folder).flatMap((day) => manifestOf(folder, day) ?? []);
  const { say } = terminal;
  if (terminal.json) terminal.out(JSON.stringify(manifests, null, 2));
  else if (manifests.length === 0)
    terminal.note(
      say('还没有快照；huimu snapshot make 生成', 'There are no snapshots; huimu snapshot make makes one'),
    );
  else {
    const heads = [say('日期', 'day'), say('条目', 'entries'), '+', '~', '-'];
    terminal.out(
      table(
        heads.map((title, at) => ({ title, right: at > 0 })),
        manifests.map(({ snapshot, entries, changes: { added, changed, removed } }) => [
          snapshot,
          ...[entries, added, changed, removed].map(thousands),
        ]),
      ),
    );
  }
  return EXIT.ok;
}

/** Of a day, or of all. Throws `request.not-found`. */
export async function verifyAll(
  settings: Settings,
  day: string | undefined,
  terminal: Terminal,
): Promise<number> {
  const folder = snapshotFolderOf(settings);
  const found = [];
  for (const each of day === undefined ? snapshotDays(folder) : [day]) {
    const wrong = await verifySnapshot(folder, each);
    if (wrong === undefined) throw new CodedError('request.not-found', each, { hint: 'huimu snapshot list' });
    found.push({ day: each, wrong });
  }
  if (terminal.json) terminal.out(JSON.stringify(found, null, 2));
  else {
    const { say } = terminal;
    for (const { day: each, wrong } of found) {
      terminal.out(`${each}  ${wrong.length === 0 ? say('完好', 'whole') : say('有损', 'damaged')}`);
      for (const line of wrong) terminal.note(`  ${printable(line)}`);
    }
  }
  return found.every(({ wrong }) => wrong.length === 0) ? EXIT.ok : EXIT.failed;
}
