/** Listing in windows: whatever the dates, the cap and the page, each row comes once, or the listing says what did not. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import { listWindowed, type WindowedWire } from '../../../adapters/paging/windowed.ts';
import { type Window, windowName } from '../../../adapters/paging/windows.ts';
import type { Cursor } from '../../../config/record.ts';

interface Row {
  id: string;
  date: number | null;
}

interface Collection {
  rows: Row[];
  cap: number;
  page: number;
  tick: number;
  undated: boolean;
}

/** A source that pages by offset, throws behind its cap, and knows half-open spans of whole ticks only. */
function wireOf({ rows, cap, page, tick, undated }: Collection, asked: string[] = []): WindowedWire {
  const within = (window: Window | null): Row[] => {
    asked.push(window === null ? 'all' : windowName(window));
    if (window === null) return rows;
    if (window === 'undated') return rows.filter(({ date }) => date === null);
    for (const limit of [window.from, window.until])
      if (limit !== null && limit % tick !== 0) throw new Error(`${limit} is between two ticks of ${tick}`);
    return rows.filter(
      ({ date }) =>
        date !== null &&
        date >= (window.from ?? -Infinity) &&
        date < (window.until ?? Number.POSITIVE_INFINITY),
    );
  };
  return {
    cap,
    tick,
    undated,
    count: async (window) => within(window).length,
    async *pages(window, cursor) {
      for (let start = cursor === null ? 0 : Number(cursor.start); ; start += page) {
        const size = Math.min(page, cap - start);
        if (size <= 0) throw new Error(`asked behind the cap of ${cap}`);
        const all = within(window);
        const next = start + size < all.length ? { start: start + size } : null;
        const listed = all.slice(start, start + size).map(({ id }) => ({
          id,
          row: { role: 'row', mediaType: 'application/json' as const, url: 'http://a.test', text: id },
          sign: id,
          complete: true,
        }));
        yield { rows: listed, unlistable: [], declared: all.length, next };
        if (next === null) return;
      }
    },
  };
}

async function gather(wire: WindowedWire, cursor: Cursor | null = null): Promise<ListPage[]> {
  const pages: ListPage[] = [];
  for await (const page of listWindowed(wire, cursor)) pages.push(page);
  return pages;
}
const idsOf = (pages: ListPage[]): string[] => pages.flatMap((page) => page.rows.map(({ id }) => id));

const SECOND = 1000;
const instants = fc.oneof(
  { weight: 4, arbitrary: fc.integer({ min: Date.UTC(2017, 0), max: Date.UTC(2026, 11) }) },
  // One day's import, the beginning of all clocks, the far future, before the common era's second year.
  {
    weight: 3,
    arbitrary: fc.integer({ min: Date.UTC(2024, 4, 1), max: Date.UTC(2024, 4, 1) + 90 * SECOND }),
  },
  { weight: 1, arbitrary: fc.constantFrom(0, Date.UTC(9999, 11, 31), Date.parse('0001-01-01T00:00:00Z')) },
  { weight: 1, arbitrary: fc.integer({ min: -8.64e15, max: 8.64e15 }) },
);
const collections = fc.record({
  rows: fc
    .array(fc.option(instants, { freq: 8 }), { maxLength: 120 })
    .map((dates) => dates.map((date, index) => ({ id: `r${index}`, date }))),
  cap: fc.integer({ min: 1, max: 30 }),
  page: fc.integer({ min: 1, max: 40 }),
  tick: fc.constantFrom(1, SECOND, 60 * SECOND),
  undated: fc.boolean(),
});

/** Rows of one instant, as the wire tells instants apart, or without a date, behind the cap: those that cannot come. */
function outOfReach({ rows, cap, tick, undated }: Collection): number {
  if (rows.length <= cap) return 0;
  const heaps = new Map<number | null, number>();
  for (const { date } of rows) {
    const far = date !== null && (date < Date.parse('0001-01-01T00:00:00Z') || date >= Date.UTC(9999, 0, 1));
    const heap = date === null ? null : far ? Math.sign(date) * Number.MAX_VALUE : Math.floor(date / tick);
    heaps.set(heap, (heaps.get(heap) ?? 0) + 1);
  }
  const lost = [...heaps].map(([heap, size]) => (heap === null && !undated ? size : Math.max(0, size - cap)));
  return lost.reduce((sum, size) => sum + size, 0);
}

describe('a listing in windows', () => {
  it('brings each row once, whatever the dates, and says so where it cannot', async () => {
    await fc.assert(
      fc.asyncProperty(collections, async (all) => {
        const pages = await gather(wireOf(all));
        const ids = idsOf(pages);
        expect(new Set(ids).size).toBe(ids.length);
        expect(ids.length).toBe(all.rows.length - outOfReach(all));
        expect(pages.at(-1)!.missing === undefined).toBe(ids.length === all.rows.length);
        expect(pages.at(-1)!.declared).toBe(all.rows.length);
        expect(pages.map(({ next }) => next === null)).toEqual(pages.map((_, i) => i === pages.length - 1));
      }),
      { numRuns: 400 },
    );
  });

  it('goes on from every cursor with the same rest', async () => {
    await fc.assert(
      fc.asyncProperty(collections, async (all) => {
        const pages = await gather(wireOf(all));
        for (const [index, { next }] of pages.entries()) {
          if (next === null) continue;
          const rest = await gather(wireOf(all), JSON.parse(JSON.stringify(next)) as Cursor);
          expect(rest.map(({ rows, next }) => [rows, next])).toEqual(
            pages.slice(index + 1).map(({ rows, next }) => [rows, next]),
          );
        }
      }),
      { numRuns: 100 },
    );
  });

  it('asks for no window where the source lets all be paged', async () => {
    const asked: string[] = [];
    const rows = Array.from({ length: 50 }, (_, index) => ({ id: `r${index}`, date: index }));
    const all = { rows, cap: 50, page: 20, tick: 1, undated: true };
    expect(idsOf(await gather(wireOf(all, asked)))).toHaveLength(50);
    expect(new Set(asked)).toEqual(new Set(['all']));
  });

  it('costs a few small requests for each window', async () => {
    const asked: string[] = [];
    const rows = Array.from({ length: 60_000 }, (_, index) => ({
      id: `r${index}`,
      date: Date.UTC(2019, 0, 1) + index * 3_600_000,
    }));
    const pages = await gather(wireOf({ rows, cap: 10_000, page: 1000, tick: 1, undated: true }, asked));
    expect(idsOf(pages)).toHaveLength(60_000);
    expect(asked.length - pages.length).toBeLessThan(40);
  });

  it('tells a filter that is not honoured: what can be paged comes, and is short', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ id: `r${index}`, date: index }));
    const wire = wireOf({ rows, cap: 20, page: 8, tick: 1, undated: true });
    const deaf = {
      ...wire,
      count: () => wire.count(null),
      pages: (_: Window | null, at: Cursor | null) => wire.pages(null, at),
    };
    const pages = await gather(deaf);
    expect(idsOf(pages)).toEqual(rows.slice(0, 20).map(({ id }) => id));
    expect(pages.at(-1)).toMatchObject({ declared: 30, next: null });
    expect(pages.at(-1)!.missing).toMatch(/20 of 30/);
  });

  it('lists only what changed in a span, in windows of it', async () => {
    const rows = Array.from({ length: 40 }, (_, index) => ({
      id: `r${index}`,
      date: index < 3 ? null : index * SECOND,
    }));
    const wire = wireOf({ rows, cap: 9, page: 4, tick: 1, undated: true });
    const ids: string[] = [];
    for await (const page of listWindowed(wire, null, { from: 10 * SECOND, until: null }))
      ids.push(...page.rows.map(({ id }) => id));
    expect(ids).toEqual(rows.slice(10).map(({ id }) => id));
  });

  it('refuses a cursor that is not its own', async () => {
    const rows = Array.from({ length: 30 }, (_, index) => ({ id: `r${index}`, date: index }));
    const wire = wireOf({ rows, cap: 10, page: 8, tick: 1, undated: true });
    const own = (await gather(wire))[0]!.next!;
    for (const key of Object.keys(own).filter((name) => name.startsWith('window.')))
      for (const value of [-1.5, 'x,', true])
        await expect(
          gather(wire, { ...own, [key]: key === 'window.undated' ? 1 : value }),
        ).rejects.toMatchObject({
          code: 'listing.cursor-invalid',
        });
  });
});
