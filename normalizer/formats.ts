/** Forms in which the data is had: short lower-case names, IANA media types, distributions. */
import type { RawValue, StatedDistribution } from '../config/record.ts';
import { readAddress } from './addresses.ts';
import type { Distribution } from './entry.ts';
import { separated, textOf } from './lists.ts';
import type { Reading } from './reading.ts';
import { isPlaceholder, terms } from './terms.ts';
import { cleanText, wordKey } from './text.ts';
import { readBytes, readCount } from './volume.ts';

const SEPARATORS = /[,，;；、|｜\r\n\t]+|\s\/\s/;
/** 数据库-mysql, 电子表格:xlsx, 接口:json: a class, then the engine or file type. */
const CLASSED = /^([^-:：]+)\s*[-:：]\s*(.+)$/;
const MOST = 1000;

let byMediaType: Map<string, string> | undefined;

/** The authorities' addresses (EU file types, IANA media types) end in the format's own name. */
const AUTHORITY = /^https?:\/\/.*\/(?:file-type|media-types)\/([\w.+/-]+?)\/?$/i;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;

/** The short name for a word; undefined where it is unknown. */
export function formatOf(word: string): string | undefined {
  const list = terms('formats');
  const bare = AUTHORITY.exec(word)?.[1] ?? word.replace(/^\./, '');
  const known = list.find(bare);
  if (known !== undefined) return known.code;
  const classed = ADDRESS.test(bare) ? null : CLASSED.exec(bare);
  if (classed !== null) {
    const [, group, type] = classed as unknown as [string, string, string];
    const name = list.find(group)?.code;
    // 数据库-其他 is a table all the same; 电子文件-docx is what it says.
    if (name === 'table' || name === 'api') return name;
    const format = list.find(type)?.code;
    return format === undefined || format === 'other' ? (name ?? format) : format;
  }
  byMediaType ??= new Map(list.all.flatMap(({ code, mediaType }) => (mediaType ? [[mediaType, code]] : [])));
  return byMediaType.get(wordKey(bare).replace(/;.*$/, ''));
}

export const mediaTypeOf = (format: string): string | undefined => terms('formats').find(format)?.mediaType;

/** The formats of a value, each once; words that are no format's come back apart. */
function readFormats(value: RawValue | undefined): { formats: string[]; unknown: string[] } {
  const formats = new Set<string>();
  const unknown: string[] = [];
  for (const word of separated(value, SEPARATORS)) {
    const clean = cleanText(word);
    if (isPlaceholder(clean)) continue;
    const format = formatOf(clean);
    if (format === undefined) unknown.push(clean);
    else formats.add(format);
  }
  return { formats: [...formats], unknown };
}

/** Stated distributions, and one by name for each further format of the `formats` field. */
export function readDistributions(reading: Reading): Distribution[] {
  const distributions: Distribution[] = [];
  const stated = reading.statement.distributions;
  if (stated.length > MOST) reading.remark('distributions', 'truncated');
  for (const each of stated.slice(0, MOST)) {
    const distribution = readDistribution(reading, each);
    if (Object.keys(distribution).length > 0) distributions.push(distribution);
  }
  const { formats, unknown } = readFormats(reading.value('formats'));
  if (unknown.length > 0) reading.remark('formats', 'not-understood', unknown.join(','));
  const known = new Set(distributions.map(({ format }) => format));
  for (const format of formats.slice(0, MOST)) {
    if (known.has(format)) continue;
    const mediaType = mediaTypeOf(format);
    distributions.push(mediaType === undefined ? { format } : { format, mediaType });
  }
  return distributions;
}

function readDistribution(reading: Reading, stated: StatedDistribution): Distribution {
  const distribution: Distribution = {};
  const title = reading.clean('distributions', stated.title, 300);
  if (title !== undefined) distribution.title = title;
  const accessUrl = readAddress(reading, 'distributions', stated.accessUrl);
  if (accessUrl !== undefined) distribution.accessUrl = accessUrl;
  const downloadUrl = readAddress(reading, 'distributions', stated.downloadUrl);
  if (downloadUrl !== undefined) distribution.downloadUrl = downloadUrl;
  const format = readFormat(reading, stated, downloadUrl);
  if (format !== undefined) distribution.format = format;
  const type = textOf(stated.mediaType)?.trim().toLowerCase();
  const mediaType =
    type !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(type)
      ? type
      : format === undefined
        ? undefined
        : mediaTypeOf(format);
  if (mediaType !== undefined) distribution.mediaType = mediaType;
  const byteSize = readBytes(stated.byteSize);
  if (byteSize !== undefined) distribution.byteSize = byteSize;
  const rows = readCount(stated.rows);
  if (rows !== undefined) distribution.rows = rows;
  return distribution;
}

/** Stated by name, else by media type, else by the downloaded file's ending. */
function readFormat(
  reading: Reading,
  stated: StatedDistribution,
  url: string | undefined,
): string | undefined {
  const { formats, unknown } = readFormats(stated.format);
  if (formats[0] !== undefined) return formats[0];
  if (unknown[0] !== undefined) reading.remark('distributions', 'not-understood', unknown[0]);
  const byType = readFormats(stated.mediaType).formats[0];
  if (byType !== undefined) return byType;
  const ending = /^[^?#]*\.([a-z0-9]{2,8})(?:[?#]|$)/i.exec(url ?? '')?.[1];
  return ending === undefined ? undefined : formatOf(ending);
}
