/** An analyst's job, as a person does it: a question is made into a table and a picture, followed to its entries, and sent on. */
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();
const digits = (text: string | null): number => Number((text ?? '').replaceAll(/\D/g, ''));

describe.skipIf(chromium === undefined)('an analyst', () => {
  const its = site(chromium, ['guangxi', 'guangxi-guilin', 'guizhou-guiyang', 'guizhou']);

  it('finds how many open resources each province has on transport, and sends the link on', async () => {
    const { page } = its;
    await its.open('/statistics');
    await page.getByLabel('行', { exact: true }).selectOption('province');
    await page.getByLabel('列', { exact: true }).selectOption('openness');
    for (const [facet, value] of [
      ['theme', 'transport'],
      ['mode', 'opening'],
    ] as const) {
      await page.getByLabel('添加筛选').selectOption(facet);
      await page.getByLabel(/^选择/).selectOption(value);
    }
    const line = page.locator('.crossed tbody tr', { hasText: '广西' });
    const whole = line.locator('td').first();
    // The figures of before stand there until those of all that was chosen come.
    await whole.locator('a[href*="theme=transport"][href*="mode=opening"]').waitFor();
    // The picture shows what the table says.
    await page.locator('.chart svg', { hasText: '广西' }).waitFor();
    const figure = digits(await whole.textContent());
    expect(figure).toBeGreaterThan(0);

    // A colleague opens the same.
    const link = page.url();
    const colleague = await its.view({ viewport: { width: 360, height: 800 } });
    await its.visit(colleague, link.slice(its.base.length));
    const same = colleague.locator('.crossed tbody tr', { hasText: '广西' }).locator('td').first();
    expect(digits(await same.textContent())).toBe(figure);

    // Every number leads to just what it counts.
    await whole.getByRole('link').click();
    const heading = page.getByRole('heading', { level: 1 });
    await page.waitForURL(/\/search\?/);
    await heading.filter({ hasText: '个资源' }).waitFor();
    expect(digits(((await heading.textContent()) ?? '').split('（')[0] ?? '')).toBe(figure);
    await page.getByRole('button', { name: /交通运输/ }).waitFor();
    await page.goBack();
    await page.waitForURL(link);
    await line.waitFor();
  });

  it('takes the table away as a file, with what its figures mean', async () => {
    await its.open('/statistics?rows=province&columns=mode&measure=rows');
    const meaning = await its.page.locator('.means').textContent();
    expect(meaning).toContain('来源所述数据行数之和');
    expect(meaning).toContain('数据截至');
    const waited = its.page.waitForEvent('download');
    await its.page.getByRole('link', { name: 'CSV' }).click();
    expect((await waited).suggestedFilename()).toMatch(/^huimu-.*\.csv$/);
  });

  it('walks by the keyboard from a common question to the entries behind a figure', async () => {
    const { page } = its;
    await its.open('/statistics');
    await page.getByRole('link', { name: '各主题按月更新了多少' }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.crossed tbody td:nth-child(n + 3) a').first().waitFor();
    await page.locator('.crossed tbody td:nth-child(n + 3) a').first().focus();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/search\?.*modifiedMonth=/);
    await page.getByRole('heading', { level: 1, name: /个资源/ }).waitFor();
  });

  it('is told what to do where nothing matches', async () => {
    await its.open('/statistics?rows=province&theme=transport&mode=sharing&format=shp');
    expect(await its.page.locator('.note').textContent()).toContain('移除一个筛选条件');
  });

  it('sees it light and dark, wide and narrow, in both languages', async () => {
    const views = [
      ['modes', 'rows=province&columns=mode'],
      ['openness', 'rows=theme&columns=openness&mode=opening'],
      ['monthly', 'rows=theme&columns=modifiedMonth'],
      ['late', 'rows=source&measure=late'],
      ['publishers', 'rows=publisher&columns=format&measure=entries'],
      ['start', ''],
    ];
    for (const [name, question] of views) {
      for (const [width, colorScheme, lang] of [
        [1440, 'light', 'zh'],
        [1440, 'dark', 'en'],
        [360, 'light', 'en'],
        [360, 'dark', 'zh'],
      ] as const) {
        const page = await its.view({ viewport: { width, height: 900 }, colorScheme });
        await its.visit(page, `/statistics?${question}&lang=${lang}`);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
        await its.shoot(`statistics-${name}-${width}-${colorScheme}-${lang}`, page);
        await page.close();
      }
    }
    // Two dozen pages.
  }, 600_000);
});
