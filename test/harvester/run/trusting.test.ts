/** Lists that repeat, lag, break off or change while nobody is at them, on real servers. */
import { afterEach, describe, expect, it } from 'vitest';
import { generatedThings } from '../../sources/generator.ts';
import { openRig, type Rig, type RigOptions } from '../rig.ts';

let rigs: Rig[] = [];
const rig = async (options?: RigOptions): Promise<Rig> => {
  const opened = await openRig(options);
  rigs.push(opened);
  return opened;
};
afterEach(async () => {
  for (const each of rigs) await each.close();
  rigs = [];
});

const idsOf = async ({ dump }: Rig) =>
  (await dump()).map((each) => (each as { entry: { localId: string } }).entry.localId).sort();

describe('a list without a number', () => {
  it('that shuffles brings all, or says that it cannot know', async () => {
    for (const sweeps of [1, 5]) {
      const one = await rig({ things: 61, id: `city-${sweeps}`, harvest: { guard: { sweeps } } });
      one.platform.misbehave({ what: 'unstable-order' }, { what: 'undeclared' });
      const run = await one.harvest();
      expect(run.ledger.declared).toBeNull();
      if (run.status === 'succeeded') expect(run.ledger.added).toBe(61);
      else expect(run).toMatchObject({ status: 'incomplete', problems: [{ code: 'listing.unsettled' }] });
      one.platform.misbehave();
      expect(await one.harvest()).toMatchObject({ status: 'succeeded', ledger: { indexed: 61 } });
    }
  });

  it('that repeats rows of its own is trusted when it is the same again', async () => {
    const things = generatedThings({ seed: 3, platform: 'x', region: '310000', shape: 'uuid' }, 50);
    const one = await rig({ things: [...things, ...things.slice(0, 7)] });
    one.platform.misbehave({ what: 'undeclared' });
    const run = await one.harvest();
    expect(run).toMatchObject({ status: 'succeeded', problems: [], ledger: { added: 50 } });
    expect(run.checkpoint).toBeNull();
  });
});

describe('a first listing without rows', () => {
  it.each([
    ['succeeds and is told as empty where the source declares 0', [], 'succeeded'],
    ['is incomplete where it declares nothing', [{ what: 'undeclared' as const }], 'incomplete'],
  ] as const)('%s', async (_, more, status) => {
    const one = await rig({ things: 10 });
    one.platform.misbehave({ what: 'empty' }, ...more);
    const run = await one.harvest();
    expect(run).toMatchObject({ status, problems: [{ code: 'listing.empty' }] });
    const state = await one.catalogue.getSourceState(one.source.id);
    expect(state).toMatchObject({ lastGood: null, failures: 0, problem: { code: 'listing.empty' } });
    one.platform.misbehave();
    await one.harvest();
    const good = await one.catalogue.getSourceState(one.source.id);
    expect(good).toMatchObject({ lastGood: expect.any(String) as string, problem: null });
  });
});

it('a count that lags behind removes nothing, and is remarked', async () => {
  const one = await rig({ things: 64 });
  await one.harvest();
  const before = await idsOf(one);
  one.platform.misbehave({ what: 'lagging-count', rows: 7 });
  const run = await one.harvest();
  expect(run).toMatchObject({
    status: 'succeeded',
    problems: [{ code: 'listing.surplus' }],
    ledger: { declared: 57, listed: 64, unchanged: 64, removed: 0 },
  });
  expect(await idsOf(one)).toEqual(before);
});

describe('a run that was left, and taken up when its list', () => {
  /** Stops a run in the midst of its list, changes the list, and takes the run up again. */
  const leftAndTakenUp = async (one: Rig, change: () => void) => {
    const slot = 'one';
    one.platform.misbehave({ what: 'slow', ms: 150, on: ['list'], after: 3 });
    const started = await one.control.start(one.source.id, { trigger: 'person', slot });
    await new Promise<void>((resolve) => {
      const quiet = one.control.onProgress(({ ledger }) => {
        if (ledger.listed >= 40) {
          quiet();
          resolve();
        }
      });
    });
    expect((await one.control.stop(started.id)).checkpoint?.pages.length).toBeGreaterThan(0);
    one.platform.misbehave();
    change();
    return one.harvest({ slot });
  };

  it('has shrunk is walked anew: what is there is listed, and nothing else is missed', async () => {
    const one = await rig({ things: 200, limits: { rows: 10 } });
    const run = await leftAndTakenUp(one, () =>
      one.platform.mutate.remove(...one.platform.things.slice(0, 30).map(({ id }) => id)),
    );
    const ids = new Set(await idsOf(one));
    for (const { id } of one.platform.things) expect(ids).toContain(id);
    expect(run.resumed).toBe(1);
    // What was there before the break and is gone by now stays until the next run.
    await one.harvest();
    one.platform.misbehave();
    expect((await one.harvest()).status).toBe('succeeded');
  });

  it('ends before the place where it was left does not end there', async () => {
    const one = await rig({ things: 200, limits: { rows: 10 } });
    const run = await leftAndTakenUp(one, () =>
      one.platform.mutate.remove(...one.platform.things.slice(15).map(({ id }) => id)),
    );
    const ids = new Set(await idsOf(one));
    for (const { id } of one.platform.things) expect(ids).toContain(id);
    expect(run.ledger.duplicate).toBeGreaterThan(0);
  });

  it('is in another order brings every row all the same', async () => {
    const one = await rig({ things: 200, limits: { rows: 10 } });
    const run = await leftAndTakenUp(one, () => {
      const reversed = one.platform.things.map((thing) => thing);
      one.platform.mutate.remove(...reversed.map(({ id }) => id));
      for (const thing of reversed) one.platform.mutate.add(thing);
    });
    expect(run).toMatchObject({ status: 'succeeded', ledger: { added: 200 } });
  });

  it('is as it was goes on where it was left', async () => {
    const one = await rig({ things: 200, limits: { rows: 10 } });
    const run = await leftAndTakenUp(one, () => undefined);
    expect(run).toMatchObject({ status: 'succeeded', resumed: 1, ledger: { added: 200 } });
    expect(run.requests.list).toBeLessThan(20);
  });
});

describe('a source that grows all of a sudden', () => {
  const grown = (rows: number) => ({ what: 'grown' as const, rows });

  it('is stopped before a stranger comes in where it declares them, and waits for a person', async () => {
    const one = await rig({ things: 40, harvest: { options: { detail: true, rows: 20 } } });
    await one.harvest();
    const before = await one.dump();
    one.platform.misbehave(grown(10_000_000));
    const run = await one.harvest();
    expect(run).toMatchObject({ status: 'incomplete', problems: [{ code: 'listing.grown' }] });
    // Ten million rows: a way behind the usual cap of offsets is looked for first.
    expect(run.requests.list).toBeLessThan(60);
    expect(run.requests.detail).toBe(0);
    expect(await one.dump()).toEqual(before);
    const again = await one.harvest();
    const held = await one.catalogue.listHeld({ source: one.source.id, state: 'held' });
    expect(held).toMatchObject([{ kind: 'growth', run: again.id, count: 10_000_000 }]);
    one.platform.misbehave();
    expect((await one.harvest()).status).toBe('succeeded');
    expect(await one.catalogue.listHeld({ source: one.source.id, state: 'held' })).toEqual([]);
  });

  it('and says nothing of it brings no more than comes in unasked', async () => {
    const guard = { growShare: 0.5, growCount: 30 };
    const one = await rig({ things: 40, harvest: { guard } });
    await one.harvest();
    one.platform.misbehave(grown(5_000), { what: 'undeclared' });
    const run = await one.harvest();
    expect(run).toMatchObject({ status: 'incomplete', problems: [{ code: 'listing.grown' }] });
    expect(run.ledger.added).toBeLessThanOrEqual(30);
    // Nor does it come in bit by bit, night by night.
    await one.harvest();
    expect((await one.harvest()).ledger.indexed).toBeLessThanOrEqual(70);
  });

  it('comes in where a person releases it, and stays out where a person refuses it', async () => {
    const one = await rig({ things: 40, harvest: { guard: { growCount: 20, growShare: 0 } } });
    await one.harvest();
    one.platform.misbehave(grown(60));
    await one.harvest();
    const [first] = await one.catalogue.listHeld({ source: one.source.id, state: 'held' });
    await one.control.refuse(first?.id ?? '', 'test');
    expect((await one.harvest()).problems[0]?.code).toBe('listing.grown');
    expect(await one.catalogue.listHeld({ source: one.source.id, state: 'held' })).toEqual([]);
    one.platform.misbehave();
    await one.harvest();
    one.platform.misbehave(grown(60));
    await one.harvest();
    const [held] = await one.catalogue.listHeld({ source: one.source.id, state: 'held' });
    expect(await one.control.release(held?.id ?? '', 'test')).toBe(0);
    expect(await one.harvest()).toMatchObject({ status: 'succeeded', ledger: { indexed: 100 } });
    // The word holds for what it was given to.
    one.platform.misbehave(grown(200));
    expect((await one.harvest()).problems[0]?.code).toBe('listing.grown');
  });

  it('a number alone is no growth', async () => {
    const one = await rig({ things: 40 });
    await one.harvest();
    one.platform.misbehave({ what: 'lagging-count', rows: -9_000 });
    expect((await one.harvest()).problems[0]?.code).toBe('listing.short');
  });
});

describe('details that fail', () => {
  const harvest = { options: { detail: true, rows: 100 } };

  it('all of them end the run after some dozens, whatever they fail with', async () => {
    for (const fault of [
      [{ what: 'details-missing' as const }],
      [{ what: 'html' as const, on: ['detail' as const], times: 5 }, { what: 'details-missing' as const }],
    ]) {
      const one = await rig({ things: 2_000, id: `city-${fault.length}`, harvest });
      one.platform.misbehave(...fault);
      const run = await one.harvest();
      expect(run.status).toBe('failed');
      expect(run.requests.detail).toBeLessThan(500);
    }
  });

  it('many in a row cost their records only where others answer', async () => {
    const one = await rig({ things: 300, harvest });
    one.platform.misbehave({ what: 'details-missing', after: 20, times: 130 });
    const run = await one.harvest();
    expect(run.status).toBe('succeeded');
    expect(run.ledger.added + (run.ledger.rejected['record.detail-missing'] ?? 0)).toBe(300);
    expect(run.ledger.rejected['record.detail-missing']).toBeGreaterThan(100);
  });
});

describe('a row that has no name any more', () => {
  it.each(['no-id', 'poisoned-row'] as const)(
    'is no removal of the entry that it may be: %s',
    async (what) => {
      const one = await rig({ things: 45 });
      await one.harvest();
      const before = await one.dump();
      one.platform.misbehave({ what });
      const run = await one.harvest();
      expect(run).toMatchObject({ status: 'succeeded', ledger: { removed: 0, withheld: 1, listed: 45 } });
      expect(Object.values(run.ledger.rejected)).toEqual([1]);
      expect(await one.dump()).toEqual(before);
      one.platform.misbehave();
      expect(await one.harvest()).toMatchObject({
        status: 'succeeded',
        problems: [],
        ledger: { unchanged: 45 },
      });
      expect(await one.catalogue.listHeld({ source: one.source.id, state: 'held' })).toEqual([]);
    },
  );
});
