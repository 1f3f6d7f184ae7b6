/** Reading a kept record: what all its parts together say. Pure. */
import type { DataItemRule, PartReading, RowReading, Wire } from '../../../config/declared.ts';
import { CodedError, coded } from '../../../config/errors/errors.ts';
import type {
  Field,
  RawPart,
  RawRecord,
  RawValue,
  StatedDataItem,
  Statement,
} from '../../../config/record.ts';
import type { HarvestableSource } from '../../../config/registry/source.ts';
import { catalogueOf } from '../catalogues.ts';
import { decode, parsed } from '../decode.ts';
import { HtmlScope } from '../html-scope.ts';
import { JsonScope } from '../json-scope.ts';
import { capture, cut, isBlank, pickFirst, rootOf, type Scope } from '../select.ts';
import { fill } from '../template.ts';
import { type CompiledWire, valuesOf, wireOf } from '../wire.ts';
import { absolute, distributions, withoutShadows } from './distributions.ts';
import { factsOf } from './facts.ts';

type Reading = RowReading | PartReading;

/** Throws `record.*` codes. */
export function readRecord(source: HarvestableSource, record: RawRecord): Statement {
  const { one: compiled, own } = catalogueOf(wireOf(source), record.id);
  const { wire } = compiled;
  const statement: Statement = { id: record.id, fields: {}, distributions: [], dataItems: [], unmapped: {} };
  const row = record.parts.find((part) => part.role === 'row');
  for (const [role, reading] of Object.entries(wire.parts)) {
    const part = record.parts.find((candidate) => candidate.role === role);
    if (part !== undefined) {
      const { root: scope } = opened(part, reading);
      const whose = pickFirst(scope, reading.about);
      if (isBlank(whose) || String(whose).trim() === own) add(statement, scope, reading, part, compiled);
      else statement.aside = { ...statement.aside, [role]: `it is about ${String(whose)}` };
    } else if (!reading.optional) throw new CodedError('record.unreadable', `the part ${role} is missing`);
  }
  // The list row last: it is the shorter one, and the older where they differ.
  const openedRow = row === undefined ? undefined : opened(row, wire.row);
  if (row !== undefined && openedRow !== undefined) add(statement, openedRow.root, wire.row, row, compiled);
  else if (Object.keys(wire.parts).length === 0)
    throw new CodedError('record.unreadable', 'the row is missing');
  statement.distributions = withoutShadows(statement.distributions);
  const { title } = statement.fields;
  if (isBlank(title)) throw new CodedError('record.no-title', `${record.id}: no part has a title`);
  const ofRow = openedRow === undefined ? {} : valuesIn(wire, () => openedRow.whole);
  finish(statement, source, compiled, { own, ofRow, url: row?.url });
  return statement;
}

/** The list row's values for request templates. */
export const rowValues = (wire: Wire, row: RawPart): Record<string, RawValue | undefined> =>
  valuesIn(wire, () => scopeOf(row));

function valuesIn(wire: Wire, row: () => Scope): Record<string, RawValue | undefined> {
  const names = Object.entries(wire.row.values);
  if (names.length === 0) return {};
  const scope = row();
  return Object.fromEntries(names.map(([name, picks]) => [name, pickFirst(scope, picks)]));
}

const scopeOf = (row: RawPart): Scope =>
  row.mediaType === 'text/html'
    ? HtmlScope.of(row.text)
    : (parsed.see(row) ?? decode(row.text, ['json'], row.url));

const scopeOfPart = (part: RawPart, { answer }: PartReading): Scope =>
  parsed.see(part) ?? decode(part.text, answer.decode, part.url);

/** The part as a document, and the place in it that is read. */
function opened(part: RawPart, reading: Reading): { whole: Scope; root: Scope } {
  let scope: Scope;
  try {
    scope = 'answer' in reading ? scopeOfPart(part, reading) : scopeOf(part);
  } catch (error) {
    throw new CodedError('record.unreadable', `${part.role}: ${coded(error).detail}`, { cause: error });
  } finally {
    parsed.drop(part);
  }
  const root = rootOf(scope, reading.root);
  if (root === undefined)
    throw new CodedError('record.unreadable', `${part.role}: nothing at ${reading.root.join(', ')}`);
  for (const { select, atLeast } of reading.expect) {
    const count = root.each(select)?.length ?? 0;
    if (count < atLeast)
      throw new CodedError('record.unreadable', `${part.role}: ${count} of ${atLeast} expected at ${select}`);
  }
  return { whole: scope, root };
}

function add(
  statement: Statement,
  scope: Scope,
  reading: Reading,
  part: RawPart,
  compiled: CompiledWire,
): void {
  if (reading.facts) {
    const ignore = 'id' in reading && scope instanceof JsonScope ? compiled.rowIgnore : compiled.ignore;
    const facts = factsOf(scope, reading, compiled.gather, ignore);
    for (const [field, value] of Object.entries(facts.fields) as [Field, RawValue][])
      statement.fields[field] ??= field === 'landingPage' ? absolute(value, part.url) : value;
    for (const [label, value] of Object.entries(facts.unmapped))
      if (!Object.hasOwn(statement.unmapped, label)) statement.unmapped[label] = value;
  }
  for (const rule of reading.distributions) {
    try {
      statement.distributions.push(...distributions(scope, rule, part.url));
    } catch (error) {
      // A list inside a text that cannot be read costs the list.
      const where = `${part.role}.${rule.each}`;
      statement.aside = { ...statement.aside, [where]: coded(error).detail ?? coded(error).code };
    }
  }
  for (const rule of reading.dataItems) statement.dataItems.push(...dataItems(scope, rule));
}

function* dataItems(scope: Scope, rule: DataItemRule): Generator<StatedDataItem> {
  for (const item of scope.each(rule.each) ?? []) {
    const stated: StatedDataItem = {};
    for (const key of ['name', 'label', 'type', 'description'] as const) {
      const value = pickFirst(item, rule[key]);
      if (value !== undefined && !isBlank(value)) stated[key] = value;
    }
    if (stated.name !== undefined || stated.label !== undefined) yield stated;
  }
}

/** Landing page, native id, and the legend of the codes that came. */
function finish(
  statement: Statement,
  source: HarvestableSource,
  compiled: CompiledWire,
  { own, ofRow, url }: { own: string; ofRow: Record<string, RawValue | undefined>; url: string | undefined },
): void {
  const { wire, options } = compiled;
  const values = valuesOf(source, options, { id: own, row: ofRow });
  if (wire.landingPage !== undefined) {
    const page = fill(wire.landingPage, values, true);
    statement.fields.landingPage ??= url === undefined ? page : absolute(page, url);
  }
  if (wire.nativeId !== undefined && capture(own, wire.nativeId.when) !== undefined)
    statement.nativeId = fill(wire.nativeId.template, values);
  const codes: Partial<Record<Field, Record<string, string>>> = {};
  for (const [field, legend] of Object.entries(wire.codes) as [Field, Record<string, string>][]) {
    const legendOf = legendFor(statement.fields[field], legend);
    if (legendOf !== undefined) codes[field] = legendOf;
  }
  if (Object.keys(codes).length > 0) statement.codes = codes;
}

/** The legend's words for the codes of a value; `*` is its word for any other. */
function legendFor(
  value: RawValue | undefined,
  legend: Record<string, string>,
): Record<string, string> | undefined {
  const words: Record<string, string> = {};
  for (const code of [value].flat()) {
    if (code === undefined || code === null || typeof code === 'object') continue;
    const key = String(code).trim();
    // A list of codes in one text comes with the words of each.
    for (const one of Object.hasOwn(legend, key) ? [key] : [key, ...cut(key, '[,;|]')]) {
      const word = Object.hasOwn(legend, one) ? legend[one] : legend['*'];
      if (word !== undefined && one !== '') words[one] = word;
    }
  }
  return Object.keys(words).length === 0 ? undefined : words;
}
