import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// What Node made of our files is kept for the threads and processes that tests start. Each strips types by WebAssembly
// otherwise, and V8 breaks off now and then where hundreds of threads come and go with it (Node 24.21: freeing a wrapper
// that another thread let go, `UnregisterWasmAllocation`).
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compiled', import.meta.url));

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
    // One second is what a poll has otherwise: less than a page may need on a busy machine.
    expect: { poll: { timeout: 60_000 } },
    reporters: ['default', './test/reporter.ts'],
  },
});
