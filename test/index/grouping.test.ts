/** Resources kept step by step are the same as those made of all entries at once, whatever came in which order. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type KeyChange, type Members, regroup } from '../../index/resources/grouping.ts';
import type { Traits } from '../../normalizer/identity/likeness.ts';
import { type IdentityMember, mostHolders, OWN, ownerOf } from '../../normalizer/identity.ts';
import { resolve } from '../../normalizer/resolve.ts';

/** A catalogue of nothing but members, that keeps what `regroup` says. */
class Kept {
  readonly written = new Map<string, { identity: IdentityMember; resource: string; lead: string }>();
  private readonly settled: boolean;
  /** Offers of each lead, and who they are. */
  private readonly leads = new Map<string, number>();
  private stood = new Map<string, string[]>();

  constructor(settled: boolean) {
    this.settled = settled;
  }

  write(changed: [id: string, identity: IdentityMember | null][]): void {
    const changes = new Map<string, KeyChange>();
    for (const [id, identity] of changed) {
      const before = this.written.get(id);
      if (before === undefined && identity === null) continue;
      const was = changes.get(id)?.before ?? before?.identity.keys ?? [];
      changes.set(id, { before: was, after: identity?.keys ?? [] });
      if (identity === null) this.written.delete(id);
      else this.written.set(id, { resource: '', lead: '', ...before, identity });
    }
    const living = (key: string) =>
      [...this.written.values()].filter(({ identity }) => identity.keys.includes(key));
    const members: Members<string> = {
      holders: (key, limit) =>
        living(key)
          .slice(0, limit)
          .map(({ identity }) => identity.id),
      count: (key, limit) => Math.min(living(key).length, limit + 1),
      alive: (id) => this.written.has(id),
      member: (id) => ({ ...(this.written.get(id) as NonNullable<ReturnType<typeof this.written.get>>) }),
      offers: (lead) => this.leads.get(lead),
      settled: this.settled,
    };
    for (const group of regroup(members, changes)) {
      const lead = group.members[0] as string;
      const said = new Map(group.members.map((id) => [id, this.written.get(id)]));
      expect(group.moved).toEqual(
        group.members.filter(
          (id) => said.get(id)?.resource !== group.resource || said.get(id)?.lead !== lead,
        ),
      );
      if (group.joined !== null) {
        // All the others are as they were, and were all.
        const others = group.members.filter((id) => group.joined?.includes(id) === false);
        expect(others).toContain(lead);
        expect([...others].sort()).toEqual([...(this.stood.get(lead) ?? [])].sort());
        expect(others.filter((id) => changes.has(id) || group.moved.includes(id))).toEqual([]);
      }
      for (const id of group.members) {
        this.leads.delete(id);
        Object.assign(this.written.get(id) as object, { resource: group.resource, lead });
      }
      this.leads.set(lead, group.members.length);
    }
    for (const [id] of changed) if (!this.written.has(id)) this.leads.delete(id);
    this.stood = Map.groupBy(this.written.keys(), (id) => this.written.get(id)?.lead as string);
  }

  groups(): string[][] {
    return [...Map.groupBy(this.written.values(), ({ resource }) => resource)]
      .map(([resource, members]) => [
        resource,
        (members[0] as (typeof members)[0]).lead,
        ...members.map(({ identity }) => identity.id).sort(),
      ])
      .sort();
  }
}

/** All at once, nothing known of before. */
function fromScratch(members: IdentityMember[]): string[][] {
  const holders = new Map<string, number>();
  for (const { keys } of members) for (const key of keys) holders.set(key, (holders.get(key) ?? 0) + 1);
  const telling = (key: string) =>
    ownerOf(key) !== undefined || (holders.get(key) as number) <= mostHolders(key);
  return resolve(members.map((member) => ({ ...member, keys: member.keys.filter(telling) })))
    .map(({ id, lead, members: ids }) => [id, lead, ...ids.toSorted()])
    .sort();
}

const SKETCHES = ['0001000200030004', '0001000200030005', '00090010', undefined];
const optional = <T>(...values: T[]) => fc.constantFrom<T | undefined>(undefined, ...values);
const defined = <T extends object>(facts: T): T =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)) as T;

const traits: fc.Arbitrary<Traits> = fc
  .record({
    says: fc.constantFrom(...SKETCHES),
    items: fc.constantFrom(...SKETCHES),
    rows: optional(3, 7),
    issued: optional('2020-01-01', '2021-01-01'),
    notice: optional(true as const),
  })
  .map((facts) => defined(facts) as Traits);

const TITLES = ['title:a', 'title:b', 'title:c'];
const STRONG = ['registration:data:110101', 'resource-code:110000:data:k12345', 'joined:x'];

const identityOf = (id: string): fc.Arbitrary<IdentityMember> =>
  fc
    .record({
      native: optional('native:1', 'native:2'),
      titles: fc.subarray(TITLES, { maxLength: 2 }),
      strong: fc.subarray(STRONG),
      office: optional('justice@110000', 'water@110000', 'justice@?'),
      collects: optional(true as const),
      registers: fc.option(fc.constant(true as const), { freq: 4, nil: undefined }),
      kind: fc.constantFrom('dataset' as const, 'api' as const),
      depth: fc.constantFrom(1, 2),
      traits,
    })
    .map(({ native, titles, strong, ...facts }) =>
      defined({ ...facts, id, place: '110000', keys: [native ?? `${OWN}${id}`, ...strong, ...titles] }),
    );

const ids = ['s:1', 's:2', 's:3', 't:1', 't:2', 't:3', 'u:1', 'u:2'];
const change = fc
  .constantFrom(...ids)
  .chain((id) => fc.tuple(fc.constant(id), fc.option(identityOf(id), { freq: 4 })));
const batches = fc.array(fc.array(change, { minLength: 1, maxLength: 4 }), { maxLength: 10 });

/** Others of one title, just as many as it takes that a few more make it say nothing. */
const crowd = (size: number): [string, IdentityMember][] =>
  Array.from({ length: size }, (_, at) => {
    const id = `z${at % 4}:${at}`;
    const says = SKETCHES[at % 3] as string;
    const facts = { office: `office${at % 9}@110000`, place: '110000', depth: 1, kind: 'dataset' as const };
    return [id, { id, keys: [`${OWN}${id}`, 'title:a'], traits: { says, rows: at % 11 }, ...facts }];
  });

it.each([
  ['few', 0, 300],
  ['as many as a title may have', mostHolders('title:a') - 3, 60],
])(
  'keeps resources of %s step by step',
  (_, size, numRuns) => {
    fc.assert(
      fc.property(batches, fc.boolean(), (steps, settled) => {
        const kept = new Kept(settled);
        kept.write(crowd(size));
        for (const step of steps) kept.write(step);
        expect(kept.groups()).toEqual(
          fromScratch([...kept.written.values()].map(({ identity }) => identity)),
        );
      }),
      { numRuns },
    );
  },
  120_000,
);
