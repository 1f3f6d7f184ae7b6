/** Huimu harvests Huimu, through each protocol that it serves: the same entries come back, provenance kept, nothing doubled. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '../../api/cli/demo/country.ts';
import { composeHuimu, type Huimu } from '../../api/compose.ts';
import { address } from '../../api/standards/dcat/rdf/statements.ts';
import { Source } from '../../config/registry/source.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import type { Resource } from '../../index/port.ts';
import type { StoredEntry } from '../../index/stored.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { PLACES, type Published, publish } from './published.ts';

const WIRES: Record<string, { family: string; options: Record<string, unknown>; changes?: object }> = {
  ckan: { family: 'ckan', options: { rows: 9, page: '/resources/{name}' } },
  'dcat-jsonld': { family: 'dcat', options: { path: '/catalog.jsonld?size=9' } },
  'dcat-ttl': { family: 'dcat', options: { path: '/catalog.ttl?size=9' } },
  'dcat-rdf': { family: 'dcat', options: { path: '/catalog.rdf?size=9' } },
  'ogc-records': { family: 'ogc-records', options: { path: '/ogc', rows: 9 } },
  'oai-dc': { family: 'oai-pmh', options: { path: '/oai' } },
  changes: { family: 'huimu', options: { size: 9 }, changes: { marginMinutes: 0 } },
  'oai-dcat': { family: 'oai-pmh', options: { path: '/oai', prefix: 'dcat' } },
};

let published: Published;
let huimu: Huimu;
let resources: Resource[];
let living: StoredEntry[];
const data = mkdtempSync(join(tmpdir(), 'huimu-harvesting-'));
beforeAll(async () => {
  published = await publish({ settings: { oaiPage: 9 } });
  resources = await published.resources();
  living = (await published.all()).filter(({ removedAt }) => removedAt === null);
  const rows = Object.entries(WIRES).map(([id, wire]) =>
    unhurried(
      Source.parse({
        id,
        title: id,
        kind: 'open-platform',
        mode: 'opening',
        region: '100000',
        agency: '数据局',
        home: published.base,
        evidence: ['http://127.0.0.1/'],
        harvest: { ...wire, base: published.base },
      }),
    ),
  );
  const settings = {
    ...loadSettings({ environment: {}, folder: data }),
    contact: 'http://localhost/test',
    data,
  };
  huimu = await composeHuimu({ ...settings, logLevel: 'silent' }, { rows, harvests: true });
});
afterAll(async () => {
  await huimu.close();
  await published.close();
  rmSync(data, { recursive: true });
});

async function harvest(id: string) {
  const run = await huimu.control.start(id, { trigger: 'person' });
  const ended = await huimu.control.ended(run.id);
  const kept = await huimu.catalogue.kept(id, null, 1_000);
  return { run: ended, entries: kept.map(({ entry }) => entry) };
}

/** Harmless texts come back to the letter; the hostile ones as far as the format can hold them. */
const isPlain = (title: string): boolean => !title.startsWith('坏');

const OWN_DATES = new Set(['ckan', 'ogc-records']);
const DATE: unknown = expect.stringMatching(/^2026-05-01T/);

const links = (entries: Entry[]): string[] =>
  entries
    .flatMap((entry) => {
      const given = entry.distributions.map(
        ({ downloadUrl, accessUrl }) => address(downloadUrl) ?? address(accessUrl),
      );
      return given.length === 0 ? [address(entry.landingPage)] : given;
    })
    .filter((link) => link !== undefined)
    // An address is the same however its characters are written.
    .map((link) => new URL(link).href)
    .sort();

const said = (entry: Entry) => ({
  title: entry.title,
  description: entry.description,
  publisher: (entry.publisher ?? entry.holder)?.name,
  issued: entry.issued,
  modified: entry.modified,
});

const byTitle = <T extends { title: string }>(all: T[]): T[] =>
  all.filter(({ title }) => isPlain(title)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));

describe.each(['ckan', 'dcat-jsonld', 'dcat-ttl', 'dcat-rdf', 'ogc-records'])(
  'resources through %s',
  (id) => {
    it('come back once each, with all their offers, and unchanged the second time', async () => {
      const { run, entries } = await harvest(id);
      expect([run.status, run.problems]).toEqual(['succeeded', []]);
      expect(entries).toHaveLength(resources.length);
      expect(byTitle(entries.map((entry) => ({ ...said(entry), links: links([entry]) })))).toEqual(
        byTitle(
          resources.map(({ lead, offers }) => ({
            ...said(lead.entry),
            links: [...new Set(links(offers.map(({ entry }) => entry)))],
          })),
        ).map(({ links: given, ...stated }) => ({
          ...stated,
          // What says nothing of itself has its source's page, or ours.
          links:
            given.length === 0 ? [expect.stringMatching(`^(https://data\\.|${published.base}/)`)] : given,
          // A format's own dates stand in where an entry states none; CKAN's organization for a publisher.
          ...(OWN_DATES.has(id) && stated.issued === undefined ? { issued: DATE, modified: DATE } : {}),
          ...(id === 'ckan' && stated.publisher === undefined
            ? { publisher: expect.stringMatching('公共数据开放平台$') }
            : {}),
        })),
      );
      for (const { lead, offers } of resources.filter(({ lead: { entry } }) => isPlain(entry.title))) {
        const names = ({ id: entry }: Entry) => [entry, encodeURIComponent(entry)];
        const tells = (raw: string, entry: Entry) => names(entry).some((name) => raw.includes(name));
        const found = entries.find(({ raw }) => tells(JSON.stringify(raw), lead.entry));
        expect(found?.title, lead.entry.id).toBe(lead.entry.title);
        for (const { entry } of offers) {
          expect(tells(JSON.stringify(found?.raw), entry), entry.id).toBe(true);
        }
      }
      const again = await harvest(id);
      expect(again.run).toMatchObject({
        status: 'succeeded',
        ledger: { added: 0, updated: 0, removed: 0 },
      });
      expect(again.entries).toEqual(entries);
    });
  },
);

describe.each(['oai-dc', 'oai-dcat'])('entries through %s', (id) => {
  it('come back once each, tombstones withheld, and unchanged the second time', async () => {
    const { run, entries } = await harvest(id);
    expect([run.status, run.problems]).toEqual(['succeeded', []]);
    expect(entries).toHaveLength(living.length);
    // Dublin Core's dates do not say what they are of: the earliest is taken for the first.
    const known = (entry: Entry) => ({ ...said(entry), ...(id === 'oai-dc' ? { modified: undefined } : {}) });
    expect(byTitle(entries.map(known))).toEqual(byTitle(living.map(({ entry }) => known(entry))));
    const ids = entries.map(({ localId }) => decodeURIComponent(localId));
    for (const { entry } of living.filter(({ entry: { title } }) => isPlain(title)))
      expect(ids.some((each) => each.includes(entry.id))).toBe(true);
    const again = await harvest(id);
    expect(again.run).toMatchObject({ status: 'succeeded', ledger: { added: 0, updated: 0, removed: 0 } });
    expect(again.entries).toEqual(entries);
  });
});

describe('entries through the change feed', () => {
  it('come back once each and to the letter, with where they come from', async () => {
    const { run, entries } = await harvest('changes');
    expect([run.status, run.problems]).toEqual(['succeeded', []]);
    const byId = new Map(entries.map((entry) => [entry.localId, entry]));
    expect([entries.length, byId.size]).toEqual([living.length, living.length]);
    // UTF-8 has no lone surrogates: hostile texts come as far as it can hold them.
    for (const { entry } of living.filter((each) => isPlain(each.entry.title))) {
      const taken = byId.get(entry.id) as Entry;
      expect(said(taken)).toEqual(said(entry));
      expect(taken).toMatchObject({
        keywords: entry.keywords,
        provenance: { entry: entry.id, source: entry.source, via: ['huimu-test'] },
      });
    }
    const again = await harvest('changes');
    expect(again.run).toMatchObject({
      status: 'succeeded',
      ledger: { listed: 0, added: 0, updated: 0, removed: 0 },
    });
  });
});

// The other protocols have no tombstones: who harvests by them misses it in the next whole listing.
describe('what went away', () => {
  it.each(['changes', 'oai-dc', 'oai-dcat'])('goes here too, through %s', async (id) => {
    const before = (await harvest(id)).entries;
    const [gone] = living.filter(({ entry }) => entry.title === `只有名称 ${PLACES[0].title}`);
    expect(before.some(({ title }) => title === gone?.entry.title)).toBe(true);
    const { catalogue } = published.huimu;
    await catalogue.remove(PLACES[0].source, [gone!.entry.localId], new Date().toISOString());
    await catalogue.refresh();
    const { run, entries } = await harvest(id);
    expect(run).toMatchObject({ status: 'succeeded', ledger: { added: 0, removed: 1 } });
    expect(entries).toHaveLength(before.length - 1);
    expect(entries.some(({ title }) => title === gone?.entry.title)).toBe(false);
    await published.put(30, gone!.entry);
    await catalogue.refresh();
  });
});
