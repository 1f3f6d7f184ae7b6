/**
 * Writes entries together with the resources that they belong to, without transactions: first who holds which key,
 * then the entries that the change moves, then the changed ones. Each is written over the version that was read, and
 * whoever meets another writer looks again. Done again after a crash at any point, it leaves the same.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { CodedError } from '../../../config/errors/errors.ts';
import { type Grouped, type KeyChange, regroup } from '../../resources/grouping.ts';
import type { WriteFailure } from '../../stored.ts';
import { backOff } from '../connection.ts';
import { Keys } from '../keys.ts';
import {
  documentsOf,
  type EntryDocument,
  type EntryFacts,
  keptMember,
  type Member,
  tombstone,
} from '../layout/document.ts';
import { type Intended, KnownEntries, type KnownEntry, ReadMembers } from '../read/known.ts';
import { idOf, type Store } from '../store.ts';
import type { Operation } from './bulk.ts';
import { stopwatch } from './claims.ts';
import { NotNow } from './patience.ts';
import { identityOf, isSame, type Wanted } from './wanted.ts';

export interface Settled {
  /** By entry id, as they stood before, where they did. */
  before: Map<string, KnownEntry>;
  /** By entry id: the run that added it (last). */
  addedIn: Map<string, string>;
  failures: Failures;
}

/** By entry id. */
export type Failures = Map<string, Pick<WriteFailure, 'code' | 'detail'>>;

const ATTEMPTS = 20;

/** Milliseconds between looks for an entry that somebody is about to write. */
const LOOK_AGAIN = 100;

export interface SettleOptions {
  /** What has been read of them just now; some may have been taken for new. */
  known?: KnownEntries;
  /** Is told how they stand before any of them is written over; again where one that was taken for new is not. */
  standing?: (known: KnownEntries) => Promise<void>;
  /** Those that must not be written, by entry id; known at last when they would be. */
  barred?: Promise<Failures>;
}

export async function settle(
  store: Store,
  wanted: Map<string, Wanted>,
  { known: first = new KnownEntries(store), standing, barred }: SettleOptions = {},
): Promise<Settled> {
  const settled: Settled = { before: new Map(), addedIn: new Map(), failures: new Map() };
  const look = async (known: KnownEntries): Promise<void> => {
    await known.read(wanted.keys());
    for (const id of wanted.keys()) {
      const entry = known.get(id);
      if (entry !== undefined && !settled.before.has(id)) settled.before.set(id, entry);
    }
    await standing?.(known);
  };
  await look(first);
  let known = first;
  for (let attempt = 0; attempt < ATTEMPTS; ) {
    const outcome = await new Attempt(store, wanted, settled, known, barred).done();
    if (outcome === 'done') return settled;
    // What is waited for has its own end.
    if (outcome === 'wait') await pause(LOOK_AGAIN);
    else {
      attempt += 1;
      await backOff(attempt);
    }
    const supposed = known.supposed;
    known = new KnownEntries(store);
    if (supposed) await look(known);
  }
  throw new CodedError('catalogue.conflict', 'Others keep writing the same resources');
}

/** Documents of entries, made when they are sent. */
interface Plan {
  ids: string[];
  documents: () => EntryDocument[];
}

class Attempt {
  private readonly store: Store;
  private readonly wanted: Map<string, Wanted>;
  private readonly settled: Settled;
  private readonly known: KnownEntries;
  private readonly keys: Keys;
  private readonly intended: Intended = new Map();
  private readonly changes = new Map<string, KeyChange>();
  private readonly tombstones: string[] = [];
  private readonly barred: Promise<Failures> | undefined;

  constructor(
    store: Store,
    wanted: Map<string, Wanted>,
    settled: Settled,
    known: KnownEntries,
    barred: Promise<Failures> | undefined,
  ) {
    this.barred = barred;
    this.store = store;
    this.wanted = wanted;
    this.settled = settled;
    this.known = known;
    this.keys = new Keys(store);
  }

  /** `done`: all stands written as it should. `wait`: so it does, but somebody is about to write what belongs to it. */
  async done(): Promise<'done' | 'again' | 'wait'> {
    const began = performance.now();
    await this.known.read(this.wanted.keys());
    for (const [id, wanted] of this.wanted) this.intend(id, wanted);
    const took = stopwatch();
    await this.keys.exchange(this.changes);
    const groups = await this.groups();
    const plans = await this.documents(groups);
    if (await this.areBarred()) return 'again';
    const isOwn = (id: string) => this.changes.has(id) && !this.isRefused(id);
    const moving = plans.filter(({ ids }) => !ids.every(isOwn));
    const made = new Map(moving.map((plan) => [plan, plan.documents()]));
    // The changed ones last: as long as they stand as they were, doing it again moves the others too.
    const moved = made.values().flatMap((documents) => documents.filter(({ id }) => !isOwn(id)));
    if (!(await this.isWritten(moved))) return 'again';
    const own = plans
      .values()
      .flatMap((plan) => made.get(plan)?.filter(({ id }) => isOwn(id)) ?? plan.documents());
    if (!(await this.isWritten(own))) return 'again';
    if (!(await this.standsAlone(took() < this.store.claims.time / 2))) return 'again';
    // Written first, so that no two writers wait for each other.
    return this.keys.areAwaited((id) => this.isThere(id), began) ? 'wait' : 'done';
  }

  /** Undefined where it is this writer's own, or has not been looked for. */
  private isThere(id: string): boolean | undefined {
    if (this.intended.has(id) || !this.known.has(id)) return undefined;
    return this.known.get(id)?.alive === true;
  }

  private isRefused(id: string): boolean {
    return this.settled.failures.has(id);
  }

  /** What will become of the entry and of its keys. */
  private intend(id: string, wanted: Wanted): void {
    const known = this.known.get(id);
    const alive = known?.alive === true;
    const before = alive ? known.identity.keys : [];
    const { content, onlyWhile } = wanted;
    if (onlyWhile !== undefined && !(alive && known.hash === onlyWhile)) {
      this.wanted.delete(id);
      return;
    }
    if (this.isRefused(id)) {
      // What was written down for it is taken back, and those that it was joined with are looked at again.
      const taken = content === null ? [] : identityOf(content.identity, known, wanted.decided).keys;
      this.changes.set(id, { before: taken, after: before });
      if (!alive) this.intended.set(id, null);
    } else if (content === null) {
      const stood = this.settled.before.get(id);
      if (stood?.alive !== true) return;
      this.changes.set(id, { before: stood.identity.keys, after: [] });
      this.intended.set(id, null);
      if (alive) this.tombstones.push(id);
    } else if (wanted.restored?.removedAt) {
      this.intended.set(id, null);
      const stood = this.settled.before.get(id);
      if (isSame(known, wanted) && stood?.alive !== true) return;
      this.changes.set(id, { before: stood?.alive ? stood.identity.keys : [], after: [] });
      this.tombstones.push(id);
    } else {
      this.settled.addedIn.set(id, wanted.restored?.addedIn ?? (alive ? known.addedIn : wanted.run));
      const identity = identityOf(content.identity, known, wanted.decided);
      this.intended.set(id, identity);
      if (!isSame(known, wanted)) this.changes.set(id, { before, after: identity.keys });
    }
  }

  /** The resources that must be written, with all that they are connected to read. */
  private async groups(): Promise<Grouped<string>[]> {
    const looked = [...this.intended].filter(([, identity]) => identity !== null).map(([id]) => id);
    for (;;) {
      const members = new ReadMembers(this.keys, this.known, this.intended);
      const groups = regroup(members, this.changes, looked);
      if (!members.lacking()) return groups;
      const { keys, ids } = members.missing;
      await Promise.all([this.keys.read(keys), this.known.read(ids)]);
    }
  }

  private async areBarred(): Promise<boolean> {
    const { failures } = this.settled;
    const barred = [...((await this.barred) ?? [])].filter(([id]) => !failures.has(id));
    for (const [id, failure] of barred) failures.set(id, failure);
    return barred.length > 0;
  }

  private async documents(groups: Grouped<string>[]): Promise<Plan[]> {
    const members = await this.members(new Set(groups.flatMap(({ members: ids }) => ids)));
    const living = groups.map(({ resource, members: all, joined }) => {
      // Offers that stay as they are stand written: the lead alone tells of who has joined.
      const ids = joined === null ? all : [all[0] as string, ...joined];
      const written = new Set(ids);
      const documents = () =>
        documentsOf(
          resource,
          all.map((id) => members.get(id) as Member),
        ).filter(({ id }) => written.has(id));
      return { ids, documents };
    });
    const gone = await this.members(new Set(this.tombstones));
    const dead = this.tombstones.map((id) => {
      const { facts } = gone.get(id) as Member;
      const { restored, at } = this.wanted.get(id) as Wanted;
      if (restored === undefined) return tombstone(facts, this.known.get(id)?.resource ?? '', at);
      return { ...tombstone(facts, restored.resource, restored.removedAt ?? at), ...restored };
    });
    return [...living, ...dead.map((each) => ({ ids: [each.id], documents: () => [each] }))];
  }

  /** The contents: those to be written, and of the others as they are kept. */
  private async members(ids: Set<string>): Promise<Map<string, Member>> {
    const members = new Map<string, Member>();
    for (const id of ids) {
      const wanted = this.wanted.get(id);
      if (wanted?.content && !this.isRefused(id)) members.set(id, this.memberOf(id, wanted, wanted.content));
    }
    const others = [...ids].filter((id) => !members.has(id));
    const found = await this.store.documents<EntryDocument>('entries', others.map(idOf));
    for (const [at, id] of others.entries()) {
      const document = found[at]?.source;
      if (document === undefined) throw new CodedError('catalogue.unavailable', `${id} went away`);
      members.set(id, keptMember(document));
    }
    return members;
  }

  private memberOf(id: string, wanted: Wanted, content: NonNullable<Wanted['content']>): Member {
    const { source, region, at, run, restored } = wanted;
    const { entry, doc, hash } = content;
    const known = this.known.get(id);
    const identity = identityOf(content.identity, known, wanted.decided);
    const facts: EntryFacts = {
      ...{ id, source, region, doc, hash, identity, removedAt: null },
      firstSeen: restored?.firstSeen ?? wanted.firstSeen ?? known?.firstSeen ?? at,
      changedAt: restored?.changedAt ?? (isSame(known, wanted) ? (known as KnownEntry).changedAt : at),
      addedIn: this.settled.addedIn.get(id) ?? run,
    };
    return { facts, placed: { region, entry } };
  }

  /** What will never be accepted is noted; the rest can be tried again. */
  private async isWritten(documents: Iterable<EntryDocument>): Promise<boolean> {
    const ids: string[] = [];
    const operationOf = (document: EntryDocument): Operation => {
      ids.push(document.id);
      const over = this.known.version(document.id);
      const target = { purpose: 'entries' as const, id: idOf(document.id), document };
      return over === undefined ? { ...target, action: 'create' } : { ...target, action: 'index', over };
    };
    const outcomes = await this.store.bulk(Iterator.from(documents).map(operationOf));
    for (const [at, { state, reason }] of outcomes.entries()) {
      if (state === 'done' || state === 'conflict' || state === 'missing') continue;
      const id = ids[at] as string;
      if (!this.wanted.has(id) || this.isRefused(id)) {
        throw new CodedError('catalogue.unavailable', `Elasticsearch: ${id}: ${reason}`);
      }
      // That nobody could take it just now says nothing of the record.
      if (state === 'unavailable') throw new NotNow(reason);
      const code = state === 'too-large' ? 'record.too-large' : 'record.invalid';
      this.settled.failures.set(id, { code, detail: reason });
    }
    return outcomes.every(({ state }) => state === 'done');
  }

  /**
   * Whether nobody took or gave up a key, or wrote an entry that was not there, while this was written. `quick`: who
   * found this writer's new entries under their keys still waits for them.
   */
  private async standsAlone(quick: boolean): Promise<boolean> {
    const fresh = new Map<string, string[]>();
    for (const [id, identity] of quick ? this.intended : []) {
      if (identity !== null && this.changes.has(id) && this.known.get(id)?.alive !== true) {
        fresh.set(id, identity.keys);
      }
    }
    const absent = this.known.absent().filter((id) => !this.wanted.has(id));
    const [keysStand, come] = await Promise.all([
      this.keys.stand(this.keys.uncertain(fresh)),
      this.store.documents('entries', absent.map(idOf), []),
    ]);
    return keysStand && come.every((each) => each === undefined);
  }
}
