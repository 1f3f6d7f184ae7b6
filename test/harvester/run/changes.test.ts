/** Listing only what changed: what a filter that is honoured saves, and what becomes of one that is not. */
import { afterEach, describe, expect, it } from 'vitest';
import { ckanAdapter } from '../../../adapters/ckan/adapter.ts';
import type { Adapter, ListPage } from '../../../adapters/contract.ts';
import type { Run } from '../../../index/operations.ts';
import { openRig, type Rig } from '../rig.ts';

const THINGS = 60;

/** A CKAN site whose proxy has a way to ask for changes; how it keeps to it is the test's. */
class Filtering {
  readonly changedAt = new Map<string, number>();
  readonly withdrawn = new Map<string, number>();
  asked: string[] = [];
  manner: 'honest' | 'ignores' | 'forgets' | 'fails' = 'honest';
  rig!: Rig;
  now = Date.now();

  readonly adapter: Adapter = {
    ...ckanAdapter,
    changes: {
      offered: () => true,
      list: (context, since, cursor) => this.#list(context, since, cursor),
    },
  };

  async *#list(...[context, since, cursor]: Parameters<NonNullable<Adapter['changes']>['list']>) {
    this.asked.push(since);
    if (this.manner === 'fails') throw new Error('no such parameter');
    const from = Date.parse(since);
    const lets = (id: string): boolean =>
      this.manner === 'ignores' || (this.manner === 'honest' && (this.changedAt.get(id) ?? 0) >= from);
    for await (const page of ckanAdapter.list(context, cursor)) {
      const { declared: _all, ...rest } = page;
      const gone = [...this.withdrawn].filter(([, at]) => page.next === null && at >= from);
      yield {
        ...rest,
        rows: page.rows.filter(({ id }) => lets(id)),
        unlistable: gone.map(([id]) => ({
          code: 'record.withdrawn' as const,
          detail: 'deleted',
          text: '',
          id,
        })),
        clock: new Date(this.now).toISOString(),
      } satisfies ListPage;
    }
  }

  /** As time goes by. */
  days(count: number): void {
    this.rig.passDays(count);
    this.now += count * 86_400_000;
  }

  change(index: number, title: string): void {
    const thing = this.rig.platform.things[index]!;
    this.rig.platform.mutate.change(thing.id, { title });
    this.changedAt.set(thing.id, this.now);
  }

  remove(index: number): void {
    const { id } = this.rig.platform.things[index]!;
    this.rig.platform.mutate.remove(id);
    this.withdrawn.set(id, this.now);
  }

  state = () => this.rig.catalogue.getSourceState(this.rig.source.id);
}

const opened: Rig[] = [];
async function open(harvest: Record<string, unknown> = {}): Promise<Filtering> {
  const site = new Filtering();
  site.rig = await openRig({
    things: THINGS,
    harvest: { changes: { use: true }, ...harvest },
    adapterFor: () => site.adapter,
  });
  opened.push(site.rig);
  const first = await site.rig.harvest();
  expect(first).toMatchObject({ status: 'succeeded', ledger: { added: THINGS } });
  expect(first.changesSince).toBeUndefined();
  return site;
}
afterEach(async () => {
  for (const rig of opened.splice(0)) await rig.close();
});

const told = (run: Run) => run.problems.map(({ code }) => code);

describe('a run that lists only changes', () => {
  it('brings what changed and takes what was withdrawn, and nothing that it did not list', async () => {
    const site = await open();
    site.days(2);
    site.change(3, '改过的');
    site.remove(7);
    const run = await site.rig.harvest();
    expect(run.changesSince).toBeDefined();
    expect(run).toMatchObject({
      status: 'succeeded',
      ledger: { listed: 2, updated: 1, rejected: { 'record.withdrawn': 1 }, removed: 1, indexed: THINGS - 1 },
      problems: [],
    });
    site.days(1);
    expect(await site.rig.harvest()).toMatchObject({ status: 'succeeded', ledger: { removed: 0, added: 0 } });
  });

  it('reaches back behind the last one, and finds nothing without a complaint', async () => {
    const site = await open();
    site.days(3);
    const before = site.now;
    expect(await site.rig.harvest()).toMatchObject({
      status: 'succeeded',
      ledger: { listed: 0 },
      problems: [],
    });
    site.days(1);
    const run = await site.rig.harvest();
    expect(Date.parse(run.changesSince ?? '')).toBe(before - 86_400_000);
  });

  it('holds what was withdrawn where it is too much', async () => {
    const site = await open();
    site.days(1);
    for (let at = 0; at < 20; at += 1) site.remove(0);
    const run = await site.rig.harvest();
    expect(run).toMatchObject({ ledger: { removed: 0, withheld: 20, indexed: THINGS } });
    expect(told(run)).toContain('listing.shrunk');
  });

  it('lists everything once in some days, when asked to in full, and where details are still due', async () => {
    const site = await open();
    site.days(7);
    expect((await site.rig.harvest()).changesSince).toBeUndefined();
    site.days(1);
    expect((await site.rig.harvest({ full: true })).changesSince).toBeUndefined();
    expect((await site.rig.harvest()).changesSince).toBeDefined();
  });
});

describe('the filter of a source', () => {
  it('that names all that a full listing finds changed is honoured', async () => {
    const site = await open();
    site.days(8);
    site.change(1, '改过的');
    const run = await site.rig.harvest();
    expect(run).toMatchObject({ status: 'succeeded', ledger: { listed: THINGS, updated: 1 }, problems: [] });
    expect((await site.state())?.changes?.honoured).toBe(true);
  });

  it('that keeps changes back is found out by a full listing, and not used again', async () => {
    const site = await open();
    site.manner = 'forgets';
    site.days(1);
    site.change(1, '改过的');
    // Nothing shows that anything is missing.
    expect(await site.rig.harvest()).toMatchObject({
      status: 'succeeded',
      ledger: { listed: 0, updated: 0 },
    });
    site.days(7);
    const full = await site.rig.harvest();
    expect(full).toMatchObject({ status: 'succeeded', ledger: { updated: 1 } });
    expect(told(full)).toEqual(['listing.filter-not-honoured']);
    expect((await site.state())?.changes?.honoured).toBe(false);
    site.asked = [];
    site.days(1);
    expect((await site.rig.harvest()).changesSince).toBeUndefined();
    expect(site.asked).toEqual([]);
  });

  it('that lets everything through is no filter', async () => {
    const site = await open();
    site.manner = 'ignores';
    site.days(1);
    const run = await site.rig.harvest();
    expect(told(run)).toEqual(['listing.filter-not-honoured']);
    site.days(1);
    expect((await site.rig.harvest()).changesSince).toBeUndefined();
  });

  it('that cannot be asked leaves the question open and the run good', async () => {
    const site = await open();
    site.days(8);
    site.manner = 'fails';
    const run = await site.rig.harvest();
    expect(run).toMatchObject({ status: 'succeeded', ledger: { listed: THINGS } });
    expect(told(run)).toEqual(['listing.filter-unchecked']);
    expect((await site.state())?.changes?.honoured).toBeNull();
  });

  it('is not asked for where the configuration says so', async () => {
    const site = await open({ changes: { use: false } });
    site.days(1);
    expect((await site.rig.harvest()).changesSince).toBeUndefined();
  });
});
