import { describe, expect, it } from 'vitest';
import { CodedError } from '../../../config/errors/errors.ts';
import { Position } from '../../../harvester/listing/position.ts';
import { BATCH_LIMITS, Batches, type BatchLimits } from '../../../harvester/run/batch.ts';
import { startOfSweep } from '../../../harvester/run/checkpoint.ts';
import { imbalances, openLedger } from '../../../harvester/run/ledger.ts';
import type { Outcome } from '../../../harvester/run/outcome.ts';
import type { Run } from '../../../index/operations.ts';
import type { Batch } from '../../../index/port.ts';
import type { WriteFailure } from '../../../index/stored.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { testSource } from '../rig.ts';

const source = testSource('city-a');
const newRun = (): Run => ({
  id: 'r',
  source: source.id,
  slot: 's',
  trigger: 'person',
  full: false,
  dryRun: false,
  status: 'running',
  startedAt: '',
  heartbeatAt: '',
  endedAt: null,
  resumed: 0,
  requests: { list: 0, detail: 0, other: 0 },
  ledger: openLedger(10),
  problems: [],
  checkpoint: startOfSweep(0, 0),
});

const put = (id: string, is: 'added' | 'updated' = 'added'): Outcome => {
  const statement = { id, fields: { title: `数据 ${id}` }, distributions: [], dataItems: [], unmapped: {} };
  const part = { role: 'row', mediaType: 'application/json', url: 'https://a.cn/', text: id } as const;
  return {
    is,
    id,
    detailed: false,
    rotated: false,
    put: {
      entry: normalize(source as typeof source & { harvest: NonNullable<typeof source.harvest> }, statement),
      raw: { id, parts: [part] },
      rowHash: 'x',
      recordHash: 'y',
      detailedAt: null,
    },
  };
};
const refused = (id: string): Outcome => ({
  is: 'rejected',
  id,
  detailed: false,
  rotated: false,
  code: 'record.no-title',
  detail: 'no title',
  excerpt: id,
});

/** A catalogue whose writes end when they are told to. */
function desk(limits: Partial<BatchLimits> = {}, fail: (batch: Batch) => WriteFailure[] = () => []) {
  const run = newRun();
  const written: Batch[] = [];
  const saved: string[] = [];
  const waiting: (() => void)[] = [];
  let hold = false;
  let most = 0;
  let underWay = 0;
  const batches = new Batches({
    run,
    region: '310000',
    catalogue: {
      async write(batch) {
        underWay += 1;
        most = Math.max(most, underWay);
        if (hold) await new Promise<void>((resolve) => waiting.push(resolve));
        underWay -= 1;
        written.push(batch);
        return fail(batch);
      },
      async saveRun({ ledger }) {
        saved.push(`after ${ledger.listed}`);
      },
    },
    limits: { ...BATCH_LIMITS, ...limits },
    clock: () => 0,
    committed: () => undefined,
  });
  return {
    run,
    batches,
    written,
    saved,
    hold: () => {
      hold = true;
    },
    release: () => {
      hold = false;
      for (const go of waiting.splice(0)) go();
    },
    get most() {
      return most;
    },
  };
}

const here = () => new Position(startOfSweep(0, 0)).checkpoint;

describe('batches', () => {
  it('gather small pages into one write, and cut large ones', async () => {
    const { batches, written } = desk({ puts: 4 });
    for (let i = 0; i < 10; i += 1) {
      batches.add(put(`${i}`));
      await batches.settle(here);
    }
    await batches.commit(here());
    await batches.drain();
    expect(written.map((batch) => batch.puts.length)).toEqual([4, 4, 2]);
    expect(written.map((batch) => batch.checkpoint.batch)).toEqual([1, 2, 3]);
  });

  it('cut by the size of what was said, so that large records stay small in memory', async () => {
    const { batches, written } = desk({ characters: 3 });
    for (const id of ['aa', 'bb', 'cc']) {
      batches.add(put(id));
      await batches.settle(here);
    }
    await batches.drain();
    expect(written.map((batch) => batch.puts.length)).toEqual([2]);
  });

  it('go on gathering while one is written, and wait when the next is full too', async () => {
    const made = desk({ puts: 1 });
    made.hold();
    made.batches.add(put('a'));
    await made.batches.settle(here);
    made.batches.add(put('b'));
    let through = false;
    const second = made.batches.settle(here).then(() => {
      through = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(through).toBe(false);
    expect(made.batches.isPending('a')).toBe(false);
    made.release();
    await second;
    await made.batches.drain();
    expect(made.written.map((batch) => batch.listed)).toEqual([['a'], ['b']]);
    expect(made.most).toBe(1);
  });

  it('count in the run only what is committed, and say what is still on its way', async () => {
    const { batches, run } = desk();
    batches.expect('a');
    batches.add(put('a'));
    expect(run.ledger.listed).toBe(0);
    expect(batches.isPending('a')).toBe(true);
    await batches.commit(here());
    await batches.drain();
    expect(run.ledger).toMatchObject({ listed: 1, added: 1, indexed: 11 });
    expect(run.checkpoint?.batch).toBe(1);
    expect(batches.isPending('a')).toBe(false);
  });

  it('count an entry that could not be written as refused, by name, and not as added', async () => {
    const failure = { localId: 'b', code: 'record.too-large', detail: 'too large' } as const;
    const { batches, run, written } = desk({}, (batch) => (batch.puts.length > 0 ? [failure] : []));
    for (const outcome of [put('a'), put('b'), refused('c')]) batches.add(outcome);
    await batches.commit(here());
    batches.add(refused('d'));
    await batches.commit(here());
    await batches.drain();
    expect(imbalances(run.ledger)).toEqual([]);
    expect(run.ledger).toMatchObject({
      listed: 4,
      added: 1,
      rejected: { 'record.no-title': 2, 'record.too-large': 1 },
    });
    const rejections = written.flatMap((batch) => batch.rejections);
    expect(rejections.map(({ localId, sequence }) => [localId, sequence])).toEqual([
      ['c', 1],
      ['b', 2],
      ['d', 3],
    ]);
    expect(written.at(-1)?.ledger).toEqual(run.ledger);
  });

  it('take what its source marks as deleted for listed, and not for there', async () => {
    const { batches, written, run } = desk();
    batches.add({ ...refused('a'), is: 'rejected', code: 'record.withdrawn', detail: '', excerpt: '' });
    await batches.commit(here());
    await batches.drain();
    expect(written[0]?.listed).toEqual([]);
    expect(run.ledger).toMatchObject({ listed: 1, rejected: { 'record.withdrawn': 1 } });
  });

  it('stop with what a write failed with, and leave the ledger at the last one that worked', async () => {
    let fails = false;
    const { batches, run } = desk({}, () => {
      if (fails) throw new CodedError('catalogue.unavailable', 'the disk is full');
      return [];
    });
    batches.add(put('a'));
    await batches.commit(here());
    await batches.drain();
    fails = true;
    batches.add(put('b'));
    await batches.commit(here());
    await expect(batches.drain()).rejects.toMatchObject({ code: 'catalogue.unavailable' });
    await expect(batches.commit(here())).rejects.toMatchObject({ code: 'catalogue.unavailable' });
    expect(run.ledger).toMatchObject({ listed: 1, added: 1 });
  });

  it('save a heart that beat many times during one write once', async () => {
    const { batches, saved } = desk();
    batches.add(put('a'));
    await batches.commit(here());
    for (let beat = 0; beat < 40; beat += 1) batches.save();
    await batches.drain();
    expect(saved).toHaveLength(1);
    batches.save();
    await batches.drain();
    expect(saved).toHaveLength(2);
  });

  it('are never overtaken by the heartbeat', async () => {
    const { batches, saved } = desk();
    batches.add(put('a'));
    await batches.commit(here());
    batches.save();
    batches.add(put('b'));
    await batches.commit(here());
    batches.save();
    await batches.drain();
    expect(saved).toEqual(['after 1', 'after 2']);
  });
});
