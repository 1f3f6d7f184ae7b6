import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Absence, allowance, decideDeletions } from '../../../harvester/deletions/deletions.ts';
import { judgeListing, type ListingEnd } from '../../../harvester/listing/trust.ts';

const GUARD = { removeShare: 0.1, removeCount: 5 };

const absences = fc
  .record({
    end: fc.constantFrom<ListingEnd>('reached', 'repeated', 'endless', 'broken'),
    declared: fc.option(fc.nat({ max: 2_000 }), { nil: null }),
    distinct: fc.nat({ max: 2_000 }),
    rows: fc.nat({ max: 2_000 }),
    alike: fc.boolean(),
    moved: fc.boolean(),
    missing: fc.constantFrom(undefined, '2 of 3 pages'),
    known: fc.nat({ max: 2_000 }),
    unnamed: fc.nat({ max: 2 }),
    share: fc.double({ min: 0, max: 1, noNaN: true }),
    guard: fc.record({
      removeShare: fc.double({ min: 0, max: 1, noNaN: true }),
      removeCount: fc.nat({ max: 100 }),
    }),
  })
  .map(({ share, guard, unnamed, ...facts }): Absence => {
    const trust = judgeListing(facts);
    return { known: facts.known, guard, trust, unnamed, absent: Math.floor(share * facts.known) };
  });

const trusted: Absence = {
  trust: { trusted: true, whole: true, problem: null, remarks: [] },
  known: 100,
  absent: 5,
  unnamed: 0,
  guard: GUARD,
};

describe('deletions by absence', () => {
  it('go through up to the threshold, and wait beyond it', () => {
    expect(decideDeletions(trusted)).toEqual({ action: 'remove' });
    expect(decideDeletions({ ...trusted, absent: 10 })).toEqual({ action: 'remove' });
    expect(decideDeletions({ ...trusted, absent: 11 })).toMatchObject({
      action: 'hold',
      reason: { code: 'listing.shrunk' },
    });
    expect(decideDeletions({ ...trusted, known: 8, absent: 5 })).toEqual({ action: 'remove' });
  });

  it('are nothing where nothing is absent, or where the list broke off', () => {
    expect(decideDeletions({ ...trusted, absent: 0 })).toEqual({ action: 'none' });
    const trust = { trusted: false, whole: false, problem: null, remarks: [] };
    expect(decideDeletions({ ...trusted, trust })).toEqual({ action: 'none' });
  });

  it('are held, however few, where a row came without a name', () => {
    expect(decideDeletions({ ...trusted, absent: 1, unnamed: 1 })).toMatchObject({ action: 'hold' });
    expect(decideDeletions({ ...trusted, absent: 0, unnamed: 1 })).toEqual({ action: 'none' });
  });

  it('are held for what made the list doubtful', () => {
    const trust = judgeListing({
      end: 'reached',
      declared: 0,
      distinct: 0,
      known: 100,
      rows: 0,
      alike: false,
      moved: false,
      missing: undefined,
    });
    expect(decideDeletions({ ...trusted, trust, absent: 100 })).toMatchObject({
      action: 'hold',
      reason: { code: 'listing.empty' },
    });
  });

  it('never happen on a listing that is not trusted', () => {
    fc.assert(
      fc.property(absences, (of) => {
        if (!of.trust.trusted) expect(decideDeletions(of).action).not.toBe('remove');
      }),
    );
  });

  it('never remove more than is allowed', () => {
    fc.assert(
      fc.property(absences, (of) => {
        if (decideDeletions(of).action !== 'remove') return;
        expect(of.absent).toBeLessThanOrEqual(allowance(of.known, of.guard));
        expect(of.absent).toBeLessThanOrEqual(
          Math.max(of.guard.removeCount, of.guard.removeShare * of.known),
        );
      }),
    );
  });

  it('lose no absent entry of a whole listing: removed or held, never forgotten', () => {
    fc.assert(
      fc.property(absences, (of) => {
        const { action } = decideDeletions(of);
        expect(action === 'none').toBe(of.absent === 0 || !of.trust.whole);
      }),
    );
  });
});
