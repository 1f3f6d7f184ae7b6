import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { balanced, distinctIn, imbalances, openLedger, rejectedIn } from '../../../harvester/run/ledger.ts';
import type { Ledger } from '../../../index/operations.ts';

const count = fc.nat({ max: 1_000_000 });

/** Ledgers of what can become of rows and entries, in any numbers. */
const ledgers = fc
  .record({
    duplicate: count,
    unchanged: count,
    added: count,
    updated: count,
    unreadable: count,
    failed: count,
    before: count,
    removedShare: fc.double({ min: 0, max: 1, noNaN: true }),
  })
  .map((of): Ledger => {
    const removed = Math.floor(of.removedShare * of.before);
    return {
      ...openLedger(of.before),
      listed: of.duplicate + of.unchanged + of.added + of.updated + of.unreadable + of.failed,
      duplicate: of.duplicate,
      unchanged: of.unchanged,
      added: of.added,
      updated: of.updated,
      rejected: { 'record.unreadable': of.unreadable, 'record.detail-failed': of.failed },
      removed,
      indexed: of.before + of.added - removed,
    };
  });

const COUNTS = [
  'listed',
  'duplicate',
  'unchanged',
  'added',
  'updated',
  'removed',
  'indexedBefore',
  'indexed',
] as const;

describe('the ledger', () => {
  it('balances at the start of a run', () => {
    expect(imbalances(openLedger(17))).toEqual([]);
  });

  it('balances whatever became of the rows', () => {
    fc.assert(fc.property(ledgers, (ledger) => balanced(ledger)));
  });

  it('does not balance when any one figure is off by one', () => {
    fc.assert(
      fc.property(ledgers, fc.constantFrom(...COUNTS), fc.constantFrom(1, -1), (ledger, name, by) => {
        expect(balanced({ ...ledger, [name]: ledger[name] + by })).toBe(false);
      }),
    );
  });

  it('does not balance when a rejection is lost or made up', () => {
    fc.assert(
      fc.property(ledgers, (ledger) => {
        const rejected = { ...ledger.rejected, 'record.no-id': 1 };
        expect(balanced({ ...ledger, rejected })).toBe(false);
      }),
    );
  });

  it('refuses figures that are no counts, though they add up', () => {
    const odd = { ...openLedger(0), listed: 0, added: -1, unchanged: 1, indexed: -1 };
    expect(imbalances(odd)).toContain('added is -1');
    expect(balanced({ ...openLedger(0), declared: null, detailed: Number.NaN })).toBe(false);
  });

  it('counts rows with an id of their own as distinct, refused ones among them', () => {
    const ledger = { ...openLedger(0), listed: 10, duplicate: 3, rejected: { 'record.no-title': 2 } };
    expect(distinctIn(ledger)).toBe(7);
    expect(rejectedIn(ledger)).toBe(2);
  });
});
