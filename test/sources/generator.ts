/**
 * Believable entries without end: the same seed, platform and index give the same thing. Titles, offices and data
 * items are our own vocabulary; shares (openness, frequencies, formats) are those of real catalogues, roughly.
 */
import { createHash } from 'node:crypto';
import type { Mode } from '../../config/registry/modes.ts';
import { NAMELESS, nameOf, placeInLine, startOfSeries } from './naming.ts';
import { type Place, placeOf } from './places.ts';
import { type IdShape, identifier, type SampledThing } from './thing.ts';
import { FIELDS_OF_DATA, FORMAT_SETS, FREQUENCIES, GIVEN, SERIES, SURNAMES, YEARS } from './vocabulary.ts';

export interface Recipe {
  seed: number;
  /** The platform's id: part of what makes its things its own. */
  platform: string;
  /** GB/T 2260 code of the platform's place. */
  region: string;
  shape: IdShape;
  /** `opening` where absent. */
  mode?: Mode;
  /** What the identifiers of interfaces begin with, before a colon, where they are a catalogue of their own. */
  interfaces?: string;
  /** Titles have no names of their own and run out: in a long catalogue hundreds of rows share each. */
  fewTitles?: boolean;
}

/** Numbers in [0, 1), the same for the same text (mulberry32 over a hash). */
function dice(text: string): () => number {
  let state = createHash('md5').update(text).digest().readUInt32LE(0);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

type Dice = () => number;
const below = (roll: Dice, n: number): number => Math.floor(roll() * n);
const pick = <T>(roll: Dice, from: readonly T[]): T => from[below(roll, from.length)]!;

function weighted<T>(roll: Dice, from: readonly [T, number][]): T {
  let left = roll() * from.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [value, weight] of from) {
    left -= weight;
    if (left < 0) return value;
  }
  return from[0]![0];
}

const two = (n: number): string => String(n).padStart(2, '0');

function date(roll: Dice, fromYear: number, toYear: number): string {
  const days = below(roll, (toYear - fromYear + 1) * 365);
  const at = new Date(Date.UTC(fromYear, 0, 1) + days * 86_400_000);
  const working = `${two(8 + below(roll, 10))}:${two(below(roll, 60))}:${two(below(roll, 60))}`;
  return `${at.toISOString().slice(0, 10)} ${working}`;
}

/** The office, with the tier's way of naming it: 广西壮族自治区教育厅, 柳州市教育局, 鱼峰区教育局, 市教育局. */
function officeOf(
  roll: Dice,
  place: Place,
  office: [city: string, province: string],
  part: string | undefined,
): string {
  const [city, province] = office;
  if (part !== undefined && place.tier === 'city') return `${part}${city}`;
  if (place.tier === 'country')
    return /厅$/.test(province) ? province.replace(/厅$/, '部') : `国家${province}`;
  if (place.tier === 'province') return roll() < 0.2 ? `省${province}` : `${place.name}${province}`;
  return roll() < 0.25 ? `市${city}` : `${place.name}${city}`;
}

function contactOf(roll: Dice, place: Place): SampledThing['contact'] {
  const name =
    roll() < 0.4
      ? `${pick(roll, [...SURNAMES])}${pick(roll, [...GIVEN])}${roll() < 0.5 ? pick(roll, [...GIVEN]) : ''}`
      : null;
  const kind = roll();
  const number = String(1_000_000 + below(roll, 8_999_999));
  const area = `0${300 + (Number(place.code.slice(0, 4)) % 690)}`;
  // Mobile numbers in the range 100xxxxxxxx do not exist; 19x ones look real and are what masking must find.
  const phone =
    kind < 0.55 ? `${area}-${number}` : kind < 0.7 ? `199${two(below(roll, 100))}${number.slice(1)}` : null;
  const email = roll() < 0.2 ? `data${below(roll, 900)}@gov.example` : null;
  return { name, phone, email };
}

/** Sharing has classes of its own; what is operated is neither open nor shared. */
function opennessOf(roll: Dice, mode: Mode | undefined): string | null {
  const free = roll();
  if (mode === 'authorised-operation') return null;
  if (mode === 'sharing') return free < 0.62 ? '无条件共享' : free < 0.96 ? '有条件共享' : '不予共享';
  return free < 0.72 ? '无条件开放' : '有条件开放';
}

function extrasOf(roll: Dice, recipe: Recipe, place: Place, index: number): Record<string, string> {
  if (recipe.mode === 'sharing') {
    return { 信息资源代码: `${place.code}/${String(index + 1).padStart(6, '0')}` };
  }
  if (recipe.mode !== 'authorised-operation') return {};
  return {
    运营机构: `${place.shortName}公共数据运营有限公司`,
    实施机构: place.tier === 'country' ? '国家数据局' : `${place.name}数据管理局`,
    产品类型: pick(roll, ['数据产品', '数据服务', 'API', '数据集']),
    收费方式: pick(roll, ['免费', '按次计费', '按年订阅', '面议']),
    应用场景: pick(roll, ['金融风控', '医疗健康', '城市治理', '交通出行', '科研教育']),
    ...termsOf(roll),
    ...disclosureOf(dice(`${recipe.seed} ${recipe.platform} ${index} disclosure`)),
  };
}

/** Half have disclosed the year before, as is due by the end of March; some are behind, the others never did. */
function disclosureOf(roll: Dice): Record<string, string> {
  const last = new Date().getFullYear() - 1;
  const year = weighted(roll, [
    [last, 5],
    [last - 1, 2],
    [null, 3],
  ]);
  return year === null ? {} : { 信息披露: `已披露${year}年度授权运营情况` };
}

/** Two of three state how long they are authorised, and at what price. */
function termsOf(roll: Dice): Record<string, string> {
  const year = 2024 + below(roll, 2);
  const cents = 10 + below(roll, 190);
  if (roll() < 1 / 3) return {};
  return {
    授权开始日期: `${year}-01-01`,
    授权结束日期: `${year + 2}-12-31`,
    上限收费标准: `${((cents * 2) / 100).toFixed(2)}元/次`,
    具体收费标准: `${(cents / 100).toFixed(2)}元/次`,
  };
}

/** The thing of that index. */
export function generated(recipe: Recipe, index: number): SampledThing {
  const key = `${recipe.seed} ${recipe.platform} ${index}`;
  const roll = dice(key);
  // Now and then the interface of the dataset before it, as a thing of its own.
  if (index > 0 && dice(`${key} twin`)() < 0.02) {
    const table = generated(recipe, index - 1);
    if (!table.formats.includes('api')) return twinOf(recipe, index, table);
  }
  const stands = placeInLine(index, dice(`${key} line`));
  if (stands === 'series' && index !== startOfSeries(index))
    return againOf(recipe, index, generated(recipe, startOfSeries(index)));
  if (stands === 'repeats') return againOf(recipe, index, generated(recipe, index - 1));
  const place = placeOf(recipe.region);
  const field = pick(roll, FIELDS_OF_DATA);
  const [name, labels] = pick(roll, field.subjects);
  const part = place.parts.length > 0 && roll() < 0.55 ? pick(roll, place.parts) : undefined;
  const publisher = officeOf(roll, place, pick(roll, field.offices), part);
  const prefix = part ?? (roll() < 0.45 ? (place.tier === 'country' ? '全国' : place.name) : '');
  const suffix = roll() < 0.3 ? pick(roll, YEARS) : roll() < 0.12 ? pick(roll, SERIES) : '';
  const year = /年$/.test(suffix);
  const own = index < NAMELESS || recipe.fewTitles ? '' : nameOf(dice(`${key} name`));
  const base =
    year && roll() < 0.5 ? `${prefix}${suffix}${name}` : `${prefix}${name}${year ? `_${suffix}` : suffix}`;
  const title = `${own}${base}`;
  const issued = date(roll, 2018, 2024);
  // Some pages never say when.
  const undated = roll() < 0.02;
  const modified = undated ? null : roll() < 0.3 ? issued : date(roll, Number(issued.slice(0, 4)) + 1, 2025);
  const formats = weighted(roll, FORMAT_SETS);
  const of =
    formats.includes('api') && formats.length === 1 ? 'apis' : formats[0] === 'file' ? 'files' : 'rows';
  const amount = of === 'rows' ? Math.floor(10 ** (1 + roll() * 4.5)) : 1 + below(roll, 5);
  return {
    id: idOf(recipe, key, formats),
    title,
    description:
      roll() < 0.08
        ? title
        : `${prefix || place.name}${name}，主要包括${labels.join('、')}等内容${roll() < 0.3 ? `，由${publisher}提供` : ''}。`,
    publisher,
    themes: [field.theme],
    industry: roll() < 0.3 ? null : field.industry,
    keywords: roll() < 0.35 ? [] : [field.theme, name.replace(/(?:基本)?信息$/, ''), ...(part ? [part] : [])],
    issued,
    modified,
    frequency: weighted(roll, FREQUENCIES),
    openness: opennessOf(roll, recipe.mode),
    formats,
    volume: roll() < 0.06 ? null : { of, text: amount.toLocaleString('en-US') },
    contact: contactOf(roll, place),
    items: labels.map((label, i) => ({
      name: `f${i + 1}`,
      label,
      type: /数|金额|度$/.test(label) ? '数值型' : '字符型',
    })),
    scenario: roll() < 0.2 ? '政府办事' : null,
    version: `v${1 + below(roll, 4)}.0`,
    extras: extrasOf(roll, recipe, place, index),
  };
}

/** The same title of the same office once more, of another day. */
function againOf(recipe: Recipe, index: number, thing: SampledThing): SampledThing {
  const key = `${recipe.seed} ${recipe.platform} ${index}`;
  const issued = date(dice(`${key} again`), 2018, 2024);
  return { ...thing, id: idOf(recipe, key, thing.formats), issued, modified: issued };
}

function idOf({ shape, interfaces }: Recipe, key: string, formats: string[]): string {
  const id = identifier(shape, key);
  return interfaces !== undefined && formats.join() === 'api' ? `${interfaces}:${id}` : id;
}

function twinOf(recipe: Recipe, index: number, table: SampledThing): SampledThing {
  return {
    ...table,
    id: idOf(recipe, `${recipe.seed} ${recipe.platform} ${index}`, ['api']),
    title: `${table.title}接口服务`,
    formats: ['api'],
    volume: { of: 'apis', text: '1' },
  };
}

/** The first `count` things of a platform. */
export function generatedThings(recipe: Recipe, count: number): SampledThing[] {
  return Array.from({ length: count }, (_, index) => generated(recipe, index));
}
