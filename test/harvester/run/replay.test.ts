/** What is kept, read again under a mended mapping: exactly what is concerned changes, and nobody is asked. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { ckanAdapter } from '../../../adapters/ckan/adapter.ts';
import type { Adapter } from '../../../adapters/contract.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import type { Normalize } from '../../../harvester/run/outcome.ts';
import { openElasticsearchCatalogue } from '../../../index/elasticsearch/open.ts';
import type { Batch, Catalogue } from '../../../index/port.ts';
import { openSqliteCatalogue } from '../../../index/sqlite/open.ts';
import type { EntryState, StoredEntry } from '../../../index/stored.ts';
import { normalize } from '../../../normalizer/normalize.ts';
import { batchOf } from '../../index/batches.ts';
import { clearedPrefixes } from '../../services/elasticsearch/prefixes.ts';
import { elasticsearchService } from '../../services/elasticsearch/service.ts';
import { faultyLink } from '../../services/faulty-link.ts';
import { generatedThings } from '../../sources/generator.ts';
import { dumpOf, openRig, type Rig, type RigOptions } from '../rig.ts';
import { replay, replayControl, replayDying, withoutLabel } from './replaying.ts';

const LABEL = '所属行业';
const THINGS = generatedThings({ seed: 21, platform: 'test-city', region: '310000', shape: 'uuid' }, 60);
/** Those of whom the label says something. */
const concerned = THINGS.filter(({ industry }) => industry !== null).map(({ id }) => id);

let rigs: Rig[] = [];
/** Harvested by the mapping as it was before it was mended. */
async function harvested(options: RigOptions = {}): Promise<Rig> {
  let adapter: Adapter | undefined = withoutLabel(LABEL);
  const rig = await openRig({ things: THINGS, adapterFor: () => adapter ?? ckanAdapter, ...options });
  rigs.push(rig);
  await rig.harvest();
  adapter = undefined;
  return rig;
}
afterEach(async () => {
  for (const rig of rigs) await rig.close();
  rigs = [];
});

const asked = ({ platform: { counters } }: Rig): number => counters.list + counters.detail + counters.other;

async function stored({
  catalogue,
  source,
}: Pick<Rig, 'catalogue' | 'source'>): Promise<Map<string, StoredEntry>> {
  await catalogue.refresh();
  const found = new Map<string, StoredEntry>();
  for await (const page of catalogue.stream({ source: [source.id] })) {
    for (const each of page) found.set(each.entry.localId, each);
  }
  return found;
}

const differing = (
  before: Map<string, StoredEntry>,
  after: Map<string, StoredEntry>,
  seen: (stored: StoredEntry | undefined) => unknown = (stored) => stored,
): string[] =>
  [...after]
    .filter(([id, each]) => JSON.stringify(seen(before.get(id))) !== JSON.stringify(seen(each)))
    .map(([id]) => id);

it('has something to mend in some entries and not in others', () => {
  expect(concerned.length).toBeGreaterThan(5);
  expect(concerned.length).toBeLessThan(THINGS.length);
});

describe('a mended mapping', () => {
  it('changes exactly the entries concerned, asks nobody, and a second replay changes nothing', async () => {
    const rig = await harvested();
    const [before, requests] = [await stored(rig), asked(rig)];
    const first = await replay(rig);
    expect(first).toMatchObject({ status: 'succeeded', replay: true, problems: [], checkpoint: null });
    expect(first.requests).toEqual({ list: 0, detail: 0, other: 0 });
    expect(first.ledger).toMatchObject({
      declared: null,
      listed: 60,
      duplicate: 0,
      detailed: 0,
      unchanged: 60 - concerned.length,
      updated: concerned.length,
      added: 0,
      removed: 0,
      indexed: 60,
    });
    const after = await stored(rig);
    expect(differing(before, after).sort()).toEqual([...concerned].sort());
    for (const id of concerned) expect(after.get(id)?.entry.industry, id).toBeDefined();
    const second = await replay(rig);
    expect(second.ledger).toMatchObject({ listed: 60, unchanged: 60, updated: 0 });
    expect(await stored(rig)).toEqual(after);
    expect(asked(rig)).toBe(requests);
  });

  it('leaves rows and details to be known again: the next harvest writes nothing', async () => {
    const rig = await harvested({
      harvest: { options: { detail: true }, rotation: { perRun: 60, days: 3 } },
    });
    const states = async () => (await rig.catalogue.plan(rig.source.id, 'none', [...concerned])).states;
    const before = await states();
    await replay(rig);
    const after = await states();
    for (const [id, { rowHash, detailedAt, recordHash }] of before) {
      expect(after.get(id), id).toMatchObject({ rowHash, detailedAt });
      expect(after.get(id)?.recordHash, id).not.toBe(recordHash);
    }
    const dump = await rig.dump();
    expect((await rig.harvest()).ledger).toMatchObject({ unchanged: 60, updated: 0, detailed: 0 });
    // Details asked again say what the replay read of the kept ones.
    rig.passDays(4);
    expect((await rig.harvest()).ledger).toMatchObject({ unchanged: 60, updated: 0, detailed: 60 });
    expect(await rig.dump()).toEqual(dump);
  });

  it('comes to the same as a full harvest, before it and after it', async () => {
    const rig = await harvested();
    await replay(rig);
    const dump = await rig.dump();
    expect((await rig.harvest({ full: true })).ledger).toMatchObject({ updated: 60, unchanged: 0 });
    expect(await rig.dump()).toEqual(dump);
    expect((await replay(rig)).ledger).toMatchObject({ updated: 0, unchanged: 60 });
    expect(await rig.dump()).toEqual(dump);
  });

  it('that reads another statement for the same entry rewrites no entry, and is known again', async () => {
    const rig = await harvested({
      harvest: { options: { detail: true }, rotation: { perRun: 60, days: 3 } },
    });
    await replay(rig);
    const before = await stored(rig);
    const adapter: Adapter = {
      ...ckanAdapter,
      read: (source, raw) => ({ ...ckanAdapter.read(source, raw), codes: {} }),
    };
    expect((await replay({ ...rig, adapter })).ledger).toMatchObject({ unchanged: 60, updated: 0 });
    expect(await stored(rig)).toEqual(before);
    const { states } = await rig.catalogue.plan(rig.source.id, 'none', [...before.keys()]);
    await replay(rig);
    const again = await rig.catalogue.plan(rig.source.id, 'none', [...before.keys()]);
    for (const [id, { recordHash }] of states) expect(again.states.get(id)?.recordHash).not.toBe(recordHash);
  });

  it('in the normaliser alone changes the entries that it concerns', async () => {
    const rig = await harvested();
    await replay(rig);
    const before = await stored(rig);
    const mended: Normalize = (source, statement) => {
      const entry = normalize(source, statement);
      return entry.localId < '8' ? { ...entry, title: `${entry.title}（新）` } : entry;
    };
    const low = THINGS.filter(({ id }) => id < '8').map(({ id }) => id);
    const run = await replay({ ...rig, normalize: mended });
    expect(run.ledger).toMatchObject({ updated: low.length, unchanged: 60 - low.length });
    // Under another title an entry may leave the resource that it shared: that is no change of the other's.
    const entries = differing(before, await stored(rig), (each) => each?.entry);
    expect(entries.sort()).toEqual(low.sort());
  });

  it('tried first, changes nothing and says what it would change', async () => {
    const rig = await harvested();
    const before = await stored(rig);
    const run = await replay(rig, { dryRun: true });
    expect(run.ledger).toMatchObject({ updated: concerned.length, unchanged: 60 - concerned.length });
    expect(await stored(rig)).toEqual(before);
    expect((await replay(rig)).ledger.updated).toBe(concerned.length);
  });
});

describe('a mapping that cannot read what is kept', () => {
  const refusing = (refuses: (id: string) => boolean): Adapter => ({
    ...ckanAdapter,
    read(source, raw) {
      if (refuses(raw.id)) throw new CodedError('record.no-title', `nothing of ${raw.id}`);
      return ckanAdapter.read(source, raw);
    },
  });

  it('rejects by name, and the old entries stay', async () => {
    const rig = await harvested();
    await replay(rig);
    const before = await stored(rig);
    const lost = concerned.slice(0, 4);
    const run = await replay({ ...rig, adapter: refusing((id) => lost.includes(id)) });
    expect(run).toMatchObject({ status: 'succeeded', problems: [] });
    expect(run.ledger).toMatchObject({ rejected: { 'record.no-title': 4 }, unchanged: 56, indexed: 60 });
    const { items } = await rig.catalogue.rejections(run.id, 10);
    expect(items.map(({ localId }) => localId).sort()).toEqual([...lost].sort());
    expect(items[0]?.excerpt).not.toBe('');
    expect(await stored(rig)).toEqual(before);
  });

  it('at all fails, and says nothing of the source', async () => {
    const rig = await harvested();
    const [before, state] = [await stored(rig), await rig.catalogue.getSourceState(rig.source.id)];
    const run = await replay({ ...rig, adapter: refusing(() => true) });
    expect(run).toMatchObject({ status: 'failed', problems: [{ code: 'record.unreadable' }] });
    expect(await stored(rig)).toEqual(before);
    const after = await rig.catalogue.getSourceState(rig.source.id);
    expect(after).toMatchObject({
      failures: 0,
      problem: null,
      lastGood: state?.lastGood,
      lastRun: run.id,
    });
  });
});

it('is not whole where something kept did not come', async () => {
  const rig = await harvested();
  const catalogue = new Proxy(rig.catalogue, {
    get: (own, name: keyof Catalogue) =>
      name === 'kept'
        ? async (...asked: Parameters<Catalogue['kept']>) => (await own.kept(...asked)).slice(0, 40)
        : own[name],
  });
  const run = await replay({ ...rig, catalogue });
  expect(run).toMatchObject({ status: 'incomplete', problems: [{ code: 'listing.short' }] });
  expect(run.ledger).toMatchObject({ listed: 40, removed: 0, withheld: 0, indexed: 60 });
  expect(await rig.catalogue.listHeld({})).toEqual([]);
});

describe('what is gone', () => {
  it('stays gone, what is held stays held, what was refused stays refused', async () => {
    const rig = await harvested();
    const { catalogue, platform, source, control } = rig;
    platform.mutate.remove(THINGS[0]?.id ?? '');
    await rig.harvest();
    platform.mutate.remove(...THINGS.slice(1, 21).map(({ id }) => id));
    await rig.harvest();
    const [held] = await catalogue.listHeld({ source: source.id, state: 'held' });
    const before = await catalogue.listHeld({ source: source.id });
    const gone = await catalogue.get(`${source.id}:${THINGS[0]?.id}`);
    expect(gone?.removedAt).not.toBeNull();
    expect((await replay(rig)).ledger).toMatchObject({
      listed: 59,
      removed: 0,
      withheld: 0,
      added: 0,
      indexed: 59,
    });
    expect(await catalogue.listHeld({ source: source.id })).toEqual(before);
    expect(await catalogue.get(`${source.id}:${THINGS[0]?.id}`)).toEqual(gone);
    await control.refuse(held?.id ?? '', 'a person');
    const refused = await catalogue.listHeld({ source: source.id, state: 'refused' });
    await replay(rig);
    expect(await catalogue.listHeld({ source: source.id, state: 'refused' })).toEqual(refused);
    expect((await rig.harvest()).ledger).toMatchObject({ withheld: 0, removed: 0 });
  });
});

describe('a replay that is cut off', () => {
  const folder = mkdtempSync(join(tmpdir(), 'huimu-replay-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('goes on where it stood, and ends as one that nobody disturbed', async () => {
    const rig = await harvested({ path: join(folder, 'harvested.db') });
    const { source } = rig;
    // What it holds is in the file once it is closed.
    await rig.catalogue.close();
    let copies = 0;
    const over = async <T>(work: (catalogue: Catalogue) => Promise<T>): Promise<T> => {
      copies += 1;
      const path = join(folder, `${copies}.db`);
      copyFileSync(rig.path, path);
      const catalogue = await openSqliteCatalogue({ path });
      try {
        return await work(catalogue);
      } finally {
        await catalogue.close();
      }
    };
    const straight = await over(async (catalogue) => ({
      run: await replay({ source, catalogue }, { slot: 'one' }),
      dump: await dumpOf(catalogue),
    }));
    const deaths = fc.array(fc.record({ batches: fc.nat({ max: 4 }), late: fc.boolean() }), {
      minLength: 1,
      maxLength: 4,
    });
    await fc.assert(
      fc.asyncProperty(deaths, (points) =>
        over(async (catalogue) => {
          const run = await replayDying({ source, catalogue }, 'one', points);
          expect(run).toMatchObject({ id: straight.run.id, status: 'succeeded', problems: [], replay: true });
          expect(run.ledger).toEqual(straight.run.ledger);
          expect(await dumpOf(catalogue)).toEqual(straight.dump);
        }),
      ),
      { numRuns: 6 },
    );
  });

  it('by a person keeps its checkpoint, and is taken up when its slot is asked for again', async () => {
    const rig = await harvested();
    const slot = 'one';
    let stopping: Promise<unknown> | undefined;
    const catalogue = new Proxy(rig.catalogue, {
      get(own, name: keyof Catalogue) {
        if (name !== 'write') return own[name];
        return async (batch: Batch) => {
          if (batch.checkpoint.batch === 3) {
            stopping = control.stop(batch.run);
            // Asked after the stop's own question, so that it has been answered by then.
            for (let at = 0; at < 2; at += 1) await own.getRun(batch.run);
          }
          return own.write(batch);
        };
      },
    });
    const control = replayControl({ ...rig, catalogue });
    const { id } = await control.start(rig.source.id, { trigger: 'person', replay: true, slot });
    const stopped = await control.ended(id);
    await stopping;
    expect(stopped).toMatchObject({ status: 'stopped', problems: [{ code: 'run.stopped' }] });
    expect(stopped.checkpoint).not.toBeNull();
    expect(stopped.ledger.listed).toBeLessThan(60);
    await control.close();
    const ended = await replay(rig, { slot });
    expect(ended).toMatchObject({ id, status: 'succeeded', resumed: 1 });
    expect(ended.ledger).toMatchObject({ listed: 60, duplicate: 0, updated: concerned.length });
  });
});

const service = await elasticsearchService();

describe.skipIf(service === undefined)('in the distributed engine', () => {
  const url = service?.url ?? '';
  const prefixes = clearedPrefixes(url);
  afterAll(() => prefixes.dispose());

  it('a replay changes the same, also when it is cut off, and then nothing more', async () => {
    const rig = await harvested();
    const { source } = rig;
    const prefix = prefixes.take();
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    const before = await copied(rig, catalogue);
    const run = await replayDying({ source, catalogue }, 'one', [
      { batches: 1, late: false },
      { batches: 2, late: true },
    ]);
    expect(run).toMatchObject({ status: 'succeeded', replay: true, resumed: 2 });
    expect(run.ledger).toMatchObject({
      listed: 60,
      duplicate: 0,
      updated: concerned.length,
      unchanged: 60 - concerned.length,
      indexed: 60,
    });
    expect(await catalogue.getRun(run.id)).toEqual(run);
    const after = await stored({ catalogue, source });
    expect(differing(before, after).sort()).toEqual([...concerned].sort());
    await replay(rig);
    expect(await dumpOf(catalogue)).toEqual(await rig.dump());
    expect((await replay({ source, catalogue })).ledger).toMatchObject({ updated: 0, unchanged: 60 });
    await catalogue.close();
    await prefixes.giveBack(prefix);
  });

  it('counts as updated what a batch wrote that broke off before it could say so', async () => {
    const rig = await harvested();
    const { source } = rig;
    const prefix = prefixes.take();
    const link = await faultyLink(url);
    const catalogue = await openElasticsearchCatalogue({ url, prefix });
    const faulty = await openElasticsearchCatalogue({ url: link.url, prefix, patience: 0 });
    await copied(rig, catalogue);
    let gone = false;
    link.judge(({ path, body }) => {
      // The entries are in, and their states are on the way.
      gone ||= path.startsWith('/_bulk') && body.includes(`${prefix}-states-`);
      return gone ? 'cut' : 'pass';
    });
    const control = replayControl({ source, catalogue: faulty });
    const { id } = await control.start(source.id, { trigger: 'person', replay: true, slot: 'one' });
    await expect(control.ended(id)).rejects.toMatchObject({ code: 'catalogue.unavailable' });
    await control.close();
    await faulty.close();
    await link.close();
    const torn = [...(await stored({ catalogue, source })).values()].filter(({ entry }) => entry.industry);
    expect(torn.length).toBeGreaterThan(0);
    const { states } = await catalogue.plan(source.id, id, [...concerned]);
    expect(new Set([...states.values()].map(({ writtenIn }) => writtenIn))).toEqual(new Set(['before']));

    const run = await replay({ source, catalogue }, { slot: 'one' });
    expect(run).toMatchObject({ id, status: 'succeeded', resumed: 1 });
    expect(run.ledger).toMatchObject({
      listed: 60,
      updated: concerned.length,
      unchanged: 60 - concerned.length,
    });
    expect((await replay({ source, catalogue })).ledger).toMatchObject({ updated: 0, unchanged: 60 });
    await catalogue.close();
    await prefixes.giveBack(prefix);
  });

  /** What the rig harvested, as the other engine would have it. */
  async function copied(rig: Rig, catalogue: Catalogue): Promise<Map<string, StoredEntry>> {
    const { source } = rig;
    const records = await rig.catalogue.kept(source.id, null, 100);
    const ids = records.map(({ entry }) => entry.localId);
    const { states } = await rig.catalogue.plan(source.id, 'none', ids);
    const puts = records.map(({ entry, raw }) => {
      const { rowHash, recordHash, detailedAt } = states.get(entry.localId) as EntryState;
      return { entry, raw, rowHash, recordHash, detailedAt };
    });
    const batch = batchOf([], { source: source.id, region: source.region, run: 'before' });
    await catalogue.write({ ...batch, puts });
    return stored({ catalogue, source });
  }
});
