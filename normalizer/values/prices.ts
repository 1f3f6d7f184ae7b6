/** Prices as operators and authorities write them: 0.5元/次, 每次0.5元, 1万元/年, 0.1-0.5元/条, 不高于2元, 免费, 面议. */
import type { Price } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { terms } from './terms.ts';

const FREE =
  /^(?:免费|无偿|公益(?:免费)?|不收费|free|0(?:\.0+)?(?:元)?(?:\/.{1,6})?)(?:使用|提供|开放|调用)?$/i;
const NEGOTIABLE =
  /^(?:(?:价格|双方|按需|另行|具体价格?)?(?:面议|协商|议价|协议(?:定价|价)?|商定|询价|洽谈)(?:确定|定价)?)$/;
const NUMBER = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d{1,12}(?:\.\d{1,6})?`;
const YUAN = String.raw`(百万|千万|[十百千万亿])?\s*(?:元|圆|块|rmb|cny)?\s*(?:人民币)?`;
const AMOUNT = String.raw`(?:[¥￥]|rmb|人民币)?\s*(${NUMBER})\s*${YUAN}`;
const PER = String.raw`(?:\s*(?:/|每|一)\s*([^\s/\d元,，;；。]{1,8}|\d{1,9}\s*[^\s/\d元,，;；。]{1,6}))?`;
const MOST = /^(?:不(?:高于|超过|大于)|最高(?:不超过)?|上限(?:为)?|≤|<=|至多|封顶)\s*/;
const ONE = new RegExp(`^${AMOUNT}${PER}$`, 'i');
const SPAN = new RegExp(`^${AMOUNT}\\s*(?:-|~|～|—+|–|至|到)\\s*${AMOUNT}${PER}$`, 'i');
/** 每次0.5元: the unit first. */
const UNIT_FIRST = /^每\s*(\d{0,9}\s*[^\s/\d元]{1,6}?)\s*(?:收费|收取|计)?\s*((?:[¥￥])?\d.*)$/;
const FACTORS: Record<string, number> = {
  十: 10,
  百: 100,
  千: 1e3,
  万: 1e4,
  百万: 1e6,
  千万: 1e7,
  亿: 1e8,
};

const yuan = (digits: string, factor: string | undefined): number =>
  Number((Number(digits.replaceAll(',', '')) * (FACTORS[factor ?? ''] ?? 1)).toFixed(6));

/** The unit after 元/: 次, 年, 万条, 1000次. */
export function perOf(stated: string): NonNullable<Price['per']> {
  const raw = stated.replace(/\s+/g, '');
  const [, digits = '', factor, word = raw] = /^(\d*)(百万|千万|[十百千万亿])?(.+)$/.exec(raw) ?? [];
  const unit = terms('pricing-units').find(word)?.code ?? terms('pricing-units').find(raw)?.code ?? null;
  const quantity = Number(digits || 1) * (FACTORS[factor ?? ''] ?? 1);
  return {
    unit: unit as NonNullable<Price['per']>['unit'],
    ...(quantity === 1 ? {} : { quantity }),
    raw,
  };
}

/** Without `raw`; undefined where the text says more or less than one price. */
export function priceOf(stated: string): Omit<Price, 'raw'> | undefined {
  let text = stated
    .normalize('NFKC')
    .trim()
    .replace(/[。;]$/, '')
    .replace(/^(?:收费|价格|单价|标准)[:：]?\s*/, '');
  if (FREE.test(text)) return { amount: 0, free: true };
  if (NEGOTIABLE.test(text)) return { negotiable: true };
  const most = MOST.test(text);
  text = text.replace(MOST, '');
  const turned = UNIT_FIRST.exec(text);
  if (turned !== null) text = `${turned[2]}/${turned[1]}`;
  const span = SPAN.exec(text);
  if (span !== null) {
    const [, low, lowFactor, high, highFactor, per] = span as unknown as string[];
    // 1-2万元: the factor counts for both.
    const amount = yuan(low as string, lowFactor ?? highFactor);
    const upTo = yuan(high as string, highFactor);
    if (upTo < amount || most) return undefined;
    return { amount, upTo, ...(per === undefined ? {} : { per: perOf(per) }) };
  }
  const one = ONE.exec(text);
  if (one === null) return undefined;
  const [, digits, factor, per] = one as unknown as string[];
  const amount = yuan(digits as string, factor);
  return {
    ...(most ? { upTo: amount } : { amount }),
    ...(amount === 0 && !most ? { free: true } : {}),
    ...(per === undefined ? {} : { per: perOf(per) }),
  };
}

/** A bare number is one in yuan, as the columns of price lists have it. */
export function readPrice(reading: Reading, field: 'ceilingPrice' | 'actualPrice'): Price | undefined {
  const raw = reading.text(field, 500);
  if (raw === undefined) return undefined;
  const price = priceOf(raw);
  if (price === undefined) reading.remark(field, 'not-understood', raw);
  return { ...price, raw };
}
