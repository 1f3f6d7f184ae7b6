import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    environment: 'node',
    globalSetup: './test/services/running.ts',
    pool: 'forks',
    maxWorkers: 2,
    // Real servers, processes killed at random: where nobody looks on, one second try, told by the reporter. A file whose
    // process died gets its own from test/whole.ts.
    retry: process.env.CI ? 1 : 0,
    testTimeout: 120_000,
    hookTimeout: 120_000,
    reporters: ['default', './test/reporter.ts'],
  },
});
