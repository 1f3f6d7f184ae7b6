/** The offices behind the data, and whose offices they are. The name is kept as stated, tier and all. */

import type { RawValue } from '../../config/record.ts';
import { creditCode } from '../../config/text/credit-code.ts';
import { vocabularyRevision } from '../../config/vocabularies.ts';
import type { Agent } from '../entry.ts';
import { placeName, shortPlace } from '../offices/place.ts';
import { officeOf } from '../offices/purpose.ts';
import type { Reading } from '../reading.ts';

export const LONGEST_NAME = 200;

type Read = Omit<Agent, 'name' | 'code'>;
const known = new Map<string, Read>();
const REMEMBERED = 20_000;
let revision = vocabularyRevision();

/**
 * An office by its name, with the place whose office it is where that tells, and what it is for. `record` is the place
 * that the record itself is of: a province's portal says 市教育局 of a record of Yinchuan.
 */
export function stateAgent(name: string, from: string, record = from): Agent {
  if (revision !== vocabularyRevision()) {
    known.clear();
    revision = vocabularyRevision();
  }
  const key = `${from} ${record} ${name}`;
  let found = known.get(key);
  if (found === undefined) {
    found = read(name, from, record);
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, found);
  }
  return { name, ...found };
}

function read(name: string, from: string, record: string): Read {
  let placed = placeName(name, from);
  if (placed.place === undefined && placed.tier !== undefined && record !== from)
    placed = placeName(name, record);
  let office = officeOf(placed.rest);
  const short = office?.code == null ? shortPlace(placed.rest, placed.place ?? from) : undefined;
  const ofShort = short === undefined ? undefined : officeOf(short.rest);
  if (short !== undefined && ofShort?.code != null) {
    placed = short;
    office = ofShort;
  }
  return {
    ...(placed.place === undefined ? {} : { region: placed.place }),
    ...(office === undefined ? {} : { office }),
  };
}

/** The office of a field; an object's `name` and `code` are read as such. */
export function readAgent(
  reading: Reading,
  field: 'publisher' | 'holder' | 'implementingAgency' | 'operator' | 'registrant',
  record?: string,
): Agent | undefined {
  const name = reading.text(field, LONGEST_NAME);
  if (name === undefined) return undefined;
  const code = codeOf(reading, field);
  const agent = stateAgent(name, reading.source.region, record);
  if (field === 'publisher' && agent.office === undefined) reading.remark(field, 'not-understood', name);
  return {
    ...agent,
    ...(code === undefined ? {} : { code }),
  };
}

function codeOf(reading: Reading, field: string): string | undefined {
  if (field === 'publisher') {
    const code = reading.text('publisherCode', 64);
    if (code !== undefined && creditCode(code) === 'wrong') {
      reading.remark('publisherCode', 'not-understood', code);
    }
    return code;
  }
  const value: RawValue | undefined = reading.statement.fields[field as 'holder'];
  if (value === undefined || value === null || typeof value !== 'object' || Array.isArray(value))
    return undefined;
  return reading.clean(field, value.code, 64);
}
