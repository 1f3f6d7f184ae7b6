/**
 * Who harvests into a data folder: one process that keeps its queue to itself, or any number that share one. A
 * process alone would take the others' running runs for abandoned ones. The lock is SQLite's on a file of its own,
 * so that the system lets go of it however the process ends.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CodedError } from '../config/errors/errors.ts';

/**
 * `joined` with others that are joined too, or alone. Returns the way to let go. Throws `catalogue.in-use` where another process has it, `catalogue.unavailable` where
 * the folder cannot be written.
 */
export function lockForHarvest(data: string, joined: boolean): () => void {
  const lock = openLock(data);
  try {
    // A reader's lock is shared by all who read; the exclusive one is shared by nobody.
    lock.exec(joined ? 'begin; select count(*) from sqlite_schema' : 'begin exclusive');
  } catch (error) {
    lock.close();
    throw new CodedError('catalogue.in-use', data, {
      hint: '经它的 API 或页面采集，或先停止它，或换 HUIMU_DATA / harvest through its API or pages, stop it, or take another HUIMU_DATA',
      cause: error,
    });
  }
  return () => lock.close();
}

function openLock(data: string): DatabaseSync {
  try {
    mkdirSync(data, { recursive: true });
    return new DatabaseSync(join(data, 'harvest.lock'), { timeout: 0 });
  } catch (error) {
    throw new CodedError('catalogue.unavailable', `${data}: ${(error as Error).message}`, {
      hint: '请把 HUIMU_DATA 设为可写的目录 / let HUIMU_DATA be a folder that can be written',
      cause: error,
    });
  }
}
