/** What happened is told to whom it is for, by what it was, and nothing else is. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noteRun } from '../../harvester/run/day.ts';
import { leaveDemand, saveDemand } from '../../index/people/demands.ts';
import { leaveReport } from '../../index/people/reports.ts';
import type { Catalogue } from '../../index/port.ts';
import { openSqliteCatalogue } from '../../index/sqlite/open.ts';
import type { Occasion } from '../../notices/occasions/kinds.ts';
import { subscriptionBy } from '../../notices/subscriptions/keeping.ts';
import type { Wanted } from '../../notices/subscriptions/subscription.ts';
import { batchOf, EMPTY_LEDGER } from '../index/batches.ts';
import { entryOf, heldOf, runOf } from '../index/entries.ts';
import {
  type Actor,
  DAY,
  HOUR,
  MINUTE,
  openStage,
  START,
  type Stage,
  type StageOptions,
  sourceOf,
} from './stage.ts';

let folder: string;
let catalogue: Catalogue;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimu-occasions-'));
  catalogue = await openSqliteCatalogue({ path: join(folder, 'catalogue.db') });
});
afterEach(async () => {
  await catalogue.close();
  await rm(folder, { recursive: true, force: true });
});

interface Set {
  stage: Stage;
  actor: Actor;
  /** Items told since the last time, `occasion source`, in the order of the messages. */
  told(ms?: number): Promise<string[]>;
}

async function setUp(options: StageOptions = {}): Promise<Set> {
  const stage = openStage(catalogue, options);
  const actor = stage.actor();
  await actor.office.turn();
  let seen = 0;
  return {
    stage,
    actor,
    async told(ms = 3 * MINUTE) {
      await stage.live(actor, ms, ms > 2 * HOUR ? HOUR : MINUTE);
      expect(actor.errors).toEqual([]);
      const items = stage.sent.slice(seen).flatMap(({ delivery }) => delivery.content.items);
      seen = stage.sent.length;
      return items.map(({ occasion, source }) => `${occasion} ${source}`);
    },
  };
}

const ofSources = (...occasions: Occasion[]): Partial<Wanted> => ({
  occasions: occasions as Wanted['occasions'],
});

describe('a run', () => {
  it.each([
    ['source.blocked', 'source-blocked'],
    ['source.login-needed', 'source-blocked'],
    ['source.moved', 'source-moved'],
    ['source.shape-changed', 'format-changed'],
    ['listing.empty', 'source-empty'],
    ['source.timeout', 'run-failed'],
  ] as const)('that failed by %s is told as %s', async (code, occasion) => {
    const { stage, told } = await setUp();
    await stage.subscribe(
      ofSources('source-blocked', 'source-moved', 'format-changed', 'source-empty', 'run-failed'),
    );
    await stage.ran('a', {}, code);
    expect(await told()).toEqual([`${occasion} a`]);
  });

  it('that was refused is a failed one to whoever asks for those alone', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('run-failed'));
    await stage.ran('a', {}, 'source.blocked');
    expect(await told()).toEqual(['run-failed a']);
  });

  it('tells nothing where it went well, was stopped, only tried, or asked its source nothing', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('run-failed', 'listing-doubtful'));
    await stage.ran('a', { status: 'succeeded', problems: [] });
    await stage.ran('a', { status: 'stopped' });
    await stage.ran('b', { dryRun: true });
    await stage.ran('c', { replay: true });
    expect(await told()).toEqual([]);
  });

  it('that ends long after it began is told when it has ended', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('run-failed'));
    const run = await stage.ran('a', { status: 'running', endedAt: null });
    expect(await told(2 * HOUR)).toEqual([]);
    const at = new Date(stage.now()).toISOString();
    await catalogue.saveRun({ ...run, status: 'failed', endedAt: at, heartbeatAt: at });
    expect(await told()).toEqual(['run-failed a']);
  });

  it('from before anybody looked is not told', async () => {
    const stage = openStage(catalogue);
    await stage.subscribe(ofSources('run-failed'));
    await stage.ran('a');
    stage.pass(HOUR);
    await stage.live(stage.actor(), 2 * HOUR, 10 * MINUTE);
    expect(stage.sent).toEqual([]);
  });
});

describe('what stands with a source', () => {
  it('is told when deletions are held, once', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('deletions-held'));
    await catalogue.hold(heldOf('h1', { heldAt: new Date(stage.now()).toISOString() }), ['1']);
    expect(await told()).toEqual(['deletions-held a']);
    expect(await told(DAY)).toEqual([]);
  });

  it('is told when it is late, once for each slot', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('source-late'));
    const state = { source: 'a', lastRun: null, lastGood: null, failures: 0, problem: null };
    const nextDue = new Date(stage.now()).toISOString();
    await catalogue.putSourceState({ ...state, nextDue, version: 0 });
    expect(await told(HOUR - 2 * MINUTE)).toEqual([]);
    expect(await told(HOUR)).toEqual(['source-late a']);
    expect(await told(5 * HOUR)).toEqual([]);
  });

  it('is not told to be late while it is paused', async () => {
    const { stage, told } = await setUp({ sources: [{ ...sourceOf('a'), paused: true }, sourceOf('b')] });
    await stage.subscribe(ofSources('source-late'));
    const nextDue = new Date(stage.now()).toISOString();
    for (const source of ['a', 'b']) {
      const state = { source, lastRun: null, lastGood: null, failures: 0, problem: null };
      await catalogue.putSourceState({ ...state, nextDue, version: 0 });
    }
    expect(await told(2 * HOUR)).toEqual(['source-late b']);
  });

  it('is told when a reader reports a mistake', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('reader-report'));
    // Reports bear the day's own instant: the look reaches back over it.
    const report = await leaveReport(catalogue, {
      ...{ resource: 'r', entry: 'b:1', title: '停车场', source: 'b', field: null, text: '地址不对' },
    });
    const paper = await catalogue.paper<typeof report>('report', report.id);
    const at = new Date(stage.now()).toISOString();
    if (paper) await catalogue.putPaper({ ...paper, order: at, content: { ...paper.content, at } });
    expect(await told()).toEqual(['reader-report b']);
  });

  it('is told once the share of values not understood goes above what was said, and again when it has come back', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe({ ...ofSources('values-unknown'), share: 0.4 });
    const remark = { field: 'themes', code: 'not-understood' as const, raw: '其他类' };
    const write = async (run: string, unknown: number) => {
      const entries = [1, 2, 3, 4].map((n) =>
        entryOf('a', `${n}`, { title: `${run} ${n}`, remarks: n <= unknown ? [remark] : [] }),
      );
      await catalogue.createRun(runOf(run));
      await catalogue.write(batchOf(entries, { run, at: new Date(stage.now()).toISOString() }));
      await catalogue.refresh();
      const at = new Date(stage.now()).toISOString();
      const ended = { status: 'succeeded', startedAt: at, heartbeatAt: at, endedAt: at } as const;
      const done = { ...runOf(run), ...ended, ledger: { ...EMPTY_LEDGER, updated: 4 } };
      await noteRun(catalogue, done, '450300', at);
      await catalogue.saveRun(done);
    };
    await write('w1', 1);
    expect(await told()).toEqual([]);
    stage.pass(DAY);
    await write('w2', 2);
    expect(await told()).toEqual(['values-unknown a']);
    stage.pass(DAY);
    await write('w3', 3);
    expect(await told()).toEqual([]);
    stage.pass(DAY);
    await write('w4', 1);
    expect(await told()).toEqual([]);
    stage.pass(DAY);
    await write('w5', 2);
    expect(await told()).toEqual(['values-unknown a']);
  });
});

describe('a demand', () => {
  it('is told of each time that something is found for it', async () => {
    const { stage, told } = await setUp();
    const { id, content, ...paper } = await leaveDemand(catalogue, {
      ...{ need: '全市停车场', region: '450300', purpose: null, contact: null },
    });
    await stage.subscribe({ ...ofSources('demand-matched'), demands: [id] }, null);
    const likely = (resource: string) => ({
      resource,
      title: resource,
      source: 'a',
      since: new Date(stage.now()).toISOString(),
      lacking: [],
    });
    const first = await saveDemand(
      catalogue,
      { id, content, ...paper },
      { ...content, likely: [likely('一')] },
    );
    expect(await told()).toEqual(['demand-matched null']);
    stage.pass(DAY);
    await saveDemand(catalogue, first, {
      ...content,
      likely: [likely('二'), likely('三'), ...first.content.likely],
    });
    expect(await told()).toEqual(['demand-matched null']);
    expect(stage.sent.at(-1)?.delivery.content.items[0]).toMatchObject({ count: 2, times: 1 });
  });
});

describe('a saved search', () => {
  it('is told what came that it finds, counted once, and nothing that was there', async () => {
    const { stage, told } = await setUp();
    const write = async (ids: string[], run: string) => {
      const entries = ids.map((id) => entryOf('a', id, { title: `停车场${id}号` }));
      await catalogue.createRun(runOf(run));
      await catalogue.write(
        batchOf([...entries, entryOf('a', `x${run}`, { title: '公园' })], {
          run,
          at: new Date(stage.now()).toISOString(),
        }),
      );
      await catalogue.refresh();
    };
    await write(['1', '2'], 'before');
    stage.pass(HOUR);
    const search = { text: '停车场', filters: { source: ['a'] } };
    const { id } = await stage.subscribe({ ...ofSources('new-entries'), search, grouping: 'hourly' }, null);
    stage.pass(MINUTE);
    await write(['3', '4', '5'], 'first');
    stage.pass(20 * MINUTE);
    await write(['6'], 'second');
    expect(await told(2 * HOUR)).toEqual(['new-entries null']);
    const [item] = stage.sent.at(-1)?.delivery.content.items ?? [];
    expect([item?.count, item?.lines.map(({ zh }) => zh).sort()]).toEqual([
      4,
      ['停车场3号', '停车场4号', '停车场5号', '停车场6号'],
    ]);
    expect(item?.link).toBe(`/search?${new URLSearchParams({ q: '停车场', source: 'a' })}`);
    expect(await told(DAY)).toEqual([]);
    expect((await subscriptionBy(catalogue, id)).content.searchedUntil > item!.first).toBe(true);
    // Written an hour later than it says, when its time had been told already; and nothing of the others again.
    const said = new Date(stage.now() - HOUR).toISOString();
    const late = [entryOf('a', '7', { title: '停车场7号' })];
    await catalogue.createRun(runOf('late'));
    await catalogue.write(batchOf(late, { run: 'late', at: said }));
    await catalogue.refresh();
    expect(await told(3 * HOUR)).toEqual(['new-entries null']);
    const [second] = stage.sent.at(-1)?.delivery.content.items ?? [];
    expect([second?.count, second?.lines.map(({ zh }) => zh)]).toEqual([1, ['停车场7号']]);
    expect(await told(DAY)).toEqual([]);
  });
});

describe('saved searches that are told up to the same instant', () => {
  it('are looked at with one count of what changed', async () => {
    const stage = openStage(catalogue);
    const search = { text: '停车场', filters: {} };
    for (const owner of ['admin', null])
      await stage.subscribe({ ...ofSources('new-entries'), search }, owner);
    const counted: string[] = [];
    const over = new Proxy(catalogue, {
      get(target, name) {
        if (name !== 'countChanges') return Reflect.get(target, name);
        const count: Catalogue['countChanges'] = (after, changed) => {
          counted.push(after.changedAt);
          return target.countChanges(after, changed);
        };
        return count;
      },
    });
    stage.pass(HOUR);
    const { office, errors } = stage.actor({ over });
    await office.turn();
    expect([counted, errors]).toEqual([[new Date(START).toISOString()], []]);
    await office.turn();
    expect(counted).toHaveLength(2);
  });
});

describe('whoever asks', () => {
  it('hears of the sources and places that were asked for, and of those that its key is for', async () => {
    const { stage, actor, told } = await setUp({
      sources: [sourceOf('a'), sourceOf('b'), sourceOf('z', '330100')],
      rights: {
        k1: { role: 'source-admin', sources: ['a'], regions: ['330000'] },
        k2: { role: 'analyst', sources: [], regions: [] },
      },
    });
    const own = await stage.subscribe({}, 'k1');
    const place = await stage.subscribe({ regions: ['330000'] }, 'k1');
    const others = await stage.subscribe({ sources: ['b'] }, 'k1');
    const analyst = await stage.subscribe({}, 'k2');
    const stranger = await stage.subscribe({}, null);
    const gone = await stage.subscribe({}, 'k9');
    for (const source of ['a', 'b', 'z']) await stage.ran(source);
    await told();
    const heardBy = ({ id }: { id: string }) =>
      stage.sent
        .filter(({ delivery }) => delivery.content.subscription === id)
        .flatMap(({ delivery }) => delivery.content.items.map(({ source }) => source))
        .sort();
    expect([own, place, others, analyst, stranger, gone].map(heardBy)).toEqual([
      ['a', 'z'],
      ['z'],
      [],
      [],
      [],
      [],
    ]);
    expect((await subscriptionBy(catalogue, gone.id)).content).toMatchObject({
      state: 'ended',
      ending: 'access',
    });
    expect(actor.errors).toEqual([]);
  });

  it('has a digest of the week on Monday, with figures and their dates, once', async () => {
    const { stage, told } = await setUp({ rights: { k2: { role: 'analyst', sources: [], regions: [] } } });
    await stage.subscribe(ofSources('digest-administrator'));
    await stage.subscribe(ofSources('digest-national'), 'k2');
    await stage.ran('a');
    expect(await told(3 * DAY)).toEqual([]);
    expect((await told(3 * DAY)).sort()).toEqual(['digest-administrator null', 'digest-national null']);
    const lines = stage.sent.flatMap(({ delivery }) => delivery.content.items.flatMap((item) => item.lines));
    expect(lines.map(({ zh }) => zh)).toContain('采集：成功 0，不完整 0，失败 1（2100-03-01 至 2100-03-07）');
    expect(await told(5 * DAY)).toEqual([]);
  });

  it('has of weeks in which nobody looked the last that was due, once', async () => {
    const { stage, told } = await setUp();
    await stage.subscribe(ofSources('digest-administrator'));
    // Three Mondays go by, and it is a Thursday.
    stage.pass(22 * DAY);
    expect(await told(HOUR)).toEqual(['digest-administrator null']);
    const [item] = stage.sent.at(-1)?.delivery.content.items ?? [];
    expect(item?.zh).toBe('2100-03-15 至 2100-03-21 一周');
    expect(await told(2 * DAY)).toEqual([]);
  });
});
