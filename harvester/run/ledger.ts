/** The ledger's arithmetic: what a run says became of every row must add up, whatever ended it. */
import type { ErrorCode } from '../../config/errors/errors.ts';
import type { Ledger } from '../../index/operations.ts';

export function openLedger(indexedBefore: number): Ledger {
  return {
    declared: null,
    listed: 0,
    duplicate: 0,
    detailed: 0,
    unchanged: 0,
    added: 0,
    updated: 0,
    rejected: {},
    withheld: 0,
    removed: 0,
    indexedBefore,
    indexed: indexedBefore,
    visible: 0,
  };
}

export const copyLedger = (ledger: Ledger): Ledger => ({ ...ledger, rejected: { ...ledger.rejected } });

export const rejectedIn = (ledger: Ledger): number =>
  Object.values(ledger.rejected).reduce((sum, count) => sum + count, 0);

/** Rows with an id of their own, refused ones among them: what `declared` is held against. */
export const distinctIn = (ledger: Ledger): number => ledger.listed - ledger.duplicate;

export function countRejection(ledger: Ledger, code: ErrorCode): void {
  ledger.rejected[code] = (ledger.rejected[code] ?? 0) + 1;
}

/** What does not add up, in words with the figures; empty where all does. */
export function imbalances(ledger: Ledger): string[] {
  const found: string[] = [];
  const refused = rejectedIn(ledger);
  const became = ledger.duplicate + ledger.unchanged + ledger.added + ledger.updated + refused;
  if (ledger.listed !== became) {
    found.push(
      `listed ${ledger.listed} ≠ duplicate ${ledger.duplicate} + unchanged ${ledger.unchanged} + added ` +
        `${ledger.added} + updated ${ledger.updated} + rejected ${refused} = ${became}`,
    );
  }
  const indexed = ledger.indexedBefore + ledger.added - ledger.removed;
  if (ledger.indexed !== indexed) {
    found.push(
      `indexed ${ledger.indexed} ≠ before ${ledger.indexedBefore} + added ${ledger.added} − removed ` +
        `${ledger.removed} = ${indexed}`,
    );
  }
  const { rejected, declared, ...counts } = ledger;
  for (const [name, count] of Object.entries({ ...counts, ...rejected })) {
    if (!Number.isInteger(count) || count < 0) found.push(`${name} is ${count}`);
  }
  return found;
}

export const balanced = (ledger: Ledger): boolean => imbalances(ledger).length === 0;
