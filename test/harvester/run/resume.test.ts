import { spawn } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { runId } from '../../../harvester/control/starting.ts';
import { Position } from '../../../harvester/listing/position.ts';
import { inVain, markCounts, startOfSweep, sweepEnded, takenUp } from '../../../harvester/run/checkpoint.ts';
import { imbalances, openLedger } from '../../../harvester/run/ledger.ts';
import type { Run } from '../../../index/operations.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import { generatedThings } from '../../sources/generator.ts';
import { dumpOf, openRig } from '../rig.ts';

const folder = mkdtempSync(join(tmpdir(), 'huimu-killed-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const child = fileURLToPath(new URL('../killed-process.ts', import.meta.url));
const limits = { puts: 6, rows: 12, milliseconds: 40 };
const slot = '2026-07-01';

/** Runs the process until it ends, or kills it a while after so many lines. Returns whether it ended by itself. */
async function runChild(work: object, killAfter?: { lines: number; ms: number }): Promise<boolean> {
  const process_ = spawn(process.execPath, [child, JSON.stringify(work)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let lines = 0;
  let killing = false;
  let errors = '';
  process_.stderr.on('data', (text) => {
    errors += text;
  });
  process_.stdout.on('data', async (text: Buffer) => {
    lines += text.toString().split('\n').length - 1;
    if (killAfter === undefined || lines < killAfter.lines || killing) return;
    killing = true;
    await sleep(killAfter.ms);
    process_.kill('SIGKILL');
  });
  const [code, signal] = await new Promise<[number | null, string | null]>((resolve) => {
    process_.on('close', (...ended) => resolve(ended));
  });
  if (code !== 0 && signal !== 'SIGKILL') throw new Error(errors);
  return signal === null;
}

async function outcome(path: string, source: string) {
  const catalogue = await openSqliteCatalogue({ path });
  try {
    const run = await catalogue.getRun(runId(source, slot));
    return { run: run as Run, dump: await dumpOf(catalogue) };
  } finally {
    await catalogue.close();
  }
}

describe('a run whose process is killed', () => {
  it('goes on from its checkpoint and ends as one that nobody disturbed', async () => {
    const things = generatedThings({ seed: 11, platform: 'test-city', region: '310000', shape: 'uuid' }, 130);
    const later = generatedThings({ seed: 12, platform: 'test-city', region: '310000', shape: 'uuid' }, 25);
    const rig = await openRig({
      things,
      harvest: { options: { detail: true }, rotation: { perRun: 9, days: 0.000001 } },
    });
    await rig.harvest();
    await rig.catalogue.close().catch(() => undefined);
    const { platform, source } = rig;
    // Added, changed, repeated and removed ones, so that every figure of the ledger is at work.
    platform.mutate.remove(...things.slice(0, 9).map((thing) => thing.id));
    for (const thing of things.slice(20, 60))
      platform.mutate.change(thing.id, { title: `${thing.title}（新）` });
    for (const thing of later) platform.mutate.add(thing);
    for (const thing of things.slice(100, 104)) platform.mutate.add(thing);
    const straight = join(folder, 'straight.db');
    const killed = join(folder, 'killed.db');
    for (const path of [straight, killed]) copyFileSync(rig.path, path);
    const work = { routes: platform.routes, source, slot, limits };
    platform.misbehave({ what: 'slow', ms: 12 });

    expect(await runChild({ ...work, path: straight })).toBe(true);
    let kills = 0;
    for (const at of [
      { lines: 1, ms: 0 },
      { lines: 3, ms: 17 },
      { lines: 5, ms: 3 },
      { lines: 9, ms: 31 },
    ]) {
      if (await runChild({ ...work, path: killed }, at)) break;
      kills += 1;
    }
    expect(kills).toBeGreaterThanOrEqual(3);
    await runChild({ ...work, path: killed });

    const expected = await outcome(straight, source.id);
    const found = await outcome(killed, source.id);
    expect(imbalances(found.run.ledger)).toEqual([]);
    expect(found.run.ledger).toEqual(expected.run.ledger);
    expect(expected.run.ledger).toMatchObject({
      detailed: 74,
      added: 25,
      updated: 40,
      removed: 9,
      indexed: 146,
    });
    expect(found.run).toMatchObject({
      status: expected.run.status,
      problems: expected.run.problems,
      resumed: kills,
    });
    expect(found.dump).toEqual(expected.dump);
    expect(found.dump).toHaveLength(146);
    await rig.close();
  });
});

describe('a checkpoint', () => {
  const run = (rest: Partial<Run>): Run => ({
    id: 'r',
    source: 's',
    slot: 's:1',
    trigger: 'person',
    full: false,
    dryRun: false,
    status: 'running',
    startedAt: '2026-07-01T00:00:00.000Z',
    heartbeatAt: '2026-07-01T00:00:00.000Z',
    endedAt: null,
    resumed: 0,
    requests: { list: 0, detail: 0, other: 0 },
    ledger: openLedger(0),
    problems: [],
    checkpoint: startOfSweep(0, 0),
    ...rest,
  });

  it('is given up once it has been taken up again and again for nothing, not while it comes further', () => {
    const at = '2026-07-01T01:00:00.000Z';
    const times = (count: number, now: Run): Run => (count === 0 ? now : times(count - 1, takenUp(now, at)));
    expect(inVain(times(20, run({})))).toBe(false);
    expect(inVain(times(21, run({})))).toBe(true);
    // A batch's checkpoint says nothing of it any more.
    const { idle: _, ...further } = times(20, run({})).checkpoint!;
    expect(inVain(times(20, run({ checkpoint: further })))).toBe(false);
    expect(inVain(run({ checkpoint: { ...startOfSweep(3, 9), restarts: 21 } }))).toBe(true);
  });

  it('gives the batch under way up for lost, however often the run is left', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 5 }), { maxLength: 8 }), (committed) => {
        let now = run({});
        const lost: number[] = [];
        const kept: number[] = [];
        for (const count of committed) {
          for (let i = 0; i < count; i += 1) {
            const checkpoint = { ...now.checkpoint!, batch: now.checkpoint!.batch + 1 };
            kept.push(checkpoint.batch);
            now = { ...now, checkpoint };
          }
          lost.push(now.checkpoint!.batch + 1);
          now = takenUp(now, '2026-07-01T01:00:00.000Z');
        }
        expect(now.resumed).toBe(committed.length);
        for (const batch of lost) expect(markCounts(batch, now.checkpoint)).toBe(false);
        for (const batch of kept) expect(markCounts(batch, now.checkpoint)).toBe(true);
        expect(lost).not.toContain(now.checkpoint!.batch + 1);
      }),
    );
  });

  it('tells the start of a sweep, the middle of its first page and its end apart', () => {
    const position = new Position(startOfSweep(0, 0));
    expect(sweepEnded({ ...position.checkpoint, batch: 0 })).toBe(false);
    position.row('page one', 3);
    expect(sweepEnded({ ...position.checkpoint, batch: 1 })).toBe(false);
    position.pageDone('page one', { rows: [], unlistable: [], next: null });
    expect(sweepEnded({ ...position.checkpoint, batch: 2 })).toBe(true);
  });

  it('stays as of its moment while the listing goes on', () => {
    const position = new Position(startOfSweep(0, 0));
    position.row('page one', 12);
    const taken = position.checkpoint;
    const written = structuredClone(taken);
    position.pageDone('page one', { rows: [], unlistable: [], next: { start: 20 } });
    position.pageDone('page two', { rows: [], unlistable: [], next: { start: 40 } });
    expect(taken).toEqual(written);
  });

  it('passes over rows of a page only where the page is still the same', () => {
    const position = new Position({ ...startOfSweep(0, 0), partial: { page: 'page one', rows: 3 } });
    expect(position.rowsIn('page one')).toBe(3);
    expect(position.rowsIn('another page')).toBe(0);
  });
});
