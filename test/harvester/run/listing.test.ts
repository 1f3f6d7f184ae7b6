import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import {
  BarrenWatch,
  judgeListing,
  keptFingerprints,
  type ListingEnd,
  PageWatch,
  pageFingerprint,
  sweepAgain,
} from '../../../harvester/run/listing.ts';

const page = (ids: string[], rest: Partial<ListPage> = {}): ListPage => ({
  rows: ids.map((id) => ({
    id,
    sign: id,
    complete: true,
    row: { role: 'row', mediaType: 'application/json', url: 'https://a.cn/', text: id },
  })),
  unlistable: [],
  next: { page: 2 },
  ...rest,
});

const codeOf = (work: () => unknown): string | undefined => {
  try {
    work();
    return undefined;
  } catch (error) {
    return (error as { code?: string }).code;
  }
};

describe('the watch over pages', () => {
  it('lets pages of different rows pass, however many', () => {
    const watch = new PageWatch(10_000, []);
    for (let i = 0; i < 1_000; i += 1) watch.see(page([`a${i}`, `b${i}`]));
  });

  it('knows a page that came before, the one before or the first one', () => {
    const watch = new PageWatch(100, []);
    watch.see(page(['1', '2']));
    watch.see(page(['3', '4']));
    expect(codeOf(() => watch.see(page(['3', '4'])))).toBe('listing.page-repeated');
    expect(codeOf(() => watch.see(page(['1', '2'], { next: null })))).toBe('listing.page-repeated');
  });

  it('knows after a restart what it saw before', () => {
    const first = page(['1', '2']);
    expect(codeOf(() => new PageWatch(100, [pageFingerprint(first)]).see(first))).toBe(
      'listing.page-repeated',
    );
  });

  it('tells ids apart that only join to the same text', () => {
    expect(pageFingerprint(page(['ab', 'c']))).not.toBe(pageFingerprint(page(['a', 'bc'])));
    expect(pageFingerprint(page(['a","b']))).not.toBe(pageFingerprint(page(['a', 'b'])));
  });

  it('ends a listing that names a next page for ever', () => {
    const watch = new PageWatch(3, []);
    watch.see(page(['1']));
    watch.see(page(['2']));
    expect(codeOf(() => watch.see(page(['3'])))).toBe('listing.endless');
    expect(codeOf(() => new PageWatch(1, []).see(page(['1'], { next: null })))).toBeUndefined();
  });

  it('ends a listing of empty pages', () => {
    const watch = new PageWatch(100, []);
    watch.see(page([]));
    watch.see(page([]));
    expect(codeOf(() => watch.see(page([])))).toBe('listing.endless');
  });

  it('ends a listing that goes far beyond what it declares', () => {
    const watch = new PageWatch(10_000, []);
    const rows = (from: number) =>
      page(
        Array.from({ length: 100 }, (_, i) => `${from + i}`),
        { declared: 50 },
      );
    watch.see(rows(0));
    watch.see(rows(100));
    watch.see(rows(200));
    expect(codeOf(() => watch.see(rows(300)))).toBe('listing.endless');
  });

  it('ends a listing that goes round in circles under other page names', () => {
    const barren = new BarrenWatch(0);
    barren.see(3, 3);
    expect(
      codeOf(() => {
        for (let i = 0; i < 200; i += 1) barren.see(0, 3);
      }),
    ).toBe('listing.endless');
  });

  it('lets a list bring all it has once more before it goes on, also after a restart', () => {
    for (const before of [0, 1_000]) {
      const barren = new BarrenWatch(before);
      for (let id = before; id < 1_000; id += 10) barren.see(10, 10);
      for (let i = 0; i < 100; i += 1) barren.see(0, 10);
      barren.see(1, 10);
      expect(codeOf(() => Array.from({ length: 201 }, () => barren.see(0, 10)))).toBe('listing.endless');
    }
  });

  it('keeps a small number of fingerprints, the first and the newest', () => {
    const all = Array.from({ length: 5_000 }, (_, i) => `${i}`);
    const kept = keptFingerprints(all);
    expect(kept.length).toBeLessThan(100);
    expect(kept[0]).toBe('0');
    expect(kept.at(-1)).toBe('4999');
    expect(keptFingerprints(kept)).toEqual(kept);
  });
});

const facts = fc.record({
  end: fc.constantFrom<ListingEnd>('reached', 'repeated', 'endless', 'broken'),
  declared: fc.option(fc.nat({ max: 1_000 }), { nil: null }),
  distinct: fc.nat({ max: 1_000 }),
  rows: fc.nat({ max: 1_000 }),
  alike: fc.boolean(),
  known: fc.nat({ max: 1_000 }),
});

describe('trust in a listing', () => {
  it('is complete, unbroken and agrees with what was declared', () => {
    expect(
      judgeListing({ end: 'reached', declared: 10, distinct: 10, known: 9, rows: 10, alike: false }),
    ).toEqual({
      trusted: true,
      whole: true,
      problem: null,
    });
    expect(
      judgeListing({ end: 'reached', declared: null, distinct: 10, known: 9, rows: 10, alike: false })
        .trusted,
    ).toBe(true);
  });

  it('forgives a page sent twice where all that was declared came', () => {
    expect(
      judgeListing({ end: 'repeated', declared: 10, distinct: 10, known: 9, rows: 10, alike: false }).trusted,
    ).toBe(true);
    const doubt = judgeListing({
      end: 'repeated',
      declared: 10,
      distinct: 9,
      known: 9,
      rows: 10,
      alike: false,
    });
    expect(doubt).toMatchObject({ trusted: false, whole: false, problem: { code: 'listing.page-repeated' } });
    expect(
      judgeListing({ end: 'repeated', declared: null, distinct: 9, known: 9, rows: 10, alike: false })
        .trusted,
    ).toBe(false);
  });

  it('is lost by an empty list where there was a catalogue, not by a new source without rows', () => {
    expect(
      judgeListing({ end: 'reached', declared: 0, distinct: 0, known: 3, rows: 0, alike: false }).problem
        ?.code,
    ).toBe('listing.empty');
    expect(
      judgeListing({ end: 'reached', declared: 0, distinct: 0, known: 0, rows: 0, alike: false }).trusted,
    ).toBe(true);
  });

  it('never trusts a list that broke off, did not end, or is short of its own count', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const trust = judgeListing(of);
        if (of.end === 'broken' || of.end === 'endless') expect(trust.trusted || trust.whole).toBe(false);
        if (of.declared !== null && of.distinct < of.declared && !of.alike) expect(trust.trusted).toBe(false);
        if (of.distinct === 0 && of.known > 0) expect(trust.trusted).toBe(false);
        if (trust.trusted) expect(trust).toMatchObject({ whole: true, problem: null });
        else if (of.end !== 'broken') expect(trust.problem).not.toBeNull();
      }),
    );
  });

  it("takes repeats for the list's own where two sweeps were the same", () => {
    const twice = { end: 'reached', declared: 10, distinct: 8, rows: 10, alike: true, known: 9 } as const;
    expect(judgeListing(twice).trusted).toBe(true);
    expect(judgeListing({ ...twice, rows: 9 }).problem?.code).toBe('listing.short');
    expect(judgeListing({ ...twice, alike: false }).problem?.code).toBe('listing.short');
  });

  it('asks for another sweep only where rows were repeated and others are missing, and not for ever', () => {
    const short = {
      end: 'reached',
      declared: 10,
      distinct: 8,
      known: 0,
      rows: 10,
      alike: false,
      duplicate: 2,
      sweep: 0,
    } as const;
    expect(sweepAgain(short, { sweeps: 2 })).toBe(true);
    expect(sweepAgain({ ...short, sweep: 2 }, { sweeps: 2 })).toBe(false);
    expect(sweepAgain({ ...short, duplicate: 0 }, { sweeps: 2 })).toBe(false);
    expect(sweepAgain({ ...short, distinct: 10 }, { sweeps: 2 })).toBe(false);
    expect(sweepAgain({ ...short, end: 'repeated' }, { sweeps: 2 })).toBe(false);
  });
});
