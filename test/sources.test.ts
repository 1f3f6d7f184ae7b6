import { load } from 'cheerio';
import { afterEach, describe, expect, it } from 'vitest';
import { Source } from '../config/registry/source.ts';
import { generated, generatedThings } from './sources/generator.ts';
import type { Misbehaviour } from './sources/misbehave.ts';
import { type StartedPlatform, startPlatform } from './sources/platform.ts';

const source = (id: string, family: string, base: string, region = '450200') =>
  Source.parse({
    id,
    title: id,
    kind: 'open-platform',
    mode: 'opening',
    region,
    home: base,
    harvest: { family, base },
  });

const LIUZHOU = source('guangxi-liuzhou', 'inspur-oportal', 'https://lz.data.gxzf.gov.cn/lz');
const LIUZHOU_ORIGIN = 'https://lz.data.gxzf.gov.cn';

let open: StartedPlatform[] = [];
afterEach(async () => {
  await Promise.all(open.map((each) => each.close()));
  open = [];
});
const start = async (...args: Parameters<typeof startPlatform>): Promise<StartedPlatform> => {
  const platform = await startPlatform(...args);
  open.push(platform);
  return platform;
};

describe('the generator', () => {
  const recipe = { seed: 7, platform: 'guangxi-liuzhou', region: '450200', shape: 'hex32' } as const;
  it('says the same of the same index, and something else of another seed', () => {
    expect(generated(recipe, 40)).toEqual(generated(recipe, 40));
    expect(generated({ ...recipe, seed: 8 }, 40)).not.toEqual(generated(recipe, 40));
  });
  it('gives identifiers once, and titles that a city would have', () => {
    const things = generatedThings(recipe, 2000);
    expect(new Set(things.map((thing) => thing.id)).size).toBe(2000);
    expect(new Set(things.map((thing) => thing.title)).size).toBeGreaterThan(1200);
    expect(things.some((thing) => thing.title.includes('停车'))).toBe(true);
    expect(things.some((thing) => thing.title.endsWith('接口服务'))).toBe(true);
    expect(things.some((thing) => /^199\d{8}$/.test(thing.contact.phone ?? ''))).toBe(true);
  });
});

describe('a long catalogue', () => {
  const shared = (
    things: Iterable<{ title: string; publisher: string | null }>,
  ): [others: number, most: number] => {
    const counts = new Map<string, number>();
    for (const { title, publisher } of things)
      counts.set(`${title} ${publisher}`, (counts.get(`${title} ${publisher}`) ?? 0) + 1);
    const each = [...counts.values()];
    const rows = each.reduce((sum, count) => sum + count, 0);
    return [each.reduce((sum, count) => sum + count * (count - 1), 0) / rows, Math.max(...each)];
  };

  it.each([2_000, 12_000, 60_000])('of %i rows repeats titles and offices as real ones do', (count) => {
    const [others, most] = shared(
      generatedThings({ seed: 7, platform: 'x', region: '450200', shape: 'uuid' }, count),
    );
    // Whatever the size; what repeats is held against the samples beside this.
    expect(others).toBeGreaterThan(0.05);
    expect(others).toBeLessThan(1.5);
    expect(most).toBeLessThan(150);
  });
});

describe('misbehaviour', () => {
  const first = async (...faults: Misbehaviour[]) => {
    const platform = await start(LIUZHOU, { seed: 1, count: 40 });
    platform.misbehave(...faults);
    const local = platform.routes[LIUZHOU_ORIGIN]!;
    const list = (page: number) => fetch(`${local}/lz/catalog/index?page=${page}`);
    const ids = async (page: number) =>
      load(await (await list(page)).text())('div.cata-title a')
        .toArray()
        .map((a) => a.attribs.href);
    return { platform, local, list, ids };
  };

  it('throttles for as many requests as told, and then is well', async () => {
    const { list } = await first({ what: 'throttled', after: 1, times: 1, seconds: 3 });
    expect((await list(1)).status).toBe(200);
    const second = await list(1);
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '3']);
    expect((await list(1)).status).toBe(200);
  });

  it('strikes the kinds told, and is switched from outside', async () => {
    const { platform, local, list } = await first();
    const body = JSON.stringify([{ what: 'unavailable', on: ['detail'] }]);
    await fetch(`${local}/-/misbehave/guangxi-liuzhou`, { method: 'POST', body });
    expect((await list(1)).status).toBe(200);
    expect((await fetch(`${local}/lz/catalog/${platform.things[0]!.id}`)).status).toBe(503);
    expect(await (await fetch(`${local}/-/counters`)).json()).toEqual({
      'guangxi-liuzhou': { list: 1, detail: 1, other: 0 },
    });
  });

  it('answers with pages for people, challenges and failures where data was asked for', async () => {
    for (const [what, status, says] of [
      ['html', 200, '系统维护中'],
      ['challenge', 200, 'jsl_clearance_s'],
      ['failure-in-200', 200, '"code":500'],
      ['status', 502, '系统维护中'],
    ] as const) {
      const { list } = await first({ what, status: 502 });
      const answer = await list(1);
      expect([answer.status, (await answer.text()).includes(says)]).toEqual([status, true]);
    }
  });

  it('answers late, or never', async () => {
    const slow = await first({ what: 'slow', ms: 30 });
    expect((await slow.list(1)).status).toBe(200);
    const { local } = await first({ what: 'hang' });
    const signal = AbortSignal.timeout(60);
    await expect(fetch(`${local}/lz/catalog/index?page=1`, { signal })).rejects.toThrow('timeout');
  });

  it('cuts, resets, and redirects', async () => {
    const cut = await first({ what: 'cut' });
    await expect((await cut.list(1)).text()).rejects.toThrow();
    const reset = await first({ what: 'reset' });
    await expect(reset.list(1)).rejects.toThrow();
    const moved = await first({ what: 'redirect', to: 'http://10.0.0.1/' });
    const answer = await fetch(`${moved.local}/lz/catalog/index?page=1`, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, 'http://10.0.0.1/']);
  });

  it('sends GBK under a header that says UTF-8', async () => {
    const { list } = await first({ what: 'gbk' });
    const answer = await list(1);
    expect(answer.headers.get('content-type')).toContain('UTF-8');
    const bytes = await answer.arrayBuffer();
    expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).toThrow();
    expect(new TextDecoder('gbk').decode(bytes)).toContain('更新时间');
  });

  it('floods, in the open and compressed', async () => {
    for (const what of ['oversize', 'gzip-bomb'] as const) {
      const { list } = await first({ what, bytes: 3 << 20 });
      const answer = await list(1);
      expect(answer.headers.get('content-encoding')).toBe(what === 'gzip-bomb' ? 'gzip' : null);
      expect((await answer.arrayBuffer()).byteLength).toBeGreaterThan(3 << 20);
    }
  });

  it('repeats, shuffles, empties, halves, shortens and never ends', async () => {
    const repeated = await first({ what: 'repeated-page' });
    expect(await repeated.ids(3)).toEqual(await repeated.ids(1));
    const unstable = await first({ what: 'unstable-order' });
    expect(await unstable.ids(1)).not.toEqual(await unstable.ids(1));
    const total = async (page: Promise<Response>) =>
      load(await (await page).text())('div.top-title span').text();
    const empty = await first({ what: 'empty' });
    expect([await total(empty.list(1)), await empty.ids(1)]).toEqual(['0', []]);
    const half = await first({ what: 'half' });
    expect([await total(half.list(1)), await half.ids(3)]).toEqual(['20', []]);
    const short = await first({ what: 'short' });
    expect([await total(short.list(1)), await short.ids(3)]).toEqual(['40', []]);
    const endless = await first({ what: 'endless' });
    const far = await endless.ids(900);
    expect(new Set([...far, ...(await endless.ids(901))]).size).toBe(20);
    expect((await fetch(`${endless.local}${far[0]}`)).status).toBe(200);
  });

  it('loses the title or the identifier of one record, and the details of all', async () => {
    const untitled = await first({ what: 'no-title' });
    const list = load(await (await untitled.list(1)).text());
    expect(
      list('div.cata-title a')
        .toArray()
        .filter((a) => load(a).text() === '').length,
    ).toBe(1);
    const nameless = await first({ what: 'no-id' });
    expect((await nameless.ids(1)).filter((href) => href === '/lz/catalog/').length).toBe(1);
    const gone = await first({ what: 'details-missing' });
    expect((await fetch(`${gone.local}/lz/catalog/${gone.platform.things[0]!.id}`)).status).toBe(404);
  });

  it('changes, adds and removes between harvests', async () => {
    const { platform, ids } = await first();
    const [one, two] = platform.things;
    platform.mutate.remove(one!.id);
    platform.mutate.change(two!.id, { title: '改过的标题' });
    expect((await ids(1))[0]).toContain(two!.id);
    expect(platform.things[0]!.title).toBe('改过的标题');
    platform.mutate.add(one!);
    expect((await ids(1))[0]).toContain(one!.id);
  });
});
