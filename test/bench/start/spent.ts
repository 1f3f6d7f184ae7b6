/** Loaded before a command: once that ends, its processor time and the most memory it held stand in the file named. */
import { writeFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.BENCH_SPENT;
if (file !== undefined && isMainThread) {
  process.on('exit', () => {
    const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
    writeFileSync(file, JSON.stringify({ cpu: userCPUTime + systemCPUTime, resident: maxRSS * 1024 }));
  });
}
