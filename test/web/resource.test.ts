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

  it('the same kind of data elsewhere is told with the places, each a search', async () => {
    const ask = async (url: string) => (await its.installation.server.inject(url)).json();
    const { hits } = await ask('/api/v1/search?size=100&sort=title');
    const like = await Promise.all(
      hits.map(async ({ resource }: { resource: string }) => ({
        resource,
        ...(await ask(`/api/v1/resources/${resource}/similar`)),
      })),
    );
    const one = like.find(({ elsewhere }) => elsewhere > 0);
    await open(`/resources/${one.resource}`);
    const similar = its.page.locator('#similar');
    expect(await similar.textContent()).toContain(`同类数据另有 ${one.elsewhere} 个地方提供`);
    expect(await similar.locator('.similar li').count()).toBe(one.hits.length);
    await shoot('resource-similar');
    await similar.locator('.places-list a').first().click();
    await its.page.waitForURL(/\/search\?q=/);
    await its.page.waitForSelector('.hit');
    expect(await its.page.locator('.hit h3').first().textContent()).toBe(one.title);
  });

  it('what became of it is told, newest first, with the run and the fields', async () => {
    const { country, harvest, server } = its.installation;
    const thing = country.things('guangxi-guilin')[3];
    const found = (
      await server.inject(`/api/v1/search?source=guangxi-guilin&q=${encodeURIComponent(thing?.title ?? '')}`)
    ).json();
    const { resource } = found.hits[0];
    const before = found.hits[0].lead.title;
    country.mutate('guangxi-guilin').change(thing?.id ?? '', { title: `${before}（2026年修订）` });
    await harvest('guangxi-guilin');
    const told = (await server.inject(`/api/v1/resources/${resource}/history`)).json();
    await open(`/resources/${resource}`);
    const lines = its.page.locator('#history .history > li');
    await lines.first().waitFor();
    expect(told.items.length).toBeGreaterThan(1);
    expect(await lines.count()).toBe(told.items.length);
    expect(await lines.first().textContent()).toContain('来源更新');
    expect(await lines.first().locator('del').allTextContents()).toContain(before);
    expect(await lines.first().locator('ins').allTextContents()).toContain(`${before}（2026年修订）`);
    expect(await lines.last().textContent()).toContain('首次采集');
    // As many marks on the line as there were times.
    const times = new Set(told.items.map(({ at }: { at: string }) => at));
    expect(await its.page.locator('.date-line circle').count()).toBe(times.size);
    await shoot('resource-history');
    await lines.first().getByRole('link', { name: '该次采集' }).click();
    await its.page.waitForURL(new RegExp(`/runs/${told.items[0].run}$`));
  });
});
