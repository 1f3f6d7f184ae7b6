/**
 * A real Redis for the tests: the one that `HUIMU_REDIS_URL` names, one that runs here already, an installed one,
 * one that the package manager brings, or one in a container.
 */
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';
import { ownerOfRun, runFolder, type Service, type Started, service } from '../running.ts';
import { answersRedis, installedRedis, type RedisServer, startRedis } from './server.ts';

const run = promisify(execFile);

const LOCAL = 'redis://127.0.0.1:6379';
const IMAGE = 'redis:8-alpine';

/** As root, or as somebody who may become it without being asked. */
async function packaged(): Promise<string | undefined> {
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = ['env', 'DEBIAN_FRONTEND=noninteractive', 'RUNLEVEL=1', 'apt-get'];
  try {
    for (const step of [['update'], ['install', '-y', '--no-install-recommends', 'redis-server']]) {
      const [command, ...rest] = [...sudo, ...apt, '-qq', ...step];
      await run(command as string, rest, { timeout: 300_000 });
    }
  } catch {
    return undefined;
  }
  return installedRedis();
}

/** `docker run` in the foreground: its client's process ends the container with itself. */
async function contained(): Promise<string[] | undefined> {
  try {
    await run('docker', ['pull', IMAGE], { timeout: 300_000 });
    return ['docker', 'run', '--rm', '--init', '--network', 'host', IMAGE, 'redis-server'];
  } catch {
    return undefined;
  }
}

async function ownServer(folder: string, port: number): Promise<RedisServer> {
  const owner = ownerOfRun();
  const installed = (await installedRedis()) ?? (await packaged());
  if (installed !== undefined) return startRedis({ command: [installed], folder, port, owner });
  const container = await contained();
  if (container === undefined) throw new Error('none runs, none is installed, none can be installed');
  return startRedis({ command: container, port, owner });
}

async function find(): Promise<Started> {
  const named = process.env.HUIMU_REDIS_URL;
  if (named) {
    if (await answersRedis(named)) return { url: named };
    throw new Error('HUIMU_REDIS_URL names none that answers');
  }
  if (await answersRedis(LOCAL)) return { url: LOCAL };
  const { url, pid } = await ownServer(runFolder('redis'), await freePort());
  return { url, pid };
}

/** One server for all test files of a run; undefined where none could be had, which is said in one loud line. */
export const redisService = (): Promise<Service | undefined> => service('redis', find);

/** Key prefix of one test, so that tests share a server and nothing else. */
export const ownPrefix = (): string => `{huimu-test-${randomUUID().slice(0, 8)}}`;

export interface OwnRedis {
  url: string;
  /** Ends it and starts it again over its data, or over nothing. */
  restart(how: { flushed: boolean }): Promise<void>;
  close(): Promise<void>;
}

/** Whether a test may have a server of its own to break; where not, that is said in one loud line. */
export async function mayOwnRedis(): Promise<boolean> {
  if ((await redisService()) === undefined) return false;
  if ((await installedRedis()) !== undefined) return true;
  console.warn('!!! 没有 redis-server，相关测试跳过 / no redis-server to be broken, its tests are skipped');
  return false;
}

/** A server of the test's own; ask `mayOwnRedis` first. */
export async function ownRedis(): Promise<OwnRedis> {
  const port = await freePort();
  const root = runFolder(`redis-${port}`);
  let life = 0;
  const folder = () => join(root, String(life));
  let server = await ownServer(folder(), port);
  return {
    url: server.url,
    async restart({ flushed }) {
      await server.stop('kill');
      if (flushed) life += 1;
      server = await ownServer(folder(), port);
    },
    close: () => server.stop(),
  };
}
