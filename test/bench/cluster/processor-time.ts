/** Processor time of another process on this machine. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

let ticks: number | undefined;
/** Of the kernel's clock, in a second. */
const ticksASecond = (): number => {
  ticks ??= Number(execFileSync('getconf', ['CLK_TCK'], { encoding: 'utf8' }));
  return ticks;
};

/** All its threads so far, in µs. Null where the system does not tell, or the process is gone. */
export function processorTimeOf(pid: number): number | null {
  try {
    // After the name, which may hold anything: user and system time are the 12th and 13th.
    const fields = readFileSync(`/proc/${pid}/stat`, 'latin1')
      .replace(/^.*\) /s, '')
      .split(' ');
    return ((Number(fields[11]) + Number(fields[12])) / ticksASecond()) * 1e6;
  } catch {
    return null;
  }
}
