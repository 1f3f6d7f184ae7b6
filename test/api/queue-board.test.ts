import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { composeHuimu } from '../../api/compose.ts';
import { apiContext } from '../../api/context-of.ts';
import { createServer } from '../../api/http/server.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import { redisService } from '../services/redis/service.ts';

const redis = await redisService();
const key = 'correct-horse-battery-staple';
const basic = (password: string) => ({ authorization: `Basic ${btoa(`anyone:${password}`)}` });
const folder = mkdtempSync(join(tmpdir(), 'huimu-board-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function open(environment: Record<string, string>) {
  const settings = loadSettings({ environment, folder });
  const huimu = await composeHuimu(settings, { rows: [], harvests: true });
  const server = await createServer(apiContext(huimu));
  return {
    server,
    close: async () => {
      await server.close();
      await huimu.close();
    },
  };
}

describe("the queue's dashboard", () => {
  it.skipIf(redis === undefined)('opens with the key, to look and not to act', async () => {
    const { server, close } = await open({ HUIMU_REDIS_URL: redis?.url ?? '', HUIMU_ADMIN_KEY: key });
    try {
      for (const headers of [{}, basic('wrong'), basic('')]) {
        for (const url of ['/admin/queue', '/admin/queue/api/queues', '/admin/queue/static/x.js']) {
          const refused = await server.inject({ url, headers });
          expect(refused.statusCode).toBe(401);
          expect(refused.headers['www-authenticate']).toContain('Basic');
        }
      }
      const page = await server.inject({ url: '/admin/queue', headers: basic(key) });
      expect(page.statusCode).toBe(200);
      expect(page.body).toContain('汇目 Huimu');
      const queues = await server.inject({ url: '/admin/queue/api/queues', headers: basic(key) });
      expect(queues.json().queues).toMatchObject([{ name: 'runs', readOnlyMode: true }]);
      for (const [, script] of page.body.matchAll(/src="(static[^"]+)"/g)) {
        const file = await server.inject({ url: `/admin/queue/${script}`, headers: basic(key) });
        expect(file.statusCode).toBe(200);
      }
      const act = { method: 'PUT', url: '/admin/queue/api/queues/runs/pause', headers: basic(key) } as const;
      expect((await server.inject(act)).statusCode).toBe(405);
    } finally {
      await close();
    }
  });

  it('is not there where the process is alone', async () => {
    const { server, close } = await open({ HUIMU_ADMIN_KEY: key, HUIMU_DATA: 'alone' });
    expect((await server.inject({ url: '/admin/queue', headers: basic(key) })).statusCode).toBe(404);
    await close();
  });
});
