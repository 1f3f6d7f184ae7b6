/** All that a catalogue holds of some runs, without the times of writing: to be held against an undisturbed harvest. */
import { isDeepStrictEqual } from 'node:util';
import { composeHuimu } from '../../api/compose.ts';
import type { Source } from '../../config/registry/source.ts';
import { loadSettings } from '../../config/settings/settings.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';

/** By what it is called: entries, states, raw records, resources, runs, rejections, counts. */
export type Snapshot = Map<string, unknown>;

export async function snapshot(catalogue: Catalogue, runs: Run[]): Promise<Snapshot> {
  await catalogue.refresh();
  const held: Snapshot = new Map();
  const ids: { id: string; source: string; localId: string }[] = [];
  for await (const page of catalogue.stream({})) {
    for (const { entry, resource, lead, removedAt } of page) {
      held.set(`entry ${entry.id}`, { entry, resource, lead, removedAt });
      ids.push(entry);
      const whole = await catalogue.resource(resource);
      held.set(
        `resource ${resource}`,
        whole?.offers.map((offer) => offer.entry.id),
      );
      held.set(`raw ${entry.id}`, await catalogue.raw(entry.id));
    }
  }
  for (const run of runs) {
    const localIds = ids.filter(({ source }) => source === run.source).map(({ localId }) => localId);
    const { states } = await catalogue.plan(run.source, run.id, localIds);
    for (const [localId, state] of states) {
      const { rowHash, recordHash, addedIn, writtenIn, removed, detailedAt } = state;
      const own = [addedIn === run.id, writtenIn === run.id];
      held.set(`state ${run.source}:${localId}`, {
        rowHash,
        recordHash,
        own,
        removed,
        asked: detailedAt !== null,
      });
    }
    const { status, problems } = run;
    // What could be met at its very end is another number where others are killed in the midst of a shared resource.
    const { visible: _, ...ledger } = run.ledger;
    held.set(`run of ${run.source}`, { status, ledger, problems });
    const { items } = await catalogue.rejections(run.id, 1_000);
    held.set(
      `rejections of ${run.source}`,
      items.map(({ localId, code }) => [localId, code]),
    );
  }
  held.set('counts', await catalogue.counts());
  return held;
}

/** What is harvested from the same platforms into a file, by one process that nothing happens to. */
export async function undisturbed(
  rows: Source[],
  routes: Record<string, string>,
  folder: string,
): Promise<Snapshot> {
  const environment = { HUIMU_DATA: folder, HUIMU_CONTACT: 'data@example.cn' };
  const settings = { ...loadSettings({ environment, folder }), routes };
  const huimu = await composeHuimu(settings, { rows, harvests: true });
  try {
    const runs = await Promise.all(
      rows.map(async ({ id }) => {
        const { id: run } = await huimu.control.start(id, { trigger: 'person' });
        return huimu.control.ended(run);
      }),
    );
    return await snapshot(huimu.catalogue, runs);
  } finally {
    await huimu.close();
  }
}

/** In words, the first few; empty where there are none. */
export function differences(found: Snapshot, calm: Snapshot): string[] {
  const names = [...new Set([...found.keys(), ...calm.keys()])];
  const other = names.filter((name) => !isDeepStrictEqual(found.get(name), calm.get(name)));
  const told = other.slice(0, 5).map((name) => {
    const [here, there] = [found, calm].map((each) => JSON.stringify(each.get(name))?.slice(0, 600));
    return `${name}: ${here} instead of ${there}`;
  });
  return other.length > 5 ? [...told, `${other.length} differences`] : told;
}
