/** A Redis with TLS by an authority of one's own, and a user with the rights that the documents name and no more. */
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { composeHuimu, type Huimu } from '../../../api/compose.ts';
import { apiContext } from '../../../api/context-of.ts';
import { createServer } from '../../../api/http/server.ts';
import { coded } from '../../../config/errors/errors.ts';
import { loadSettings } from '../../../config/settings/settings.ts';
import { routesOf, run, start } from '../../cli/command.ts';
import { type GuardedRedis, guardedRedis } from '../../services/redis/guarded.ts';
import { mayOwnRedis } from '../../services/redis/service.ts';
import { makeSecrets, mayMakeSecrets, type Secrets } from '../../services/secrets.ts';
import { type StartedPlatform, startPlatform } from '../../sources/platform.ts';
import { testSource } from '../rig.ts';

const possible = mayMakeSecrets() && (await mayOwnRedis());

describe.skipIf(!possible)('a Redis with TLS and few rights', () => {
  const source = testSource('guarded', { options: { detail: true } });
  const folder = mkdtempSync(join(tmpdir(), 'huimu-guarded-'));
  let secrets: Secrets;
  let redis: GuardedRedis;
  let platform: StartedPlatform;
  let environment: Record<string, string>;

  beforeAll(async () => {
    secrets = makeSecrets();
    redis = await guardedRedis(secrets);
    platform = await startPlatform(source, { seed: 3, count: 30 });
    mkdirSync(join(folder, 'sources'));
    writeFileSync(join(folder, 'sources', 'rows.yaml'), stringify([source]));
    environment = {
      HUIMU_DATA: join(folder, 'data'),
      HUIMU_SOURCES: join(folder, 'sources'),
      HUIMU_REDIS_URL: redis.url,
      HUIMU_REDIS_CA: secrets.path('ca.crt'),
      HUIMU_CONTACT: 'data@example.cn',
      HUIMU_ROUTES: routesOf(platform.routes),
    };
  });
  afterAll(async () => {
    await platform.close();
    await redis.close();
  });

  const open = (changed: Record<string, string> = {}): Promise<Huimu> =>
    composeHuimu(loadSettings({ environment: { ...environment, ...changed }, folder }), { harvests: true });

  it('joins the processes, lets a run through, a stop, and the look at the queue', async () => {
    const worker = start(['worker', '--lang', 'en'], { ...environment, HUIMU_LOG_LEVEL: 'debug' });
    const huimu = await open();
    const server = await createServer(apiContext(huimu));
    try {
      await worker.said(/is ready/);
      platform.misbehave({ what: 'slow', ms: 200 });
      const stopped = await huimu.control.start(source.id, { trigger: 'person' });
      expect((await huimu.control.stop(stopped.id)).status).toBe('stopped');
      platform.misbehave();
      const { id } = await huimu.control.start(source.id, { trigger: 'person' });
      const { status, ledger } = await huimu.control.ended(id);
      expect({ status, indexed: ledger.indexed }).toEqual({ status: 'succeeded', indexed: 30 });
      const queues = await server.inject({
        url: '/admin/queue/api/queues',
        headers: { host: 'localhost' },
      });
      expect(queues.json().queues).toMatchObject([{ name: 'runs' }]);
      for (const url of [
        '/admin/queue',
        '/admin/queue/api/queues',
        '/admin/queue/api/redis/stats',
        '/docs/json',
      ]) {
        const shown = await server.inject({ url, headers: { host: 'localhost' } });
        expect(shown.body, url).not.toContain(secrets.text('redis-password'));
      }
      worker.child.kill('SIGTERM');
      const { code, stdout, stderr } = await worker.ended;
      expect(code).toBe(0);
      expect(stdout + stderr).not.toContain(secrets.text('redis-password'));
      expect(await redis.refused()).toEqual([]);
    } finally {
      worker.child.kill('SIGKILL');
      await server.close();
      await huimu.close();
    }
  });

  const refusalOf = async (changed: Record<string, string>) => {
    try {
      await (await open(changed)).close();
    } catch (error) {
      return coded(error);
    }
    throw new Error('it was taken');
  };

  it('is not believed where another authority signed it, or none is named', async () => {
    const foreign = makeSecrets();
    const other = await refusalOf({ HUIMU_REDIS_CA: foreign.path('ca.crt') });
    const none = await refusalOf({ HUIMU_REDIS_CA: '' });
    for (const { code, hint } of [other, none]) {
      expect(code).toBe('queue.unavailable');
      expect(hint).toContain('HUIMU_REDIS_CA');
    }
    const name = await refusalOf({ HUIMU_REDIS_CA: secrets.path('redis-password') });
    expect(name.code).toBe('config.invalid');
    expect(name.detail).toContain('HUIMU_REDIS_CA');
    expect(name.detail).not.toContain(secrets.text('redis-password'));
    const missing = await refusalOf({ HUIMU_REDIS_CA: '/nowhere/ca.crt' });
    expect(missing.detail).toMatch(/HUIMU_REDIS_CA.*ENOENT/);
    const plain = await refusalOf({ HUIMU_REDIS_URL: 'redis://localhost:1' });
    expect(plain.detail).toContain('rediss://');
  });

  it('says who is refused, and never with which password', async () => {
    const wrong = 'open-sesame-0123';
    const urls = [
      redis.url.replace(secrets.text('redis-password'), wrong),
      redis.url.replace(/\/\/.*@/, `//${wrong}@`),
      redis.url.replace(secrets.text('redis-password'), `${wrong}%`),
    ];
    const ended = urls.map((url) =>
      run(['worker'], { ...environment, HUIMU_REDIS_URL: url, HUIMU_LOG_LEVEL: 'debug' }),
    );
    for (const { code, stdout, stderr } of await Promise.all(ended)) {
      expect(code).not.toBe(0);
      expect(stderr).toMatch(/queue\.unavailable|config\.invalid/);
      expect(stdout + stderr).not.toContain(wrong);
    }
  });
});
