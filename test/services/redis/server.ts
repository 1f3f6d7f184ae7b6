/** A Redis of our own: the installed binary, on a port and in a folder of its own, ended with its owner. */
import { execFile, spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { Redis } from 'ioredis';

const run = promisify(execFile);

const STARTS_WITHIN = 60_000;

/** Ends the server when it is told to, and when the process that wanted it is gone. */
const WATCHED = `
"$@" & server=$!
trap 'kill -TERM $server 2>/dev/null; wait $server; exit 0' TERM INT
while kill -0 "$OWNER" 2>/dev/null && kill -0 $server 2>/dev/null; do sleep 0.2; done
kill -TERM $server 2>/dev/null
wait $server`;

/** The command that starts a Redis here; undefined where none is installed. */
export async function installedRedis(): Promise<string | undefined> {
  for (const name of ['redis-server', 'valkey-server']) {
    try {
      await run(name, ['--version']);
      return name;
    } catch {
      // The next one.
    }
  }
  return undefined;
}

export async function answersRedis(url: string): Promise<boolean> {
  const redis = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 2_000,
    commandTimeout: 2_000,
    retryStrategy: null,
  });
  redis.on('error', () => undefined);
  try {
    await redis.connect();
    return (await redis.ping()) === 'PONG';
  } catch {
    return false;
  } finally {
    redis.disconnect();
  }
}

export interface RedisServer {
  url: string;
  pid: number;
  /** Ends it as a machine's failure would (`kill`) or in order; its data stay as it last wrote them. */
  stop(how?: 'kill'): Promise<void>;
}

export interface RedisServerOptions {
  /** The program, with what it is run through. */
  command: string[];
  /** Where it keeps its data; where absent, where it likes. */
  folder?: string;
  port: number;
  /** Process with which it ends. */
  owner: number;
}

/** Keeps an append-only file, as an installation should. */
export async function startRedis(options: RedisServerOptions): Promise<RedisServer> {
  const { command, folder, port, owner } = options;
  const given = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'yes'];
  if (folder !== undefined) {
    mkdirSync(folder, { recursive: true });
    given.push('--dir', folder, '--logfile', 'redis.log');
  }
  const child = spawn('sh', ['-c', WATCHED, 'sh', ...command, ...given], {
    detached: true,
    stdio: 'ignore',
    env: { ...process.env, OWNER: String(owner) },
  });
  const pid = child.pid as number;
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const url = `redis://127.0.0.1:${port}`;
  for (let waited = 0; !(await answersRedis(url)); waited += 50) {
    if (child.exitCode !== null || waited > STARTS_WITHIN)
      throw new Error(`${command.join(' ')} does not answer`);
    await pause(50);
  }
  child.unref();
  return {
    url,
    pid,
    async stop(how) {
      // The group: the watching shell and its server.
      process.kill(how === 'kill' ? -pid : pid, how === 'kill' ? 'SIGKILL' : 'SIGTERM');
      await ended;
    },
  };
}
