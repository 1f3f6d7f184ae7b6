/** Facts of a page as labels with values: definition lists, table cells, `label：value` lines. Pure. */
import type { LabelRule } from '../../../config/declared.ts';
import { CodedError } from '../../../config/errors/errors.ts';
import { labelAlias, labelForm } from '../../../config/labels.ts';
import type { RawValue } from '../../../config/record.ts';
import { HtmlScope } from '../html-scope.ts';
import { pickFirst, type Scope } from '../select.ts';

/** Longer texts are no labels. */
const LONGEST_LABEL = 40;

/** The label/value pairs that a rule finds. */
export function* labelled(scope: Scope, rule: LabelRule): Generator<[string, RawValue]> {
  for (const [label, value] of pairs(scope, rule))
    if (label.trim() !== '' && label.length <= LONGEST_LABEL && value !== undefined)
      yield [labelForm(label), value];
}

type Pair = [label: string, value: RawValue | undefined];

function* pairs(scope: Scope, rule: LabelRule): Generator<Pair> {
  const holders = scope.each(rule.each) ?? [];
  if (rule.names !== undefined) yield* placed(holders, rule, rule.names);
  else
    for (const holder of holders) {
      if (rule.lines) yield* lined(holder);
      else if (rule.cells === undefined) yield* pairOf(holder, rule);
      else yield* pairsOf(holder, rule, rule.cells);
    }
}

/** Values by their place. A page that says otherwise has another form: read on, it would give each fact another's name. */
function* placed(holders: Scope[], rule: LabelRule, names: string[]): Generator<Pair> {
  if (holders.length === 0) return;
  if (holders.length !== names.length)
    throw new CodedError(
      'record.unreadable',
      `${holders.length} values, ${names.length} were due at ${rule.each}`,
    );
  for (const [index, holder] of holders.entries()) {
    const name = names[index]!;
    const written = holder instanceof HtmlScope ? labelForm(holder.before(rule.each)) : '';
    if (written !== '' && written !== name && names.includes(written))
      throw new CodedError('record.unreadable', `${written} stands where ${name || 'nothing'} was due`);
    yield [name, valueIn(holder, rule) ?? textIn(holder)];
  }
}

/** One pair a line: cut at the first colon, or after a known label; another line goes on with the value before it. */
function* lined(holder: Scope): Generator<Pair> {
  let open: [label: string, lines: string[]] | undefined;
  for (const line of holder instanceof HtmlScope ? holder.lines() : [textIn(holder)]) {
    const [, label, rest] = /^([^:\uFF1A]*?)\s*[:\uFF1A]\s*(.*)$/u.exec(line) ?? [];
    const [, head, tail] = /^(\S+)\s+(.*)$/u.exec(line) ?? [];
    const isLabel = label !== undefined && label !== '' && label.length <= LONGEST_LABEL;
    let next: [string, string] | undefined;
    if (isLabel && !/\s/u.test(label)) next = [label, rest!];
    else if (head !== undefined && labelAlias(labelForm(head)) !== undefined) next = [head, tail!];
    else if (labelAlias(labelForm(line)) !== undefined) next = [line, ''];
    if (next === undefined) open?.[1].push(line);
    else {
      if (open !== undefined) yield [open[0], open[1].join('\n').trim()];
      open = [next[0], [next[1]]];
    }
  }
  if (open !== undefined) yield [open[0], open[1].join('\n').trim()];
}

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
