/** What an item of the feed says: the entry as the other made it, where it came from, and through whom. Pure. */
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { Adopted, RawRecord, RawValue, Statement } from '../../config/record.ts';
import { parseJson } from '../answers/answer.ts';
import type { KeptItem } from './parse.ts';

const isObject = (value: RawValue | undefined): value is Record<string, RawValue> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const text = (value: RawValue | undefined): string | undefined =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined;

/** Throws `record.unreadable`. */
export function statementOf(record: RawRecord): Statement {
  const row = record.parts.find(({ role }) => role === 'row');
  if (row === undefined) throw new CodedError('record.unreadable', `${record.id}: the row is missing`);
  let kept: KeptItem;
  try {
    kept = parseJson(row.text) as unknown as KeptItem;
  } catch (error) {
    throw new CodedError('record.unreadable', coded(error).detail, { cause: error });
  }
  const item = isObject(kept.item) ? kept.item : {};
  const { entry, source } = item;
  if (!isObject(entry)) throw new CodedError('record.unreadable', `${record.id}: there is no entry in it`);
  const adopted: Adopted = { entry, instance: kept.instance, ...originOf(entry, source, record.id) };
  return { id: record.id, fields: {}, distributions: [], dataItems: [], unmapped: {}, adopted };
}

/** Of an entry that the other took from a third, what it says of that; else its own source. */
function originOf(
  entry: Record<string, RawValue>,
  source: RawValue | undefined,
  id: string,
): Pick<Adopted, 'origin' | 'via'> {
  const { provenance } = entry;
  if (isObject(provenance)) {
    const { via, source: origin } = provenance;
    const names = Array.isArray(via) ? via.flatMap((each) => text(each) ?? []) : [];
    return { via: names, origin: sourceOf(origin, text(provenance.entry) ?? id) };
  }
  return { via: [], origin: sourceOf(source, id) };
}

function sourceOf(source: RawValue | undefined, entry: string): Adopted['origin'] {
  const { id, title, region } = isObject(source) ? source : {};
  return {
    entry,
    source: text(id) ?? entry.split(':', 1)[0] ?? entry,
    ...(text(title) === undefined ? {} : { title: text(title) as string }),
    ...(text(region) === undefined ? {} : { region: text(region) as string }),
  };
}
