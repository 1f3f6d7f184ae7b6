import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coded } from '../../config/errors.ts';
import { isLoopback, loadSettings, shownSettings, variableOf } from '../../config/settings.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-settings-'));
const load = (environment: Record<string, string>, at = folder) => loadSettings({ environment, folder: at });

function failure(environment: Record<string, string>, at = folder) {
  try {
    load(environment, at);
  } catch (error) {
    return coded(error);
  }
  throw new Error('the settings were taken');
}

describe('settings', () => {
  it('have defaults that need no environment', () => {
    expect(load({ PATH: '/bin' })).toMatchObject({
      host: '127.0.0.1',
      port: 8080,
      data: join(folder, 'data'),
    });
  });

  it('take no schedule that is none, and no contact that reaches nobody', () => {
    expect(failure({ HUIMU_SCHEDULE: 'every night' }).detail).toContain(
      'HUIMU_SCHEDULE = "every night": no cron expression',
    );
    expect(failure({ HUIMU_SCHEDULE: '99 3 * * *' }).detail).toContain('no cron expression');
    expect(failure({ HUIMU_CONTACT: 'me' }).detail).toContain('neither a mailbox nor a web address');
  });

  it('come from the environment, typed', () => {
    const settings = load({
      HUIMU_PORT: '0',
      HUIMU_PARALLEL: '12',
      HUIMU_CONTACT: 'data@example.cn',
      HUIMU_ROUTES: 'https://a.gov.cn=http://127.0.0.1:9000, https://b.gov.cn=http://127.0.0.1:9001',
    });
    expect(settings).toMatchObject({ port: 0, parallel: 12, contact: 'data@example.cn' });
    expect(settings.routes).toEqual({
      'https://a.gov.cn': 'http://127.0.0.1:9000',
      'https://b.gov.cn': 'http://127.0.0.1:9001',
    });
  });

  it('take a file, under the environment and the command line', () => {
    const at = mkdtempSync(join(tmpdir(), 'huimu-settings-'));
    writeFileSync(join(at, 'huimu.yaml'), 'port: 9001\nhost: 0.0.0.0\nparallel: 3\n');
    const settings = loadSettings({
      environment: { HUIMU_PORT: '9002' },
      folder: at,
      overrides: { parallel: 5 },
    });
    expect(settings).toMatchObject({ port: 9002, host: '0.0.0.0', parallel: 5 });
  });

  it.each([
    [{ HUIMU_PORT: 'eighty' }, 'HUIMU_PORT'],
    [{ HUIMU_PORT: '70000' }, 'HUIMU_PORT'],
    [{ HUIMU_CONTACT: 'nobody' }, 'HUIMU_CONTACT'],
    [{ HUIMU_ROUTES: 'a=b' }, 'HUIMU_ROUTES'],
    [{ HUIMU_LOG_LEVEL: 'loud' }, 'HUIMU_LOG_LEVEL'],
    [{ HUIMU_REDIS_URL: 'http://127.0.0.1:6379' }, 'HUIMU_REDIS_URL'],
    [{ HUIMU_ELASTICSEARCH_URL: 'redis://a' }, 'HUIMU_ELASTICSEARCH_URL'],
    [{ HUIMU_ELASTICSEARCH_PREFIX: 'Huimu*' }, 'HUIMU_ELASTICSEARCH_PREFIX'],
    [{ HUIMU_PROT: '1' }, 'HUIMU_PROT'],
    [{ HUIMU_CONFIG: 'missing.yaml' }, 'missing.yaml'],
  ])('name what is wrong: %j', (environment, named) => {
    const error = failure(environment as unknown as Record<string, string>);
    expect(error.code).toBe('config.invalid');
    expect(error.detail).toContain(named);
    expect(error.hint).toBeTruthy();
  });

  it('name the file and the key where the file is wrong', () => {
    const at = mkdtempSync(join(tmpdir(), 'huimu-settings-'));
    const file = join(at, 'huimu.yaml');
    for (const [text, named] of [
      ['port: eighty', 'port'],
      ['prot: 1', 'prot'],
      ['- 1', '键值'],
      ['a: [', 'huimu.yaml'],
    ] as const) {
      writeFileSync(file, text);
      const error = failure({}, at);
      expect(error.code).toBe('config.invalid');
      expect(error.detail).toContain(file);
      expect(error.detail).toContain(named);
    }
  });

  it('never show the key, neither right nor wrong', () => {
    const key = 'correct-horse-battery-staple';
    expect(JSON.stringify(shownSettings(load({ HUIMU_ADMIN_KEY: key })))).not.toContain(key);
    const redis = 'rediss://huimu:open-sesame@redis.example.cn:6380/2';
    const shown = shownSettings(load({ HUIMU_REDIS_URL: redis }));
    expect(JSON.stringify(shown)).not.toMatch(/sesame/);
    const wrong = failure({ HUIMU_REDIS_URL: redis.replace('rediss', 'ftp') });
    expect(`${wrong.message}${wrong.hint}`).not.toMatch(/sesame/);
    const short = failure({ HUIMU_ADMIN_KEY: 'tooshort' });
    expect(`${short.message}${short.hint}`).not.toContain('tooshort');
  });

  it('never show how the cluster is entered, neither right nor wrong', () => {
    const shown = shownSettings(
      load({ HUIMU_ELASTICSEARCH_URL: 'https://u:geheim@a:9200', HUIMU_ELASTICSEARCH_API_KEY: 'Z2VoZWlt' }),
    );
    const wrong = failure({ HUIMU_ELASTICSEARCH_URL: 'u:geheim@a:9200' });
    for (const text of [JSON.stringify(shown), `${wrong.message}${wrong.hint}`]) {
      expect(text).not.toMatch(/geheim|Z2VoZWlt/);
    }
  });

  it('survive any environment with a coded error at worst', () => {
    const names = Object.keys(load({})).map(variableOf);
    fc.assert(
      fc.property(fc.dictionary(fc.constantFrom(...names), fc.string()), (environment) => {
        try {
          load(environment);
        } catch (error) {
          expect(coded(error).code).toBe('config.invalid');
        }
      }),
    );
  });

  it('know which addresses are this machine', () => {
    expect(['127.0.0.1', 'localhost', '::1', '127.1.2.3'].every(isLoopback)).toBe(true);
    expect(
      ['0.0.0.0', '::', '10.0.0.1', '127.0.0.1.example.cn', 'localhost.example.cn'].some(isLoopback),
    ).toBe(false);
  });
});
