/**
 * Who holds which identity key: one document a key, written over the version that was read, so that two writers who
 * bring entries of one thing at the same time cannot miss each other.
 */
import { CodedError } from '../../config/errors/errors.ts';
import { mostHolders, ownerOf } from '../../normalizer/identity.ts';
import type { KeyChange } from '../resources/grouping.ts';
import { backOff } from './connection.ts';
import { idOf, type Store } from './store.ts';
import type { Operation, Version } from './write/bulk.ts';

interface KeyDocument {
  key: string;
  /** Ids of living entries. */
  holders: string[];
}

interface Page {
  holders: Set<string>;
  version: Version | undefined;
  /** Nobody had the key, and this writer was the first to write it down. */
  opened: boolean;
}

const ATTEMPTS = 20;

/** The keys as they were read, and as this writer left them. */
export class Keys {
  private readonly pages = new Map<string, Page>();
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
  }

  /** Holders of the key; undefined where it has not been read. */
  holders(key: string): ReadonlySet<string> | undefined {
    return this.pages.get(key)?.holders;
  }

  async read(keys: Iterable<string>): Promise<void> {
    const wanted = [...new Set(keys)];
    const found = await this.store.documents<KeyDocument>('keys', wanted.map(idOf));
    for (const [at, key] of wanted.entries()) {
      const page = found[at];
      this.pages.set(key, { holders: new Set(page?.source.holders), version: page?.version, opened: false });
    }
  }

  /** Writes down who holds what from now on, and reads again what others wrote meanwhile. */
  async exchange(changes: Map<string, KeyChange>): Promise<void> {
    const moves = movesOf(changes);
    const isNew = (key: string) => moves.get(key)?.isNew === true && !this.pages.has(key);
    const [fresh, others] = [[...moves.keys()].filter(isNew), [...moves.keys()].filter((key) => !isNew(key))];
    for (const key of fresh) this.pages.set(key, { holders: new Set(), version: undefined, opened: false });
    // A new entry's keys are mostly new: they are opened without a look, and looked at where they were not.
    let left = [...others, ...(await this.write(fresh, moves))];
    for (let attempt = 0; left.length > 0; attempt += 1) {
      if (attempt === ATTEMPTS)
        throw new CodedError('catalogue.conflict', 'Others keep writing the same keys');
      if (attempt > 0) await backOff(attempt);
      await this.read(left);
      left = await this.write(left, moves);
    }
  }

  /** Returns the keys that somebody wrote first. */
  private async write(keys: string[], moves: Map<string, Move>): Promise<string[]> {
    const changed: string[] = [];
    const operations: Operation[] = [];
    for (const key of keys) {
      const page = this.pages.get(key) as Page;
      const { taken, given } = moves.get(key) as Move;
      const holders = new Set(page.holders);
      for (const id of given) holders.delete(id);
      for (const id of taken) holders.add(id);
      if (holders.size === page.holders.size && [...holders].every((id) => page.holders.has(id))) continue;
      const document: KeyDocument = { key, holders: [...holders] };
      const write = { purpose: 'keys' as const, id: idOf(key), document };
      page.holders = holders;
      changed.push(key);
      if (page.version === undefined) operations.push({ ...write, action: 'create' });
      else operations.push({ ...write, action: holders.size === 0 ? 'delete' : 'index', over: page.version });
    }
    const outcomes = await this.store.bulk(operations);
    const lost: string[] = [];
    for (const [at, key] of changed.entries()) {
      const { state, version, reason } = outcomes[at] as (typeof outcomes)[0];
      const page = this.pages.get(key) as Page;
      if (state === 'done') {
        const left = operations[at]?.action === 'delete' ? undefined : version;
        this.store.claims.follow(key, page.version, left);
        page.opened = page.version === undefined;
        page.version = left;
      } else if (state === 'conflict' || state === 'missing') lost.push(key);
      else throw new CodedError('catalogue.unavailable', `Elasticsearch: ${reason}`);
    }
    return lost;
  }

  /** Whether somebody whose entry is not there at `now` holds one of the keys, and may still write it. */
  areAwaited(isThere: (id: string) => boolean | undefined, now: number): boolean {
    let awaited = false;
    for (const [key, { holders, version }] of this.pages) {
      for (const id of holders) {
        if (isThere(id) === false && this.store.claims.mayCome(key, version, id, now)) awaited = true;
      }
    }
    return awaited;
  }

  /**
   * Keys that others may have changed without having seen all of this: all but those that nobody else had anything to
   * do with, neither with them nor with what is connected to them. `fresh`: entries of this writer that were not there.
   */
  uncertain(fresh: ReadonlyMap<string, string[]>): string[] {
    const isFirst = (key: string, { opened, holders }: Page) =>
      opened && holders.size <= mostHolders(key) && holders.values().every((id) => fresh.has(id));
    const uncertain = new Set(
      [...this.pages].filter(([key, page]) => !isFirst(key, page)).map(([key]) => key),
    );
    // Grows while it is gone through.
    for (const key of uncertain) {
      for (const id of this.holders(key) ?? []) {
        for (const other of fresh.get(id) ?? []) if (this.pages.has(other)) uncertain.add(other);
      }
    }
    return [...uncertain];
  }

  /** Whether the keys still stand as they were read or left. */
  async stand(keys: string[]): Promise<boolean> {
    const found = await this.store.documents('keys', keys.map(idOf), []);
    return keys.every((key, at) => {
      const [left, now] = [this.pages.get(key)?.version, found[at]?.version];
      return left?.seqNo === now?.seqNo && left?.index === now?.index;
    });
  }
}

interface Move {
  taken: string[];
  given: string[];
  /** Nobody who takes it was there before. */
  isNew: boolean;
}

const isShared = (key: string): boolean => ownerOf(key) === undefined;

/** By key. An entry's own key is nobody else's and needs no page. */
function movesOf(changes: Map<string, KeyChange>): Map<string, Move> {
  const moves = new Map<string, Move>();
  const moveOf = (key: string): Move => {
    const move = moves.get(key) ?? { taken: [], given: [], isNew: true };
    moves.set(key, move);
    return move;
  };
  for (const [id, { before, after }] of changes) {
    for (const key of before.filter(isShared)) if (!after.includes(key)) moveOf(key).given.push(id);
    for (const key of after.filter(isShared)) moveOf(key).taken.push(id);
    if (before.length > 0)
      for (const key of [...before, ...after].filter(isShared)) moveOf(key).isNew = false;
  }
  return moves;
}
