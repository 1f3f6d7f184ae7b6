/**
 * One process harvests into a data folder at a time: another would take its running runs for abandoned ones. The
 * lock is SQLite's on a file of its own, so that the system lets go of it however the process ends.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../config/errors.ts';

/** Returns the way to let go. Throws `catalogue.in-use` where another process has it. */
export function lockForHarvest(data: string): () => void {
  mkdirSync(data, { recursive: true });
  const path = join(data, 'harvest.lock');
  const lock = new DatabaseSync(path, { timeout: 0 });
  try {
    lock.exec('begin exclusive');
  } catch (error) {
    lock.close();
    throw new CodedError('catalogue.in-use', data, {
      hint: '经它的 API 或页面采集，或先停止它，或换 HUIMU_DATA / harvest through its API or pages, stop it, or take another HUIMU_DATA',
      cause: error,
    });
  }
  return () => lock.close();
}
