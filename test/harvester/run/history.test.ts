/** What runs leave of the past: records of what changed, and figures of the day, each once. */
import { afterEach, expect, it } from 'vitest';
import { ckanAdapter } from '../../../adapters/ckan/adapter.ts';
import { chinaDay, type DayFigures, endOfChinaDay } from '../../../index/history/day.ts';
import type { HistoryRecord } from '../../../index/history/record.ts';
import { openRig, type Rig, type RigOptions } from '../rig.ts';
import { replay, withoutLabel } from './replaying.ts';

let rigs: Rig[] = [];
const rig = async (options: RigOptions = {}) => {
  const opened = await openRig({ things: 60, ...options });
  rigs.push(opened);
  return opened;
};
afterEach(async () => {
  for (const each of rigs) await each.close();
  rigs = [];
});

async function histories({ catalogue, source, platform }: Rig, ids: string[]): Promise<HistoryRecord[]> {
  const found: HistoryRecord[] = [];
  for (const id of new Set([...platform.things.map((thing) => thing.id), ...ids])) {
    found.push(...(await catalogue.history(`${source.id}:${id}`, 100)).items);
  }
  return found;
}

const days = async ({ catalogue }: Rig): Promise<DayFigures[]> => (await catalogue.days({}, 100)).items;

it('counts records to what is alive, night after night, and an unchanged night leaves none', async () => {
  const opened = await rig();
  const { platform, catalogue, source } = opened;
  await opened.harvest();
  const ids = platform.things.map((thing) => thing.id);
  const [gone, changed] = platform.things;
  const unchanged = await opened.harvest();
  expect((await histories(opened, ids)).every(({ kind }) => kind === 'added')).toBe(true);
  platform.mutate.remove(gone?.id ?? '');
  platform.mutate.change(changed?.id ?? '', { title: '停车场信息（新）', modified: '2026-08-01 10:00:00' });
  const second = await opened.harvest();
  platform.mutate.add(gone!);
  const third = await opened.harvest();
  const records = await histories(opened, ids);
  const of = (kind: string) => records.filter((each) => each.kind === kind);
  const [counts] = await catalogue.counts(source.id);
  expect(of('added').length + of('returned').length - of('removed').length).toBe(counts?.entries);
  expect(of('changed')).toMatchObject([
    { run: second.id, changes: expect.arrayContaining([expect.objectContaining({ field: 'title' })]) },
  ]);
  expect(of('removed')).toMatchObject([{ entry: `${source.id}:${gone?.id}`, run: second.id }]);
  expect(of('returned')).toMatchObject([{ run: third.id }]);
  expect(records.some(({ run }) => run === unchanged.id)).toBe(false);
});

it('has the figures of each day, which add up over its runs and stand for what is there', async () => {
  const opened = await rig();
  // From noon in China: no run goes over midnight.
  const noon = endOfChinaDay(chinaDay(Date.now())) + 43_200_000;
  opened.passDays((noon - Date.now()) / 86_400_000);
  // Late within the days that are looked ahead.
  const modified = new Date(noon - 25 * 86_400_000).toISOString().slice(0, 10);
  opened.platform.mutate.change(opened.platform.things[1]?.id ?? '', { frequency: '每月', modified });
  const first = await opened.harvest();
  opened.platform.mutate.remove(opened.platform.things[0]?.id ?? '');
  const second = await opened.harvest();
  await opened.harvest({ dryRun: true });
  opened.passDays(1);
  const third = await opened.harvest();
  const [one, other] = await days(opened);
  expect(one?.day).toBe(chinaDay(Date.parse(second.endedAt ?? '')));
  expect(one?.parts.map(({ by, added, removed }) => [by, added, removed])).toEqual([
    [first.id, first.ledger.added, 0],
    [second.id, 0, 1],
  ]);
  expect(one).toMatchObject({ entries: second.ledger.indexed, resources: second.ledger.visible });
  expect(other).toMatchObject({
    day: chinaDay(Date.parse(third.endedAt ?? '')),
    entries: third.ledger.indexed,
  });
  // Nobody looked at the entries again.
  expect(other?.looked).toEqual(one?.looked);
  // The mean score is what the catalogue's own figures say at the end of the day.
  const judged = async (day: string | undefined): Promise<number> => {
    const at = new Date(endOfChinaDay(day ?? '')).toISOString();
    return (await opened.catalogue.quality({ by: [], filters: {}, at })).total.score;
  };
  expect(one?.quality).toBeGreaterThan(10);
  expect(other?.quality).toBeCloseTo(await judged(other?.day), 5);
  for (const { modes, openness, entries } of [one, other] as DayFigures[]) {
    for (const counts of [modes, openness]) {
      expect(Object.values(counts).reduce((sum: number, count) => sum + (count ?? 0), 0)).toBe(entries);
    }
  }
  // What is told without a look is what a look finds.
  opened.passDays(20);
  await opened.harvest();
  const told = (await days(opened)).at(-1);
  expect(told?.looked).toEqual(one?.looked);
  expect(told?.quality).toBeCloseTo(await judged(told?.day), 5);
  expect(told?.quality).toBeLessThan(one?.quality ?? 0);
  expect(told?.late).toBeGreaterThan(0);
  expect(told?.late).toBeGreaterThanOrEqual(other?.late ?? 0);
});

it('tells what a replay read otherwise from what its source changed', async () => {
  let adapter: ReturnType<typeof withoutLabel> | undefined = withoutLabel('所属行业');
  const opened = await rig({ adapterFor: () => adapter ?? ckanAdapter });
  await opened.harvest();
  adapter = undefined;
  const run = await replay(opened);
  const records = (await histories(opened, [])).filter(({ kind }) => kind !== 'added');
  expect(records).toHaveLength(run.ledger.updated);
  for (const record of records) expect(record).toMatchObject({ kind: 'restated', run: run.id });
  expect((await days(opened))[0]?.parts.at(-1)).toMatchObject({ restated: run.ledger.updated, updated: 0 });
});
