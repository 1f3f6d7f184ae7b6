/** Somebody misses data: from an empty search to a demand, and what a holder answers. */
import { describe, expect, it } from 'vitest';
import { findChromium } from '../browser.ts';
import { site } from '../site.ts';

const chromium = findChromium();
const KEY = 'a-key-of-the-tests-only';
const SCRIPT = '<script>document.title="taken"</script><img src=x onerror=alert(1)> 无人机起降点 名录';

describe.skipIf(chromium === undefined)('whoever misses data', () => {
  const its = site(chromium, ['guangxi-guilin'], undefined, { adminKey: KEY });
  const { open, shoot } = its;
  const api = async (url: string) => (await its.installation.server.inject(`/api/v1${url}`)).json();

  it('goes from an empty search to a demand by one click, and leaves it by keyboard alone', async () => {
    await open('/search?q=量子泊位&city=450300');
    await its.page.getByRole('link', { name: '提出数据需求' }).click();
    const need = its.page.getByLabel('需要什么数据');
    await need.and(its.page.locator(':focus')).waitFor();
    expect(await need.inputValue()).toBe('量子泊位');
    expect(await its.page.locator('#leave select').inputValue()).toBe('450300');
    // The need has the focus: on to its end, past the place, to purpose, contact and the button.
    const { keyboard } = its.page;
    await keyboard.press('End');
    await keyboard.type(' 空余数量');
    await keyboard.press('Tab');
    await keyboard.press('Tab');
    await keyboard.type('停车诱导研究');
    await keyboard.press('Tab');
    await keyboard.type('somebody@example.org');
    await keyboard.press('Tab');
    await keyboard.press('Enter');
    await its.page.getByText('已提交，感谢。').waitFor();
    const left = its.page.locator('.demands > li', { hasText: '量子泊位 空余数量' });
    await left.waitFor();
    expect(await left.textContent()).toContain('待答复');
    await its.quiet();
    expect(await its.page.locator('main').textContent()).not.toContain('example.org');
    await shoot('demands');
  });

  it('sees what was searched in vain, counted, without who', async () => {
    await its.installation.server.unmet.flush();
    await open('/demands');
    const row = its.page.locator('#unmet tbody tr', { hasText: '量子泊位' });
    await row.waitFor();
    await row.getByRole('link', { name: '提出需求' }).click();
    await its.page.waitForURL(/need=/);
    await expect.poll(() => its.page.getByLabel('需要什么数据').inputValue()).toBe('量子泊位');
  });

  it('finds a demand at an address of its own, where notices lead', async () => {
    const { items } = await api('/demands');
    await open('/demands');
    await its.page.locator('.demands > li').first().locator('p.dotted a').click();
    await its.page.waitForURL(`**/demands/${items[0].id}`);
    await its.page.getByRole('heading', { name: items[0].need }).waitFor();
  });

  it('is told at once of what may be it, and in what it falls short', async () => {
    const { hits } = await api('/search?size=1&source=guangxi-guilin');
    const [{ lead, resource }] = hits;
    await open(`/demands?need=${encodeURIComponent(lead.title)}`);
    await its.page.getByRole('button', { name: '提交' }).click();
    await its.page.getByText('目录中可能已有：').waitFor();
    expect(await its.page.locator('#leave .note a').first().getAttribute('href')).toBe(
      `/resources/${encodeURIComponent(resource)}`,
    );
  });

  it('writes markup, and it stays text', async () => {
    await open('/demands');
    await its.page.getByLabel('需要什么数据').fill(SCRIPT);
    await its.page.getByRole('button', { name: '提交' }).click();
    await its.page.locator('.demands h3', { hasText: '无人机起降点' }).waitFor();
    await its.quiet();
    expect(await its.page.locator('.demands h3').first().textContent()).toBe(SCRIPT);
    expect(await its.page.locator('main img').count()).toBe(0);
    expect(await its.page.title()).not.toContain('taken');
  });

  it('is told in plain words why a number is not taken', async () => {
    await open('/demands');
    await its.page.getByLabel('需要什么数据').fill('公厕位置数据，联系 13312346519');
    await its.page.getByRole('button', { name: '提交' }).click();
    await its.page.getByRole('alert').waitFor();
    expect(await its.page.getByRole('alert').textContent()).toContain('请写在');
    its.faults.length = 0; // the browser reports the answer itself
  });

  it('narrows by place and state, and the address keeps it', async () => {
    await open('/demands');
    await its.page.locator('.across').getByLabel('地区').selectOption('450000');
    await its.page.waitForURL(/region=450000/);
    await its.page.getByText('共 1 条需求').waitFor();
    await its.page.locator('.across').getByLabel('状态').selectOption('answered');
    await its.page.waitForURL(/state=answered/);
    await its.page.getByText('还没有这样的需求。').waitFor();
    await its.page.goBack();
    await its.page.getByText('共 1 条需求').waitFor();
  });

  it('is answered by a holder, who alone sees the contact', async () => {
    const { hits } = await api('/search?size=1&source=guangxi-guilin');
    const [{ lead, resource }] = hits;
    await open(`/login?to=${encodeURIComponent('/demands?region=450300')}`);
    await its.page.getByLabel('密钥').fill(KEY);
    await its.page.getByRole('button', { name: '登录' }).click();
    const item = its.page.locator('.demands > li', { hasText: '量子泊位 空余数量' });
    await item.getByRole('button', { name: '查看联系方式' }).click();
    await item.getByText('somebody@example.org').waitFor();
    await item.locator('summary', { hasText: '答复' }).click();
    await item.getByLabel('相应资源').fill(`${its.base}/resources/${encodeURIComponent(resource)}`);
    await item.getByLabel('说明').fill('请参考这一资源。');
    await item.getByRole('button', { name: '答复', exact: true }).click();
    await item.getByText('已答复').waitFor();
    await item.getByText('请参考这一资源。').first().waitFor();
    await item.getByRole('link', { name: lead.title }).waitFor();
    await shoot('demands-answered');
    const stranger = await its.view({ viewport: { width: 360, height: 800 } });
    await its.visit(stranger, '/demands?lang=en&state=answered');
    await stranger.getByText('请参考这一资源。').waitFor();
    await its.quiet(stranger);
    expect(await stranger.locator('main').textContent()).not.toContain('example.org');
    expect(await stranger.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await shoot('demands-en-360', stranger);
  });
});
