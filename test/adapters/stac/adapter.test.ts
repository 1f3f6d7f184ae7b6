/** STAC against a catalogue written from the specification, as API and as static documents. */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { stacAdapter } from '../../../adapters/stac/adapter.ts';
import type { Cursor } from '../../../config/record.ts';
import { adapterConformance } from '../../conformance/adapter.ts';
import { shared } from '../../shared.ts';
import { type StacVariant, stac } from '../../sources/wires/standards/stac.ts';
import { served } from '../served.ts';
import { SITE, type Standing, standing } from '../walked.ts';

const open: Standing[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map(({ platform }) => platform.close()));
});

for (const how of ['api', 'static', 'children'] as const)
  adapterConformance({
    name: `STAC, ${how}`,
    async start() {
      const { platform, source } = await standing(
        stacAdapter,
        stac(SITE, { how }),
        { seed: 7, count: 130 },
        { path: '/stac' },
      );
      return {
        source,
        routes: platform.routes,
        expected: new Map(platform.things.map(({ id, title }) => [id, title])),
        declares: how !== 'static',
        close: platform.close,
      };
    },
  });

async function catalogue(variant: StacVariant, count = 45): Promise<Standing> {
  const made = await standing(
    stacAdapter,
    stac(SITE, { size: 10, ...variant }),
    { seed: 3, count },
    { path: '/stac', rows: 10 },
  );
  open.push(made);
  return made;
}

describe('STAC', () => {
  it('reads a collection whose extent has no place, its data without its pictures', async () => {
    const made = await catalogue({});
    const { stated } = await made.walk();
    for (const { id, fields, distributions, unmapped } of stated) {
      const thing = made.platform.things.find((each) => each.id === id)!;
      expect(distributions).toHaveLength(thing.formats.length);
      if (thing.publisher !== null) expect(fields.publisher).toBe(thing.publisher);
      expect([fields.license, unmapped.box]).toEqual([
        'https://data.standard.gov.cn/stac/licence',
        undefined,
      ]);
    }
  });

  it('goes through links to itself and to nothing: what is lost is named', async () => {
    const made = await catalogue({ how: 'static', tangled: true });
    const { ids, pages } = await made.walk();
    expect(ids.sort()).toEqual(made.platform.things.map(({ id }) => id).sort());
    expect(pages.flatMap(({ missing }) => missing ?? []).join()).toContain(
      '/stac/gone.json: source.not-found',
    );
  });

  it.each(['api', 'static', 'children'] as const)('%s: gives the same rest from any page', async (how) => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 1, max: 12 }),
        fc.nat(),
        async (count, size, pick) => {
          const made = await catalogue({ how, size }, count);
          const whole = await made.walk();
          expect(whole.ids.sort()).toEqual(made.platform.things.map(({ id }) => id).sort());
          const at = pick % whole.pages.length;
          const next = JSON.parse(JSON.stringify(whole.pages[at]!.next)) as Cursor | null;
          if (next !== null)
            expect((await made.walk({ cursor: next })).ids).toEqual(
              whole.pages.slice(at + 1).flatMap(({ rows }) => rows.map(({ id }) => id)),
            );
        },
      ),
      { numRuns: 8 },
    );
  });
});

const wire = shared('wire');
describe.skipIf(wire === undefined)('Ceres', () => {
  it('one collection: its cube and its items, not its thumbnail', async () => {
    const text = readFileSync(
      `${wire}/AndreaBozzo__Ceres/crates/ceres-client/tests/fixtures/stac_collections_1_0.json`,
      'utf8',
    );
    const { ids, stated } = await served(stacAdapter, () => text, { path: '/collections' });
    expect(ids).toEqual(['sentinel-2-l2a']);
    expect(stated[0]).toMatchObject({
      fields: {
        title: 'Sentinel-2 Level 2A',
        publisher: 'ESA',
        keywords: ['satellite', 'optical'],
        temporalStart: '2015-06-27T00:00:00Z',
        license: 'proprietary',
      },
      unmapped: { box: '-180,-90,180,90' },
    });
    expect(stated[0]!.distributions.map(({ accessUrl }) => accessUrl)).toEqual([
      'https://catalog.test/sentinel-2-l2a.zarr',
      'https://catalog.test/collections/sentinel-2-l2a/items',
    ]);
  });
});
