/** A real platform harvested, changed, harvested again: its past over the API and on the terminal, and a replay tried first. */
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askedHistory, history } from '../../api/cli/past/history.ts';
import { askedPreview, preview } from '../../api/cli/past/preview.ts';
import { openTerminal } from '../../api/cli/terminal.ts';
import { loadOwnWords } from '../../config/own-words.ts';
import { chinaDay, endOfChinaDay } from '../../index/history/day.ts';
import { trends } from '../../index/history/trends.ts';
import { bareThing } from '../sources/thing.ts';
import { type Installation, install } from './installation.ts';

const SOURCE = 'guizhou-guiyang';
const ODD = '怪力乱神';
let installation: Installation;

const get = async (url: string) => {
  const answer = await installation.server.inject({ url });
  return { status: answer.statusCode, body: JSON.parse(answer.body) };
};

const said = async (work: (terminal: ReturnType<typeof openTerminal>) => Promise<number>, json = false) => {
  const lines: string[] = [];
  const out = (text: string) => void lines.push(text);
  expect(await work({ ...openTerminal({ lang: 'en', json }), out, note: out })).toBe(0);
  return lines.join('\n');
};

beforeAll(async () => {
  installation = await install([SOURCE]);
  const platform = installation.country.mutate(SOURCE);
  for (const id of ['9001', '9002']) platform.add({ ...bareThing(id, `名录${id}`), themes: [ODD] });
  await installation.harvest(SOURCE);
  platform.change('9001', { title: '名录新', modified: '2026-08-01 10:00:00' });
  platform.remove('9002');
  const [run] = await installation.harvest(SOURCE);
  expect(run?.status).toBe('succeeded');
});
afterAll(async () => {
  loadOwnWords(undefined);
  await installation.close();
});

it('tells of an entry and of its resource what became of them', async () => {
  const { body } = await get(`/api/v1/entries/${SOURCE}:9001/history`);
  expect(body.items.map(({ kind }: { kind: string }) => kind)).toEqual(['changed', 'added']);
  const title = { field: 'title', from: '名录9001', to: '名录新' };
  expect(body.items[0].changes).toContainEqual(title);
  const gone = await get(`/api/v1/entries/${SOURCE}:9002/history?size=1`);
  expect(gone.body.items).toMatchObject([{ kind: 'removed', entry: `${SOURCE}:9002` }]);
  const { resource } = (await get(`/api/v1/entries/${SOURCE}:9001`)).body;
  const offers = await get(`/api/v1/resources/${encodeURIComponent(resource)}/history`);
  expect(offers.body).toEqual({ items: body.items, truncated: false });
  expect((await get('/api/v1/entries/none:1/history')).body.code).toBe('entry.not-found');
  const { catalogue } = installation.huimu;
  const words = await said((terminal) =>
    history(installation.huimu, `${SOURCE}:9001`, askedHistory({}), terminal),
  );
  expect(words).toMatch(/changed at the source[\s\S]*title: 名录9001 → 名录新[\s\S]*added/);
  expect((await catalogue.shifts({ fields: ['title'], removals: true }, 5)).items).toHaveLength(2);
});

it('has the figures of a source and of places by day', async () => {
  const today = chinaDay(Date.now());
  const { body } = await get(`/api/v1/sources/${SOURCE}/history`);
  const entries = (await installation.huimu.catalogue.counts(SOURCE))[0]?.entries ?? 0;
  expect(body.items.at(-1)).toMatchObject({
    day: today,
    entries,
    updated: 1,
    removed: 1,
    added: entries + 1,
  });
  expect(body.definitions.day).toContain('UTC+8');
  const at = new Date(endOfChinaDay(today)).toISOString();
  const judged = await installation.huimu.catalogue.quality({ by: [], filters: { source: [SOURCE] }, at });
  expect(body.items.at(-1).quality).toBeCloseTo(judged.total.score, 5);
  for (const region of ['100000', '520000', '520100']) {
    const place = await get(`/api/v1/history?region=${region}&by=month`);
    expect(place.body.items.at(-1)).toMatchObject({ period: today.slice(0, 7), sources: 1, entries });
  }
  expect((await get('/api/v1/history?region=330000')).body.items.at(-1)).toMatchObject({
    sources: 0,
    entries: 0,
  });
  for (const wrong of ['region=999999', 'from=2026-03-02&to=2026-03-01', 'from=2020-01-01&to=2026-01-01'])
    expect((await get(`/api/v1/history?${wrong}`)).body.code).toBe('request.invalid');
  expect((await get('/api/v1/sources/none/history')).body.code).toBe('source.unknown');
  expect(await said((terminal) => history(installation.huimu, SOURCE, 5, terminal))).toContain(today);
});

it('tries a word before it is replayed, and finds then what was told', async () => {
  const file = join(mkdtempSync(join(tmpdir(), 'huimu-words-')), 'words.yaml');
  writeFileSync(file, `themes:\n  science: [${ODD}]\n`);
  loadOwnWords(file);
  const source = installation.huimu.sources.get(SOURCE);
  const asked = askedPreview({ entries: true, limit: '20' });
  const told = JSON.parse(
    await said((terminal) => preview(installation.huimu, source ? [source] : [], asked, terminal), true),
  );
  expect(told.sources).toMatchObject([{ source: SOURCE, changed: 1, refused: 0 }]);
  expect(told.entries).toMatchObject([{ id: `${SOURCE}:9001`, title: '名录新' }]);
  const words = await said((terminal) =>
    preview(installation.huimu, source ? [source] : [], asked, terminal),
  );
  expect(words).toMatch(/1 would change, 0 would be refused; nothing was written/);
  const run = await installation.huimu.control.start(SOURCE, { trigger: 'person', replay: true });
  await installation.huimu.control.ended(run.id);
  const { body } = await get(`/api/v1/entries/${SOURCE}:9001/history`);
  expect(body.items[0]).toMatchObject({ kind: 'restated', changes: told.entries[0].changes });
});

it('has the entries of every source by day, as its own figures tell them', async () => {
  const { body } = await get('/api/v1/trends?days=7');
  const own = (await get(`/api/v1/sources/${SOURCE}/history`)).body.items;
  const last = own.at(-1);
  expect(body.items).toEqual([
    {
      source: SOURCE,
      late: last.late,
      days: own.map(({ day, entries }: { day: string; entries: number }) => ({ day, entries })),
    },
  ]);
  // Nothing of a day to come; what stood before the span stands at its first day.
  const { catalogue } = installation.huimu;
  expect(await trends(catalogue, '2020-01-01', '2020-02-01')).toEqual([]);
  expect(await trends(catalogue, '2990-01-01', '2990-02-01')).toEqual([
    { source: SOURCE, late: last.late, days: [{ day: '2990-01-01', entries: last.entries }] },
  ]);
});
