import { describe, expect, it } from 'vitest';
import type { ListPage } from '../../../adapters/contract.ts';
import {
  BarrenWatch,
  keptFingerprints,
  PageWatch,
  pageFingerprint,
} from '../../../harvester/listing/listing.ts';

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

  it('takes equal pages of two classes for what they are, and of one class for a circle', () => {
    const watch = new PageWatch(100, []);
    watch.see(page(['1', '2'], { way: '.0' }));
    watch.see(page(['1', '2'], { way: '.1' }));
    expect(codeOf(() => watch.see(page(['1', '2'], { way: '.1' })))).toBe('listing.page-repeated');
  });

  it('passes over classes without a thing, and stops at a class of empty pages', () => {
    const watch = new PageWatch(100, []);
    for (let way = 0; way < 9; way += 1) watch.see(page([], { way: `.${way}` }));
    watch.see(page([], { way: '.8' }));
    expect(codeOf(() => watch.see(page([], { way: '.8' })))).toBe('listing.endless');
  });

  it('does not stop at a declared number, however far it lies behind', () => {
    const watch = new PageWatch(10_000, []);
    const rows = (from: number) =>
      page(
        Array.from({ length: 100 }, (_, i) => `${from + i}`),
        { declared: 50 },
      );
    for (let from = 0; from < 5_000; from += 100) watch.see(rows(from));
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
