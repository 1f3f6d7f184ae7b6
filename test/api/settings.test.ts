import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { coded } from '../../config/errors/errors.ts';
import { isLoopback, loadSettings, shownSettings, variableOf } from '../../config/settings/settings.ts';

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

  describe('that are secret', () => {
    const at = mkdtempSync(join(tmpdir(), 'huimu-secret-'));
    const file = (name: string, text: string) => {
      writeFileSync(join(at, name), text);
      return join(at, name);
    };
    const key = 'correct-horse-battery-staple';

    it.each([
      ['HUIMU_ADMIN_KEY', 'adminKey', key],
      ['HUIMU_ELASTICSEARCH_URL', 'elasticsearchUrl', 'https://u:geheim@a:9200'],
      ['HUIMU_ELASTICSEARCH_API_KEY', 'elasticsearchApiKey', 'Z2VoZWlt'],
      ['HUIMU_REDIS_URL', 'redisUrl', 'rediss://huimu:open-sesame@redis.example.cn:6380/2'],
    ] as const)('may lie in the file that %s_FILE names', (variable, name, value) => {
      for (const end of ['', '\n', '\r\n']) {
        const path = file('secret', `${value}${end}`);
        expect(load({ [`${variable}_FILE`]: path })[name]).toBe(value);
        expect(load({ [`${variable}_FILE`]: 'secret' }, at)[name]).toBe(value);
      }
    });

    it('are refused by the name of the variable, never with what stands in the file', () => {
      const folders = failure({ HUIMU_ADMIN_KEY_FILE: at });
      const missing = failure({ HUIMU_ADMIN_KEY_FILE: 'someone-put-the-key-itself-here' });
      const empty = failure({ HUIMU_ADMIN_KEY_FILE: file('empty', '\n') });
      const short = failure({ HUIMU_ADMIN_KEY_FILE: file('short', 'tooshort') });
      const wrong = failure({ HUIMU_REDIS_URL_FILE: file('wrong', 'http://u:open-sesame@a') });
      const large = failure({ HUIMU_ADMIN_KEY_FILE: file('large', 'x'.repeat(100_000)) });
      const endless = failure({ HUIMU_ADMIN_KEY_FILE: '/dev/zero' });
      for (const error of [folders, missing, empty, short, wrong, large, endless]) {
        expect(error.code).toBe('config.invalid');
        expect(error.detail).toMatch(/HUIMU_(ADMIN_KEY|REDIS_URL)_FILE/);
        expect(`${error.message}${error.hint}`).not.toMatch(/someone-put|tooshort|sesame|xxx/);
      }
    });

    it('come from one place: the variable or the file', () => {
      const both = failure({ HUIMU_ADMIN_KEY: key, HUIMU_ADMIN_KEY_FILE: file('key', key) });
      expect(both.code).toBe('config.invalid');
      expect(both.detail).toContain('HUIMU_ADMIN_KEY_FILE');
      expect(both.message).not.toContain(key);
      expect(load({ HUIMU_ADMIN_KEY: '', HUIMU_ADMIN_KEY_FILE: file('key', key) }).adminKey).toBe(key);
      expect(load({ HUIMU_ADMIN_KEY: key, HUIMU_ADMIN_KEY_FILE: '' }).adminKey).toBe(key);
    });

    it('go before huimu.yaml, and only secrets have such files', () => {
      writeFileSync(join(at, 'huimu.yaml'), 'adminKey: another-long-enough-key\n');
      expect(load({ HUIMU_ADMIN_KEY_FILE: file('key', key) }, at).adminKey).toBe(key);
      expect(failure({ HUIMU_PORT_FILE: 'port' }).detail).toContain('HUIMU_PORT_FILE');
    });
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
