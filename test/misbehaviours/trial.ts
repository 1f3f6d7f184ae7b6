/** One family tried with every misbehaviour: the outcome has a code, nothing is lost or doubled, the next good run mends all. */
import type { ErrorCode } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Run } from '../../index/operations.ts';
import { openRig, type Rig } from '../harvester/rig.ts';
import type { PlatformOptions } from '../sources/platform.ts';
import { BESIDE, type Row } from './rows.ts';

export interface Subject {
  name: string;
  source: HarvestableSource;
  /** So many things that there are several pages. */
  things: number;
  platform?: PlatformOptions;
}

export interface Outcome {
  subject: string;
  row: string;
  status: Run['status'] | 'not shown';
  codes: ErrorCode[];
  /** What should not be; empty where all is well. */
  wrong: string[];
}

/** As configured, without pace and without the comfort of listing changes only. */
function tried({ source }: Subject): HarvestableSource {
  const { harvest } = source;
  return {
    ...source,
    harvest: {
      ...harvest,
      pace: { perSecond: null, concurrency: 8 },
      // A first harvest has no other end where its list has none.
      // And of strangers that nobody announces no more come in than go unasked.
      guard: { ...harvest.guard, maxPages: 100, growCount: 5, growShare: 0 },
      changes: { ...harvest.changes, use: false },
      rotation: { perRun: 0, days: 30 },
    },
  };
}

export const openSubject = (subject: Subject): Promise<Rig> =>
  openRig({
    source: tried(subject),
    things: subject.things,
    ...(subject.platform && { platform: subject.platform }),
    timeouts: { firstByteMs: 500, idleMs: 500, totalMs: 2_000 },
  });

async function idsIn({ catalogue, source }: Rig): Promise<string[]> {
  await catalogue.refresh();
  const ids: string[] = [];
  for await (const page of catalogue.stream({ source: [source.id] }))
    ids.push(...page.map(({ entry }) => entry.localId));
  return ids.sort();
}

/** Tries one row on a catalogue that was harvested well, and leaves it so. */
export async function tryRow(rig: Rig, subject: string, row: Row): Promise<Outcome> {
  const outcome: Outcome = { subject, row: row.name, status: 'not shown', codes: [], wrong: [] };
  const before = await idsIn(rig);
  const { detail } = { ...rig.platform.counters };
  if (row.details && detail === 0) return outcome;
  rig.platform.misbehave(...row.faults);
  const run = await rig.harvest({ full: row.details === true });
  const refused = Object.keys(run.ledger.rejected) as ErrorCode[];
  const codes = [...new Set([...run.problems.map(({ code }) => code), ...refused])];
  const during = await idsIn(rig);
  rig.platform.misbehave();
  const good = await rig.harvest({ full: row.details === true });
  const after = await idsIn(rig);
  const { wrong } = outcome;
  const lost = before.filter((id) => !during.includes(id));
  if (lost.length > 0) wrong.push(`${lost.length} entries lost`);
  if (during.length > before.length + 5) wrong.push(`${during.length - before.length} strangers let in`);
  const strange = codes.filter((code) => !row.codes.includes(code) && !BESIDE.includes(code));
  if (strange.length > 0) wrong.push(`told as ${strange.join(', ')}`);
  const heard = run.ledger.listed - run.ledger.duplicate;
  if (codes.length === 0 && (run.status !== 'succeeded' || heard !== before.length))
    wrong.push(`${run.status} without a code, ${heard} of ${before.length} rows heard of`);
  if (good.status !== 'succeeded' || good.problems.some(({ code }) => !BESIDE.includes(code)))
    wrong.push(`the next run: ${good.status} ${good.problems.map(({ code }) => code).join(', ')}`);
  if (JSON.stringify(after) !== JSON.stringify(before))
    wrong.push(`${after.length} of ${before.length} after`);
  const held = await rig.catalogue.listHeld({ source: rig.source.id, state: 'held' });
  if (held.length > 0) wrong.push('still held after the next run');
  return { ...outcome, status: run.status, codes };
}

/** Tries the row as a source's first harvest: nothing may succeed in silence with rows missing. */
export async function tryFirst(subject: Subject, row: Row): Promise<Outcome> {
  const rig = await openSubject(subject);
  try {
    rig.platform.misbehave(...row.faults);
    const run = await rig.harvest();
    const refused = Object.keys(run.ledger.rejected) as ErrorCode[];
    const codes = [...new Set([...run.problems.map(({ code }) => code), ...refused])];
    const expected = new Set(rig.platform.things.map(({ id }) => id)).size;
    const got = (await idsIn(rig)).length;
    const wrong: string[] = [];
    if (codes.length === 0 && got < expected) wrong.push(`${got} of ${expected} in silence`);
    if (run.status === 'succeeded' && codes.includes('listing.empty') && got > 0)
      wrong.push('empty, and is not');
    return { subject: subject.name, row: `first: ${row.name}`, status: run.status, codes, wrong };
  } finally {
    await rig.close();
  }
}
