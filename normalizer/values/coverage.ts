/** What the data covers: the place (GB/T 2260) and the time. */
import { depthOf, findRegion, isWithin, region } from '../../config/regions.ts';
import type { Agent, Entry } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { textOf } from './lists.ts';
import { COVERED, readDate } from './time/dates.ts';

/** A district before the title: 【黄岩区】公交站点. */
const PREFIX = /^[【[〔(（]([^【】[\]〔〕()（）]{2,12})[】\]〕)）]/;

const TIERS = new Set('市县区州盟旗');
const LONGEST_PLACE = 16;
/** Counties of these names there are, and every city has a part that is called so. */
const ANY_PLACE = /^(?:城区|郊区|矿区|市区|新区)$/;

export function readSpatial(reading: Reading, title: string): Entry['spatial'] {
  const own = reading.source.region;
  const code = textOf(reading.value('spatialCode'))?.trim();
  const text = reading.text('spatial', 200);
  if (code !== undefined) {
    // Twelve digits are the statistical code of a village or town: its first six are the county's.
    const place = region(code.replace(/^.*?(\d{6})(?:\d{3}|\d{6})?$/, '$1'));
    if (place !== undefined) return { code: place.code, raw: text ?? code };
    reading.remark('spatialCode', 'not-understood', code);
  }
  if (text !== undefined) {
    const digits = /(?:^|\D)(\d{6})$/.exec(text)?.[1];
    const place =
      findRegion(text, own) ?? findRegion(text) ?? (digits === undefined ? undefined : region(digits));
    if (place !== undefined) return { code: place.code, raw: text };
    reading.remark('spatial', 'not-understood', text);
    return { code: own, raw: text };
  }
  const prefix = PREFIX.exec(title)?.[1];
  const place = prefix === undefined ? undefined : findRegion(prefix, own);
  if (place !== undefined) return { code: place.code, raw: prefix as string };
  const named = placeInTitle(title, own);
  if (named !== undefined) {
    reading.remark('spatial', 'inferred', named.raw);
    return named;
  }
  return { code: own };
}

/** The place that a title begins with by its full name, deeper than the source's: 银川市幼儿园 on Ningxia's portal. */
function placeInTitle(title: string, own: string): { code: string; raw: string } | undefined {
  const depth = depthOf(own) ?? 3;
  let found: { code: string; raw: string } | undefined;
  for (let end = 2; end <= Math.min(title.length - 2, LONGEST_PLACE); end += 1) {
    if (!TIERS.has(title[end - 1] as string)) continue;
    const raw = title.slice(0, end);
    if (ANY_PLACE.test(raw)) continue;
    const place = findRegion(raw, own);
    if (place !== undefined && (depthOf(place.code) ?? 0) > depth) found = { code: place.code, raw };
  }
  return found;
}

/** The data is its office's place's, where nothing else says: the province's portal has the city's 银川市教育局. */
export function placeOfOffice(
  reading: Reading,
  spatial: Entry['spatial'],
  office: Agent | undefined,
): Entry['spatial'] {
  const { region: own } = reading.source;
  const place = office?.region;
  if (spatial.raw !== undefined || place === undefined || place === own || !isWithin(place, own))
    return spatial;
  reading.remark('spatial', 'inferred', office?.name);
  return { code: place, raw: office?.name as string };
}

/** From … to, as two fields or as one text: 2019-2022, 2021年1月至2022年12月, 2020-01-01/2020-12-31. */
export function readTemporal(reading: Reading): Entry['temporal'] {
  const text = reading.text('temporal', 200);
  const [first, last] = text === undefined ? [] : ends(text);
  const start = dateOf(reading, 'temporalStart', reading.value('temporalStart') ?? first);
  const end = dateOf(reading, 'temporalEnd', reading.value('temporalEnd') ?? last);
  if (text !== undefined && start === undefined && end === undefined) {
    reading.remark('temporal', 'not-understood', text);
  }
  if (start === undefined && end === undefined && text === undefined) return undefined;
  return {
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    ...(text === undefined ? {} : { raw: text }),
  };
}

function ends(text: string): [string?, string?] {
  const parts = text.split(/\s*(?:至|到|~|～|—+|\/(?=\d{4})|(?<=\d{4}年?)\s*-\s*(?=\d{4}(?!\d)))\s*/);
  if (parts.length === 2) return [parts[0] || undefined, parts[1] || undefined];
  return parts.length === 1 ? [text, text] : [];
}

function dateOf(reading: Reading, field: string, value: Parameters<typeof readDate>[0]): string | undefined {
  const found = readDate(value, COVERED);
  if (found === undefined) return undefined;
  if ('date' in found) return found.date;
  if (field in reading.statement.fields) reading.remark(field, found.problem, textOf(value));
  return undefined;
}
