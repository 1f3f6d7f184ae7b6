/** The entries as they stand written, as far as a write has to look at them. */
import { type IdentityMember, mostHolders, ownerOf } from '../../../normalizer/identity.ts';
import type { Members } from '../../resources/grouping.ts';
import type { Keys } from '../keys.ts';
import type { EntryDocument } from '../layout/document.ts';
import { idOf, type Store } from '../store.ts';
import type { Version } from '../write/bulk.ts';

export type KnownEntry = Omit<EntryDocument, 'doc'>;

const FIELDS = [
  ...['id', 'source', 'region', 'hash', 'firstSeen', 'changedAt', 'removedAt', 'addedIn', 'identity'],
  ...['resource', 'leadId', 'count', 'alive'],
];

export class KnownEntries {
  private readonly entries = new Map<string, { entry: KnownEntry; version: Version } | null>();
  private readonly store: Store;
  /** Some were taken for new without a look. */
  supposed = false;

  constructor(store: Store) {
    this.store = store;
  }

  /** As if they had been looked for and were not there: whoever creates them is told where they are. */
  suppose(ids: string[]): void {
    for (const id of ids) this.entries.set(id, null);
    if (ids.length > 0) this.supposed = true;
  }

  async read(ids: Iterable<string>): Promise<void> {
    const wanted = [...new Set(ids)].filter((id) => !this.entries.has(id));
    const found = await this.store.documents<KnownEntry>('entries', wanted.map(idOf), FIELDS);
    for (const [at, id] of wanted.entries()) {
      const each = found[at];
      this.entries.set(id, each === undefined ? null : { entry: each.source, version: each.version });
    }
  }

  /** Undefined where there is none, or it has not been read. */
  get(id: string): KnownEntry | undefined {
    return this.entries.get(id)?.entry;
  }

  version(id: string): Version | undefined {
    return this.entries.get(id)?.version;
  }

  has(id: string): boolean {
    return this.entries.has(id);
  }

  /** Read, and not there. */
  absent(): string[] {
    return [...this.entries].filter(([, entry]) => entry === null).map(([id]) => id);
  }
}

/** What the entries to be written will be: their identity, or null for those that will be gone. */
export type Intended = Map<string, IdentityMember | null>;

/** Members over what has been read; what has not is noted in `missing`, and taken for not there. */
export class ReadMembers implements Members<string> {
  /** Another writer may be in the middle of it, or have ended there. */
  readonly settled = false;
  readonly missing = { keys: new Set<string>(), ids: new Set<string>() };
  private readonly keys: Keys;
  private readonly known: KnownEntries;
  private readonly intended: Intended;

  constructor(keys: Keys, known: KnownEntries, intended: Intended) {
    this.keys = keys;
    this.known = known;
    this.intended = intended;
  }

  lacking(): boolean {
    return this.missing.keys.size + this.missing.ids.size > 0;
  }

  private all(key: string): string[] {
    const owner = ownerOf(key);
    if (owner !== undefined) return [owner];
    const holders = this.keys.holders(key);
    if (holders !== undefined) return [...holders];
    this.missing.keys.add(key);
    return [];
  }

  holders(key: string, limit: number): string[] {
    const ids = this.all(key);
    const most = mostHolders(key);
    if (ids.length > most && limit > most && limit < Number.MAX_SAFE_INTEGER) return ids.slice(0, limit);
    return ids.filter((id) => this.alive(id)).slice(0, limit);
  }

  count(key: string): number {
    return this.all(key).length;
  }

  alive(id: string): boolean {
    const intended = this.intended.get(id);
    if (intended !== undefined) return intended !== null;
    if (!this.known.has(id)) this.missing.ids.add(id);
    return this.known.get(id)?.alive === true;
  }

  member(id: string) {
    const known = this.known.get(id);
    const identity = this.intended.get(id) ?? (known?.identity as IdentityMember);
    return { identity, resource: known?.resource ?? '', lead: known?.leadId ?? '' };
  }

  offers(lead: string): number | undefined {
    return this.known.get(lead)?.count;
  }
}
