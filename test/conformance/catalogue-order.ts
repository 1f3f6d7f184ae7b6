/** The same entries in any order, in any batches, with removals on the way, are the same catalogue. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Catalogue } from '../../index/port.ts';
import { FACETS } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { OpenCatalogue } from './catalogue.ts';
import { all } from './catalogue-writes.ts';

const REGIONS: Record<string, string> = { p: '450000', c: '450200', d: '450300' };

/** Entries that share native ids across sources, and are twins within one. */
const anEntry = fc
  .record({
    source: fc.constantFrom('p', 'c', 'd'),
    localId: fc.integer({ min: 0, max: 9 }).map(String),
    nativeId: fc.option(fc.constantFrom('f/1', 'f/2', 'f/3'), { nil: undefined }),
    title: fc.constantFrom('停车场信息', '停车场', '公共停车场', '图书馆信息'),
    kind: fc.constantFrom('dataset' as const, 'api' as const),
    office: fc.constantFrom('城管局', '文旅局'),
    modified: fc.option(fc.constantFrom('2024', '2024-05'), { nil: undefined }),
  })
  .map(({ source, localId, nativeId, office, modified, ...rest }) =>
    entryOf(source, localId, {
      ...rest,
      publisher: { name: office },
      spatial: { code: REGIONS[source] as string },
      ...(nativeId === undefined ? {} : { nativeId }),
      ...(modified === undefined ? {} : { modified }),
    }),
  );

async function everything(catalogue: Catalogue): Promise<unknown> {
  await catalogue.refresh();
  const answers: unknown[] = [];
  for (const text of ['', '停车场', '停车场 信息', '广西 图书馆', '停车 图书']) {
    for (const sort of ['relevance', 'modified', 'title'] as const) {
      const { hits, ...rest } = await catalogue.search(
        asked({ text, sort, size: 100, facets: [...FACETS], facetSize: 100 }),
      );
      answers.push(
        rest,
        hits.map((hit) => [hit.resource, hit.lead.entry, hit.offers, hit.class]),
      );
    }
  }
  const { rows, total } = await catalogue.statistics({ by: ['source', 'kind'], filters: {} });
  const living = await all(catalogue.stream({}));
  const resources = await Promise.all(
    [...new Set(living.map(({ resource }) => resource))].map((id) => catalogue.resource(id)),
  );
  const shapes = resources.map((each) => [each?.id, each?.offers.map(({ entry, lead }) => [entry.id, lead])]);
  return [
    answers,
    rows,
    total,
    living.map(({ entry, resource, lead }) => [entry, resource, lead]),
    shapes,
    await catalogue.counts(),
  ];
}

/** Batches of one source each, in the order of the entries. */
async function write(catalogue: Catalogue, entries: Entry[], size: number): Promise<void> {
  for (let from = 0; from < entries.length; from += size) {
    const part = entries.slice(from, from + size);
    for (const [source, own] of Object.entries(Object.groupBy(part, (entry) => entry.source))) {
      if (own !== undefined) await catalogue.write(batchOf(own, { region: REGIONS[source] as string }));
    }
  }
}

export function orderConformance(open: OpenCatalogue): void {
  it('does not depend on the order in which entries came', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(anEntry, { selector: ({ id }) => id, minLength: 1, maxLength: 14 }).chain((entries) =>
          fc.record({
            entries: fc.constant(entries),
            shuffled: fc.shuffledSubarray(entries, { minLength: entries.length }),
            detour: fc.array(anEntry, { maxLength: 6 }),
            size: fc.integer({ min: 1, max: 5 }),
          }),
        ),
        async ({ entries, shuffled, detour, size }) => {
          const [straight, other] = [await open(), await open()];
          try {
            await write(straight.catalogue, entries, 100);
            // On the way other states of these entries, and entries that go again.
            await write(other.catalogue, detour, size);
            for (const { source, localId } of detour)
              await other.catalogue.remove(source, [localId], '2026-01-02T00:00:00.000Z');
            await write(other.catalogue, shuffled, size);
            expect(await everything(other.catalogue)).toEqual(await everything(straight.catalogue));
          } finally {
            for (const { catalogue, dispose } of [straight, other]) {
              await catalogue.close();
              await dispose();
            }
          }
        },
      ),
      { numRuns: 8 },
    );
  });
}
