/** Quality in figures: means over entries by what they are grouped by, and whose records lack what. */
import { describe, expect, it } from 'vitest';
import { BANDS, DIMENSIONS } from '../../config/quality/quality.ts';
import type { Catalogue } from '../../index/port.ts';
import { foremost, type QualityRow } from '../../index/quality/figures.ts';
import type { Facet } from '../../index/query.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { mqaStated } from '../../normalizer/quality/mqa.ts';
import { qualityOf } from '../../normalizer/quality/quality.ts';
import { batchOf } from '../index/batches.ts';
import { asked, entryOf } from '../index/entries.ts';
import type { Subject } from './catalogue.ts';

const NOW = '2026-06-01T00:00:00.000Z';
const MUCH_LATER = '2029-01-01T00:00:00.000Z';

const good: Partial<Entry> = {
  title: '公共停车场名录',
  description: '全市公共停车场的名称、地址、泊位数量与收费标准，由各区交通部门每月汇总',
  publisher: { name: '桂林市交通局', office: { code: 'transport', name: '交通运输' } },
  themes: [{ code: 'transport', raw: '交通' }],
  openness: { class: 'unconditional', raw: '无条件开放' },
  contact: { phone: '0773-2820000' },
  issued: '2025-01-01',
  dataItems: [{ name: '名称' }, { name: '地址' }],
  landingPage: 'https://a.gov.cn/1',
  distributions: [{ format: 'csv', downloadUrl: 'https://a.gov.cn/1.csv', rows: 9 }],
};
const monthly = { code: 'MONTHLY', raw: '每月' };

const ENTRIES = [
  entryOf('a', '1', { ...good, modified: '2026-05-25', frequency: monthly }),
  // Two offers of one resource count each for itself.
  entryOf('a', '2', { ...good, nativeId: 'x', modified: '2026-04-20', frequency: monthly }),
  entryOf('b', '1', {
    ...good,
    nativeId: 'x',
    modified: '2026-01-01',
    frequency: monthly,
    description: '无',
  }),
  entryOf('b', '2', { title: '12369', modified: '2020' }),
  entryOf('b', '3', { kind: 'product', modified: '2026-05-01', frequency: { code: 'NEVER', raw: '不更新' } }),
  entryOf('b', '4', { spatial: { code: '520100' } }),
];

async function fill(catalogue: Catalogue): Promise<void> {
  for (const source of ['a', 'b'])
    await catalogue.write(batchOf(ENTRIES.filter((each) => each.source === source)));
  await catalogue.refresh();
}

/** The row as the entries themselves say, one by one. */
function expected(key: QualityRow['key'], entries: Entry[], at: string): QualityRow {
  const all = entries.map((entry) => qualityOf(entry, Date.parse(at)));
  const mean = (figures: number[]): number => figures.reduce((sum, each) => sum + each, 0) / figures.length;
  const lacks: Record<string, number> = {};
  for (const { code } of all.flatMap(({ findings }) => findings.filter(({ points, of }) => points < of))) {
    lacks[code] = (lacks[code] ?? 0) + 1;
  }
  return {
    key,
    entries: entries.length,
    score: expect.closeTo(mean(all.map(({ score }) => score)), 4),
    dimensions: Object.fromEntries(
      DIMENSIONS.map((each) => [
        each,
        expect.closeTo(mean(all.map(({ dimensions }) => dimensions[each])), 4),
      ]),
    ) as QualityRow['dimensions'],
    bands: Object.fromEntries(
      BANDS.map((band) => [band, all.filter(({ stated }) => stated.band === band).length]),
    ) as QualityRow['bands'],
    mqa: expect.closeTo(mean(entries.map(mqaStated)), 4),
    lacks,
  };
}

export function qualityConformance(subject: Subject): void {
  describe('quality', () => {
    it('is the mean of the entries, by source and over all, at whatever instant', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      for (const at of [NOW, MUCH_LATER]) {
        const figures = await catalogue.quality({ by: ['source'], filters: {}, at });
        expect(figures.total).toEqual(expected({}, ENTRIES, at));
        expect(figures.rows).toEqual(
          ['a', 'b'].map((source) =>
            expected(
              { source },
              ENTRIES.filter((each) => each.source === source),
              at,
            ),
          ),
        );
      }
      const [one, other] = [NOW, MUCH_LATER].map((at) => catalogue.quality({ by: [], filters: {}, at }));
      expect((await one)?.total.dimensions.timeliness).toBeGreaterThan(
        (await other)?.total.dimensions.timeliness ?? 1,
      );
    });

    it('is asked by month and place, within filters, those that do not say last', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const { rows } = await catalogue.quality({
        by: ['modifiedMonth', 'province'],
        filters: { source: ['b'] },
        at: NOW,
      });
      expect(rows.map(({ key, entries }) => [key, entries])).toEqual([
        [{ modifiedMonth: '2026-01', province: '450000' }, 1],
        [{ modifiedMonth: '2026-05', province: '450000' }, 1],
        [{ province: '450000' }, 1],
        [{ province: '520000' }, 1],
      ]);
    });

    it('tells the foremost rows alone where so many are asked for, and how many there are', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const bys: Facet[][] = [
        ['source'],
        ['province'],
        ['publisher'],
        ['modifiedMonth', 'province'],
        ['format'],
      ];
      for (const by of bys) {
        const all = await catalogue.quality({ by, filters: {}, at: NOW });
        expect(all.distinct).toBe(all.rows.length);
        const inOrder = all.rows.toSorted(foremost({ by, most: 1 }));
        for (const most of [1, 2, all.distinct, all.distinct + 5]) {
          const { rows, distinct, total } = await catalogue.quality({ by, filters: {}, at: NOW, most });
          expect([distinct, total, rows]).toEqual([all.distinct, all.total, inOrder.slice(0, most)]);
        }
      }
      const { rows } = await catalogue.quality({
        ...{ by: ['modifiedMonth', 'province'], filters: { source: ['b'] }, at: NOW, most: 3 },
      });
      expect(rows.map(({ key }) => key)).toEqual([
        { modifiedMonth: '2026-05', province: '450000' },
        { modifiedMonth: '2026-01', province: '450000' },
        { province: '450000' },
      ]);
    });

    it('of nothing is nothing', async () => {
      const { rows, total } = await subject.catalogue.quality({ by: ['source'], filters: {}, at: NOW });
      expect(rows).toEqual([]);
      expect(total).toMatchObject({ entries: 0, score: 0, mqa: 0, lacks: {} });
    });

    it('is a facet of search by the band of what the record says', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const bandOf = (entry: Entry) => qualityOf(entry, Date.parse(NOW)).stated.band;
      const first = bandOf(ENTRIES[0] as Entry);
      const { facets } = await catalogue.search(asked({ facets: ['quality'] }));
      expect(facets.quality?.find(({ value }) => value === 'poor')?.count).toBe(
        ENTRIES.filter((entry) => bandOf(entry) === 'poor').length,
      );
      const { hits } = await catalogue.search(asked({ filters: { quality: [first] } }));
      expect(hits.map(({ lead }) => lead.entry.id)).toContain('a:1');
      expect(hits.map(({ lead }) => lead.entry.id)).not.toContain('b:2');
    });

    it('names whose records lack a criterion, page by page', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      const lacking = async (criterion: string, after: string | null = null, limit = 10, at = NOW) =>
        (await catalogue.lacking({ source: 'b', criterion, at, after, limit })).map(
          ({ entry }) => entry.localId,
        );
      expect(await lacking('publisher')).toEqual(['2', '3', '4']);
      expect(await lacking('publisher', null, 2)).toEqual(['2', '3']);
      expect(await lacking('publisher', '3')).toEqual(['4']);
      // Late, or not to be told; who promises no cycle is not.
      expect(await lacking('on-time')).toEqual(['1', '2', '4']);
      expect(await lacking('on-time', null, 10, '2026-01-10T00:00:00.000Z')).toEqual(['2', '4']);
      expect(await lacking('data-items')).toEqual(['2', '4']);
    });

    it('follows an entry that changes, and leaves out one that is gone', async () => {
      const { catalogue } = subject;
      await fill(catalogue);
      await catalogue.write(batchOf([entryOf('b', '2', { ...good, title: '环保热线受理记录' })]));
      await catalogue.remove('b', ['4'], NOW);
      await catalogue.refresh();
      const { total } = await catalogue.quality({ by: [], filters: { source: ['b'] }, at: NOW });
      const now = [
        ENTRIES[2],
        entryOf('b', '2', { ...good, title: '环保热线受理记录' }),
        ENTRIES[4],
      ] as Entry[];
      expect(total).toEqual(expected({}, now, NOW));
    });
  });
}
