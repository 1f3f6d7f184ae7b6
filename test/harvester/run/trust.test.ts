import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { judgeListing, type ListingEnd, sweepAgain } from '../../../harvester/listing/trust.ts';

const plain = { moved: false, missing: undefined };

const facts = fc.record({
  end: fc.constantFrom<ListingEnd>('reached', 'repeated', 'endless', 'broken'),
  declared: fc.option(fc.nat({ max: 1_000 }), { nil: null }),
  distinct: fc.nat({ max: 1_000 }),
  rows: fc.nat({ max: 1_000 }),
  alike: fc.boolean(),
  moved: fc.boolean(),
  missing: fc.constantFrom(undefined, '2 of 3 pages'),
  known: fc.nat({ max: 1_000 }),
});

describe('trust in a listing', () => {
  it('is complete, unbroken and agrees with what was declared', () => {
    expect(
      judgeListing({
        ...plain,
        end: 'reached',
        declared: 10,
        distinct: 10,
        known: 9,
        rows: 10,
        alike: false,
      }),
    ).toEqual({
      trusted: true,
      whole: true,
      problem: null,
      remarks: [],
    });
    expect(
      judgeListing({
        ...plain,
        end: 'reached',
        declared: null,
        distinct: 10,
        known: 9,
        rows: 10,
        alike: false,
      }).trusted,
    ).toBe(true);
  });

  it('forgives a page sent twice where all that was declared came', () => {
    expect(
      judgeListing({
        ...plain,
        end: 'repeated',
        declared: 10,
        distinct: 10,
        known: 9,
        rows: 10,
        alike: false,
      }).trusted,
    ).toBe(true);
    const doubt = judgeListing({
      ...plain,
      end: 'repeated',
      declared: 10,
      distinct: 9,
      known: 9,
      rows: 10,
      alike: false,
    });
    expect(doubt).toMatchObject({ trusted: false, whole: false, problem: { code: 'listing.page-repeated' } });
    expect(
      judgeListing({
        ...plain,
        end: 'repeated',
        declared: null,
        distinct: 9,
        known: 9,
        rows: 10,
        alike: false,
      }).trusted,
    ).toBe(false);
  });

  it('is lost by an empty list where there was a catalogue, not by a new source without rows', () => {
    expect(
      judgeListing({ ...plain, end: 'reached', declared: 0, distinct: 0, known: 3, rows: 0, alike: false })
        .problem?.code,
    ).toBe('listing.empty');
    expect(
      judgeListing({ ...plain, end: 'reached', declared: 0, distinct: 0, known: 0, rows: 0, alike: false })
        .trusted,
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
    const twice = {
      ...plain,
      end: 'reached',
      declared: 10,
      distinct: 8,
      rows: 10,
      alike: true,
      known: 9,
    } as const;
    expect(judgeListing(twice).trusted).toBe(true);
    expect(judgeListing({ ...plain, ...twice, rows: 9 }).problem?.code).toBe('listing.short');
    expect(judgeListing({ ...twice, alike: false }).problem?.code).toBe('listing.short');
  });

  it('asks for another sweep only where rows were repeated and others are missing, and not for ever', () => {
    const short = {
      ...plain,
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

/** A small walker over a list whose order may change with every page, as `run.ts` walks it. */
function walked(
  rows: number,
  size: number,
  orders: (sweep: number, page: number) => number[],
  sweeps: number,
) {
  const seen = new Set<number>();
  let listed = 0;
  let print = '';
  for (let sweep = 0; ; sweep += 1) {
    const before = print;
    print = '';
    for (let page = 0; page * size < rows; page += 1) {
      const ids = orders(sweep, page).slice(page * size, page * size + size);
      listed += ids.length;
      print += `${ids};`;
      for (const id of ids) seen.add(id);
    }
    const facts = { ...plain, end: 'reached', distinct: seen.size, rows, known: 0 } as const;
    const of = { ...facts, declared: null, alike: print === before };
    if (!sweepAgain({ ...of, duplicate: listed - seen.size, sweep }, { sweeps })) {
      return { found: seen.size, trust: judgeListing(of) };
    }
  }
}

describe('a list without a number whose rows repeat', () => {
  const shapes = fc.record({
    rows: fc.integer({ min: 1, max: 60 }),
    size: fc.integer({ min: 1, max: 20 }),
    sweeps: fc.integer({ min: 1, max: 5 }),
  });

  it('is never trusted with rows missing, however it shuffles', () => {
    fc.assert(
      fc.property(shapes, fc.infiniteStream(fc.nat()), ({ rows, size, sweeps }, luck) => {
        const shuffled = () => {
          const ids = Array.from({ length: rows }, (_, i) => i);
          for (let i = rows - 1; i > 0; i -= 1) {
            const j = (luck.next().value ?? 0) % (i + 1);
            [ids[i], ids[j]] = [ids[j] as number, ids[i] as number];
          }
          return ids;
        };
        const { found, trust } = walked(rows, size, shuffled, sweeps);
        if (trust.trusted) expect(found).toBe(rows);
        else expect(trust.problem?.code).toBe('listing.unsettled');
      }),
    );
  });

  it('is trusted after a second look where the repeats are its own', () => {
    fc.assert(
      fc.property(shapes, fc.nat({ max: 30 }), ({ rows, size, sweeps }, own) => {
        const ids = Array.from({ length: rows }, (_, i) => (i * 7) % (own + 1));
        expect(walked(rows, size, () => ids, sweeps).trust.trusted).toBe(true);
      }),
    );
  });
});

describe('what a number is worth', () => {
  const ten = { ...plain, end: 'reached', declared: 10, known: 9, alike: false } as const;

  it('is a remark where more came, and no reason to trust repeats', () => {
    const more = judgeListing({ ...ten, distinct: 13, rows: 13 });
    expect(more).toMatchObject({ trusted: true, remarks: [{ code: 'listing.surplus' }] });
    expect(judgeListing({ ...ten, distinct: 13, rows: 14 }).problem?.code).toBe('listing.unsettled');
  });

  it('is nothing where the last look brought fewer rows', () => {
    expect(judgeListing({ ...ten, distinct: 12, rows: 9 }).problem?.code).toBe('listing.short');
  });

  it('is nothing where declared pages stayed empty', () => {
    const missing = '3 pages came, 6 were stated';
    expect(judgeListing({ ...ten, distinct: 10, rows: 10, missing }).problem).toMatchObject({
      code: 'listing.short',
      detail: expect.stringContaining(missing) as string,
    });
  });

  it('is looked at again where it moved while the list was walked', () => {
    const moved = { ...ten, distinct: 9, rows: 9, moved: true, duplicate: 0, sweep: 0 };
    expect(sweepAgain(moved, { sweeps: 1 })).toBe(true);
    expect(sweepAgain({ ...moved, sweep: 1 }, { sweeps: 1 })).toBe(false);
    expect(sweepAgain({ ...moved, distinct: 10, rows: 10 }, { sweeps: 1 })).toBe(false);
  });
});

describe('a first listing without rows', () => {
  const none = { ...plain, end: 'reached', distinct: 0, rows: 0, alike: false, known: 0 } as const;

  it('is empty where the source says so, and told as such', () => {
    expect(judgeListing({ ...none, declared: 0 })).toMatchObject({
      trusted: true,
      remarks: [{ code: 'listing.empty' }],
    });
  });

  it('is no success where the source says nothing, or otherwise', () => {
    for (const declared of [null, 4]) {
      expect(judgeListing({ ...none, declared })).toMatchObject({
        trusted: false,
        problem: { code: 'listing.empty' },
      });
    }
  });
});
