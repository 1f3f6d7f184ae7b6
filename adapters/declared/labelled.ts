/** Facts of a page as labels with values: definition lists, table cells, `label：value` lines. Pure. */
import type { LabelRule } from '../../config/declared.ts';
import { labelForm } from '../../config/labels.ts';
import type { RawValue } from '../../config/record.ts';
import { pickFirst, type Scope } from './select.ts';

/** Longer texts are no labels. */
const LONGEST_LABEL = 40;

/** The label/value pairs that a rule finds. */
export function* labelled(scope: Scope, rule: LabelRule): Generator<[string, RawValue]> {
  for (const holder of scope.each(rule.each) ?? [])
    for (const [label, value] of rule.cells === undefined
      ? pairOf(holder, rule)
      : pairsOf(holder, rule, rule.cells))
      if (label.trim() !== '' && label.length <= LONGEST_LABEL && value !== undefined)
        yield [labelForm(label), value];
}

type Pair = [label: string, value: RawValue | undefined];

/** Neighbouring cells: label, value, label, value. */
function pairsOf(holder: Scope, rule: LabelRule, cells: string): Pair[] {
  const found = holder.each(cells) ?? [];
  const pairs: Pair[] = [];
  for (let index = 0; index + 1 < found.length; index += 2)
    pairs.push([textIn(found[index]!), valueIn(found[index + 1]!, rule) ?? textIn(found[index + 1]!)]);
  return pairs;
}

/** One pair: by its own places, or cut at the first colon where a place is not given or empty. */
function pairOf(holder: Scope, rule: LabelRule): Pair[] {
  const label = pickFirst(holder, rule.label);
  const value = valueIn(holder, rule);
  if (label !== undefined && rule.value !== undefined) return [[String(label), value]];
  const whole = textIn(holder);
  const colon = whole.search(/[:\uFF1A]/u);
  const before = label === undefined ? whole.slice(0, Math.max(0, colon)) : String(label);
  return [[before, rule.value === undefined ? whole.slice(colon + 1).trim() : value]];
}

const textIn = (scope: Scope): string => String(scope.pick({ select: '.' }) ?? '');

/** The value at the rule's place; a list where it names the elements of one and there are several. */
function valueIn(holder: Scope, rule: LabelRule): RawValue | undefined {
  if (rule.spread !== undefined) {
    const values = holder.pick({ select: rule.spread, all: true });
    if (Array.isArray(values) && values.length > 1) return values;
  }
  return pickFirst(holder, rule.value);
}
