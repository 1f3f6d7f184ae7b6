/**
 * An entry that another Huimu made: what it says stays, its provenance grows by the other's name. It comes from outside
 * like everything else: it must fit the schema, its texts are masked and mended, its addresses are looked at.
 */
import { CodedError } from '../config/errors/errors.ts';
import type { Adopted, RawValue, Statement } from '../config/record.ts';
import { region } from '../config/regions.ts';
import type { HarvestableSource } from '../config/registry/source.ts';
import { readAddress } from './addresses.ts';
import { Entry, entryId } from './entry.ts';
import { maskMobiles } from './privacy/masking.ts';
import { Reading } from './reading.ts';
import { cut } from './text.ts';

/** Instances that an entry may have come through: a longer way is a circle that nobody recognises. */
const LONGEST_WAY = 16;
const DEEPEST = 12;
const LONGEST_TEXT = 50_000;
/** What names an entry and is no text of people. */
const NAMES = new Set(['id', 'localId', 'nativeId', 'landingPage', 'accessUrl', 'downloadUrl']);

/**
 * `self`: this installation's own name. Throws `record.own` where the entry began here or came through here before,
 * `record.invalid` where it does not fit the schema, `record.no-title`.
 */
export function adopt(
  source: HarvestableSource,
  statement: Statement & { adopted: Adopted },
  self: string | undefined,
): Entry {
  const { adopted, id } = statement;
  const via = [...adopted.via, adopted.instance];
  if (self !== undefined && via.includes(self))
    throw new CodedError('record.own', `it came through ${via.join(' → ')}`);
  if (via.length > LONGEST_WAY) throw new CodedError('record.own', `it came through ${via.length} instances`);
  const reading = new Reading(source, statement);
  const mended = mend(adopted.entry, 0) as Record<string, RawValue>;
  const known: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(mended)) {
    // A later version says more; what it says beside is named, not lost in silence.
    if (name in Entry.shape) known[name] = value;
    else reading.remark(cut(name, 100), 'ignored');
  }
  const { origin } = adopted;
  const parsed = Entry.safeParse({
    ...known,
    id: entryId(source.id, id),
    source: source.id,
    localId: id,
    provenance: {
      entry: cut(origin.entry, 1024),
      source: cut(origin.source, 200),
      ...(origin.title === undefined ? {} : { title: cut(maskMobiles(origin.title), 200) }),
      ...(origin.region !== undefined && region(origin.region) !== undefined
        ? { region: origin.region }
        : {}),
      via,
    },
  });
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    const where = issue?.path.join('.') ?? '';
    if (where === 'title') throw new CodedError('record.no-title', `record ${id} has no title`);
    throw new CodedError('record.invalid', `${where}: ${issue?.message ?? ''}`);
  }
  const entry = parsed.data;
  for (const [holder, name] of addressesOf(entry)) {
    const address = readAddress(reading, name, holder[name] ?? undefined);
    if (address === undefined) delete holder[name];
    else holder[name] = address;
  }
  entry.remarks = [...entry.remarks, ...reading.remarks];
  return entry;
}

function addressesOf(entry: Entry): [Record<string, string | undefined>, string][] {
  return [
    [entry as unknown as Record<string, string | undefined>, 'landingPage'],
    ...entry.distributions.flatMap((one): [Record<string, string | undefined>, string][] => [
      [one as Record<string, string | undefined>, 'accessUrl'],
      [one as Record<string, string | undefined>, 'downloadUrl'],
    ]),
  ].filter(([holder, name]) => (holder as Record<string, unknown>)[name as string] !== undefined) as [
    Record<string, string | undefined>,
    string,
  ][];
}

/** Texts well-formed, of a length, people's numbers masked; what is nested too deep is left out. */
function mend(value: RawValue, depth: number, name = ''): RawValue {
  if (typeof value === 'string') {
    const text = value.toWellFormed();
    return NAMES.has(name) ? text : cut(maskMobiles(text), LONGEST_TEXT);
  }
  if (typeof value !== 'object' || value === null) return value;
  if (depth >= DEEPEST) return null;
  if (Array.isArray(value)) return value.map((each) => mend(each, depth + 1, name));
  const mended: Record<string, RawValue> = {};
  for (const [key, each] of Object.entries(value)) {
    if (key !== '__proto__') mended[key] = mend(each, depth + 1, key);
  }
  return mended;
}
