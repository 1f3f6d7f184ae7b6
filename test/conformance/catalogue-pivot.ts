/** Two facets crossed: every measure as the entries themselves say, and searches that find what a cell counts. */
import { describe, expect, it } from 'vitest';
import { type Figure, MEASURES, type Measure, type PivotQuery } from '../../index/figures/pivot.ts';
import { facetValues } from '../../index/finding/facets.ts';
import type { Catalogue } from '../../index/port.ts';
import { type Facet, type Filters, NOT_STATED } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { latenessAt } from '../../normalizer/quality/lateness.ts';
import { qualityOf } from '../../normalizer/quality/quality.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const AT = '2026-06-01T00:00:00.000Z';
const monthly = { code: 'MONTHLY', raw: '每月' };
const theme = (code: string) => ({ code, raw: code });
const guiyang = { spatial: { code: '520100' } };

const ENTRIES = [
  entryOf('a', '1', {
    themes: [theme('transport'), theme('finance')],
    publisher: { name: '桂林市交通局' },
    modified: '2026-05-20',
    frequency: monthly,
    distributions: [
      { format: 'csv', rows: 12 },
      { format: 'xlsx', rows: 12 },
    ],
    volume: { rows: 10 },
  }),
  entryOf('a', '2', {
    themes: [theme('transport')],
    publisher: { name: '桂林市财政局' },
    modified: '2025-02',
    frequency: monthly,
    distributions: [{ format: 'csv', rows: 7 }],
  }),
  // One resource, offered by two: with other modes, themes, rows; registered by one of them.
  entryOf('a', '3', { nativeId: 'x', themes: [theme('transport')], volume: { rows: 100 } }),
  entryOf('b', '1', {
    nativeId: 'x',
    mode: 'sharing',
    volume: { rows: 90 },
    registration: { code: '45030020250000001' },
  }),
  entryOf('b', '2', { ...guiyang, mode: 'sharing', themes: [theme('finance')], modified: '2026-01-01' }),
  entryOf('b', '3', { ...guiyang, mode: 'authorised-operation', kind: 'product', frequency: monthly }),
  entryOf('b', '4', {
    spatial: { code: '520102' },
    mode: 'authorised-operation',
    issued: '2024-03-01',
    frequency: monthly,
  }),
];
const resourceOf = ({ nativeId, id }: Entry): string => nativeId ?? id;

async function fill(catalogue: Catalogue): Promise<void> {
  for (const source of ['a', 'b'])
    await catalogue.write(batchOf(ENTRIES.filter((each) => each.source === source)));
  await catalogue.refresh();
}

const valuesOf = (entry: Entry, facet: Facet): string[] => {
  const values = facetValues(entry)[facet];
  return values.length === 0 ? [NOT_STATED] : values;
};

/** Whether the entry alone is under these values. */
const fits = (entry: Entry, filters: Filters): boolean =>
  Object.entries(filters).every(([facet, wanted]) =>
    valuesOf(entry, facet as Facet).some((value) => wanted.includes(value)),
  );

/** As the entries say, one by one. */
function measured(measure: Measure, entries: Entry[]): Omit<Figure, 'entries' | 'resources'> {
  const resources = [...new Set(entries.map(resourceOf))];
  const offers = resources.map((resource) => ENTRIES.filter((each) => resourceOf(each) === resource));
  const distinct = (facet: Facet) => new Set(entries.flatMap((entry) => facetValues(entry)[facet])).size;
  const mean = (figures: number[]) => figures.reduce((sum, each) => sum + each, 0) / figures.length;
  switch (measure) {
    case 'entries':
      return { value: entries.length };
    case 'resources':
      return { value: resources.length };
    case 'publishers':
      return { value: distinct('publisher') };
    case 'formats':
      return { value: distinct('format') };
    case 'quality':
      return { value: mean(entries.map((entry) => qualityOf(entry, Date.parse(AT)).score)) };
    case 'registered':
      return {
        value: mean(offers.map((all) => (all.some(({ registration }) => registration) ? 1 : 0))),
      };
    case 'late': {
      const states = entries.map((entry) => latenessAt(entry, Date.parse(AT)).state);
      const told = states.filter((state) => ['on-time', 'late', 'overdue'].includes(state));
      const late = told.filter((state) => state !== 'on-time');
      return { value: told.length === 0 ? null : late.length / told.length, of: told.length };
    }
    case 'rows': {
      const told = offers
        .map((all) =>
          all.flatMap(
            ({ volume, distributions }) => volume?.rows ?? distributions.flatMap(({ rows }) => rows ?? []),
          ),
        )
        .filter((rows) => rows.length > 0);
      const sum = told.reduce((total, rows) => total + Math.max(...rows), 0);
      return { value: told.length === 0 ? null : sum, of: told.length };
    }
  }
}

function expected(measure: Measure, filters: Filters): Figure | null {
  const entries = ENTRIES.filter((entry) => fits(entry, filters));
  if (entries.length === 0) return null;
  const { value, ...of } = measured(measure, entries);
  const resources = new Set(entries.map(resourceOf)).size;
  return {
    entries: entries.length,
    resources,
    value: value === null ? null : expect.closeTo(value, 6),
    ...of,
  };
}

const query = (over: Partial<PivotQuery>): PivotQuery => ({
  rows: 'province',
  columns: 'theme',
  measure: 'resources',
  filters: {},
  at: AT,
  mostRows: 50,
  mostColumns: 50,
  ...over,
});

export function pivotConformance(subject: Subject): void {
  describe('two facets crossed', () => {
    it.each(MEASURES)('%s in every cell, both totals and the whole, within filters', async (measure) => {
      const { catalogue } = subject;
      await fill(catalogue);
      const questions: [Facet, Facet, Filters][] = [
        ['province', 'theme', {}],
        ['mode', 'format', {}],
        ['theme', 'publisher', { mode: ['opening', 'sharing'] }],
        ['county', 'issuedMonth', {}],
        ['theme', 'format', { theme: ['finance'] }],
        ['source', 'kind', { format: [NOT_STATED], theme: ['transport', NOT_STATED] }],
      ];
      for (const [rows, columns, filters] of questions) {
        const found = await catalogue.pivot(query({ rows, columns, filters, measure }));
        const expectIn = (more: Filters) => expected(measure, { ...filters, ...more });
        expect(found.total).toEqual(expectIn({}));
        const [down, across] = [found.rows, found.columns].map(({ values }) =>
          values.map(({ value }) => value),
        );
        const within = ENTRIES.filter((each) => fits(each, filters));
        const all = (facet: Facet) =>
          [...new Set(within.flatMap((each) => valuesOf(each, facet)))]
            .filter((value) => filters[facet]?.includes(value) ?? true)
            .sort();
        expect([...(down ?? [])].sort()).toEqual(all(rows));
        expect([...(across ?? [])].sort()).toEqual(all(columns));
        for (const [row, value] of (down ?? []).entries()) {
          expect(found.rows.values[row]?.total).toEqual(expectIn({ ...filters, [rows]: [value] }));
          for (const [column, other] of (across ?? []).entries()) {
            const cell = { [rows]: [value], [columns]: [other] };
            expect(found.cells[row]?.[column], JSON.stringify(cell)).toEqual(expectIn(cell));
          }
        }
      }
    });

    it('finds with a search, one offer answering all, what a cell counts', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const filters = { mode: ['sharing', 'opening'] };
      const found = await catalogue.pivot(query({ columns: 'mode', rows: 'theme', filters }));
      let looked = 0;
      for (const [row, { value }] of found.rows.values.entries()) {
        for (const [column, { value: other }] of found.columns.values.entries()) {
          const question = asked({ filters: { theme: [value], mode: [other] }, together: true });
          const { resources, entries, hits } = await catalogue.search(question);
          const cell = found.cells[row]?.[column];
          expect({ resources, entries }).toEqual({
            resources: cell?.resources ?? 0,
            entries: cell?.entries ?? 0,
          });
          expect(hits).toHaveLength(resources);
          looked += 1;
        }
      }
      expect(looked).toBe(6);
      // Of the resource with two offers none is shared and on transport, though one is this and one is that.
      const apart = { filters: { theme: ['transport'], mode: ['sharing'] } };
      expect((await catalogue.search(asked(apart))).resources).toBe(1);
      expect((await catalogue.search(asked({ ...apart, together: true }))).resources).toBe(0);
    });

    it('is found where nothing is stated, in search and among the counts of facets', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const filters = { theme: [NOT_STATED] };
      const { resources, facets } = await catalogue.search(asked({ filters, facets: ['mode', 'theme'] }));
      // The shared offer alone says nothing; its resource does.
      expect(resources).toBe(2);
      expect(facets.mode).toEqual([{ value: 'authorised-operation', count: 2 }]);
      expect(facets.theme?.find(({ value }) => value === 'transport')?.count).toBe(3);
      expect((await catalogue.search(asked({ filters, together: true }))).resources).toBe(3);
    });

    it('shows the largest, the newest of a time, in time order, and says how many are left', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const found = await catalogue.pivot(
        query({ rows: 'mode', columns: 'modifiedMonth', mostRows: 1, mostColumns: 2 }),
      );
      expect(found.rows).toMatchObject({ values: [{ value: 'opening' }], left: 2 });
      expect(found.columns).toMatchObject({ values: [{ value: '2026-01' }, { value: '2026-05' }], left: 2 });
      expect(found.cells.map((line) => line.map((cell) => cell?.resources ?? null))).toEqual([[null, 1]]);
    });

    it('of nothing is nothing', async () => {
      const found = await subject.catalogue.pivot(query({}));
      expect(found).toEqual({
        rows: { values: [], left: 0 },
        columns: { values: [], left: 0 },
        cells: [],
        total: { entries: 0, resources: 0, value: 0 },
      });
    });
  });
}
