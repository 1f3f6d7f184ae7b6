/** The forms in which a thing is had, as its parts say: from elements, texts and lists inside texts. Pure. */
import type { DistributionRule } from '../../../config/declared.ts';
import type { RawValue, StatedDistribution } from '../../../config/record.ts';
import { decodeFurther } from '../decode.ts';
import { JsonScope } from '../json-scope.ts';
import { cut, isBlank, pickFirst, type Scope } from '../select.ts';

/** What one rule finds in a part. Throws `source.*` codes where a text that is to hold a list holds something else. */
export function* distributions(
  scope: Scope,
  rule: DistributionRule,
  url: string,
): Generator<StatedDistribution> {
  for (const item of pieces(heldBy(scope.each(rule.each) ?? [], rule, url), rule.split)) {
    const common: StatedDistribution = {};
    for (const key of ['title', 'mediaType', 'accessUrl', 'downloadUrl', 'byteSize', 'rows'] as const) {
      const value = pickFirst(item, rule[key]);
      if (value === undefined || isBlank(value)) continue;
      common[key] = key === 'accessUrl' || key === 'downloadUrl' ? absolute(value, url) : value;
    }
    const format = pickFirst(item, rule.format);
    const formats = isBlank(format) ? [] : [format].flat();
    for (const one of formats) {
      const word = wordFor(one, rule.codes);
      yield { ...common, ...(word === undefined ? {} : { format: word }) };
    }
    if (formats.length === 0 && Object.keys(common).length > 0) yield common;
  }
}

function wordFor(format: RawValue | undefined, codes: Record<string, string>): RawValue | undefined {
  if (format === undefined || format === null || typeof format === 'object') return format;
  const code = String(format).trim();
  if (Object.hasOwn(codes, code)) return codes[code];
  return code === '' ? format : (codes['*'] ?? format);
}

/** What the texts among the parts hold. Throws `source.*` codes where they hold something else. */
function heldBy(items: Scope[], { decode: steps }: DistributionRule, url: string): Scope[] {
  if (steps.length === 0) return items;
  return items
    .filter((item) => !isBlank(item.pick({ select: '.' })))
    .flatMap((item) => decodeFurther(item, steps, url).each('.') ?? []);
}

/** Texts cut into the values they list; other parts as they are. */
function* pieces(items: Scope[], split: string | undefined): Generator<Scope> {
  for (const item of items) {
    const text = split === undefined ? undefined : item.pick({ select: '.' });
    if (split === undefined || typeof text !== 'string') yield item;
    else for (const piece of cut(text, split)) yield new JsonScope(piece);
  }
}

/** Without those that say only a format that another one says with more, and without repeats. */
export function withoutShadows(all: StatedDistribution[]): StatedDistribution[] {
  const said = new Set<string>();
  const formatOf = (one: StatedDistribution): string =>
    String(one.format ?? '')
      .trim()
      .toLowerCase()
      .replace(/^\./, '');
  for (const one of all) if (Object.keys(one).length > 1) said.add(formatOf(one));
  const whole = new Set<string>();
  return all.filter((one) => {
    if (Object.keys(one).length > 1) {
      const text = JSON.stringify(one);
      return !whole.has(text) && whole.add(text);
    }
    const format = formatOf(one);
    if (said.has(format)) return false;
    said.add(format);
    return true;
  });
}

/** An address made absolute; what is no address stays as it is. */
export function absolute(value: RawValue, url: string): RawValue {
  if (Array.isArray(value)) return value.map((item) => absolute(item, url));
  return typeof value === 'string' ? (URL.parse(value, url)?.href ?? value) : value;
}
