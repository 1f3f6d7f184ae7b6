/** Who may act: logging in by key, handing out a key that is shown once, and taking it back. */
import { describe, expect, it } from 'vitest';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';

describe.skipIf(chromium === undefined)('an administrator of the system', () => {
  const its = site(chromium, ['guizhou-guiyang'], undefined, { adminKey: KEY });
  const { open, shoot } = its;

  async function login(key: string): Promise<void> {
    await its.page.getByLabel('密钥').fill(key);
    await its.page.getByRole('button', { name: '登录' }).click();
  }

  it('is told plainly that a key is none, and by which code', async () => {
    await open('/login');
    await login('nobody’s-key');
    const alert = its.page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('request.unauthorized');
    expect(await its.page.locator('.who').textContent()).toBe('登录');
    its.faults.length = 0; // the browser reports the 401 itself
  });

  it('reads without logging in, is led to the login and back, and out again', async () => {
    await open('/keys');
    await its.page.locator('main').getByRole('link', { name: '登录' }).click();
    await its.page.waitForURL(/\/login\?to=/);
    await login(KEY);
    await its.page.waitForURL(/\/keys$/);
    await its.page.getByRole('button', { name: '生成密钥' }).waitFor();
    await its.page.locator('.who').getByRole('link', { name: '系统管理员' }).click();
    await its.page.getByText('系统密钥', { exact: true }).waitFor();
    await shoot('who');
    await its.page.getByRole('button', { name: '退出登录' }).click();
    await its.page.getByLabel('密钥').waitFor();
    expect(await its.page.locator('.who').textContent()).toBe('登录');
  });

  it('hands out a key for one source, whose holder acts there and nowhere else, until it is revoked', async () => {
    await open('/login?to=/keys');
    await login(KEY);
    await its.page.getByLabel('名称').fill('贵阳李工');
    expect(await its.page.getByRole('button', { name: '生成密钥' }).isDisabled()).toBe(true);
    await its.page.getByLabel('来源', { exact: true }).selectOption('guizhou-guiyang');
    await its.page.getByRole('button', { name: '生成密钥' }).click();
    const secret = (await its.page.locator('.secret code').textContent()) ?? '';
    expect(secret.length).toBeGreaterThan(20);
    const row = its.page.locator('tbody tr', { hasText: '贵阳李工' });
    await row.waitFor();
    expect(await row.textContent()).toContain('来源管理员');
    await shoot('keys');

    const other = await its.view({});
    await its.visit(other, '/login');
    await other.getByLabel('密钥').fill(secret);
    await other.getByRole('button', { name: '登录' }).click();
    await other.getByText('贵阳李工').waitFor();
    const may = (source: string) =>
      other.evaluate(
        async (id) => (await (await fetch(`/api/v1/session?source=${id}`)).json()).may as string[],
        source,
      );
    expect(await may('guizhou-guiyang')).toContain('runs.start');
    expect(await may('fujian-hub')).not.toContain('runs.start');

    // Shown once: a second visit has the row, not the key.
    await its.page.reload();
    await row.waitFor();
    await its.quiet();
    expect(await its.page.locator('main').textContent()).not.toContain(secret);
    await row.getByRole('button', { name: '吊销' }).click();
    await row.getByRole('button', { name: '确认吊销，其会话随即结束' }).click();
    await row.getByText('已吊销').waitFor();
    await other.reload();
    await other.getByLabel('密钥').waitFor();
    expect(await other.locator('.who').textContent()).toBe('登录');
  });
});
