import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Country, startCountry } from './country.ts';
import { PLATFORMS } from './platforms.ts';
import { sampledPlatforms, sampledThings } from './samples.ts';

async function withCountry(
  options: Parameters<typeof startCountry>[0],
  use: (country: Country) => void | Promise<void>,
) {
  const country = await startCountry(options);
  try {
    await use(country);
  } finally {
    await country.close();
  }
}

describe('the country', () => {
  it('has all platforms, of all kinds, with 50,000 entries and more at full scale', () =>
    withCountry({}, (country) => {
      const entries = country.platforms.reduce((sum, platform) => sum + platform.expected, 0);
      expect(country.platforms.length).toBe(PLATFORMS.length + country.sources.length);
      expect(entries).toBeGreaterThan(50_000);
      expect(entries).toBeLessThan(60_000);
      expect(new Set(country.sources.map((source) => source.mode)).size).toBe(2);
      expect(Object.keys(country.routes).every((origin) => origin === new URL(origin).origin)).toBe(true);
    }));

  it('lists the cities’ entries at the province again, under the same identifiers', () =>
    withCountry({ scale: 0.2, platforms: ['guangxi', 'guangxi-liuzhou'] }, (country) => {
      const province = new Set(country.things('guangxi').map((thing) => thing.id));
      const city = country.things('guangxi-liuzhou');
      expect(city.length).toBeGreaterThan(50);
      expect(city.every((thing) => province.has(thing.id))).toBe(true);
    }));

  it('is the same for the same seed, and has equal titles in different cities', () =>
    withCountry({ platforms: ['guizhou-zunyi', 'guizhou-anshun'] }, (one) =>
      withCountry({ platforms: ['guizhou-zunyi'] }, (two) => {
        expect(two.things('guizhou-zunyi')).toEqual(one.things('guizhou-zunyi'));
        const titles = new Set(one.things('guizhou-zunyi').map((thing) => thing.title));
        expect(one.things('guizhou-anshun').some((thing) => titles.has(thing.title))).toBe(true);
      }),
    ));

  it('keeps partitions of one host apart, also when one misbehaves', () =>
    withCountry(
      { scale: 0.1, platforms: ['guizhou-zunyi', 'guizhou-anshun', 'guizhou'] },
      async (country) => {
        const local = country.routes['https://data.guizhou.gov.cn']!;
        const ask = async (call: string, body: unknown) =>
          fetch(`${local}/api/search/data/${call}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', role: '0' },
            body: JSON.stringify(body),
          });
        const total = async (divisionId?: string) =>
          ((await (await ask('getDataDirectoryListByParams', { divisionId })).json()) as { total: number })
            .total;
        for (const [id, division] of [
          ['guizhou-zunyi', '520300'],
          ['guizhou-anshun', '520400'],
          ['guizhou', undefined],
        ] as const) {
          expect(await total(division)).toBe(country.things(id).length);
        }
        country.misbehave('guizhou-anshun', { what: 'details-missing' });
        const title = async (id: string) => {
          const thing = country.things(id)[0]!;
          const answer = (await (await ask('getDataDetailByDataId', { id: thing.id })).json()) as {
            data: { name: string } | null;
          };
          return answer.data?.name === thing.title;
        };
        expect([await title('guizhou-zunyi'), await title('guizhou-anshun')]).toEqual([true, false]);
        expect(country.counters['guizhou-anshun']).toEqual({ list: 1, detail: 1, other: 0 });
      },
    ));

  it('refuses a platform that it does not have', async () => {
    await expect(startCountry({ platforms: ['atlantis'] })).rejects.toThrow('atlantis');
  });

  it('runs as a process of its own until its stdin closes', async () => {
    const main = fileURLToPath(new URL('main.ts', import.meta.url));
    const child = spawn(process.execPath, [main, '--scale', '0.01', '--seed', '2'], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    let line = '';
    for await (const chunk of child.stdout) {
      line += String(chunk);
      if (line.includes('\n')) break;
    }
    const said = JSON.parse(line) as Pick<Country, 'routes' | 'sources' | 'platforms'>;
    const answer = await fetch(`${said.routes['https://data.wuhu.cn']}/-/counters`);
    expect(await answer.json()).toEqual({ 'anhui-wuhu': { list: 0, detail: 0, other: 0 } });
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.stdin.end();
    expect(await ended).toBe(0);
  });
});

/** Rows and distinct identifiers, as the samples' README counts them. */
const COUNTED: [id: string, rows: number, distinct: number][] = [
  ['guangxi', 8837, 8817],
  ['shanghai', 4494, 2234],
  ['sichuan-yibin', 4430, 3776],
  ['jiangsu-taizhou', 5399, 5377],
  ['anhui-luan', 548, 546],
  ['jiangsu', 965, 965],
  ['sichuan-deyang', 1946, 1946],
  ['xinjiang-wulumuqi', 99, 99],
  ['anhui-chuzhou', 850, 799],
  ['anhui-chizhou', 1648, 1648],
  ['anhui-huainan', 35, 35],
  ['jiangsu-zhenjiang', 2143, 2143],
  ['sichuan-aba', 7379, 7379],
];

describe.skipIf(sampledPlatforms().length === 0)('real rows', () => {
  it.each(COUNTED)('%s has %i rows of %i things', (id, rows, distinct) => {
    const things = sampledThings(id)!;
    expect([things.length, new Set(things.map((thing) => thing.id)).size]).toEqual([rows, distinct]);
    expect(things.filter((thing) => thing.title === '')).toEqual([]);
  });

  it('are there for 34 platforms and more, and in an earlier state for one', () => {
    expect(sampledPlatforms().length).toBeGreaterThanOrEqual(34);
    const older = sampledThings('anhui-suzhou', 'anhui-suzhou@3d0c589')!;
    expect(older.length).toBe(524);
  });
});
