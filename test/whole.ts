/**
 * The whole suite: `npm test [-- files]`. Where nobody looks on, a file whose process died gets one second try, as a
 * test that failed does, and is named. Closes with one line that counts.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { closingLine, type Outcome } from './reporter.ts';

const VITEST = fileURLToPath(new URL('vitest.mjs', import.meta.resolve('vitest/package.json')));

/** One run of these files, of all where none is named; undefined where it came to no end. */
async function tried(files: string[]): Promise<Outcome | undefined> {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-tests-'));
  const file = join(folder, 'outcome.json');
  try {
    const run = spawn(process.execPath, [VITEST, 'run', ...files], {
      stdio: 'inherit',
      env: { ...process.env, TEST_OUTCOME: file },
    });
    await once(run, 'exit');
    return JSON.parse(readFileSync(file, 'utf8')) as Outcome;
  } catch (error) {
    console.error(error);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const NONE: Outcome = { passed: 0, failed: 1, skipped: 0, died: [] };

const first = (await tried(process.argv.slice(2))) ?? NONE;
const again = first.died.length > 0 && process.env.CI ? first.died : [];
for (const file of again)
  console.warn(`!!! 测试进程中途退出，重试一次 / a test process died, one second try: ${file}`);
const second = again.length > 0 ? ((await tried(again)) ?? NONE) : { ...NONE, failed: 0, died: first.died };
const outcome: Outcome = {
  passed: first.passed + second.passed,
  failed: first.failed + second.failed + second.died.length,
  skipped: first.skipped + second.skipped,
  died: second.died,
};
process.stdout.write(closingLine(outcome));
process.exitCode = outcome.failed > 0 ? 1 : 0;
