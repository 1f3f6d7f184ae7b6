/** What a search box offers, and the same kind of thing elsewhere, held against the catalogue itself. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiError, ApiSimilar, ApiSuggestions } from '../../api/types.ts';
import { fold } from '../../index/analysis/fold.ts';
import type { StoredEntry } from '../../index/stored.ts';
import { type Installation, install } from './installation.ts';

let installation: Installation;
const leads: StoredEntry[] = [];

beforeAll(async () => {
  installation = await install(['guizhou-guiyang', 'guangxi-guilin']);
  await installation.harvest('guizhou-guiyang', 'guangxi-guilin');
  const { catalogue } = installation.huimu;
  const seen = new Set<string>();
  for await (const page of catalogue.stream({})) {
    for (const { resource } of page) seen.add(resource);
  }
  for (const id of seen) leads.push((await catalogue.resource(id))?.lead as StoredEntry);
});
afterAll(() => installation.close());

const get = async <T>(url: string) => (await installation.server.inject({ url })).json<T>();
const suggest = (q: string) => get<ApiSuggestions>(`/api/v1/suggest?q=${encodeURIComponent(q)}`);

describe('similar', () => {
  it('names all of the very title, wherever they are, and nothing else', async () => {
    const byTitle = Map.groupBy(leads, ({ entry }) => fold(entry.title).trim());
    const several = [...byTitle.values()].filter((each) => each.length > 1);
    expect(several.length).toBeGreaterThan(0);
    for (const group of [...several.slice(0, 20), ...[...byTitle.values()].slice(0, 20)]) {
      const [one, ...others] = group as [StoredEntry, ...StoredEntry[]];
      const answer = await get<ApiSimilar>(`/api/v1/resources/${one.resource}/similar`);
      const title = one.entry.title;
      expect(answer.complete, title).toBe(true);
      const counted = answer.places.reduce((sum, { resources }) => sum + resources, 0);
      expect(counted, title).toBe(others.length);
      const places = new Set(others.map(({ entry }) => entry.spatial.code));
      places.delete(one.entry.spatial.code);
      expect(answer.elsewhere, title).toBe(places.size);
    }
    expect(await get<ApiError>('/api/v1/resources/none/similar')).toMatchObject({
      code: 'resource.not-found',
    });
  });
});

describe('suggestions', () => {
  it('are places by characters and pinyin, themes, offices and titles that are there', async () => {
    expect((await suggest('桂林')).places).toMatchObject([{ code: '450300', label: { zh: '桂林' } }]);
    expect((await suggest('guil')).places.map(({ code }) => code)).toContain('450300');
    const [lead] = leads;
    const title = lead?.entry.title ?? '';
    const { titles } = await suggest(title);
    expect(titles[0]?.text).toBe(title);
    const office =
      leads.map(({ entry }) => entry.publisher?.name ?? '').find((name) => name.length > 4) ?? '';
    expect((await suggest(office)).publishers.map(({ value }) => value)).toContain(office);
    expect((await suggest('交通')).themes.length).toBeGreaterThan(0);
    expect(await suggest('<script>')).toMatchObject({ places: [], themes: [], publishers: [] });
    expect(await get<ApiError>('/api/v1/suggest?q=')).toMatchObject({ code: 'request.invalid' });
  });
});
