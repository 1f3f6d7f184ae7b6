import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  COUNTRY,
  depthOf,
  findRegion,
  isWithin,
  parentOf,
  provinces,
  region,
  regionWords,
} from '../../config/regions.ts';
import { shared } from '../shared.ts';

describe('regions of GB/T 2260', () => {
  it('know every level', () => {
    expect(region(COUNTRY)).toMatchObject({ level: 'country', shortName: '全国' });
    expect(region('450000')).toMatchObject({ name: '广西壮族自治区', shortName: '广西', level: 'province' });
    expect(region('522300')).toMatchObject({ shortName: '黔西南', level: 'city', province: '520000' });
    expect(region('450103')).toMatchObject({ name: '青秀区', level: 'county', city: '450100' });
    expect(region('429000')).toMatchObject({ name: '省直辖县级行政区划', level: 'city' });
    expect(region('999999')).toBeUndefined();
    expect(region('')).toBeUndefined();
    expect(['100000', '450000', '450100', '450103', '529900', '000000'].map(depthOf)).toEqual([
      0,
      1,
      2,
      3,
      2,
      undefined,
    ]);
  });

  it('have 34 provinces, among them no place without a code', () => {
    expect(provinces()).toHaveLength(34);
    expect(provinces().map(({ shortName }) => shortName)).toEqual(
      expect.arrayContaining(['北京', '内蒙古', '新疆', '香港', '澳门', '台湾', '重庆']),
    );
    expect(provinces().some(({ name }) => name.includes('兵团'))).toBe(false);
    expect(region('660000')).toMatchObject({ name: '新疆生产建设兵团', level: 'province' });
  });

  it('stand below one another', () => {
    expect(parentOf('450103')?.code).toBe('450100');
    expect(parentOf('450100')?.code).toBe('450000');
    expect(parentOf('450000')?.code).toBe(COUNTRY);
    expect(parentOf(COUNTRY)).toBeUndefined();
    // Districts of a municipality and counties run by their province have no city above them.
    expect(parentOf('110101')?.code).toBe('110000');
    expect(parentOf('429004')?.code).toBe('420000');
    expect(parentOf('529900')?.code).toBe('520000');
    expect(isWithin('450103', '450000')).toBe(true);
    expect(isWithin('450103', '440000')).toBe(false);
    expect(isWithin('000000', COUNTRY)).toBe(false);
  });

  it.each([
    ['广西', undefined, '450000'],
    ['广西壮族自治区', undefined, '450000'],
    ['桂林', undefined, '450300'],
    ['桂林市', undefined, '450300'],
    ['黔西南', undefined, '522300'],
    ['黔西南州', undefined, '522300'],
    ['贵州省黔西南州', undefined, '522300'],
    ['青秀区', '450100', '450103'],
    ['青秀区', '440000', undefined],
    ['南宁市青秀区', undefined, '450103'],
    ['朝阳区', undefined, undefined],
    ['朝阳区', '110000', '110105'],
    ['吉林', undefined, '220000'],
    ['吉林市', undefined, '220200'],
    ['苏州', undefined, '320500'],
    ['苏州', '340000', undefined],
    ['仙桃', undefined, '429004'],
    ['沙县', undefined, '350427'],
    ['东乡县', undefined, '622926'],
    ['贵安新区', undefined, '529900'],
    ['市辖区', undefined, undefined],
    ['', undefined, undefined],
  ])('%s within %s is %s', (name, within, code) => {
    expect(findRegion(name, within)?.code).toBe(code);
  });

  it('are looked for under their own names and those above', () => {
    expect(regionWords('450103')).toEqual(['青秀区', '青秀', '南宁市', '南宁', '广西壮族自治区', '广西']);
    expect(regionWords('999999')).toEqual([]);
  });

  it('are found by their full name within their province, unless two there share it', () => {
    for (const province of provinces()) expect(findRegion(province.name)).toBe(province);
    fc.assert(
      fc.property(fc.integer({ min: 110000, max: 659099 }), (number) => {
        const place = region(String(number));
        if (place === undefined || /市辖区|直辖县级/.test(place.name)) return;
        const found = findRegion(place.name, place.city ?? place.province);
        expect(found?.name ?? place.name).toBe(place.name);
      }),
      { numRuns: 2000 },
    );
  });

  it('never throw, whatever the name', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (name) => {
        const found = findRegion(name);
        if (found !== undefined) expect(region(found.code)).toBe(found);
      }),
    );
  });

  const registry = shared('platforms/registry.json');
  it.skipIf(registry === undefined)('know the place of every known platform', () => {
    const platforms = JSON.parse(readFileSync(registry as string, 'utf8')) as {
      id: string;
      adcode: string | null;
      province: string;
      city: string | null;
    }[];
    const wrong = platforms.filter(({ adcode, province, city }) => {
      const place = findRegion(city ?? province, findRegion(province)?.code);
      return place === undefined || (adcode !== null && place.code !== adcode);
    });
    expect(platforms.length).toBeGreaterThan(200);
    expect(wrong.map(({ id, adcode }) => `${id} ${adcode}`)).toEqual([]);
  });
});
