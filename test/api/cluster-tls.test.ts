/** A cluster behind TLS by an authority of one's own: who is believed, how one logs in, and what is never shown. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { run, start } from '../cli/command.ts';
import { clearedPrefixes } from '../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../services/elasticsearch/service.ts';
import { type TlsFront, tlsFront } from '../services/elasticsearch/tls-front.ts';
import { makeSecrets, mayMakeSecrets, type Secrets } from '../services/secrets.ts';
import { install } from './installation.ts';

const service = mayMakeSecrets() ? await elasticsearchService() : undefined;

describe.skipIf(service === undefined)('a cluster behind TLS', () => {
  const prefixes = clearedPrefixes(service?.url ?? '');
  const folder = mkdtempSync(join(tmpdir(), 'huimu-tls-'));
  const apiKey = Buffer.from('an-id:a-very-secret-key').toString('base64');
  const adminKey = 'correct-horse-battery-staple';
  let secrets: Secrets;
  let front: TlsFront;
  let environment: Record<string, string>;

  const file = (name: string, text: string): string => {
    writeFileSync(join(folder, name), text);
    return join(folder, name);
  };

  beforeAll(async () => {
    secrets = makeSecrets();
    front = await tlsFront(service?.url ?? '', secrets);
    environment = {
      HUIMU_DATA: join(folder, 'data'),
      HUIMU_LOG_LEVEL: 'debug',
      HUIMU_ELASTICSEARCH_URL_FILE: file('url', `${front.url}\n`),
      HUIMU_ELASTICSEARCH_API_KEY_FILE: file('key', `${apiKey}\n`),
      HUIMU_ELASTICSEARCH_CA: secrets.path('ca.crt'),
      HUIMU_ELASTICSEARCH_PREFIX: prefixes.take(true),
      HUIMU_ADMIN_KEY_FILE: file('admin', adminKey),
    };
  });
  afterAll(async () => {
    await front.close();
    await prefixes.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is believed, and asked with the key from the file, which nobody is shown', async () => {
    front.want(`ApiKey ${apiKey}`);
    const served = start(['serve', '--port', '0', '--no-schedule', '--lang', 'en'], environment);
    const [, address] = await served.said(/(http:\/\/127\.0\.0\.1:\d+)/);
    for (const path of ['/readyz', '/metrics', '/api/v1/search?q=信息', '/docs/', '/api/v1/openapi.json']) {
      const answer = await fetch(`${address}${path}`);
      expect(answer.status, path).toBe(200);
      expect(await answer.text()).not.toContain(apiKey);
    }
    // Who gives a wrong key learns nothing of the right one.
    const acts = { method: 'POST', headers: { authorization: 'Bearer no-such-key-at-all' } };
    const refused = await fetch(`${address}/api/v1/runs/none/stop`, acts);
    expect(await refused.text()).not.toContain(adminKey);
    served.child.kill('SIGTERM');
    const { code, stdout, stderr } = await served.ended;
    expect(code).toBe(0);
    // It spoke: nothing was kept quiet at this level.
    expect(stderr).toContain('"level":30');
    expect(stdout + stderr).not.toContain(apiKey);
    expect(stdout + stderr).not.toContain(adminKey);
    expect(front.asked.length).toBeGreaterThan(5);
    expect(new Set(front.asked.map(({ authorization }) => authorization))).toEqual(
      new Set([`ApiKey ${apiKey}`]),
    );
  });

  it('is asked nothing but what the documents want a key for', async () => {
    front.want(undefined);
    const names = ['guizhou-guiyang', 'guangxi-guilin'];
    const installation = await install(names, {
      elasticsearchUrl: front.url,
      elasticsearchCa: secrets.path('ca.crt'),
      // Made by the first of these tests, which was heard as well.
      elasticsearchPrefix: environment.HUIMU_ELASTICSEARCH_PREFIX as string,
    });
    try {
      await installation.harvest(...names);
      for (const path of [
        '/metrics',
        '/api/v1/search?q=信息',
        '/api/v1/statistics?by=city',
        '/api/v1/held',
      ]) {
        expect((await installation.server.inject(path)).statusCode, path).toBe(200);
      }
      for await (const entries of installation.huimu.catalogue.stream({}))
        expect(entries.length).toBeGreaterThan(0);
    } finally {
      await installation.close();
    }
    const kind = ({ method, path }: TlsFront['asked'][number]) =>
      `${method} ${path.replace(/^\/test-[^/]+/, '/huimu-*').replace(/^\/_index_template\/.*/, '/_index_template/*')}`;
    // Each with its privilege; docs/operations.md names them for the key: nothing of the cluster but its templates.
    const granted: Record<string, string> = {
      'PUT /_index_template/*': 'manage_index_templates',
      'PUT /huimu-*': 'manage',
      'GET /huimu-*/_alias': 'manage',
      'GET /huimu-*/_mapping': 'manage',
      'GET /huimu-*/_refresh': 'manage',
      'GET /huimu-*/_stats/refresh': 'manage',
      'POST /_bulk': 'write',
      'POST /huimu-*/_mget': 'read',
      'POST /huimu-*/_search': 'read',
      'POST /huimu-*/_pit': 'read',
      'POST /_search': 'read',
      'DELETE /_pit': 'read',
    };
    const asked = new Set(front.asked.map(kind));
    expect([...asked].filter((each) => !(each in granted))).toEqual([]);
    expect(asked.size).toBeGreaterThan(8);
    const document = readFileSync(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const descriptor = JSON.parse(/"role_descriptors": (\{.*?\n {2}\})/s.exec(document)?.[1] ?? '') as {
      huimu: { cluster: string[]; indices: { names: string[]; privileges: string[] }[] };
    };
    const documented = [...descriptor.huimu.cluster, ...(descriptor.huimu.indices[0]?.privileges ?? [])];
    expect([...documented].sort()).toEqual([...new Set(Object.values(granted))].sort());
    expect(descriptor.huimu.indices.map(({ names }) => names)).toEqual([['huimu-*']]);
  });

  it('refuses a wrong key or password, which nobody is shown', async () => {
    front.want(`ApiKey ${apiKey}`);
    const wrong: Record<string, string>[] = [
      { HUIMU_ELASTICSEARCH_API_KEY_FILE: file('wrong-key', 'd3Jvbmcta2V5LWluLXRoZS1maWxl\n') },
      {
        HUIMU_ELASTICSEARCH_API_KEY_FILE: '',
        HUIMU_ELASTICSEARCH_URL_FILE: file('wrong-url', front.url.replace('//', '//huimu:wrong-password@')),
      },
    ];
    const ended = wrong.map((changed) => run(['sources', 'list'], { ...environment, ...changed }));
    for (const { code, stdout, stderr } of await Promise.all(ended)) {
      expect(code).toBe(1);
      expect(stderr).toContain('catalogue.unavailable');
      expect(stderr).toMatch(/权限|may do/);
      expect(stdout + stderr).not.toMatch(/d3Jvbmcta2V5|wrong-password/);
    }
  });

  it('is not believed by another authority, by none, or by a file that holds none', async () => {
    const foreign = makeSecrets();
    const list = (ca: string) => run(['sources', 'list'], { ...environment, HUIMU_ELASTICSEARCH_CA: ca });
    for (const { code, stderr } of await Promise.all([list(foreign.path('ca.crt')), list('')])) {
      expect(code).toBe(1);
      expect(stderr).toMatch(/catalogue\.unavailable/);
      expect(stderr).toMatch(/certificate/);
      expect(stderr).toContain('HUIMU_ELASTICSEARCH_CA');
      expect(stderr).not.toContain(apiKey);
    }
    const none = await list(secrets.path('admin-key'));
    expect(none.code).toBe(2);
    expect(none.stderr).toMatch(/config\.invalid\)\s+HUIMU_ELASTICSEARCH_CA/);
    expect(none.stderr).not.toContain(secrets.text('admin-key'));
  });
});
