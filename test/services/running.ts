/**
 * Real services for the tests, started when a test first asks and ended with the suite. All test processes of a
 * run share one: who holds the lock starts it and writes down how it is reached and ended.
 */
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Folder of this run of the suite; set by `setup` for all its processes. */
const FOLDER = 'TEST_SERVICES';

export interface Service {
  url: string;
  /** Ends it, where nobody else uses it. */
  close(): Promise<void>;
}

/** What was started: by whom it is reached, and what ends it. */
export interface Started {
  url: string;
  /** Process to be ended. */
  pid?: number;
}

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

/** Ends it, and waits until it is gone. */
export async function end({ pid }: Started): Promise<void> {
  if (pid === undefined) return;
  for (let waited = 0; alive(pid); waited += 100) {
    if (waited === 0) process.kill(pid, 'SIGTERM');
    if (waited > 15_000) process.kill(pid, 'SIGKILL');
    await pause(100);
  }
}

/** Ends with the process that owns the run: the suite's, else this one. */
export const ownerOfRun = (): number =>
  Number(
    process.env[FOLDER] === undefined
      ? process.pid
      : readFileSync(join(process.env[FOLDER], 'owner'), 'utf8'),
  );

/** A folder for what the service writes, gone with the run; shared by the run's processes. */
export const runFolder = (name: string): string => {
  const folder = process.env[FOLDER];
  if (folder === undefined) return mkdtempSync(join(tmpdir(), `huimu-${name}-`));
  mkdirSync(join(folder, name), { recursive: true });
  return join(folder, name);
};

async function withLock<T>(path: string, work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      mkdirSync(path);
      break;
    } catch {
      await pause(200);
    }
  }
  try {
    return await work();
  } finally {
    rmSync(path, { recursive: true, force: true });
  }
}

/** The service by that name, started if it is not yet; undefined where it could not be had, once said loudly. */
export async function service(name: string, start: () => Promise<Started>): Promise<Service | undefined> {
  const folder = process.env[FOLDER];
  if (folder === undefined) {
    const { url, ...started } = await outcome(name, start);
    return url === undefined ? undefined : { url, close: () => end({ url, ...started }) };
  }
  return withLock(join(folder, `${name}.lock`), async () => {
    const note = join(folder, `${name}.json`);
    if (!existsSync(note)) writeFileSync(note, JSON.stringify(await outcome(name, start)));
    const { url } = JSON.parse(readFileSync(note, 'utf8')) as Partial<Started>;
    return url === undefined ? undefined : { url, close: async () => undefined };
  });
}

async function outcome(name: string, start: () => Promise<Started>): Promise<Partial<Started>> {
  try {
    return await start();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.warn(`!!! 没有 ${name}，相关测试跳过 / no ${name}, its tests are skipped: ${reason}`);
    return {};
  }
}

/** Vitest's global setup: the run's folder, and the end of whatever was started. */
export default function setup(): () => Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-services-'));
  writeFileSync(join(folder, 'owner'), String(process.pid));
  process.env[FOLDER] = folder;
  return async () => {
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.json'))) {
      await end(JSON.parse(readFileSync(join(folder, name), 'utf8')) as Started);
    }
    rmSync(folder, { recursive: true, force: true });
  };
}
