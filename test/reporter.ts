/**
 * Closes the suite's output with one line that counts: `N passed, N failed, N skipped`. Before it stands every test
 * that began and never came to an end, and by what test processes ended: one that dies tells neither. Where
 * `TEST_OUTCOME` names a file, the counts go there instead, for who tries again what died.
 */
import type { ChildProcess } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { writeFileSync } from 'node:fs';
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
  /** Files whose process died; none of their tests is counted. */
  died: string[];
}

export const closingLine = ({ passed, failed, skipped }: Outcome): string =>
  `\n${passed} passed, ${failed} failed, ${skipped} skipped\n`;

/** Of a test process that died. */
const DIED = /^\[vitest-pool\]: Worker \S+ emitted error/;

export default class ClosingLine implements Reporter {
  /** How test processes ended that were not sent home. */
  private readonly ends: string[] = [];

  onInit(): void {
    subscribe('child_process', (message) => {
      const { process: child } = message as { process: ChildProcess };
      child.once('exit', (code, signal) => {
        if (code !== 0 && signal !== 'SIGTERM')
          this.ends.push(`test process ${child.pid} ended by ${signal ?? code}`);
      });
    });
  }

  onTestRunEnd(
    modules: readonly TestModule[],
    errors: readonly { message: string }[],
    reason: TestRunEndReason,
  ): void {
    const said: string[] = [];
    const outcome: Outcome = { passed: 0, failed: 0, skipped: 0, died: [] };
    for (const module of modules) {
      const tests = [...module.children.allTests()];
      const unfinished = tests.filter((test) => test.result().state === 'pending');
      const began = module.state();
      if (unfinished.length > 0 || began === 'queued' || began === 'pending') {
        outcome.died.push(module.relativeModuleId);
        said.push(
          `not finished: ${module.relativeModuleId}`,
          ...unfinished.map(({ fullName }) => `not finished: ${module.relativeModuleId} > ${fullName}`),
        );
        continue;
      }
      for (const test of tests) outcome[test.result().state as 'passed' | 'failed' | 'skipped'] += 1;
      // A file or a suite that breaks before its first test counts as one failure: its tests never ran.
      const suites = [module, ...module.children.allSuites()];
      outcome.failed += suites.filter((suite) => suite.errors().length > 0).length;
    }
    if (outcome.died.length > 0) said.push(...this.ends);
    const deaths = errors.filter(({ message }) => DIED.test(message)).length;
    outcome.failed += errors.length - Math.min(deaths, outcome.died.length);
    if (reason === 'interrupted') outcome.failed += 1;
    const { TEST_OUTCOME: file } = process.env;
    if (file === undefined)
      said.push(closingLine({ ...outcome, failed: outcome.failed + outcome.died.length }));
    else writeFileSync(file, JSON.stringify(outcome));
    // After the default reporter's own summary.
    process.once('exit', () => process.stdout.write(`\n${said.join('\n')}\n`));
  }
}
