import fc from 'fast-check';
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

const DETAILS = { options: { detail: true } };

describe('a harvest', () => {
  it('brings every entry in, once, with a ledger that says so', async () => {
    const { harvest, dump, platform } = await rig({ harvest: DETAILS });
    const run = await harvest();
    expect(run).toMatchObject({ status: 'succeeded', problems: [], resumed: 0, checkpoint: null });
    expect(run.ledger).toMatchObject({ declared: 100, listed: 100, detailed: 100, added: 100, indexed: 100 });
    // The last declared page is full, so that one more is asked for.
    expect(run.requests).toMatchObject({ list: 6, detail: 100 });
    expect(await dump()).toHaveLength(new Set(platform.things.map((thing) => thing.id)).size);
  });

  it('asks an unchanged source for its list only, and writes nothing', async () => {
    const { harvest, catalogue, platform, source } = await rig({ harvest: DETAILS });
    await harvest();
    const id = `${source.id}:${platform.things[0]?.id}`;
    const before = await catalogue.get(id);
    const again = await harvest();
    expect(again.requests).toMatchObject({ list: 6, detail: 0 });
    expect(again.ledger).toMatchObject({ unchanged: 100, added: 0, updated: 0, detailed: 0 });
    expect((await catalogue.get(id))?.changedAt).toBe(before?.changedAt);
    const plan = await catalogue.plan(source.id, 'none', [platform.things[0]?.id ?? '']);
    expect([...plan.states.values()][0]?.writtenIn).not.toBe(again.id);
  });

  it('asks for what changed, came and came back only', async () => {
    const { harvest, platform } = await rig({ harvest: DETAILS });
    await harvest();
    const [first, second] = platform.things;
    platform.mutate.remove(first?.id ?? '');
    const less = await harvest();
    expect(less.ledger).toMatchObject({ removed: 1, indexed: 99, withheld: 0 });
    platform.mutate.add(first!);
    platform.mutate.change(second?.id ?? '', { title: '停车场信息（新）', modified: '2026-08-01 10:00:00' });
    const more = await harvest();
    expect(more.ledger).toMatchObject({ added: 1, updated: 1, unchanged: 98, detailed: 2, indexed: 100 });
  });

  it('asks every detail again and rewrites every entry when full', async () => {
    const { harvest } = await rig({ harvest: DETAILS, things: 30 });
    await harvest();
    const full = await harvest({ full: true });
    expect(full.requests.detail).toBe(30);
    expect(full.ledger).toMatchObject({ updated: 30, unchanged: 0, detailed: 30 });
  });

  it('asks old details again in rotation, within the budget', async () => {
    const rotation = { perRun: 7, days: 30 };
    const { harvest, passDays } = await rig({ harvest: { ...DETAILS, rotation }, things: 30 });
    await harvest();
    passDays(29);
    expect((await harvest()).requests.detail).toBe(0);
    passDays(2);
    const again = await harvest();
    expect(again.requests.detail).toBe(7);
    expect(again.ledger).toMatchObject({ detailed: 7, unchanged: 30, updated: 0 });
  });

  it('writes nothing but its own record on a dry run, and says what would be', async () => {
    const { harvest, dump, platform, catalogue, source } = await rig({ harvest: DETAILS });
    const dry = await harvest({ dryRun: true });
    expect(dry.ledger).toMatchObject({ added: 100, indexed: 100, detailed: 100 });
    expect(await dump()).toEqual([]);
    await harvest();
    const before = await dump();
    platform.mutate.remove(...platform.things.slice(0, 3).map((thing) => thing.id));
    expect((await harvest({ dryRun: true })).ledger).toMatchObject({ removed: 3, indexed: 97 });
    platform.mutate.remove(...platform.things.slice(0, 40).map((thing) => thing.id));
    expect((await harvest({ dryRun: true })).ledger).toMatchObject({ removed: 0, withheld: 43 });
    expect(await dump()).toEqual(before);
    expect(await catalogue.listHeld({ source: source.id })).toEqual([]);
  });

  it('counts rows that the list repeats once, wherever they stand', async () => {
    const things = generatedThings({ seed: 3, platform: 'test-city', region: '310000', shape: 'uuid' }, 50);
    const { harvest } = await rig({
      things: [...things.slice(0, 45), ...things.slice(0, 5), ...things.slice(45)],
    });
    const run = await harvest();
    // Gone over twice, to see that the repeats are the list's own and hide nothing.
    expect(run.ledger).toMatchObject({ declared: 55, listed: 110, duplicate: 60, added: 50, indexed: 50 });
    expect(run).toMatchObject({ status: 'succeeded', problems: [] });
  });

  it('ends with the same catalogue whatever the order of the rows', async () => {
    const things = generatedThings({ seed: 5, platform: 'test-city', region: '310000', shape: 'uuid' }, 45);
    const straight = await rig({ things });
    await straight.harvest();
    const expected = await straight.dump();
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(things, { minLength: things.length }), async (shuffled) => {
        const other = await openRig({ things: shuffled });
        try {
          await other.harvest();
          expect(await other.dump()).toEqual(expected);
        } finally {
          await other.close();
        }
      }),
      { numRuns: 4 },
    );
  });
});
