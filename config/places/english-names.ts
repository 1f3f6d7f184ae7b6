/** English names of cities and counties: the established one, else pinyin with the kind of place in English. */
import { z } from 'zod';
import type { Region } from '../regions.ts';
import { syllablesOf } from '../text/pinyin.ts';
import { readYaml } from '../text/yaml.ts';

const Spelling = z.record(z.string(), z.string());
const Table = z.strictObject({
  nationalities: Spelling,
  tiers: Spelling,
  names: z.record(z.string().regex(/^\d{6}$/), z.string()),
  characters: Spelling,
  readings: Spelling,
});

const table = Table.parse(readYaml(new URL('../vocabularies/place-names.yaml', import.meta.url)));
const tiers = Object.entries(table.tiers);
const peoples = Object.keys(table.nationalities).sort((one, other) => other.length - one.length);
/** In names of autonomous places some nationalities stand without 族. */
const AUTONOMOUS = new RegExp(`((?:(?:${peoples.join('|')})族|蒙古|哈萨克|柯尔克孜|塔吉克|锡伯|鄂伦春)+)$`);
/** 达斡尔族区: no autonomous place, and named after one nationality. */
const NAMED_AFTER = new RegExp(`((?:${peoples.join('|')})族)$`);
const PEOPLE = new RegExp(`(${peoples.join('|')})族?`, 'g');

const made = new Map<string, string>();

/** Guilin, Qianxinan; with their kind, as in Chinese, below the cities: Qingxiu District, Gongcheng Yao Autonomous County. */
export function englishName(place: Region): string {
  const known = table.names[place.code] ?? made.get(place.code);
  if (known !== undefined) return known;
  const name = place.level === 'county' ? countyName(place.name) : stemOf(place.name, place.shortName);
  made.set(place.code, name);
  return name;
}

function countyName(name: string): string {
  const [tier, kind] = tiers.find(([each]) => endsIn(name, each)) ?? ['', ''];
  const whole = name.slice(0, name.length - tier.length);
  const people = (tier.startsWith('自治') ? AUTONOMOUS : NAMED_AFTER).exec(whole)?.[1] ?? '';
  const own = whole.slice(0, whole.length - people.length);
  const named = [...people.matchAll(PEOPLE)].map(([, one]) => table.nationalities[one as string] as string);
  const list = new Intl.ListFormat('en-GB').format(named);
  // 沙县: a single character is not spoken without what it is.
  const stem = own === '' ? '' : stemOf(name, own.length === 1 && people === '' ? own + tier : own);
  return [stem, list, kind].filter((part) => part !== '').join(' ');
}

/** A word of one character beside the longer kinds would leave no name: 清新区 is 清新, a district. */
const endsIn = (name: string, tier: string): boolean =>
  name.endsWith(tier) && (tier.length === 1 || name.length - tier.length !== 1);

/** In one word, where a syllable that begins with a vowel is set off: Xi'an, Dong'e. */
function stemOf(name: string, stem: string): string {
  const reading = table.readings[name]?.split(' ');
  const read = syllablesOf(stem, { surname: 'off' });
  const syllables = [...stem].map(
    (character, at) => reading?.[at] ?? table.characters[character] ?? (read[at] as string),
  );
  const word = syllables.map((one, at) => (at > 0 && /^[aeo]/.test(one) ? `'${one}` : one)).join('');
  return word.charAt(0).toUpperCase() + word.slice(1);
}
