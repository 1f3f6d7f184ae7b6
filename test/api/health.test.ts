/** What probes and alarms are told by the real processes of an installation, while their services come and go. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { composeHuimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import { routesOf, type Started, start } from '../cli/command.ts';
import { testSource } from '../harvester/rig.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { faultyLink } from '../services/faulty-link.ts';
import { mayOwnRedis, type OwnRedis, ownRedis } from '../services/redis/service.ts';
import { type StartedPlatform, startPlatform } from '../sources/platform.ts';
import { figureOf, readExposition } from './exposition.ts';

const mayBreak = await mayOwnRedis();
const cluster = await elasticsearchService();

const asked = async (url: string) => {
  const answer = await fetch(url);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};
const scraped = async (address: string) => readExposition(await (await fetch(`${address}/metrics`)).text());

/** Until the address answers with that status; what it answers then. */
async function answering(url: string, status: number) {
  for (;;) {
    const answer = await asked(url);
    if (answer.status === status) return answer.body;
    await sleep(50);
  }
}

describe.skipIf(!mayBreak)('the health of each process', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-health-'));
  const source = testSource('watched', {
    options: { detail: true },
    pace: { perSecond: null, concurrency: 2 },
  });
  const key = 'correct-horse-battery-staple';
  const parts: Record<string, { process: Started; address: string }> = {};
  let redis: OwnRedis;
  let platform: StartedPlatform;

  beforeAll(async () => {
    redis = await ownRedis();
    platform = await startPlatform(source, { seed: 5, count: 40 });
    mkdirSync(join(folder, 'sources'));
    writeFileSync(join(folder, 'sources', 'rows.yaml'), stringify([source]));
    const environment = {
      HUIMU_DATA: join(folder, 'data'),
      HUIMU_SOURCES: join(folder, 'sources'),
      HUIMU_REDIS_URL: redis.url,
      HUIMU_CONTACT: 'data@example.cn',
      HUIMU_ROUTES: routesOf(platform.routes),
      HUIMU_ADMIN_KEY: key,
      HUIMU_HEALTH_PORT: '0',
      HUIMU_PORT: '0',
    };
    for (const part of ['serve', 'worker', 'scheduler']) {
      const process = start([part, '--lang', 'en'], environment);
      const [, address] = await process.said(/(http:\/\/127\.0\.0\.1:\d+)/);
      await process.said(/ is ready/);
      parts[part] = { process, address: address as string };
    }
  });
  afterAll(async () => {
    for (const { process } of Object.values(parts)) process.child.kill('SIGKILL');
    await Promise.all(Object.values(parts).map(({ process }) => process.ended));
    await platform.close();
    await redis.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const at = (part: string) => parts[part]?.address as string;

  it('tells that it lives, that it can do its part, and which runs it is at', async () => {
    for (const part of ['serve', 'worker', 'scheduler']) {
      expect((await asked(`${at(part)}/healthz`)).body).toMatchObject({ status: 'ok' });
      const body = await answering(`${at(part)}/readyz`, 200);
      expect(body).toMatchObject({
        status: 'ready',
        part,
        sources: 1,
        runs: [],
        takesJobs: part === 'worker',
      });
      expect((await asked(`${at(part)}/none`)).body).toMatchObject({ code: 'request.not-found' });
    }
    platform.misbehave({ what: 'slow', ms: 300 });
    const begun = await fetch(`${at('serve')}/api/v1/sources/watched/runs`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: '{}',
    });
    const { id } = (await begun.json()) as { id: string };
    while (JSON.stringify((await asked(`${at('worker')}/readyz`)).body.runs) !== JSON.stringify([id]))
      await sleep(20);
    const during = await scraped(at('worker'));
    expect(figureOf(during, 'huimu_runs_here')).toBe(1);
    expect(figureOf(during, 'huimu_entries')).toBeUndefined();
    expect(figureOf(await scraped(at('scheduler')), 'huimu_queue_active')).toBe(1);
    platform.misbehave();
    const ended = () =>
      scraped(at('worker')).then((read) => figureOf(read, 'huimu_runs_ended_total', { status: 'succeeded' }));
    while ((await ended()) !== 1) await sleep(50);
    expect(figureOf(await scraped(at('worker')), 'huimu_harvest_requests_total')).toBeGreaterThan(40);
    // The others did no run.
    expect(figureOf(await scraped(at('serve')), 'huimu_runs_ended_total', { status: 'succeeded' })).toBe(0);
  });

  it('lives on while Redis is away, and is ready again by itself', async () => {
    const restarted = redis.restart({ flushed: true });
    for (const part of ['serve', 'worker', 'scheduler']) {
      expect((await asked(`${at(part)}/healthz`)).status).toBe(200);
    }
    await restarted;
    for (const part of ['serve', 'worker', 'scheduler']) {
      expect(await answering(`${at(part)}/readyz`, 200)).toMatchObject({ part });
    }
  });

  it('shows no key at any address', async () => {
    const shown = [
      '/metrics',
      '/healthz',
      '/readyz',
      '/docs/',
      '/docs/json',
      '/api/v1/openapi.json',
      '/api/v1/about',
    ];
    for (const path of shown) {
      const text = await (await fetch(`${at('serve')}${path}`)).text();
      expect(text.length, path).toBeGreaterThan(10);
      expect(text, path).not.toContain(key);
    }
    const headers = { authorization: `Basic ${btoa(`anyone:${key}`)}` };
    for (const path of ['/admin/queue', '/admin/queue/api/queues', '/admin/queue/api/redis/stats']) {
      expect(await (await fetch(`${at('serve')}${path}`, { headers })).text(), path).not.toContain(key);
    }
  });

  it('ends in order when its container is told to', async () => {
    for (const { process } of Object.values(parts)) process.child.kill('SIGTERM');
    for (const [part, { process }] of Object.entries(parts)) {
      const { code, stdout, stderr } = await process.ended;
      expect({ part, code }).toEqual({ part, code: 0 });
      expect(stdout + stderr).not.toContain(key);
    }
  });
});

describe.skipIf(!mayBreak)('readiness while Redis is gone', () => {
  it('is refused with the code of the queue', async () => {
    const redis = await ownRedis();
    const folder = mkdtempSync(join(tmpdir(), 'huimu-health-'));
    const settings = loadSettings({
      environment: { HUIMU_REDIS_URL: redis.url, HUIMU_LOG_LEVEL: 'silent' },
      folder,
    });
    const huimu = await composeHuimu(settings, { rows: [], harvests: true });
    const server = await createServer(apiContext(huimu, 'scheduler'));
    const searching = await createServer(apiContext(huimu));
    try {
      expect((await server.inject('/readyz')).statusCode).toBe(200);
      await redis.close();
      const refused = await server.inject('/readyz');
      expect(refused.statusCode).toBe(503);
      expect(refused.json()).toMatchObject({ code: 'queue.unavailable' });
      // Searches go on.
      expect((await searching.inject('/readyz')).statusCode).toBe(200);
      expect((await searching.inject('/api/v1/search')).statusCode).toBe(200);
      expect((await server.inject('/healthz')).statusCode).toBe(200);
      const read = readExposition((await server.inject('/metrics')).body);
      expect(figureOf(read, 'huimu_dependency_up', { dependency: 'queue' })).toBe(0);
      expect(figureOf(read, 'huimu_dependency_up', { dependency: 'catalogue' })).toBe(1);
      expect(figureOf(read, 'huimu_queue_waiting')).toBeUndefined();
    } finally {
      await searching.close();
      await server.close();
      await huimu.close();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});

describe.skipIf(cluster === undefined)('readiness while Elasticsearch is gone', () => {
  it('is refused soon, with the code of the catalogue, and asks one small question', async () => {
    const prefixes = clearedPrefixes(cluster?.url ?? '');
    const link = await faultyLink(cluster?.url ?? '');
    const folder = mkdtempSync(join(tmpdir(), 'huimu-health-'));
    const environment = {
      HUIMU_LOG_LEVEL: 'silent',
      HUIMU_ELASTICSEARCH_URL: link.url,
      HUIMU_ELASTICSEARCH_PREFIX: prefixes.take(),
    };
    const huimu = await composeHuimu(loadSettings({ environment, folder }), { rows: [] });
    const server = await createServer(apiContext(huimu));
    try {
      const paths: string[] = [];
      link.judge(({ path }) => {
        paths.push(path);
        return 'pass';
      });
      expect((await server.inject('/readyz')).statusCode).toBe(200);
      expect(paths).toEqual([expect.stringContaining('_mget')]);
      let questions = 0;
      link.judge(() => {
        questions += 1;
        return { status: 503, body: { error: { type: 'unavailable', reason: 'no node' }, status: 503 } };
      });
      const refused = await Promise.all([server.inject('/readyz'), server.inject('/readyz')]);
      for (const { statusCode, body } of refused) {
        expect(statusCode).toBe(503);
        expect(JSON.parse(body)).toMatchObject({ code: 'catalogue.unavailable' });
      }
      expect(questions).toBeGreaterThan(1);
      expect((await server.inject('/healthz')).statusCode).toBe(200);
      const read = readExposition((await server.inject('/metrics')).body);
      expect(figureOf(read, 'huimu_dependency_up', { dependency: 'catalogue' })).toBe(0);
      expect(figureOf(read, 'huimu_entries')).toBeUndefined();
      link.judge(() => 'pass');
      while ((await server.inject('/readyz')).statusCode !== 200) await sleep(50);
    } finally {
      await server.close();
      await huimu.close();
      await link.close();
      await prefixes.dispose();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
