/** Deletions that wait for a person: recorded by name, superseded by newer runs, released or refused. */
import { CodedError } from '../../config/errors/errors.ts';
import type { HeldDeletions, Run, RunProblem } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { entryId } from '../../normalizer/entry.ts';
import { type DayKeeper, noteDay } from '../run/day.ts';

/** Entries that a held deletion names at once, for the eye. */
const SAMPLE = 10;
/** Local ids that go to the catalogue in one call. */
const CHUNK = 1_000;

export type HeldKeeper = Pick<
  Catalogue,
  'hold' | 'listHeld' | 'heldIds' | 'saveHeld' | 'plan' | 'get' | 'remove' | 'listRuns' | 'refresh'
>;

export const chunks = <T>(items: T[], size = CHUNK): T[][] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));

/** Tombstones entries in parts; returns how many were alive. `run`: the one that missed them. */
export async function removeAll(
  catalogue: Pick<Catalogue, 'remove'>,
  source: string,
  localIds: string[],
  { at, run }: { at: string; run: string },
): Promise<number> {
  let removed = 0;
  for (const part of chunks(localIds)) removed += await catalogue.remove(source, part, at, run);
  return removed;
}

/**
 * Takes what the run listed again out of the source's open and refused deletions; a person's word about an entry
 * holds until its source lists it again. Returns the refused ids that are still absent.
 */
export async function forgetRelisted(catalogue: HeldKeeper, run: Run, at: string): Promise<Set<string>> {
  const refused = new Set<string>();
  for (const state of ['held', 'refused'] as const) {
    for (const held of await catalogue.listHeld({ source: run.source, state })) {
      const ids = await catalogue.heldIds(held.id);
      const absent = await notListed(catalogue, run, ids);
      if (state === 'refused') for (const id of absent) refused.add(id);
      if (absent.length === ids.length) continue;
      const rest = await named(catalogue, { ...held, count: absent.length }, absent);
      if (absent.length > 0) await catalogue.hold(rest, absent);
      else await catalogue.saveHeld({ ...rest, state: 'superseded', decidedAt: at });
    }
  }
  return refused;
}

async function notListed(catalogue: HeldKeeper, run: Run, ids: string[]): Promise<string[]> {
  const absent: string[] = [];
  for (const part of chunks(ids)) {
    const { listedIn } = await catalogue.plan(run.source, run.id, part);
    absent.push(...part.filter((id) => !listedIn.has(id)));
  }
  return absent;
}

async function named(catalogue: HeldKeeper, held: HeldDeletions, ids: string[]): Promise<HeldDeletions> {
  const sample: HeldDeletions['sample'] = [];
  for (const id of ids.slice(0, SAMPLE)) {
    const stored = await catalogue.get(entryId(held.source, id));
    sample.push({ id, title: stored?.entry.title ?? '' });
  }
  return { ...held, sample };
}

/**
 * Supersedes what older runs held of this source: a newer listing that came to its end knows better, of a growth that
 * was refused as well.
 */
export async function supersede(catalogue: HeldKeeper, run: Run, at: string): Promise<void> {
  const { source } = run;
  const open = await catalogue.listHeld({ source, state: 'held' });
  const refused = await catalogue.listHeld({ source, state: 'refused' });
  for (const held of [...open, ...refused.filter(isGrowth)]) {
    if (held.run !== run.id) await catalogue.saveHeld({ ...held, state: 'superseded', decidedAt: at });
  }
}

const isGrowth = ({ kind }: HeldDeletions): boolean => kind === 'growth';

/** Records that more came than comes in without a person; not again where a person has refused it already. */
export async function holdGrowth(
  catalogue: HeldKeeper,
  run: Run,
  { count, sample, detail }: { count: number; sample: string[]; detail: string },
  at: string,
): Promise<void> {
  const { source } = run;
  if ((await catalogue.listHeld({ source, state: 'refused' })).some(isGrowth)) return;
  const held: HeldDeletions = {
    ...openOf(run, { code: 'listing.grown', detail }, count, at),
    id: `${run.id}.growth`,
    kind: 'growth',
    sample: sample.map((id) => ({ id, title: '' })),
  };
  await catalogue.hold(held, []);
  for (const older of (await catalogue.listHeld({ source, state: 'held' })).filter(isGrowth)) {
    if (older.run !== run.id) await catalogue.saveHeld({ ...older, state: 'superseded', decidedAt: at });
  }
}

const openOf = (run: Run, reason: RunProblem, count: number, at: string): HeldDeletions => ({
  id: `${run.id}.held`,
  source: run.source,
  run: run.id,
  heldAt: at,
  reason,
  count,
  sample: [],
  state: 'held',
  decidedAt: null,
  decidedBy: null,
});

/** Records the deletions of one run, by name; done again after a crash, it leaves the same. */
export async function holdBack(
  catalogue: HeldKeeper,
  run: Run,
  ids: string[],
  reason: RunProblem,
  at: string,
): Promise<void> {
  const held = openOf(run, reason, ids.length, at);
  await catalogue.hold(await named(catalogue, held, ids), ids);
}

/** Carries held deletions out, or lets a growth in with the next runs. Throws `held.unknown`, `held.decided`, and `run.already-running` while the source is harvested. */
export async function releaseHeld(
  catalogue: HeldKeeper & DayKeeper,
  { id, by, at }: { id: string; by: string; at: string },
  /** Of the place that a source serves, where it is still configured. */
  regionOf: (source: string) => string | undefined = () => undefined,
): Promise<number> {
  const held = await openHeld(catalogue, id);
  const running = await catalogue.listRuns({ source: held.source, status: 'running' }, 1);
  if (running.items[0] !== undefined) {
    throw new CodedError('run.already-running', `${held.source}: ${running.items[0].id}`, {
      hint: '采集结束后再试 / try again when the run has ended',
    });
  }
  const ids = await catalogue.heldIds(id);
  const removed = await removeAll(catalogue, held.source, ids, { at, run: held.run });
  const region = regionOf(held.source);
  if (ids.length > 0 && region !== undefined) {
    // All that were named: again after a crash, some of them are gone already.
    const part = { by: id, added: 0, updated: 0, restated: 0, removed: ids.length };
    await noteDay(catalogue, { source: held.source, region, part, at });
  }
  await catalogue.saveHeld({ ...held, state: 'released', decidedAt: at, decidedBy: by });
  await catalogue.refresh();
  return removed;
}

/** Keeps the entries. Throws `held.unknown`, `held.decided`. */
export async function refuseHeld(catalogue: HeldKeeper, id: string, by: string, at: string): Promise<void> {
  const held = await openHeld(catalogue, id);
  await catalogue.saveHeld({ ...held, state: 'refused', decidedAt: at, decidedBy: by });
}

async function openHeld(catalogue: HeldKeeper, id: string): Promise<HeldDeletions> {
  const held = (await catalogue.listHeld({})).find((each) => each.id === id);
  if (held === undefined) throw new CodedError('held.unknown', id);
  if (held.state !== 'held') {
    throw new CodedError('held.decided', `${id}: ${held.state}, ${held.decidedAt} ${held.decidedBy ?? ''}`);
  }
  return held;
}
