/** Before a mapping is changed: exactly what a replay then changes, and nothing is written. */
import { expect, it } from 'vitest';
import { ckanAdapter } from '../../../adapters/ckan/adapter.ts';
import type { Adapter } from '../../../adapters/contract.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { PreviewedEntry } from '../../../harvester/trial/preview.ts';
import { ChangeTally } from '../../../index/history/tally-changes.ts';
import { openRig } from '../rig.ts';
import { replay, replayControl, withoutLabel } from './replaying.ts';

async function previewed(options: Parameters<typeof replayControl>[0]): Promise<PreviewedEntry[]> {
  const control = replayControl(options);
  try {
    const found: PreviewedEntry[] = [];
    for await (const page of control.preview(options.source.id)) found.push(...page.entries);
    return found;
  } finally {
    await control.close();
  }
}

it('tells what the replay then does, entry by entry, and writes nothing', async () => {
  let adapter: Adapter | undefined = withoutLabel('所属行业');
  const rig = await openRig({ things: 60, adapterFor: () => adapter ?? ckanAdapter });
  try {
    await rig.harvest();
    adapter = undefined;
    const [dump, runs] = [await rig.dump(), await rig.catalogue.listRuns({}, 10)];
    const told = await previewed(rig);
    expect(told.length).toBeGreaterThan(5);
    expect(await rig.dump()).toEqual(dump);
    expect(await rig.catalogue.listRuns({}, 10)).toEqual(runs);
    const run = await replay(rig);
    expect(run.ledger.updated).toBe(told.length);
    for (const { id, changes } of told) {
      const [record] = (await rig.catalogue.history(id, 1)).items;
      expect(record).toMatchObject({ kind: 'restated', run: run.id, changes });
    }
    // Nothing is left to change.
    expect(await previewed(rig)).toEqual([]);
    const tally = new ChangeTally();
    for (const entry of told) tally.add(entry);
    const industry = tally.fields(100).find(({ field }) => field === 'industry.raw');
    expect(industry?.entries).toBe(told.length);
    expect(industry?.values.reduce((sum, { entries }) => sum + entries, 0)).toBe(told.length);
    expect(industry?.values[0]).toMatchObject({ from: null, to: expect.any(String) as string });
  } finally {
    await rig.close();
  }
});

it('names what could not be read any more, by its code', async () => {
  const rig = await openRig({ things: 30 });
  try {
    await rig.harvest();
    const lost = rig.platform.things.slice(0, 3).map(({ id }) => id);
    const adapter: Adapter = {
      ...ckanAdapter,
      read(source, raw) {
        if (lost.includes(raw.id)) throw new CodedError('record.no-title', `nothing of ${raw.id}`);
        return ckanAdapter.read(source, raw);
      },
    };
    const told = await previewed({ ...rig, adapter });
    expect(told.map(({ id, refused }) => [id, refused?.code]).sort()).toEqual(
      lost.map((id) => [`${rig.source.id}:${id}`, 'record.no-title']).sort(),
    );
    const run = await replay({ ...rig, adapter });
    expect(run.ledger.rejected).toEqual({ 'record.no-title': 3 });
  } finally {
    await rig.close();
  }
});
