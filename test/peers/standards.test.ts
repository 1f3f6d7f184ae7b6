/** What we hand out, read by programs of others, from PyPI: ckanapi, sickle, pyoai, feedparser, rdflib, pyshacl. */
import { execFile, spawn } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DcatOptions } from '../../adapters/dcat/request.ts';
import { graphOf } from '../../adapters/dcat/serialisation.ts';
import type { Resource } from '../../index/port.ts';
import { shared } from '../shared.ts';
import { type Published, publish } from '../standards/published.ts';
import { PACKAGES, pythonWith, scriptOf } from './python.ts';

const python = await pythonWith(PACKAGES.standards);
const folder = mkdtempSync(join(tmpdir(), 'huimu-standards-'));
const run = promisify(execFile);

/** What a script prints, as JSON. */
async function told<T>(script: string, ...args: string[]): Promise<T> {
  const { stdout } = await run(python!, ['-W', 'ignore', scriptOf(script), ...args], { maxBuffer: 1 << 26 });
  return JSON.parse(stdout) as T;
}

/**
 * Recommended by DCAT-AP, and said by no platform of some entries, or of any; and what would be a guess of ours. `issued` is
 * the catalogue's own, `type` that of agents without a unified social credit code.
 */
const UNSTATED = [
  'availability',
  'bbox',
  'centroid',
  'contactPoint',
  'description',
  'format',
  'issued',
  'keyword',
  'license',
  'publisher',
  'temporal',
  'theme',
  'type',
];

let published: Published;
let resources: Resource[];
beforeAll(async () => {
  if (python === undefined) return;
  published = await publish({ count: 12 });
  resources = await published.resources();
});
afterAll(async () => {
  await published?.close();
  rmSync(folder, { recursive: true, force: true });
});

describe.skipIf(python === undefined)('sickle and pyoai', () => {
  /** Harvests, and at `pause` records does what is to be done in the middle. */
  async function harvested(
    args: string[],
    pause: number,
    middle: () => Promise<void>,
  ): Promise<[string, boolean, string][]> {
    const child = spawn(python!, ['-W', 'ignore', scriptOf('harvest_oai.py'), ...args], {
      env: { ...process.env, PAUSE: String(pause) },
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let last = '';
    for await (const line of createInterface({ input: child.stdout })) {
      if (line === 'middle') {
        await middle();
        child.stdin.write('\n');
      } else last = line;
    }
    return JSON.parse(last) as [string, boolean, string][];
  }

  it.each([3, 11, 200])(
    'harvest everything in pages of %i, deletions by name, over a restart in the middle',
    async (oaiPage) => {
      const own = await publish({ count: 8, settings: { oaiPage } });
      try {
        const expected = (await own.all()).map(({ entry, removedAt, changedAt }) => [
          `oai:huimu-test:${encodeURIComponent(entry.id.toWellFormed())}`,
          removedAt !== null,
          `${changedAt.slice(0, 19)}Z`,
        ]);
        expect(expected.filter(([, deleted]) => deleted)).toHaveLength(3);
        for (const client of ['sickle', 'pyoai'])
          for (const [prefix, verb] of [
            ['oai_dc', 'ListRecords'],
            ['dcat', 'ListRecords'],
            ['oai_dc', 'ListIdentifiers'],
          ] as const) {
            let restarts = 0;
            const found = await harvested(
              [client, `${own.base}/oai`, prefix, verb],
              Math.floor(expected.length / 2),
              async () => {
                restarts += 1;
                await own.restart();
              },
            );
            expect([client, prefix, verb, found]).toEqual([client, prefix, verb, expected]);
            expect(restarts).toBe(1);
          }
      } finally {
        await own.close();
      }
    },
  );
});

describe.skipIf(python === undefined)('ckanapi', () => {
  it.each([1000, 9])('walks everything through package_search by %i', async (rows) => {
    const expected = resources.map(({ id }) => id);
    const bySource = (source: string) =>
      resources.filter(({ offers }) => offers.some(({ entry }) => entry.source === source)).length;
    expect(await told('walk_ckan.py', published.base, String(rows))).toMatchObject({
      count: expected.length,
      names: expected,
      list: expected,
      titles: Object.fromEntries(resources.map(({ id, lead }) => [id, lead.entry.title.toWellFormed()])),
      organizations: ['guangxi', 'guangzhou', 'guilin'],
      faceted: { guangxi: bySource('guangxi'), guangzhou: bySource('guangzhou'), guilin: bySource('guilin') },
      refused: ['NotFound', 'ValidationError', 'SearchQueryError'],
    });
  });
});

describe.skipIf(python === undefined)('feedparser', () => {
  it('reads Atom and RSS whole over their pages, finds nothing wrong, and is spared what it has', async () => {
    const addresses = ['atom', 'rss'].map((kind) => `${published.base}/api/v1/search.${kind}?size=9`);
    const read = await told<Record<string, unknown>[]>('read_feeds.py', ...addresses);
    const expected = resources.map(({ id }) => `${published.base}/resources/${id}`).sort();
    for (const [at, feed] of read.entries()) {
      expect({
        ...feed,
        ids: (feed.ids as string[]).sort(),
        titles: (feed.titles as string[]).length,
      }).toEqual({
        ids: expected,
        titles: expected.length,
        bozo: [],
        pages: Math.ceil(expected.length / 9),
        version: ['atom10', 'rss20'][at],
        status: 200,
        unchanged: [304, 304],
      });
    }
  });
});

describe.skipIf(python === undefined)('rdflib and pyshacl', () => {
  const files: string[] = [];
  beforeAll(async () => {
    if (python === undefined) return;
    for (const ending of ['ttl', 'rdf', 'jsonld']) {
      const file = join(folder, `catalog.${ending}`);
      writeFileSync(file, await (await fetch(`${published.base}/catalog.${ending}?size=500`)).text());
      files.push(file);
    }
  });

  it('counts as many statements and datasets as we do, in every serialisation', async () => {
    const theirs = await told<Record<string, { statements: number; datasets: number }>>(
      'count_rdf.py',
      ...files,
    );
    const counts = Object.values(theirs);
    expect(counts).toHaveLength(3);
    const url = `${published.base}/catalog.ttl`;
    const answer = await fetch(`${url}?size=500`);
    const graph = await graphOf(
      { url, headers: { 'content-type': 'text/turtle' }, body: Buffer.from(await answer.arrayBuffer()) },
      DcatOptions.parse({}),
    );
    for (const count of counts) expect(count).toEqual({ statements: graph.size, datasets: resources.length });
  });

  const shapes = shared('wire/SEMICeu__DCAT-AP/releases/2.1.1/dcat-ap_2.1.1_shacl_shapes.ttl');
  it.skipIf(shapes === undefined)('finds no violation of the shapes of DCAT-AP', async () => {
    const found = await told<string[][]>('validate_dcat.py', shapes!, 'Violation', ...files);
    // DCAT-AP 3 has sizes as xsd:nonNegativeInteger where 2.1.1, whose shapes these are, had xsd:decimal.
    const ours = found.filter(
      ([, path, constraint]) =>
        !(path === 'http://www.w3.org/ns/dcat#byteSize' && constraint === 'DatatypeConstraintComponent'),
    );
    expect(ours).toEqual([]);
    expect(found.length).toBeGreaterThan(0);
  });

  const recommended = shared(
    'wire/SEMICeu__DCAT-AP/releases/2.1.1/dcat-ap_2.1.1_shacl_shapes_recommended.ttl',
  );
  it.skipIf(recommended === undefined)('misses of what is recommended only what nobody states', async () => {
    const found = await told<string[][]>('validate_dcat.py', recommended!, 'Warning', ...files);
    const missed = new Set(found.map(([, path]) => path?.split(/[/#]/).at(-1)));
    expect([...missed].sort()).toEqual(UNSTATED);
  });
});
