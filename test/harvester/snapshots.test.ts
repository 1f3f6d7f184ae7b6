/** Suzhou (AH) as it was in three crawls of June 2023, harvested one after the other: what changed is what is asked for. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unhurried } from '../../api/cli/demo/country.ts';
import { loadSources } from '../../config/registry/sources.ts';
import type { Run } from '../../index/operations.ts';
import { sampledThings } from '../sources/samples.ts';
import type { SampledThing } from '../sources/thing.ts';
import { openRig, type Rig } from './rig.ts';

const PLATFORM = 'anhui-suzhou';
const now = sampledThings(PLATFORM);

/**
 * The things of an earlier crawl under the identifiers of today: it kept none. The same title of the same office
 * is the same thing, the first the first where there are several.
 */
function earlier(snapshot: string): SampledThing[] {
  const key = ({ title, publisher }: SampledThing) => `${title}\n${publisher}`;
  const ids = Map.groupBy(now ?? [], key);
  return (sampledThings(PLATFORM, `${PLATFORM}@${snapshot}`) ?? []).map((thing) => {
    const id = ids.get(key(thing))?.shift()?.id;
    if (id === undefined) throw new Error(`${snapshot} has ${thing.title}, which is gone today`);
    return { ...thing, id };
  });
}

/** Things that differ between two states, in anything but their order. */
function changes(before: SampledThing[], after: SampledThing[]): SampledThing[] {
  const known = new Map(before.map((thing) => [thing.id, JSON.stringify(thing)]));
  return after.filter((thing) => known.get(thing.id) !== JSON.stringify(thing));
}

describe.skipIf(now === undefined)('three snapshots of one platform', () => {
  const today = now as SampledThing[];
  let rig: Rig;
  const runs: Run[] = [];
  const expected: number[] = [];

  beforeAll(async () => {
    const states = [earlier('3d0c589'), earlier('eba5918'), today];
    const row = loadSources().find(({ id }) => id === PLATFORM);
    if (row === undefined) throw new Error(`${PLATFORM} is not configured`);
    rig = await openRig({ source: unhurried(row), things: states[0] as SampledThing[] });
    runs.push(await rig.harvest());
    for (const [index, state] of states.slice(1).entries()) {
      const changed = changes(states[index] as SampledThing[], state);
      for (const { id, ...thing } of changed) rig.platform.mutate.change(id, thing);
      expected.push(changed.length);
      runs.push(await rig.harvest());
    }
  });
  afterAll(() => rig?.close());

  it('has all things in each, so that nothing is removed', () => {
    for (const { status, ledger } of runs) {
      expect({ status, ...ledger }).toMatchObject({
        status: 'succeeded',
        listed: 524,
        indexed: 524,
        removed: 0,
      });
    }
    expect(runs[0]?.ledger).toMatchObject({ added: 524, detailed: 524 });
  });

  it('finds every entry changed where the first crawl had not kept the dates of update', () => {
    expect(expected[0]).toBe(524);
    expect(runs[1]?.ledger).toMatchObject({ updated: 524, detailed: 524, unchanged: 0 });
  });

  it('finds nothing new in the second crawl but addresses, and asks for no detail', () => {
    expect(expected[1]).toBe(0);
    expect(runs[2]?.ledger).toMatchObject({ updated: 0, detailed: 0, unchanged: 524 });
    expect(runs[2]?.requests.detail).toBe(0);
  });

  it('ends with what one harvest of today finds', async () => {
    const fresh = await openRig({ source: rig.source, things: today });
    try {
      await fresh.harvest();
      expect(await rig.dump()).toEqual(await fresh.dump());
    } finally {
      await fresh.close();
    }
  });
});
