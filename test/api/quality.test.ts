/** Quality over API and command line, on platforms that were really harvested. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { askedSample, checkLinks } from '../../api/cli/quality/links.ts';
import { askedQuality, quality } from '../../api/cli/quality/quality.ts';
import { openTerminal } from '../../api/cli/terminal.ts';
import type {
  EntryQuality,
  LackingAnswer,
  QualityAnswer,
  SourceQuality,
} from '../../api/schemas/figures/quality.ts';
import { linkCheckOf } from '../index/entries.ts';
import { type Installation, install } from './installation.ts';

const SOURCES = ['guizhou-guiyang', 'guangxi-guilin'];
const SOURCE = SOURCES[0] as string;
let installation: Installation;

const get = async <T>(url: string): Promise<{ status: number; body: T }> => {
  const answer = await installation.server.inject({ url });
  return { status: answer.statusCode, body: JSON.parse(answer.body) as T };
};

beforeAll(async () => {
  installation = await install(SOURCES);
  for (const run of await installation.harvest(...SOURCES)) expect(run.status).toBe('succeeded');
});
afterAll(() => installation.close());

describe('quality over the API', () => {
  it('is a mean by source, the same entries as a search of that source finds', async () => {
    const { body } = await get<z.infer<typeof QualityAnswer>>('/api/v1/quality?by=source');
    expect(body.rows.map(({ key }) => key.source).sort()).toEqual([...SOURCES].sort());
    for (const row of body.rows) {
      const found = await get<{ entries: number }>(`/api/v1/search?source=${row.key.source}`);
      expect(row.entries).toBe(found.body.entries);
      expect(Object.values(row.bands).reduce((sum, each) => sum + each, 0)).toBe(row.entries);
      expect(row.score).toBeGreaterThan(20);
      expect(row.labels.source?.zh).not.toBe('');
    }
    expect(body.total.entries).toBe(body.rows.reduce((sum, { entries }) => sum + entries, 0));
    const one = body.rows.find(({ key }) => key.source === SOURCE);
    const filtered = await get<z.infer<typeof QualityAnswer>>(`/api/v1/quality?source=${SOURCE}`);
    expect(filtered.body.total.score).toBeCloseTo(one?.score ?? 0, 4);
  });

  it('goes by region and month, and refuses what is no group', async () => {
    const { body } = await get<z.infer<typeof QualityAnswer>>('/api/v1/quality?by=region&by=month');
    expect(body.by).toEqual(['province', 'modifiedMonth']);
    const months = body.rows.flatMap(({ key }) => key.modifiedMonth ?? []);
    expect(months.length).toBeGreaterThan(0);
    for (const month of months) expect(month).toMatch(/^\d{4}-\d{2}$/);
    expect((await get('/api/v1/quality?by=title')).status).toBe(400);
  });

  it('of an entry says each criterion in both languages, the European figure beside it, and its addresses', async () => {
    const search = await get<{ hits: { lead: { id: string } }[] }>(`/api/v1/search?source=${SOURCE}`);
    const id = search.body.hits[0]?.lead.id as string;
    const stored = await installation.huimu.catalogue.get(id);
    const url = stored?.entry.landingPage as string;
    await installation.huimu.catalogue.keepLinkChecks([linkCheckOf(id, url, { state: 'gone', status: 404 })]);
    const { body } = await get<z.infer<typeof EntryQuality>>(
      `/api/v1/entries/${encodeURIComponent(id)}/quality`,
    );
    expect(body.findings.length).toBeGreaterThan(20);
    for (const { label, mend, points, of } of body.findings) {
      expect(label.zh).toMatch(/\p{Script=Han}/u);
      expect(mend.en).toMatch(/^[A-Z]/);
      expect(points).toBeLessThanOrEqual(of);
    }
    expect(body.mqa.dimensions.interoperability.of).toBe(110);
    expect(body.links).toMatchObject([{ url, state: 'gone', status: 404 }]);
    expect(body.findings.find(({ code }) => code === 'links-work')).toMatchObject({ points: 0, of: 20 });
    expect((await get('/api/v1/entries/nowhere:1/quality')).status).toBe(404);
  });

  it('of an entry that its source took away is gone, with what is left of it, as the entry itself is', async () => {
    const source = SOURCES[1] as string;
    const search = await get<{ hits: { lead: { id: string } }[] }>(`/api/v1/search?source=${source}`);
    const id = search.body.hits[0]?.lead.id as string;
    const at = `/api/v1/entries/${encodeURIComponent(id)}`;
    expect((await get(`${at}/quality`)).status).toBe(200);
    const { catalogue } = installation.huimu;
    await catalogue.remove(source, [id.slice(source.length + 1)], new Date().toISOString());
    await catalogue.refresh();
    const [entry, of] = [await get<{ removed: object }>(at), await get<{ removed: object }>(`${at}/quality`)];
    expect(of.status).toBe(410);
    expect(of.body).toMatchObject({ code: 'entry.removed', removed: { id } });
    expect(of.body.removed).toEqual(entry.body.removed);
  });

  it('of a source says what brings most first, with all the records that each thing is about', async () => {
    const { body } = await get<z.infer<typeof SourceQuality>>(`/api/v1/sources/${SOURCE}/quality`);
    const gains = body.gains.map(({ gain }) => gain);
    expect(gains).toEqual(gains.toSorted((a, b) => b - a));
    expect(body.gains.find(({ code }) => code === 'links-work')).toMatchObject({ lacking: 1, sample: 1 });
    const most =
      body.gains.find(
        ({ code, lacking }) => code !== 'links-work' && lacking < body.figures.entries && lacking > 5,
      ) ?? body.gains[0];
    const ids: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page: { body: z.infer<typeof LackingAnswer> } = await get(
        `/api/v1/sources/${SOURCE}/quality/${most?.code}?size=50${cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`}`,
      );
      ids.push(...page.body.items.map(({ id }) => id));
      cursor = page.body.cursor;
    }
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(most?.lacking ?? -1);
    expect((await get('/api/v1/sources/nowhere/quality')).status).toBe(404);
    expect((await get(`/api/v1/sources/${SOURCE}/quality/beauty`)).status).toBe(400);
  });
});

describe('quality on a terminal', () => {
  async function said(
    source: string | undefined,
    options: Parameters<typeof askedQuality>[1],
  ): Promise<string> {
    const lines: string[] = [];
    const take = (text: string) => void lines.push(text);
    const terminal = { ...openTerminal({ lang: 'en' }), out: take, note: take };
    expect(await quality(installation.huimu, askedQuality(source, options), terminal)).toBe(0);
    return lines.join('\n');
  }

  it('is a table by source, a report of one, and the records behind a criterion', async () => {
    expect(await said(undefined, {})).toMatch(/Total +\d/);
    const report = await said(SOURCE, {});
    expect(report).toMatch(/\+\d+\.\d +\d+ +\w+/);
    expect(await said(SOURCE, { criterion: 'license', size: '3' })).toContain(`${SOURCE}:`);
  });

  it('asks addresses of a sample at the real server, which the entry and the report then tell of', async () => {
    const lines: string[] = [];
    const terminal = {
      ...openTerminal({ lang: 'en', json: true }),
      out: (text: string) => void lines.push(text),
    };
    const other = SOURCES[1] as string;
    const before = await installation.huimu.catalogue.statistics({ by: [], filters: {} });
    expect(await checkLinks(installation.huimu, [other], 5, terminal)).toBe(0);
    const [done] = JSON.parse(lines.join('')).sources;
    expect(done.entries).toBe(5);
    expect(done.addresses).toBeGreaterThanOrEqual(5);
    expect(Object.values<number>(done.states).reduce((sum, each) => sum + each, 0)).toBe(done.addresses);
    const { body } = await get<z.infer<typeof SourceQuality>>(`/api/v1/sources/${other}/quality`);
    expect(body.links).toMatchObject({ addresses: done.addresses, states: done.states });
    // No entry changed by it.
    expect(await installation.huimu.catalogue.statistics({ by: [], filters: {} })).toEqual(before);
    expect(() => askedSample('0')).toThrow('--sample 0');
  });

  it('refuses what it does not know by the option', () => {
    expect(() => askedQuality(undefined, { by: 'beauty' })).toThrow('--by beauty');
    expect(() => askedQuality(undefined, { criterion: 'license' })).toThrow('--criterion license');
  });
});
