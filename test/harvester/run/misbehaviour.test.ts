/** Whatever a source does wrong, the run ends in a clear code or a held deletion, and the catalogue keeps what it had. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../config/errors/errors.ts';
import type { Misbehaviour } from '../../sources/misbehave.ts';
import { openRig, type Rig, type RigOptions } from '../rig.ts';

let rigs: Rig[] = [];
const open = (options?: RigOptions) =>
  openRig({ timeouts: { firstByteMs: 400, idleMs: 400, totalMs: 2_000 }, ...options });
const rig = async (options?: RigOptions): Promise<Rig> => {
  const opened = await open(options);
  rigs.push(opened);
  return opened;
};
afterEach(async () => {
  for (const each of rigs) await each.close();
  rigs = [];
});

const THINGS = 60;
const DETAILS = { options: { detail: true } };

interface Case {
  faults: Misbehaviour[];
  status: 'failed' | 'incomplete' | 'succeeded';
  code: ErrorCode;
  withheld?: number;
  /** What goes wrong is in the details. */
  details?: true;
  /** The host is left alone afterwards, so that no case can follow. */
  last?: true;
}

const list = (fault: Misbehaviour): Misbehaviour[] => [{ on: ['list'], after: 1, ...fault }];

const CASES: Record<string, Case> = {
  '503 for good': { faults: list({ what: 'unavailable' }), status: 'failed', code: 'source.unavailable' },
  '429 for good': {
    faults: list({ what: 'throttled', seconds: 0 }),
    status: 'failed',
    code: 'source.throttled',
  },
  'a cut body': { faults: list({ what: 'cut' }), status: 'failed', code: 'source.cut' },
  'HTML in place of JSON': { faults: list({ what: 'html' }), status: 'failed', code: 'source.not-json' },
  'a login page': { faults: list({ what: 'login' }), status: 'failed', code: 'source.login-needed' },
  'a body torn under an honest length': {
    faults: list({ what: 'torn' }),
    status: 'failed',
    code: 'source.not-json',
  },
  'a challenge page': { faults: list({ what: 'challenge' }), status: 'failed', code: 'source.blocked' },
  'GBK under the name of UTF-8': {
    faults: list({ what: 'gbk' }),
    status: 'succeeded',
    code: 'source.charset-mislabelled',
  },
  'an answer that never comes': { faults: list({ what: 'hang' }), status: 'failed', code: 'source.timeout' },
  'a failure inside a 200': {
    faults: list({ what: 'failure-in-200' }),
    status: 'failed',
    code: 'source.answer-failed',
  },
  'no record that can be read': {
    faults: [{ what: 'html', on: ['detail'] }],
    status: 'failed',
    code: 'source.not-json',
    details: true,
  },
  'the same page again': {
    faults: [{ what: 'repeated-page' }],
    status: 'incomplete',
    code: 'listing.page-repeated',
  },
  'an empty catalogue': {
    faults: [{ what: 'empty' }],
    status: 'incomplete',
    code: 'listing.empty',
    withheld: THINGS,
  },
  'half a catalogue under the full total': {
    faults: [{ what: 'short' }],
    status: 'incomplete',
    code: 'listing.short',
    withheld: THINGS / 2,
  },
  '429 and come back in a day': {
    faults: list({ what: 'throttled', seconds: 86_400 }),
    status: 'failed',
    code: 'source.throttled',
    last: true,
  },
};

describe('a source that answers with', () => {
  let plain: Rig;
  let detailed: Rig;
  beforeAll(async () => {
    plain = await open({ things: THINGS, id: 'plain-city' });
    detailed = await open({ things: THINGS, id: 'detailed-city', harvest: DETAILS });
    await Promise.all([plain.harvest(), detailed.harvest()]);
  });
  afterAll(async () => {
    await plain.close();
    await detailed.close();
  });

  it.each(Object.entries(CASES))('%s', async (_, { faults, status, code, withheld = 0, details, last }) => {
    const { platform, dump, harvest, catalogue, source } = details ? detailed : plain;
    const before = await dump();
    platform.misbehave(...faults);
    const run = await harvest({ full: details });
    expect(run.problems[0]?.code).toBe(code);
    expect(run).toMatchObject({ status, ledger: { withheld, removed: 0, indexed: THINGS } });
    expect(await dump()).toEqual(before);
    platform.misbehave();
    if (last) return;
    // All is well again: nothing was lost, and nothing is held any more.
    expect(await harvest()).toMatchObject({ status: 'succeeded', problems: [] });
    expect(await dump()).toEqual(before);
    expect(await catalogue.listHeld({ source: source.id, state: 'held' })).toEqual([]);
  });
});

describe('a source that', () => {
  it('loses half its catalogue, and says so itself, has the deletions held by name', async () => {
    const { harvest, platform, dump, catalogue, source, notices } = await rig({ things: THINGS });
    await harvest();
    const before = await dump();
    platform.misbehave({ what: 'half' });
    const run = await harvest();
    expect(run).toMatchObject({ status: 'succeeded', ledger: { declared: 30, withheld: 30, removed: 0 } });
    expect(run.problems[0]?.code).toBe('listing.shrunk');
    expect(await dump()).toEqual(before);
    const [held, ...others] = await catalogue.listHeld({ source: source.id, state: 'held' });
    expect(others).toEqual([]);
    expect(held).toMatchObject({ run: run.id, count: 30, reason: { code: 'listing.shrunk' } });
    expect(held?.sample[0]?.title).not.toBe('');
    const gone = platform.things.slice(30).map((thing) => thing.id);
    expect(new Set(await catalogue.heldIds(held?.id ?? ''))).toEqual(new Set(gone));
    expect(notices.map((notice) => notice.kind)).toEqual(['deletions-held']);
  });

  it('changes its order with every request is gone over again until all is there', async () => {
    const { harvest, platform } = await rig({ things: 45, harvest: { guard: { sweeps: 5 } } });
    platform.misbehave({ what: 'unstable-order' });
    const run = await harvest();
    expect(run.ledger.duplicate).toBeGreaterThan(0);
    expect(run).toMatchObject({ status: 'succeeded', problems: [], ledger: { added: 45, removed: 0 } });
  });

  it('never ends is left at the guard, and nothing follows from what it did not list', async () => {
    const { harvest, platform, catalogue, source } = await rig({
      things: 30,
      // As much growth as it likes, so that it is the guard over pages that ends it.
      harvest: { guard: { maxPages: 6, growCount: 2_000_000_000 } },
    });
    await harvest();
    platform.misbehave({ what: 'endless' });
    const run = await harvest();
    expect(run).toMatchObject({ status: 'incomplete', ledger: { removed: 0, withheld: 0 } });
    expect(run.problems[0]?.code).toBe('listing.endless');
    for (const thing of platform.things) {
      expect(await catalogue.get(`${source.id}:${thing.id}`)).toMatchObject({ removedAt: null });
    }
  });

  it('has a bad record loses that record, by name, and no other; a known one stays as it was', async () => {
    const harvesting = { family: 'guizhou-unified', base: 'https://data.guizhou.gov.cn' };
    const { harvest, platform, catalogue, dump } = await rig({ things: 30, harvest: harvesting });
    platform.misbehave({ what: 'no-title' });
    const run = await harvest();
    expect(run).toMatchObject({
      status: 'succeeded',
      ledger: { rejected: { 'record.no-title': 1 }, added: 29 },
    });
    const { items } = await catalogue.rejections(run.id, 10);
    expect(items).toMatchObject([{ code: 'record.no-title', localId: platform.things[2]?.id, sequence: 1 }]);
    expect(items[0]?.excerpt).not.toBe('');
    platform.misbehave();
    expect((await harvest()).ledger).toMatchObject({ added: 1, unchanged: 29 });
    const before = await dump();
    platform.misbehave({ what: 'no-title' });
    const full = await harvest({ full: true });
    expect(full.ledger).toMatchObject({ rejected: { 'record.no-title': 1 }, updated: 29, removed: 0 });
    expect(await dump()).toEqual(before);
  });

  it('has a row without an id loses that row only', async () => {
    const { harvest, platform, catalogue } = await rig({ things: 30 });
    platform.misbehave({ what: 'no-id' });
    const run = await harvest();
    expect(run).toMatchObject({ ledger: { rejected: { 'record.no-id': 1 }, added: 29, declared: 30 } });
    expect((await catalogue.rejections(run.id, 10)).items[0]).toMatchObject({ localId: null });
    platform.misbehave();
    expect((await harvest()).ledger).toMatchObject({ added: 1, unchanged: 29 });
  });

  it('fails on a few details costs those records only, and they come with the next run', async () => {
    const { harvest, platform, catalogue } = await rig({ things: 30, harvest: DETAILS });
    platform.misbehave({ what: 'html', on: ['detail'], after: 4, times: 3 });
    const run = await harvest();
    const lost = run.ledger.rejected['record.detail-failed'] ?? 0;
    expect(run.status).toBe('succeeded');
    expect(run.ledger.added + lost).toBe(30);
    const { items } = await catalogue.rejections(run.id, 10);
    expect(items.every((item) => item.detail.includes('source.not-json'))).toBe(true);
    platform.misbehave();
    expect((await harvest()).ledger).toMatchObject({ added: lost, unchanged: 30 - lost });
  });

  it('has no detail any more refuses every record, and is taken for changed', async () => {
    const { harvest, platform, dump } = await rig({ things: 30, harvest: DETAILS });
    await harvest();
    const before = await dump();
    platform.misbehave({ what: 'details-missing' });
    const run = await harvest({ full: true });
    expect(run.status).toBe('failed');
    expect(['source.shape-changed', 'source.not-found']).toContain(run.problems[0]?.code);
    expect(await dump()).toEqual(before);
  });

  it('is slow, or asks to wait, is waited for', async () => {
    const { harvest, platform } = await rig({ things: 45 });
    platform.misbehave(
      { what: 'slow', ms: 100 },
      { what: 'throttled', seconds: 1, times: 1 },
      { what: 'unavailable', after: 1, times: 1 },
    );
    expect(await harvest()).toMatchObject({ status: 'succeeded', ledger: { added: 45 } });
  });

  it('fails half way keeps what came before, and the next run brings the rest', async () => {
    const { harvest, platform } = await rig({ things: THINGS });
    platform.misbehave({ what: 'unavailable', on: ['list'], after: 2 });
    const run = await harvest();
    expect(run).toMatchObject({ status: 'failed', ledger: { listed: 40, added: 40, indexed: 40 } });
    platform.misbehave();
    expect((await harvest()).ledger).toMatchObject({ added: 20, unchanged: 40 });
  });
});

describe.each([
  ['rows of JSON', {}],
  ['details of JSON', DETAILS],
])('bodies torn under an honest length, one in nine: %s', (_what, harvest) => {
  it('are asked for again before they count', async () => {
    const { platform, harvest: once, close } = await rig({ things: THINGS, harvest });
    platform.misbehave({ what: 'torn', every: 9, after: 1 });
    expect(await once()).toMatchObject({ status: 'succeeded', ledger: { added: THINGS, rejected: {} } });
    await close();
  });
});
