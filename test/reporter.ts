/**
 * Closes the suite's output with one line that counts: `N passed, N failed, N skipped`. Before it stands each test
 * that began and never came to an end: a test process that dies tells neither its file nor its test.
 */
import type { Reporter, TestModule, TestRunEndReason } from 'vitest/node';

export default class ClosingLine implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[], reason: TestRunEndReason): void {
    const unfinished: string[] = [];
    const count = { passed: 0, failed: 0, skipped: 0, pending: 0 };
    for (const module of modules) {
      for (const test of module.children.allTests()) {
        const { state } = test.result();
        count[state] += 1;
        if (state === 'pending')
          unfinished.push(`not finished: ${module.relativeModuleId} > ${test.fullName}`);
      }
      // A file or a suite that breaks before its first test counts as one failure: its tests never ran.
      const suites = [module, ...module.children.allSuites()];
      count.failed += suites.filter((suite) => suite.errors().length > 0).length;
    }
    count.failed += unfinished.length + errors.length + (reason === 'interrupted' ? 1 : 0);
    const line = `${count.passed} passed, ${count.failed} failed, ${count.skipped} skipped`;
    // After the default reporter's own summary.
    process.once('exit', () => process.stdout.write(`\n${[...unfinished, line].join('\n')}\n`));
  }
}
