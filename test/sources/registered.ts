/** What a register holds of what operation zones offer: who registered it, under which code, and how it stands. */
import { type IdShape, identifier, type SampledThing } from './thing.ts';

/** One in so many of a zone's things is registered. */
const EVERY = 2;

const DAY = 86_400_000;
const day = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** Of twelve registrations one is cancelled, one announced, and one lapses by its age. */
function standing(at: number, region: string): Record<string, string> {
  const from = Date.UTC(2025, 2, 1) + ((at * 37) % 500) * DAY;
  if (at % 12 === 5) {
    return { 公示开始日期: day(from), 公示结束日期: '2099-12-31', 登记类型: '首次登记' };
  }
  return {
    登记编码: `${region}${day(from).slice(0, 4)}${String(at + 1).padStart(5, '0')}`,
    登记类型: at % 12 === 7 ? '注销登记' : at % 12 === 9 ? '变更登记' : '首次登记',
    登记日期: at % 12 === 11 ? '2020-06-01' : day(from),
    登记有效期: '三年',
  };
}

/** Registrations of every second thing, in the zone's order. */
export const registrationsOf = (
  things: SampledThing[],
  { region, shape }: { region: string; shape: IdShape },
): SampledThing[] =>
  things
    .filter((_, at) => at % EVERY === 0)
    .map((thing, at) => ({
      ...thing,
      id: identifier(shape, `registration of ${thing.id}`),
      extras: {
        登记对象: '数据产品',
        登记主体: thing.publisher ?? thing.extras.实施机构 ?? '',
        ...standing(at, region),
      },
    }));
