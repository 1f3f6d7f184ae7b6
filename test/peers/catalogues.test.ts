/** Servers by others, from PyPI, harvested whole and twice; and RDF counted beside another library. */
import { execFileSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Adapter, ListPage } from '../../adapters/contract.ts';
import { DcatOptions } from '../../adapters/dcat/request.ts';
import { graphOf } from '../../adapters/dcat/serialisation.ts';
import { adapterFor } from '../../adapters/registry.ts';
import { createClients } from '../../harvester/client/client.ts';
import { sourceOf } from '../adapters/site.ts';
import { SITE } from '../adapters/walked.ts';
import { shared } from '../shared.ts';
import { generatedThings } from '../sources/generator.ts';
import { core, iso } from '../sources/wires/standards/csw.ts';
import { PACKAGES, type Peer, pythonWith, scriptOf, servePeer } from './python.ts';

const python = await pythonWith(PACKAGES.catalogues);
const folder = mkdtempSync(join(tmpdir(), 'huimu-peers-'));
const open: Peer[] = [];
const peer = async (script: string, ...args: string[]): Promise<string> => {
  const served = await servePeer(python!, script, ...args);
  open.push(served);
  return served.base;
};
afterAll(async () => {
  await Promise.all(open.map((each) => each.close()));
  rmSync(folder, { recursive: true, force: true });
});

const clients = createClients({ contact: 'https://huimu.example/contact' });
afterAll(() => clients.close());

/** Everything that a peer lists, by id with its title and its sign; through the polite client. */
async function gone(family: string, base: string, options: Record<string, unknown>, since?: string) {
  const plain = sourceOf(family, base, options);
  const source = { ...plain, harvest: { ...plain.harvest, pace: { perSecond: null, concurrency: 4 } } };
  const adapter: Adapter = await adapterFor(source);
  const { signal } = new AbortController();
  const requests = { list: 0, detail: 0, other: 0 };
  const context = { source, signal, http: clients.forRun({ source, signal, requests }) };
  const pages: ListPage[] = [];
  const listing =
    since === undefined ? adapter.list(context, null) : adapter.changes!.list(context, since, null);
  for await (const page of listing) pages.push(page);
  const rows = pages.flatMap((page) => page.rows);
  return {
    pages,
    rows: rows.map(({ id, sign }) => [id, sign]).sort(),
    titles: Object.fromEntries(
      rows.map((row) => [row.id, adapter.read(source, { id: row.id, parts: [row.row] }).fields.title]),
    ),
    refused: pages.flatMap(({ unlistable }) => unlistable).map(({ code, id }) => [code, id]),
  };
}

const THINGS = generatedThings({ seed: 5, platform: 'peer', region: '310000', shape: 'uuid' }, 40);
const TITLES = Object.fromEntries(THINGS.map(({ id, title }) => [id, title]));

describe.skipIf(python === undefined)('pycsw', () => {
  let base: string;
  const started = async (): Promise<string> => {
    if (base !== undefined) return base;
    for (const [index, thing] of THINGS.entries()) {
      // Half of the catalogue in ISO 19139, half in Dublin Core.
      const record =
        index % 2 === 0
          ? iso(thing, SITE.origin)
          : core(thing, SITE.origin).replace(
              '<csw:Record',
              '<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"',
            );
      writeFileSync(join(folder, `${thing.id}.xml`), record);
    }
    base = await peer('serve_pycsw.py', folder);
    return base;
  };

  it.each<[string, string, Record<string, unknown>]>([
    ['CSW 2.0.2 posted, ISO 19139', 'csw', {}],
    ['CSW 2.0.2 as KVP, Dublin Core', 'csw', { method: 'get', schema: 'dc' }],
    ['CSW 3.0 as KVP, Dublin Core', 'csw', { version: '3.0.0', schema: 'dc' }],
    ['CSW 3.0 posted, ISO 19139', 'csw', { version: '3.0.0', method: 'post' }],
    ['OAI-PMH, oai_dc', 'oai-pmh', { path: '/?mode=oaipmh' }],
    ['OAI-PMH, ISO 19139', 'oai-pmh', { path: '/?mode=oaipmh', prefix: 'iso19139' }],
  ])('%s: whole, and twice the same', async (_name, family, options) => {
    const at = await started();
    const first = await gone(family, at, options);
    expect(first.titles).toEqual(TITLES);
    expect([first.rows.length, first.pages.at(-1)!.declared, first.refused]).toEqual([40, 40, []]);
    expect(first.pages.flatMap(({ missing }) => missing ?? [])).toEqual([]);
    expect((await gone(family, at, options)).rows).toEqual(first.rows);
  });

  it('CSW in windows of dates: the same whole', async () => {
    const { titles, pages } = await gone('csw', await started(), { cap: 15 });
    expect(titles).toEqual(TITLES);
    expect(pages.flatMap(({ missing }) => missing ?? [])).toEqual([]);
  });
});

describe.skipIf(python === undefined)('pyoai', () => {
  it('whole and twice, deletions by name, changes by date', async () => {
    const things = THINGS.map(({ id, title }, index) => ({
      id,
      title,
      date: `2026-0${1 + (index % 6)}-10T08:00:00`,
      deleted: index % 8 === 7,
    }));
    const file = join(folder, 'oai.json');
    writeFileSync(file, JSON.stringify(things));
    const base = await peer('serve_pyoai.py', file);
    const living = things.filter(({ deleted }) => !deleted);
    const named = (all: typeof things) => Object.fromEntries(all.map(({ id, title }) => [id, title]));
    const first = await gone('oai-pmh', base, { path: '/oai' });
    expect(first.titles).toEqual(named(living));
    expect(first.refused.map(([, id]) => id).sort()).toEqual(
      things
        .filter(({ deleted }) => deleted)
        .map(({ id }) => id)
        .sort(),
    );
    expect((await gone('oai-pmh', base, { path: '/oai' })).rows).toEqual(first.rows);
    const since = await gone('oai-pmh', base, { path: '/oai' }, '2026-05-01T00:00:00Z');
    expect(since.titles).toEqual(named(living.filter(({ date }) => date > '2026-05')));
  });
});

describe.skipIf(python === undefined)('pystac', () => {
  it('a static catalogue: every collection, whole and twice', async () => {
    const base = await peer('serve_pystac.py', '23');
    const first = await gone('stac', base, { path: '/catalog.json', rows: 5 });
    expect(first.titles).toEqual(
      Object.fromEntries(Array.from({ length: 23 }, (_, at) => [`c${at}`, `影像 ${at}`])),
    );
    expect(first.pages.flatMap(({ missing }) => missing ?? [])).toEqual([]);
    expect((await gone('stac', base, { path: '/catalog.json', rows: 5 })).rows).toEqual(first.rows);
  });
});

const wire = shared('wire');
describe.skipIf(python === undefined || wire === undefined)('rdflib', () => {
  it('counts the same statements and datasets in every RDF file that both read', async () => {
    const files = globSync(`${wire}/**/*.{ttl,rdf}`)
      .concat(globSync(`${wire}/opendatateam__udata/**/dcat/*.xml`))
      .sort();
    const out = execFileSync(python!, ['-W', 'ignore', scriptOf('count_rdf.py'), ...files], {
      maxBuffer: 1 << 24,
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const theirs = JSON.parse(out.toString()) as Record<
      string,
      { statements: number; datasets: number } | null
    >;
    const differing: unknown[] = [];
    let compared = 0;
    for (const file of files) {
      const name = file.slice(wire!.length + 1);
      const type = { ttl: 'text/turtle', rdf: 'application/rdf+xml', xml: 'application/rdf+xml' }[
        file.split('.').at(-1)!
      ]!;
      const graph = await graphOf(
        { url: 'http://peer.test/', headers: { 'content-type': type }, body: readFileSync(file) },
        DcatOptions.parse({}),
      ).catch(() => null);
      const ours =
        graph === null
          ? null
          : {
              statements: [...graph.subjects()].reduce(
                (sum, node) => sum + new Set(graph.edges(node).map((edge) => JSON.stringify(edge))).size,
                0,
              ),
              datasets: graph.typed('dcat:Dataset').size,
            };
      compared += 1;
      if (JSON.stringify(ours) !== JSON.stringify(theirs[file])) differing.push([name, ours, theirs[file]]);
    }
    expect(compared).toBeGreaterThan(40);
    expect(differing).toEqual([]);
  });
});
