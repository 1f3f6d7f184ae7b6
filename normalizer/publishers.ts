/** The offices behind the data, and whose offices they are. The name is kept as stated, tier and all. */

import type { RawValue } from '../config/record.ts';
import { COUNTRY, findRegion, region } from '../config/regions.ts';
import { creditCode } from './credit-code.ts';
import type { Agent } from './entry.ts';
import type { Reading } from './reading.ts';

export const LONGEST_NAME = 200;
/** Words before the place's name: 中共南宁市委, 国家税务总局南宁市税务局. */
const BEFORE = /^(?:中共|中国共产党|国家税务总局|国家统计局|中国人民银行|中华人民共和国|国网|共青团)/;

const known = new Map<string, string | null>();
const REMEMBERED = 20_000;

/** The place whose office this is, seen from a source that serves `from`; undefined where nothing tells. */
export function officeRegion(name: string, from: string): string | undefined {
  const key = `${from} ${name}`;
  let code = known.get(key);
  if (code === undefined) {
    code = find(name.replace(BEFORE, '') || name, from) ?? null;
    if (known.size >= REMEMBERED) known.clear();
    known.set(key, code);
  }
  return code ?? undefined;
}

function find(name: string, from: string): string | undefined {
  const home = region(from);
  if (home === undefined) return undefined;
  const named = beginning(name, from) ?? beginning(name, home.province) ?? beginning(name, COUNTRY);
  if (named !== undefined) return named;
  // A bare tier means the source's own: 市司法局 in Nantong is Nantong's, 省统计局 there Jiangsu's.
  if (/^(?:省|自治区)/.test(name)) return home.province;
  if (/^[市州盟]/.test(name)) {
    return home.city ?? (home.level === 'province' && home.name.endsWith('市') ? from : undefined);
  }
  if (/^[区县旗]/.test(name)) return home.level === 'county' ? from : undefined;
  if (/^(?:国家|全国|中国)/.test(name)) return COUNTRY;
  return from;
}

/** The place that the name begins with, longest first: counties only by their full name and within the source. */
function beginning(name: string, within: string | undefined): string | undefined {
  if (within === undefined) return undefined;
  for (let length = Math.min(name.length, 18); length >= 2; length -= 1) {
    const head = name.slice(0, length);
    const place = findRegion(head, within === COUNTRY ? undefined : within);
    if (place === undefined || place.level === 'country') continue;
    if (
      place.level !== 'county' &&
      (within !== COUNTRY || place.level === 'province' || /[市州盟区]$/.test(head))
    )
      return place.code;
    if (place.level === 'county' && within !== COUNTRY && head.endsWith(place.name.at(-1) as string))
      return place.code;
  }
  return undefined;
}

/** An office by its name, with the place whose office it is where that tells. */
export function stateAgent(name: string, from: string): Agent {
  const place = officeRegion(name, from);
  return place === undefined ? { name } : { name, region: place };
}

/** The office of a field; an object's `name` and `code` are read as such. */
export function readAgent(
  reading: Reading,
  field: 'publisher' | 'holder' | 'implementingAgency' | 'operator' | 'registrant',
): Agent | undefined {
  const name = reading.text(field, LONGEST_NAME);
  if (name === undefined) return undefined;
  const code = codeOf(reading, field);
  const { region: place } = stateAgent(name, reading.source.region);
  return {
    name,
    ...(code === undefined ? {} : { code }),
    ...(place === undefined ? {} : { region: place }),
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
