/** Keeps resources, and what search reads, in step with the entries that a transaction writes. One for the whole file. */
import type { DatabaseSync } from 'node:sqlite';
import type { Entry } from '../../../normalizer/entry.ts';
import { type IdentityMember, ownerOf } from '../../../normalizer/identity.ts';
import type { Placed } from '../../analysis/document.ts';
import { type KeyChange, regroup } from '../../resources/grouping.ts';
import { type Contents, prepareIndexing } from './indexing.ts';
import { prepareMembers } from './members.ts';

export interface Regrouping {
  /** All or nothing, over what other processes have written. */
  transaction<T>(work: () => T): T;
  /** Of a new entry: one more than the last one's, whose number is its own for ever. */
  nextNumber(): number;
  /** What an entry is from now on, so that it need not be read again, and since when, where that is now. */
  note(number: number, placed: Placed, identity: IdentityMember, changedAt?: string): void;
  /** Writes down which keys the entry holds from now on. */
  exchangeKeys(number: number, before: string[], after: string[]): KeyChange;
  /** Brings all up to date with the changes; those `gone` are found no more. The catalogue changed `at` that instant. */
  apply(changes: Map<number, KeyChange>, gone: Iterable<number>, at: string): void;
}

/** Of a key that one entry alone can have nobody needs to be told. */
const isShared = (key: string): boolean => ownerOf(key) === undefined;

export function prepareRegrouping(db: DatabaseSync): Regrouping {
  const placedOf = db.prepare('select region, doc from entry join document using (number) where number = ?');
  const addKey = db.prepare('insert or ignore into identity_key (key, number) values (?, ?)');
  const dropKey = db.prepare('delete from identity_key where key = ? and number = ?');
  const setFigure = db.prepare(
    'insert into figure (name, value) values (?, ?) on conflict do update set value = max(value, excluded.value)',
  );
  const lastSequence = db.prepare('select max(sequence) as last from facet_row');
  const lastNumber = db.prepare('select max(number) as last from entry');
  const dataVersion = db.prepare('pragma data_version');

  const fresh = new Map<number, { placed: Placed; identity: IdentityMember; changed: number | undefined }>();
  const changedAtOf = db.prepare('select changed_at from entry where number = ?');
  const contents: Contents = {
    isFresh: (number) => fresh.has(number),
    placed(number) {
      const known = fresh.get(number)?.placed;
      if (known !== undefined) return known;
      const row = placedOf.get(number) as { region: string; doc: string };
      return { region: row.region, entry: JSON.parse(row.doc) as Entry };
    },
    changed: (number) =>
      fresh.get(number)?.changed ?? Date.parse(changedAtOf.get(number)?.changed_at as string),
  };
  const members = prepareMembers(db, (number) => fresh.get(number)?.identity);
  let indexing = prepareIndexing(db, contents);
  let sequence = 0;
  let number = 0;
  let version = -1;

  /** What is kept in memory beside the file is read again where another process wrote, or a write was undone. */
  function catchUp(): void {
    const current = dataVersion.get()?.data_version as number;
    if (current === version) return;
    version = current;
    indexing = prepareIndexing(db, contents);
    sequence = (lastSequence.get()?.last as number | null) ?? 0;
    number = (lastNumber.get()?.last as number | null) ?? 0;
  }

  return {
    transaction(work) {
      db.exec('begin immediate');
      try {
        catchUp();
        const result = work();
        db.exec('commit');
        return result;
      } catch (error) {
        version = -1;
        if (db.isTransaction) db.exec('rollback');
        throw error;
      } finally {
        fresh.clear();
      }
    },
    nextNumber() {
      number += 1;
      return number;
    },
    note(number, placed, identity, changedAt) {
      const changed = changedAt === undefined ? undefined : Date.parse(changedAt);
      fresh.set(number, { placed, identity, changed });
    },
    exchangeKeys(number, before, after) {
      for (const key of before) if (isShared(key) && !after.includes(key)) dropKey.run(key, number);
      for (const key of after) if (isShared(key) && !before.includes(key)) addKey.run(key, number);
      return { before, after };
    },
    apply(changes, gone, at) {
      if (changes.size === 0) return;
      sequence += 1;
      indexing.drop(gone, sequence);
      indexing.index(regroup(members, changes), sequence);
      setFigure.run('changedAt', at);
    },
  };
}
