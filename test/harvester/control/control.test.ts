import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { adapterFor } from '../../../adapters/registry.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import { Source } from '../../../config/registry/source.ts';
import { createClients } from '../../../harvester/client/client.ts';
import { type ControlOptions, createHarvestControl } from '../../../harvester/control/harvest-control.ts';
import { createInProcessQueue } from '../../../harvester/queue/in-process.ts';
import type { Catalogue } from '../../../index/port.ts';
import { normalize } from '../../../normalizer/normalize.ts';
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
const code = (promise: Promise<unknown>) =>
  promise.then(
    () => 'none',
    (error) => (error as { code?: string }).code,
  );
const until = async (holds: () => boolean | Promise<boolean>) => {
  while (!(await holds())) await sleep(5);
};

/** Another harvester over the same catalogue and source, as a new process would have. */
const another = (
  { source, platform, catalogue: own }: Rig,
  sole: boolean,
  catalogue: Catalogue = own,
  options: Pick<ControlOptions, 'works'> = {},
) => {
  const clients = createClients({ contact: 'https://huimu.example/', routes: platform.routes });
  const control = createHarvestControl({
    catalogue,
    sources: new Map([[source.id, source]]),
    adapterFor,
    normalize,
    clients,
    queue: createInProcessQueue(),
    sole,
    defaultSchedule: '0 3 * * *',
    spreadMinutes: 0,
    limits: { puts: 15, milliseconds: 50 },
    ...options,
  });
  return {
    control,
    close: async () => {
      await control.close();
      clients.close();
    },
  };
};

describe('a catalogue that takes no more', () => {
  it('fails whoever waits for the run, and the next start goes on with it', async () => {
    const own = await rig({ things: 60 });
    let full = false;
    const refused = async () => {
      throw new CodedError('catalogue.unavailable', 'database or disk is full');
    };
    const disk = new Proxy(own.catalogue, {
      get: (catalogue, name: keyof Catalogue) =>
        full && (name === 'write' || name === 'saveRun') ? refused : catalogue[name],
    });
    own.platform.misbehave({ what: 'slow', ms: 30 });
    const { control, close } = another(own, true, disk);
    const begun = await control.start(own.source.id, { trigger: 'person' });
    full = true;
    expect(await code(control.ended(begun.id))).toBe('catalogue.unavailable');
    full = false;
    expect((await control.start(own.source.id, { trigger: 'person' })).id).toBe(begun.id);
    expect((await control.ended(begun.id)).ledger.indexed).toBe(60);
    await close();
  });

  it('leaves the run that it broke off, however well it can say so', async () => {
    const own = await rig({ things: 60 });
    let away = false;
    const refused = async () => {
      throw new CodedError('catalogue.unavailable', 'the cluster is away');
    };
    const cluster = new Proxy(own.catalogue, {
      get: (catalogue, name: keyof Catalogue) => (away && name === 'write' ? refused : catalogue[name]),
    });
    own.platform.misbehave({ what: 'slow', ms: 30 });
    const { control, close } = another(own, true, cluster);
    const begun = await control.start(own.source.id, { trigger: 'person' });
    away = true;
    expect(await code(control.ended(begun.id))).toBe('catalogue.unavailable');
    expect(await own.catalogue.getRun(begun.id)).toMatchObject({ status: 'running', problems: [] });
    away = false;
    expect((await control.start(own.source.id, { trigger: 'person' })).id).toBe(begun.id);
    expect(await control.ended(begun.id)).toMatchObject({
      status: 'succeeded',
      ledger: { added: 60, indexed: 60 },
    });
    await close();
  });
});

describe('starting', () => {
  it('refuses what cannot be harvested, by code', async () => {
    const { control } = await rig();
    expect(await code(control.start('nowhere', { trigger: 'person' }))).toBe('source.unknown');
    expect(await code(control.ended('no such run'))).toBe('run.unknown');
    expect(await code(control.stop('no such run'))).toBe('run.unknown');
    expect(await code(control.release('no such thing', 'me'))).toBe('held.unknown');
  });

  it('is one run for one slot, however often and by whom it is asked for', async () => {
    const { control, platform, source } = await rig({ things: 40 });
    platform.misbehave({ what: 'slow', ms: 20 });
    const options = { trigger: 'schedule', slot: '2026-07-01T03:00' } as const;
    const [one, two] = await Promise.all([
      control.start(source.id, options),
      control.start(source.id, options),
    ]);
    expect(one.id).toBe(two.id);
    const ended = await control.ended(one.id);
    expect(ended.ledger.added).toBe(40);
    // The slot is over; it is not run again.
    expect(await control.start(source.id, options)).toMatchObject({ id: one.id, status: 'succeeded' });
    // Two pages, and one behind the full last one.
    expect(platform.counters.list).toBe(3);
  });

  it('is one run of one source at a time', async () => {
    const { control, platform, source } = await rig({ things: 40 });
    platform.misbehave({ what: 'slow', ms: 300 });
    const asked = [1, 2, 3].map(() => control.start(source.id, { trigger: 'person' }));
    const codes = await Promise.all(asked.map((each) => code(each)));
    expect([...codes].sort()).toEqual(['none', 'run.already-running', 'run.already-running']);
    const running = (await Promise.allSettled(asked)).find((each) => each.status === 'fulfilled');
    await control.ended(running?.value.id ?? '');
    expect(await code(control.start(source.id, { trigger: 'person' }))).toBe('none');
  });

  it("is the schedule's own run where that waits and a person wants the same now", async () => {
    const own = await rig({ things: 5 });
    const { control, close } = another(own, false, own.catalogue, { works: false });
    const id = own.source.id;
    const waiting = await control.start(id, { trigger: 'schedule', slot: '2026-07-01T03:00' });
    expect((await control.start(id, { trigger: 'person' })).id).toBe(waiting.id);
    expect(await code(control.start(id, { trigger: 'person', full: true }))).toBe('run.already-running');
    expect(await code(control.start(id, { trigger: 'schedule' }))).toBe('run.already-running');
    await close();
  });

  it('tells of the start, of batches and of the end', async () => {
    const { control, harvest } = await rig({ things: 60 });
    const told: string[] = [];
    const quiet = control.onProgress(({ status, ledger }) => told.push(`${status} ${ledger.listed}`));
    await harvest();
    quiet();
    expect(told[0]).toBe('running 0');
    expect(told.at(-1)).toBe('succeeded 60');
    expect(told.length).toBeGreaterThan(2);
    await harvest();
    expect(told.at(-1)).toBe('succeeded 60');
  });

  it('probes a source that is configured nowhere, and writes nothing', async () => {
    const { control, platform, catalogue } = await rig({ things: 12 });
    const [base] = Object.keys(platform.routes);
    const source = Source.parse({
      id: 'unheard-of',
      title: 'x',
      kind: 'open-platform',
      mode: 'opening',
      region: '310000',
      home: base,
      harvest: { family: 'ckan', base },
    });
    expect(await control.probe(source)).toMatchObject({ ok: true, declared: 12 });
    expect(await catalogue.counts()).toEqual([]);
  });
});

describe('stopping', () => {
  it('works at once while an answer does not come, and keeps what came before', async () => {
    const { control, platform, source, harvest } = await rig({ things: 60 });
    platform.misbehave({ what: 'hang', on: ['list'], after: 2 });
    const run = await control.start(source.id, { trigger: 'person' });
    await until(() => platform.counters.list >= 3);
    const stopped = await control.stop(run.id);
    expect(stopped).toMatchObject({ status: 'stopped', problems: [{ code: 'run.stopped' }] });
    // How far the rows of the first two pages had come by then is the machine's affair; what came stays.
    const { listed } = stopped.ledger;
    expect(listed).toBeLessThanOrEqual(40);
    expect(stopped.ledger).toMatchObject({ added: listed, indexed: listed });
    expect(stopped.checkpoint).not.toBeNull();
    expect(await control.stop(run.id)).toMatchObject({ id: run.id, status: 'stopped' });
    platform.misbehave();
    expect((await harvest()).ledger).toMatchObject({ unchanged: listed, added: 60 - listed, indexed: 60 });
  });

  it('works at once while the host is left in peace', async () => {
    const { control, platform, source } = await rig({
      things: 60,
      harvest: { pace: { perSecond: 0.01, concurrency: 1 } },
    });
    const run = await control.start(source.id, { trigger: 'person' });
    await until(() => platform.counters.other + platform.counters.list >= 1);
    expect(await control.stop(run.id)).toMatchObject({ status: 'stopped', ledger: { listed: 0 } });
  });

  it('leaves a stopped run to be taken up by a person who asks for its slot, not by the schedule', async () => {
    const { control, platform, source, dump } = await rig({ things: 60 });
    platform.misbehave({ what: 'hang', on: ['list'], after: 2 });
    const run = await control.start(source.id, { trigger: 'person', slot: 'one' });
    await until(() => platform.counters.list >= 3);
    await control.stop(run.id);
    platform.misbehave();
    expect(await control.start(source.id, { trigger: 'schedule', slot: 'one' })).toMatchObject({
      status: 'stopped',
    });
    const again = await control.start(source.id, { trigger: 'person', slot: 'one' });
    expect(again).toMatchObject({ id: run.id, status: 'running' });
    const ended = await control.ended(again.id);
    expect(ended).toMatchObject({ status: 'succeeded', resumed: 1, problems: [] });
    expect(ended.ledger).toMatchObject({ listed: 60, duplicate: 0, added: 60, indexed: 60 });
    expect(await dump()).toHaveLength(60);
  });

  it('happens by itself at the deadline, with the checkpoint kept', async () => {
    const guard = { deadlineMinutes: 0.05 };
    const { platform, harvest } = await rig({ things: 60, harvest: { ...DETAILS, guard } });
    // Eight at a time, all would take longer by far; the first are there long before.
    platform.misbehave({ what: 'slow', ms: 800, on: ['detail'] });
    const run = await harvest();
    expect(run).toMatchObject({ status: 'failed', problems: [{ code: 'run.deadline' }] });
    expect(run.checkpoint).not.toBeNull();
    expect(run.ledger.listed).toBeLessThan(60);
  });
});

describe('closing', () => {
  it('leaves a run to the next process, which goes on at once', async () => {
    const first = await rig({ things: 60, harvest: DETAILS });
    first.platform.misbehave({ what: 'slow', ms: 15, on: ['detail'] });
    const run = await first.control.start(first.source.id, { trigger: 'person', slot: 'one' });
    await until(async () => ((await first.catalogue.getRun(run.id))?.ledger.listed ?? 0) > 15);
    const waiting = code(first.control.ended(run.id));
    await first.control.close();
    expect(await waiting).toBe('run.stopped');
    expect(await first.catalogue.getRun(run.id)).toMatchObject({ status: 'running', endedAt: null });
    const next = another(first, false);
    next.control.schedule();
    const ended = await next.control.ended(run.id);
    expect(ended).toMatchObject({ status: 'succeeded', resumed: 1 });
    expect(ended.ledger).toMatchObject({ listed: 60, duplicate: 0, detailed: 60, added: 60 });
    expect(first.platform.counters.detail).toBeLessThan(60 + 2 * 16 + 1);
    await next.close();
  });
});

describe('a run that is left running', () => {
  it('belongs to whoever beats its heart, and to the next one when nobody does', async () => {
    const { platform, source, catalogue, control, ...rest } = await rig({ things: 40 });
    platform.misbehave({ what: 'hang', on: ['list'] });
    const run = await control.start(source.id, { trigger: 'person' });
    await until(() => platform.counters.list >= 1);
    const other = another({ platform, source, catalogue, control, ...rest }, false);
    expect(await code(other.control.start(source.id, { trigger: 'person' }))).toBe('run.already-running');
    await control.close();
    platform.misbehave();
    const taken = await other.control.start(source.id, { trigger: 'person' });
    expect(taken.id).toBe(run.id);
    expect(await other.control.ended(taken.id)).toMatchObject({ status: 'succeeded', ledger: { added: 40 } });
    await other.close();
  });
});

describe('held deletions', () => {
  const shrunk = async (things = 60) => {
    const opened = await rig({ things });
    await opened.harvest();
    const all = [...opened.platform.things];
    opened.platform.mutate.remove(...all.slice(0, things / 2).map((thing) => thing.id));
    await opened.harvest();
    const [held] = await opened.catalogue.listHeld({ source: opened.source.id, state: 'held' });
    return { ...opened, all, held: held! };
  };

  it('are carried out when released, once, and leave tombstones', async () => {
    const { control, catalogue, source, held, all, harvest } = await shrunk();
    expect(await control.release(held.id, 'a person')).toBe(30);
    expect((await catalogue.counts(source.id))[0]?.entries).toBe(30);
    expect((await catalogue.get(`${source.id}:${all[0]?.id}`))?.removedAt).not.toBeNull();
    expect((await catalogue.listHeld({ source: source.id }))[0]).toMatchObject({
      state: 'released',
      decidedBy: 'a person',
    });
    expect(await code(control.release(held.id, 'another'))).toBe('held.decided');
    expect((await harvest()).ledger).toMatchObject({ unchanged: 30, withheld: 0, indexed: 30 });
  });

  it('wait for the end of a run', async () => {
    const { control, platform, source, held } = await shrunk();
    platform.misbehave({ what: 'hang', on: ['list'] });
    const run = await control.start(source.id, { trigger: 'person' });
    expect(await code(control.release(held.id, 'a person'))).toBe('run.already-running');
    await control.stop(run.id);
    expect(await code(control.release(held.id, 'a person'))).toBe('none');
  });

  it('are not held again when refused, until the source lists them once more', async () => {
    const { control, catalogue, source, held, all, harvest, platform } = await shrunk();
    await control.refuse(held.id, 'a person');
    expect(await code(control.refuse(held.id, 'a person'))).toBe('held.decided');
    const again = await harvest();
    expect(again.ledger).toMatchObject({ withheld: 0, removed: 0, indexed: 60 });
    expect(await catalogue.listHeld({ source: source.id, state: 'held' })).toEqual([]);
    // One of them comes back and goes again: that one counts as any other.
    platform.mutate.add(all[0]!);
    await harvest();
    platform.mutate.remove(all[0]!.id);
    expect((await harvest()).ledger).toMatchObject({ removed: 1, indexed: 59 });
    expect((await catalogue.listHeld({ source: source.id, state: 'refused' }))[0]?.count).toBe(29);
  });

  it('are superseded by a newer run that knows better', async () => {
    const { catalogue, source, held, harvest, platform, all } = await shrunk();
    await harvest();
    const both = await catalogue.listHeld({ source: source.id });
    expect(both.map(({ state }) => state).sort()).toEqual(['held', 'superseded']);
    expect(both.find(({ id }) => id === held.id)?.state).toBe('superseded');
    for (const thing of all.slice(0, 30)) platform.mutate.add(thing);
    expect((await harvest()).ledger).toMatchObject({ withheld: 0, indexed: 60 });
    expect(await catalogue.listHeld({ source: source.id, state: 'held' })).toEqual([]);
  });

  it('lose the names that a run lists again, though the run breaks off', async () => {
    const { catalogue, source, harvest, platform, all } = await shrunk();
    for (const thing of all.slice(0, 25)) platform.mutate.add(thing);
    platform.misbehave({ what: 'unavailable', on: ['list'], after: 1 });
    expect((await harvest()).status).toBe('failed');
    const [held] = await catalogue.listHeld({ source: source.id, state: 'held' });
    expect(held?.count).toBe(10);
    expect(await catalogue.heldIds(held!.id)).toHaveLength(10);
  });
});
