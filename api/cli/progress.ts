/** Progress of many runs: redrawn on a terminal, one line now and then elsewhere. */
import { wordsFor } from '../../config/words.ts';
import type { HarvestControl, Progress } from '../../harvester/control/control.ts';
import { rejectedIn } from '../../harvester/run/ledger.ts';
import { screenOf } from './screen.ts';
import { cut } from './table.ts';
import { duration, printable, type Terminal, thousands } from './terminal.ts';

/** A live display is drawn again at most so often, in milliseconds; plain totals are said so often. */
const REDRAW = 120;
const PLAIN_EVERY = 5_000;
/** Lines of running sources that are shown at once. */
const MOST_LINES = 16;

export interface ProgressDisplay {
  /** Counts a source whose run could not start as done. */
  refuse(): void;
  /** Draws the last state and lets go of the terminal. */
  finish(): void;
}

/** Shows the runs of `total` sources until `finish`. */
export function showProgress(
  control: HarvestControl,
  titles: ReadonlyMap<string, string>,
  total: number,
  terminal: Terminal,
): ProgressDisplay {
  const started = performance.now();
  const latest = new Map<string, Progress>();
  let refused = 0;
  const { say } = terminal;

  const lineOf = ({ source, ledger, requests, status }: Progress): string => {
    const of = ledger.declared === null ? '' : `/${thousands(ledger.declared)}`;
    const asked = requests.list + requests.detail + requests.other;
    const parts = [
      `${thousands(ledger.listed)}${of}`,
      `+${thousands(ledger.added)} ~${thousands(ledger.updated)} =${thousands(ledger.unchanged)}`,
      ...(rejectedIn(ledger) > 0 ? [`✗${thousands(rejectedIn(ledger))}`] : []),
      `${say('请求', 'requests')} ${thousands(asked)}`,
    ];
    const state = status === 'running' ? '' : `${wordsFor('runStatus', status)[terminal.language]}  `;
    return `${printable(titles.get(source) ?? source)}  ${state}${parts.join('  ')}`;
  };
  const totals = (): string => {
    const all = [...latest.values()];
    const ended = refused + all.filter(({ status }) => status !== 'running').length;
    const entries = all.reduce(
      (sum, { ledger }) => sum + ledger.added + ledger.updated + ledger.unchanged,
      0,
    );
    const asked = all.reduce(
      (sum, { requests }) => sum + requests.list + requests.detail + requests.other,
      0,
    );
    return say(
      `已完成 ${ended}/${total} 个来源 · 条目 ${thousands(entries)} · 请求 ${thousands(asked)} · 用时 ${duration(performance.now() - started)}`,
      `${ended}/${total} sources done · ${thousands(entries)} entries · ${thousands(asked)} requests · ${duration(performance.now() - started)}`,
    );
  };

  const screen = screenOf(terminal);
  const draw = () => {
    const running = [...latest.values()].filter(({ status }) => status === 'running');
    const width = (process.stderr.columns || terminal.width) - 2;
    const lines = running.slice(0, MOST_LINES).map((progress) => cut(`  ${lineOf(progress)}`, width));
    if (running.length > MOST_LINES) lines.push(`  … +${running.length - MOST_LINES}`);
    screen?.([...lines, cut(totals(), width)].join('\n'));
  };
  const quit = control.onProgress((progress) => {
    latest.set(progress.run, progress);
    if (screen === undefined && progress.status !== 'running') terminal.note(lineOf(progress));
  });
  const timer = setInterval(
    screen === undefined ? () => terminal.note(totals()) : draw,
    screen ? REDRAW : PLAIN_EVERY,
  );
  return {
    refuse() {
      refused += 1;
    },
    finish() {
      clearInterval(timer);
      quit();
      if (screen === undefined) terminal.note(totals());
      else {
        draw();
        screen.done();
      }
    },
  };
}
