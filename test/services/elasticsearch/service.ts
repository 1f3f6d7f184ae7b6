/**
 * A real Elasticsearch for the tests: the one that `HUIMU_ELASTICSEARCH_URL` names, one that runs here already, an
 * installed one, one in a container, or one put together from its published jars.
 */
import { execFile, spawn } from 'node:child_process';
import { existsSync, globSync, mkdtempSync, openSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../free-port.ts';
import { ownerOfRun, runFolder, type Service, type Started, service } from '../running.ts';
import { assemble } from './assemble.ts';

const run = promisify(execFile);

const VERSION = 9;
const LOCAL = 'http://127.0.0.1:9200';
/** Of the tests' node. */
const HEAP = '512m';
const STARTS_WITHIN = 240_000;

/** Whether an Elasticsearch of our version answers there. */
async function answers(url: string): Promise<boolean> {
  try {
    const answer = await fetch(new URL('/_nodes?filter_path=nodes.*.version', url), {
      signal: AbortSignal.timeout(5_000),
    });
    const { nodes } = (await answer.json()) as { nodes?: Record<string, { version: string }> };
    const versions = Object.values(nodes ?? {}).map(({ version }) => Number(version.split('.')[0]));
    return versions.length > 0 && versions.every((version) => version >= VERSION);
  } catch {
    return false;
  }
}

async function untilItAnswers(url: string, failed: () => string | undefined): Promise<void> {
  for (let waited = 0; !(await answers(url)); waited += 250) {
    const reason = failed() ?? (waited > STARTS_WITHIN ? 'it does not answer' : undefined);
    if (reason !== undefined) throw new Error(`${url}: ${reason}`);
    await pause(250);
  }
}

const settingsOf = (folder: string, port: number): Record<string, string> => ({
  'cluster.name': 'huimu-test',
  'node.name': 'test',
  'discovery.type': 'single-node',
  'network.host': '127.0.0.1',
  'http.port': String(port),
  // Any: nobody asks there.
  'transport.port': '0',
  'path.data': join(folder, 'data'),
  'path.logs': join(folder, 'logs'),
  'cluster.routing.allocation.disk.threshold_enabled': 'false',
});

/** Starts the command as a process of its own and waits until it answers. */
async function start(
  command: string,
  commandArguments: string[],
  environment: Record<string, string>,
  folder: string,
  port: number,
): Promise<Started> {
  const output = join(folder, 'output.log');
  const file = openSync(output, 'a');
  const node = spawn(command, commandArguments, {
    detached: true,
    stdio: ['ignore', file, file],
    env: { ...process.env, ...environment },
  });
  let ended: string | undefined;
  node.on('error', (error) => {
    ended = error.message;
  });
  node.on('exit', (code) => {
    ended = `ended with ${code}: ${readFileSync(output, 'utf8').slice(-500)}`;
  });
  const url = `http://127.0.0.1:${port}`;
  await untilItAnswers(url, () => ended);
  node.unref();
  return { url, pid: node.pid as number };
}

/** Where a node keeps its data and answers, and what it has. */
interface Place {
  folder: string;
  port: number;
  /** As Java takes it: `2g`. */
  heap: string;
  settings?: Record<string, string>;
}

const aPlace = async (): Promise<Place> => ({
  folder: runFolder('elasticsearch'),
  port: await freePort(),
  heap: HEAP,
});

/** The distribution, unpacked or installed, by `ES_HOME` or where packages put it. */
async function installed(place?: Place): Promise<Started | undefined> {
  const homes = [process.env.ES_HOME, '/usr/share/elasticsearch', ...globSync('/opt/elasticsearch*')];
  const home = homes.find((each) => each && existsSync(join(each, 'bin', 'elasticsearch')));
  if (home === undefined) return undefined;
  const { folder, port, heap, settings: own } = place ?? (await aPlace());
  const settings = { ...settingsOf(folder, port), ...own, 'xpack.security.enabled': 'false' };
  const given = Object.entries(settings).map(([name, value]) => `-E${name}=${value}`);
  const environment = { ES_JAVA_OPTS: `-Xms${heap} -Xmx${heap}` };
  return start(join(home, 'bin', 'elasticsearch'), given, environment, folder, port);
}

/** The official image, of the version that the project is tested with, where Docker runs. */
async function contained(place?: Place): Promise<Started | undefined> {
  const image = 'elasticsearch:9.5.3';
  try {
    await run('docker', ['image', 'inspect', image]);
  } catch {
    try {
      await run('docker', ['pull', image], { timeout: 600_000 });
    } catch {
      return undefined;
    }
  }
  const { folder, port, heap } = place ?? (await aPlace());
  const options = [
    'discovery.type=single-node',
    'xpack.security.enabled=false',
    `ES_JAVA_OPTS=-Xms${heap} -Xmx${heap}`,
  ];
  // In the foreground: its client's process ends the container with itself.
  return start(
    'docker',
    [
      'run',
      '--rm',
      '--init',
      '-p',
      `127.0.0.1:${port}:9200`,
      ...options.flatMap((each) => ['-e', each]),
      image,
    ],
    {},
    folder,
    port,
  );
}

async function assembled(place?: Place): Promise<Started> {
  const { java, arguments: javaArguments, home } = await assemble();
  const { folder, port, heap, settings } = place ?? (await aPlace());
  const given = Object.entries({ ...settingsOf(folder, port), ...settings }).map(
    ([name, value]) => `${name}=${value}`,
  );
  const memory = [`-Xms${heap}`, `-Xmx${heap}`];
  return start(java, [...memory, ...javaArguments, home, String(ownerOfRun()), ...given], {}, folder, port);
}

/** The one that `HUIMU_ELASTICSEARCH_URL` names, if it names one. Throws where that does not answer. */
export async function namedElasticsearch(): Promise<Started | undefined> {
  const named = process.env.HUIMU_ELASTICSEARCH_URL;
  if (!named) return undefined;
  if (await answers(named)) return { url: named };
  throw new Error('HUIMU_ELASTICSEARCH_URL names none that answers');
}

/**
 * A node of one's own, with so much heap (`2g`), over that folder; in a container it keeps its data to itself. Throws
 * where none can be had.
 */
export async function startElasticsearch(heap: string, folder: string): Promise<Started> {
  const place = { folder, port: await freePort(), heap };
  return (await installed(place)) ?? (await contained(place)) ?? (await assembled(place));
}

async function find(): Promise<Started> {
  const named = await namedElasticsearch();
  if (named !== undefined) return named;
  if (await answers(LOCAL)) return { url: LOCAL };
  return (await installed()) ?? (await contained()) ?? (await assembled());
}

/** One node for all test files of a run; undefined where none could be had, which is said in one loud line. */
export const elasticsearchService = (): Promise<Service | undefined> => service('elasticsearch', find);

export interface OwnElasticsearch {
  url: string;
  /** Ends it as a machine's failure would. */
  kill(): Promise<void>;
  /** Starts it again over its data, at the same address; resolves once it answers. */
  startAgain(): Promise<void>;
  /** Nothing of it moves any more: the system takes what is sent to it, and nobody answers. */
  freeze(): void;
  thaw(): void;
  close(): Promise<void>;
}

/** A node of the test's own to be broken; undefined where none could be had that ends by a signal, said loudly. */
export async function ownElasticsearch(
  name: string,
  settings: Record<string, string> = {},
): Promise<OwnElasticsearch | undefined> {
  // Another one's may not have ended yet.
  const folder = mkdtempSync(join(runFolder('elasticsearch-own'), `${name}-`));
  const place: Place = { folder, port: await freePort(), heap: HEAP, settings };
  const begin = async () => (await installed(place)) ?? (await assembled(place));
  let node: Started;
  try {
    node = await begin();
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    console.warn(`!!! 没有可供中断的 Elasticsearch / no Elasticsearch to be broken: ${reason}`);
    return undefined;
  }
  // The group: a distribution starts its server from a shell.
  const signal = (what: NodeJS.Signals) => {
    try {
      process.kill(-(node.pid as number), what);
    } catch (error) {
      // A test that failed while it was away still tidies up.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  };
  const kill = async () => {
    signal('SIGKILL');
    while (await listens(place.port)) await pause(50);
  };
  return {
    url: node.url,
    kill,
    async startAgain() {
      node = await begin();
    },
    freeze: () => signal('SIGSTOP'),
    thaw: () => signal('SIGCONT'),
    close: kill,
  };
}

const listens = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1', () => {
      socket.destroy();
      resolve(true);
    });
    socket.on('error', () => resolve(false));
  });
