/** A resource's page: what a reader who found something wants to know before using it. */
import { describe, expect, it } from 'vitest';
import { findChromium } from './browser.ts';
import { site } from './site.ts';

const chromium = findChromium();

describe.skipIf(chromium === undefined)('on the page of a resource', () => {
  const its = site(chromium, ['guangxi', 'guangxi-guilin']);
  const { open, shoot } = its;

  /** One that city and province offer, and what the API says of it. */
  async function offeredTwice() {
    const ask = async (url: string) => (await its.installation.server.inject(url)).json();
    const { hits } = await ask('/api/v1/search?source=guangxi-guilin&size=50');
    const many = hits.find(({ offers }: { offers: { count: number } }) => offers.count > 1);
    return ask(`/api/v1/resources/${many.resource}`);
  }

  it('a reader sees what the offers say differently, field by field', async () => {
    const { id, offers } = await offeredTwice();
    await open(`/resources/${id}`);
    await its.page.locator('.compare summary').click();
    const row = its.page.locator('.compare tr', { hasText: '所属地区' });
    await row.waitFor();
    const shown = (await row.locator('td').allTextContents()).map((text) => text.trim());
    expect(shown).toEqual(offers.map(({ place }: { place: { zh: string } }) => place.zh));
    const differs = new Set(shown).size > 1;
    expect(await row.locator('.tag').count()).toBe(differs ? 1 : 0);
    await shoot('resource-compare');
  });

  it('a reader finds one column among many, how to get it, and how to cite it', async () => {
    const resource = await offeredTwice();
    const { entry } = resource.lead;
    await open(`/resources/${resource.id}`);
    expect(await its.page.locator('.steps li').count()).toBeGreaterThan(1);
    expect(await its.page.locator('#cite .cited').textContent()).toContain(`《${entry.title}》`);
    expect(await its.page.locator('#cite .cited').textContent()).toContain(
      `${its.base}/resources/${resource.id}`,
    );
    await its.page.getByRole('button', { name: '复制引用' }).waitFor();
  });

  it('machines read the same in schema.org’s words', async () => {
    const { id, lead } = await offeredTwice();
    await open(`/resources/${id}`);
    const text = await its.page.locator('head script[type="application/ld+json"]').textContent();
    const described = JSON.parse(text ?? '');
    expect(described['@type']).toBe('Dataset');
    expect(described.name).toBe(lead.entry.title);
    expect(described.publisher.name).toBe(lead.entry.publisher.name);
    const turtle = await its.page.locator('#cite a', { hasText: 'Turtle' }).getAttribute('href');
    const answer = await its.installation.server.inject(turtle ?? '');
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toContain('text/turtle');
  });

  it('the quality of the record is told with what would mend it, as the API judges it', async () => {
    const { id, lead } = await offeredTwice();
    const quality = (
      await its.installation.server.inject(`/api/v1/entries/${encodeURIComponent(lead.entry.id)}/quality`)
    ).json();
    await open(`/resources/${id}`);
    await its.page.locator('#quality').waitFor();
    expect(await its.page.locator('#quality').textContent()).toContain(`${Math.round(quality.score)} 分`);
    const lacking = quality.findings.filter(({ points, of }: { points: number; of: number }) => points < of);
    expect(await its.page.locator('#quality details li').count()).toBe(lacking.length);
    await shoot('resource-quality');
  });

  it('a value tells whose word it is, to the pointer and to the keyboard', async () => {
    const { id, lead } = await offeredTwice();
    await open(`/resources/${id}`);
    const origin = its.page.locator('.origin').first();
    await origin.focus();
    expect(await origin.getAttribute('data-origin')).toContain(lead.source.title);
    const told = await origin.evaluate((element) => getComputedStyle(element, '::after').content);
    expect(told).toContain(lead.source.title);
  });
});
