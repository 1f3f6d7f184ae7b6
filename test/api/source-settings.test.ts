/** What administrators set of a source beside its file, as the API and other processes see it. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiActList, ApiError, ApiSource } from '../../api/types.ts';
import { openRegistry } from '../../harvester/registry/registry.ts';
import { type Ask, asker, makeKey, ROOT } from './access/asking.ts';
import { type Installation, install } from './installation.ts';

const GUIYANG = 'guizhou-guiyang';
const GUILIN = 'guangxi-guilin';
let installation: Installation;
const ask: Ask = asker(() => installation);
const set = (payload: object, key = ROOT, id = GUIYANG) =>
  ask<ApiSource & ApiError>('PATCH', `/api/v1/sources/${id}`, { key, payload });
const slotsOf = async (schedule: string) =>
  ask<{ slots: string[] } & ApiError>(
    'GET',
    `/api/v1/sources/${GUIYANG}/slots?schedule=${encodeURIComponent(schedule)}`,
  );

/** The catalogue as another process sees it, with the same files. */
async function elsewhere() {
  const { catalogue } = installation.huimu;
  const rows = [...installation.huimu.sources.keys()].flatMap(
    (id) => installation.huimu.registry.known(id)?.row ?? [],
  );
  const slots = { defaultSchedule: '0 3 * * *', spreadMinutes: 0 };
  const other = openRegistry({ catalogue, rows, inside: false, ...slots });
  await other.renew();
  return other.sources.get(GUIYANG);
}

beforeAll(async () => {
  installation = await install([GUIYANG, GUILIN], { adminKey: ROOT });
});
afterAll(() => installation.close());

describe("a source's settings", () => {
  it('are set beside the file, shown with who and when, and taken back', async () => {
    const { body } = await set({ schedule: '30 2 * * 1', perSecond: 0.5 });
    expect(body).toMatchObject({
      schedule: '30 2 * * 1',
      pace: { perSecond: 0.5 },
      set: { schedule: { value: '30 2 * * 1', by: 'key:admin' }, perSecond: { value: 0.5 }, paused: null },
      file: { schedule: null },
    });
    const due = (await installation.huimu.catalogue.getSourceState(GUIYANG))?.nextDue ?? '';
    expect(new Date(Date.parse(due) + 8 * 3_600_000).getUTCDay()).toBe(1);
    // Names of people are for those who act here.
    const seen = await ask<ApiSource>('GET', `/api/v1/sources/${GUIYANG}`);
    expect(seen.body.set.schedule).toMatchObject({ value: '30 2 * * 1', by: null });
    expect((await elsewhere())?.harvest).toMatchObject({ schedule: '30 2 * * 1', pace: { perSecond: 0.5 } });
    const back = await set({ schedule: null, perSecond: null });
    expect(back.body.set).toEqual({ schedule: null, perSecond: null, paused: null });
    expect((await elsewhere())?.harvest?.schedule).toBeUndefined();
    expect(await installation.huimu.catalogue.countPapers('override', [])).toBe(0);
  });

  it('stand in the audit log with their values', async () => {
    await set({ schedule: '0 4 * * *' });
    await set({ paused: true });
    await set({ paused: false, schedule: null });
    const { body } = await ask<ApiActList>('GET', `/api/v1/audit?source=${GUIYANG}&size=3`, { key: ROOT });
    expect(body.items.map(({ act, subject }) => [act, subject])).toEqual([
      ['resume-source', 'schedule=-'],
      ['pause-source', undefined],
      ['set-source', 'schedule=0 4 * * *'],
    ]);
  });

  it('pause the schedule and not a person, and go on from now', async () => {
    const paused = await set({ paused: true });
    expect(paused.body).toMatchObject({
      state: 'paused',
      nextDue: null,
      set: { paused: { by: 'key:admin' } },
    });
    expect((await elsewhere())?.paused).toBe(true);
    const [run] = await installation.harvest(GUIYANG);
    expect(run?.status).toBe('succeeded');
    expect((await installation.huimu.catalogue.getSourceState(GUIYANG))?.nextDue).toBeNull();
    const resumed = await set({ paused: false });
    expect(resumed.body).toMatchObject({ state: 'harvested', set: { paused: null } });
    expect(Date.parse(resumed.body.nextDue ?? '')).toBeGreaterThan(Date.now());
  });

  it.each([
    [{ perSecond: 0.001 }, 'request.invalid'],
    [{ perSecond: -1 }, 'request.invalid'],
    [{ perSecond: 1_000_000 }, 'request.invalid'],
    [{ schedule: '*/5 * * * *' }, 'request.invalid'],
    [{ schedule: 'nightly' }, 'request.invalid'],
    [{ schedule: '0 0 30 2 *' }, 'request.invalid'],
    [{ schedule: '0 3 * * Monday' }, 'request.invalid'],
    [{ family: 'ckan' }, 'request.invalid'],
  ])('refuse %j', async (payload, code) => {
    const { body } = await set(payload);
    expect(body.code).toBe(code);
    expect(await installation.huimu.catalogue.countPapers('override', [])).toBe(0);
  });

  it('say in Chinese, with English beside, why a schedule is none', async () => {
    const { body } = await slotsOf('*/5 * * * *');
    expect(body.detail).toMatch(/至少间隔一小时.*an hour apart/);
    expect((await set({ schedule: 'x' })).body.detail).toMatch(/应为 cron 表达式.*a cron expression/);
  });

  it('are tried by their next slots before they are set', async () => {
    const { slots } = (await slotsOf('0 4 1 * *')).body;
    expect(slots).toHaveLength(5);
    for (const slot of slots) expect(new Date(Date.parse(slot) + 8 * 3_600_000).getUTCDate()).toBe(1);
  });

  it('are only for administrators of the source', async () => {
    const { key } = await makeKey(ask, { name: '桂林', role: 'source-admin', sources: [GUILIN] });
    expect((await set({ paused: true }, key)).status).toBe(403);
    expect((await set({ paused: true }, key, GUILIN)).status).toBe(200);
    await set({ paused: false }, key, GUILIN);
  });
});
