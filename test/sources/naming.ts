/**
 * How names repeat in a long catalogue. In the sampled ones a row shares title and office with 0.2 to 0.4 others of its
 * platform at most, whatever the size: what is counted there has a name of its own (a street, a firm, a project), some
 * rows stand twice, and a few offices send the same title a hundred times.
 */
import { GIVEN, SURNAMES } from './vocabulary.ts';

type Dice = () => number;

/** So many rows need no names of their own: the vocabulary has enough for them. */
export const NAMELESS = 2_000;
/** One row in so many stands under the title and office of the one before it. */
const REPEATED_SHARE = 0.05;
/** In each so many rows there is a series under one title, a hundred long, from that row on. */
const SERIES_EVERY = 50_000;
const SERIES_FROM = 25_000;
const SERIES_LENGTH = 100;

const KINDS = ['街道', '社区', '镇', '小区', '产业园', '河段', '大道', '项目部', '有限公司', '卫生院'];
const HEADS = [...SURNAMES, ...'东西南北中新古上下大小红金龙凤江河湖山石林'];

/** What a row of that index is to the ones before it. */
export function placeInLine(index: number, roll: Dice): 'own' | 'series' | 'repeats' {
  if (index < NAMELESS) return 'own';
  if (index >= startOfSeries(index) && index < startOfSeries(index) + SERIES_LENGTH) return 'series';
  return roll() < REPEATED_SHARE ? 'repeats' : 'own';
}

/** The first row of the series that this one is in. */
export const startOfSeries = (index: number): number =>
  Math.floor(index / SERIES_EVERY) * SERIES_EVERY + SERIES_FROM;

/** The name of what a row is about: 金华大道, 石林辉镇; some three quarters of a million there are. */
export function nameOf(roll: Dice): string {
  const from = <T>(list: readonly T[]): T => list[Math.floor(roll() * list.length)] as T;
  const middle = [...GIVEN];
  return `${from(HEADS)}${from(middle)}${roll() < 0.5 ? from(middle) : ''}${from(KINDS)}`;
}
