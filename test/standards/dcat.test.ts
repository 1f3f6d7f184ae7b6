/** The catalogue in DCAT-AP 3: the same statements in every serialisation, pages that are whole, texts that stay texts. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Graph } from '../../adapters/dcat/graph.ts';
import { DcatOptions } from '../../adapters/dcat/request.ts';
import { graphOf } from '../../adapters/dcat/serialisation.ts';
import { changeType, licenceTypes, publisherType } from '../../api/standards/dcat/rdf/adms.ts';
import { Statements } from '../../api/standards/dcat/rdf/statements.ts';
import { iri } from '../../config/rdf/names.ts';
import { creditCode } from '../../config/text/credit-code.ts';
import { engines } from './engines.ts';
import { at, HOSTILE, type Published, publish } from './published.ts';

describe.each(await engines())('over $name', (engine) => {
  let published: Published;
  const pages = mkdtempSync(join(tmpdir(), 'huimu-pages-'));
  beforeAll(async () => {
    writeFileSync(join(pages, 'index.html'), '<!doctype html><head><title>汇目</title></head><body></body>');
    published = await publish({ engine, pages });
  });
  afterAll(async () => {
    await published.close();
    rmSync(pages, { recursive: true });
  });

  const TYPES = { ttl: 'text/turtle', rdf: 'application/rdf+xml', jsonld: 'application/ld+json' } as const;

  async function graphAt(url: string, headers: Record<string, string> = {}): Promise<Graph> {
    const answer = await fetch(url, { headers });
    expect(answer.status).toBe(200);
    return graphOf(
      {
        url,
        headers: { 'content-type': answer.headers.get('content-type') ?? '' },
        body: Buffer.from(await answer.arrayBuffer()),
      },
      DcatOptions.parse({}),
    );
  }

  const statements = (graph: Graph): string[] =>
    [...graph.subjects()]
      .flatMap((node) => graph.edges(node).map((edge) => JSON.stringify([node, edge.predicate, edge.object])))
      .sort();

  /** With the last character that checks the others. */
  const checked = (code: string): string =>
    [...'0123456789ABCDEFGHJKLMNPQRTUWXY']
      .map((last) => code + last)
      .find((each) => creditCode(each) === 'right')!;

  describe("values of others' code lists", () => {
    it('are named only where what is known leaves no doubt', () => {
      const about = new Statements('https://huimu.example');
      const types = ['11100000MB0000000', '11450000MB0000000', '11450302MB0000000', '91450300MA0000000'].map(
        (code) => publisherType(about, checked(code))?.split('/').at(-1),
      );
      expect(types).toEqual(['NationalAuthority', 'RegionalAuthority', 'LocalAuthority', 'Company']);
      const none = [undefined, '11450300MB0001', '11450302MB00000000', checked('12450300MB0000000')];
      expect(none.map((code) => publisherType(about, code))).toEqual([
        undefined,
        undefined,
        undefined,
        undefined,
      ]);
      const asked = (code: string | null) => licenceTypes(about, code).map((iri) => iri.split('/').at(-1));
      expect(asked('CC-BY-NC-4.0')).toEqual(['Attribution', 'NonCommercialUseOnly']);
      expect(asked('CC0-1.0')).toEqual(['PublicDomain']);
      expect([asked('MIT'), asked(null)]).toEqual([[], []]);
      expect(changeType(about, at(1), at(1))).toMatch(/created$/);
      expect(changeType(about, at(1), at(2))).toMatch(/updated$/);
    });
  });

  describe('a resource', () => {
    it('is the same in every serialisation, by its address and by Accept', async () => {
      for (const { id } of await published.resources()) {
        const address = `${published.base}/resources/${id}`;
        const [first, ...others] = await Promise.all([
          ...Object.keys(TYPES).map((ending) => graphAt(`${address}.${ending}`)),
          ...Object.values(TYPES).map((accept) => graphAt(address, { accept })),
        ]);
        const expected = statements(first as Graph);
        expect(expected.length).toBeGreaterThan(15);
        for (const other of others) expect(statements(other)).toEqual(expected);
      }
    });

    it('says where it is offered, by whom, and how it is registered', async () => {
      const parking = (await published.resources()).find(({ lead }) => lead.entry.localId === 'both')!;
      expect(parking.offers).toHaveLength(3);
      const graph = await graphAt(`${published.base}/resources/${parking.id}.ttl`);
      const dataset = `${published.base}/resources/${parking.id}`;
      const own = (term: string): string => `${published.base}/ns#${term}`;
      const objects = (node: string, predicate: string) =>
        graph.edges(node).flatMap((edge) => (edge.predicate === predicate ? [edge.object] : []));
      // The records at the sources, and what is known here of each.
      const pages = parking.offers.map(({ entry }) => entry.landingPage).sort();
      expect(pages).toContain('https://data.guilin.gov.cn/d/both');
      expect(objects(dataset, iri('dct:source')).sort()).toEqual(pages);
      const offers = parking.offers.map(
        ({ entry }) => `${published.base}/api/v1/entries/${encodeURIComponent(entry.id)}`,
      );
      expect(objects(dataset, iri('prov:wasDerivedFrom')).sort()).toEqual(offers.sort());
      expect(offers.flatMap((offer) => objects(offer, iri('prov:hadPrimarySource'))).sort()).toEqual(pages);
      expect(objects(dataset, iri('dcat:distribution'))).toHaveLength(6);
      const downloads = objects(dataset, iri('dcat:distribution')).flatMap((each) =>
        objects(each as string, iri('dcat:downloadURL')),
      );
      expect(downloads).toContain('https://data.guangzhou.gov.cn/f/1.csv');
      for (const each of objects(dataset, iri('dcat:distribution')) as string[]) {
        expect(offers).toContain(objects(each, iri('prov:wasDerivedFrom'))[0]);
        expect(objects(each, iri('dct:license'))).toEqual(['https://spdx.org/licenses/CC-BY-4.0']);
      }
      expect(objects('https://spdx.org/licenses/CC-BY-4.0', iri('dct:type'))).toEqual([
        'http://purl.org/adms/licencetype/Attribution',
      ]);
      const names = (property: string) =>
        objects(dataset, property).flatMap((agent) =>
          objects(agent as string, iri('foaf:name')).map((name) => (name as { value: string }).value),
        );
      expect([iri('dct:publisher'), own('holder'), own('operator')].map(names)).toEqual([
        ['桂林市交通运输局'],
        ['桂林市大数据局'],
        ['桂林数据集团'],
      ]);
      const registered = objects(dataset, own('registration'));
      expect(registered).toHaveLength(3);
      expect(objects(registered[0] as string, own('registrationState'))).toEqual([
        own('registration-state-valid'),
      ]);
      const period = objects(dataset, iri('dct:temporal'))[0] as string;
      expect(objects(period, iri('dcat:startDate'))[0]).toMatchObject({
        value: '2020',
        datatype: iri('xsd:gYear'),
      });
      const record = `${dataset}#record`;
      expect(objects(record, iri('dct:source'))).toEqual([parking.lead.entry.landingPage]);
      expect(objects(record, iri('dct:modified'))[0]).toMatchObject({
        value: parking.offers
          .map(({ changedAt }) => changedAt)
          .sort()
          .at(-1),
      });
    });

    it('is a page for browsers, with what machines read of it, which no text breaks out of', async () => {
      const resources = await published.resources();
      const hostile = resources.find(({ lead }) => lead.entry.title.startsWith(HOSTILE.slice(0, 1)))!;
      const answer = await fetch(`${published.base}/resources/${hostile.id}`, {
        headers: { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' },
      });
      expect(answer.headers.get('content-type')).toMatch('text/html');
      const page = await answer.text();
      expect(page.match(/<script/g)).toHaveLength(1);
      const json = /<script type="application\/ld\+json">(.*?)<\/script>/s.exec(page)?.[1] as string;
      expect(JSON.parse(json)).toMatchObject({
        '@type': 'Dataset',
        '@id': `${published.base}/resources/${hostile.id}`,
        name: hostile.lead.entry.title.toWellFormed(),
        sameAs: [],
      });
      expect(
        await (await fetch(`${published.base}/resources/${hostile.id}.jsonld?profile=schema`)).json(),
      ).toEqual(JSON.parse(json));
    });

    it('is not found, or not acceptable, by code', async () => {
      const asked = async (path: string, accept: string) => {
        const answer = await fetch(`${published.base}${path}`, { headers: { accept } });
        return [answer.status, ((await answer.json()) as { code: string }).code];
      };
      expect(await asked('/resources/r0', 'text/turtle')).toEqual([404, 'resource.not-found']);
      expect(await asked('/catalog', 'image/png')).toEqual([406, 'request.not-acceptable']);
      expect(await asked('/catalog.ttl?size=0', '*/*')).toEqual([400, 'request.invalid']);
      expect(await asked('/catalog.ttl?cursor=x', '*/*')).toEqual([400, 'request.cursor-invalid']);
      expect(await asked('/catalog.ttl?sise=1', '*/*')).toEqual([400, 'request.invalid']);
    });
  });

  describe('the catalogue', () => {
    it.each(['ttl', 'rdf', 'jsonld'])('is whole over its pages: %s', async (ending) => {
      const expected = (await published.resources()).map(({ id }) => `${published.base}/resources/${id}`);
      const found: string[] = [];
      let next: string | undefined = `${published.base}/catalog.${ending}?size=7`;
      let pages = 0;
      for (; next !== undefined; pages += 1) {
        const graph: Graph = await graphAt(next);
        found.push(...graph.typed('dcat:Dataset'));
        const totals = new Set(
          [...graph.subjects()].flatMap((node) =>
            graph.all(node, 'hydra:totalItems').map((term) => (term as { value: string }).value),
          ),
        );
        expect([...totals]).toEqual([String(expected.length)]);
        next = graph.all(next, 'hydra:next')[0] as string | undefined;
      }
      expect(found).toEqual([...new Set(found)]);
      expect(found.sort()).toEqual(expected.sort());
      expect(pages).toBe(Math.ceil(expected.length / 7));
    });

    it('is narrowed by the filters of search', async () => {
      const graph = await graphAt(`${published.base}/catalog.ttl?mode=sharing&source=guilin&size=500`);
      const sharing = (await published.resources()).filter(
        ({ offers }) =>
          offers.some(({ entry }) => entry.mode === 'sharing') &&
          offers.some(({ entry }) => entry.source === 'guilin'),
      );
      expect(graph.typed('dcat:Dataset').size).toBe(sharing.length);
    });
  });

  describe('addresses', () => {
    it('are as set, else as the request came; a forwarded host is not believed', async () => {
      const forwarded = { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' };
      const graph = await graphAt(`${published.base}/catalog.ttl?size=1`, forwarded);
      expect([...graph.typed('dcat:Catalog')]).toEqual([`${published.base}/catalog`]);
      const set = await publish({ engine, count: 1, settings: { publicUrl: 'https://data.example.cn/hm' } });
      try {
        const fixed = await graphAt(`${set.base}/catalog.ttl?size=1`);
        expect([...fixed.typed('dcat:Catalog')]).toEqual(['https://data.example.cn/hm/catalog']);
      } finally {
        await set.close();
      }
    });
  });

  describe('the vocabulary', () => {
    it('has every term of ours that a graph uses, for programs and for people', async () => {
      const prefix = `${published.base}/ns#`;
      const [used, defined] = await Promise.all([
        graphAt(`${published.base}/catalog.ttl?size=500`),
        graphAt(`${published.base}/ns.ttl`),
      ]);
      const names = new Set<string>();
      for (const node of used.subjects())
        for (const { predicate, object } of used.edges(node))
          for (const each of [predicate, object])
            if (typeof each === 'string' && each.startsWith(prefix)) names.add(each);
      expect(names.size).toBeGreaterThan(20);
      const missing = [...names].filter((name) => !defined.has(name) && !name.startsWith(`${prefix}source-`));
      expect(missing).toEqual([]);
      const page = await (await fetch(`${published.base}/ns`, { headers: { accept: 'text/html' } })).text();
      expect(page).toContain('id="holder"');
      expect(page).toContain('id="mode-opening"');
      expect(
        (await fetch(`${published.base}/ns`, { headers: { accept: 'text/turtle' } })).headers.get(
          'content-type',
        ),
      ).toMatch('text/turtle');
    });
  });
});
