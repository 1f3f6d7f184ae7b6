/** Forms in which the data is had: short lower-case names, IANA media types, distributions. */
import type { RawValue, StatedDistribution } from '../../config/record.ts';
import { readAddress } from '../addresses.ts';
import type { Distribution } from '../entry.ts';
import type { Reading } from '../reading.ts';
import { wordKey } from '../text.ts';
import { codeValues } from './code-values.ts';
import { textOf } from './lists.ts';
import { terms } from './terms.ts';
import { readBytes, readCount } from './volume.ts';

/** 数据库-mysql, 电子表格:xlsx, 接口:json: a class, then the engine or file type. */
const CLASSED = /^([^-:：]+)\s*[-:：]\s*(.+)$/;
const MOST = 1000;

/** Codes by media type, and by its last part; null where several types end in it. */
interface MediaTypes {
  whole: Map<string, string>;
  tails: Map<string, string | null>;
}

let typesRead: MediaTypes | undefined;

function mediaTypes(): MediaTypes {
  if (typesRead !== undefined) return typesRead;
  const whole = new Map(
    terms('formats').all.flatMap(({ code, mediaType }) => (mediaType ? [[mediaType, code]] : [])),
  );
  const tails = new Map<string, string | null>();
  for (const [type, code] of whole) {
    const tail = type.split(/[/.+-]/).at(-1) as string;
    tails.set(tail, tails.has(tail) ? null : code);
  }
  typesRead = { whole, tails };
  return typesRead;
}

/** Endings of pages and programs, which say nothing of what they give. */
const PAGES = /^(?:s?html?|jsp|jspx|aspx?|php|do|action)$/i;

/** The authorities' addresses (EU file types, IANA media types) end in the format's own name. */
const AUTHORITY = /^https?:\/\/.*\/(?:file-type|media-types)\/([\w.+/-]+?)\/?$/i;
const ADDRESS = /^[a-z][a-z0-9+.-]*:\/\//i;
/** The scheme of an address alone says that it is asked over the network. */
const SCHEME = /^https?$/i;

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
  return (
    mediaTypes().whole.get(wordKey(bare).replace(/;.*$/, '')) ?? (SCHEME.test(bare) ? 'api' : byTail(bare))
  );
}

/** The one format whose media type ends in the word: excel of application/vnd.ms-excel. */
function byTail(word: string): string | undefined {
  if (!/^[a-z]{4,}$/i.test(word)) return undefined;
  return mediaTypes().tails.get(word.toLowerCase()) ?? undefined;
}

export const mediaTypeOf = (format: string): string | undefined => terms('formats').find(format)?.mediaType;

/** What may stand between formats that a separator of lists is not: CSV/JSON/XML, xls+csv, XLSX和CSV. */
const JOINTS = /[/+&和与及或\s]+/;
/** Words for a program, a file or its writing around a format: Excel文件, JSON格式, PDF文档. */
const AROUND = /^(?:格式|类型|文件)[:：]?|(?:格式|文件|文档|文本|数据|表格|接口|类型|类|等|版|20\d\d)+$/g;

/** The formats that one word names; none where it names none. */
function formatsIn(word: string): string[] {
  const whole = formatOf(word);
  if (whole !== undefined) return [whole];
  if (ADDRESS.test(word)) return [];
  const parts = word.split(JOINTS).filter((part) => part !== '');
  if (parts.length > 1) {
    const each = parts.map((part) => ({ part, formats: formatsIn(part) }));
    const named = each.filter(({ formats }) => formats.length > 0);
    // 电子表格/xlsx: the class in words, then the file type.
    const types = named.filter(({ part }) => /[a-z]/i.test(part));
    return [...new Set((types.length > 0 ? types : named).flatMap(({ formats }) => formats))];
  }
  const bare = word.replaceAll(AROUND, '');
  if (bare === word || bare === '') return [];
  const format = formatOf(bare);
  return format === undefined ? [] : [format];
}

/**
 * Class and sort of format by number (03,0310), as the compilation guide of 2017 lists them: electronic files, sheets,
 * databases, images, streams. The sort's number is each catalogue's own.
 */
const NUMBERED = /^\s*0([1-5])\s*[,，]\s*0\1\d{2}\s*$/;
const CLASSES: Record<string, string> = { 1: 'file', 2: 'xls', 3: 'table', 4: 'image', 5: 'video' };

const known = (word: string): string[] | undefined => {
  const formats = formatsIn(word);
  return formats.length === 0 ? undefined : formats;
};

/** The formats of a value, each once; words that are no format's come back apart. */
function readFormats(value: RawValue | undefined): { formats: string[]; unknown: string[] } {
  const values = codeValues(value, known);
  return {
    formats: [...new Set(values.flatMap(({ found = [] }) => found))],
    unknown: values.flatMap(({ found, raw }) => (found === undefined ? [raw] : [])),
  };
}

/** Stated distributions, and one by name for each further format of the `formats` field. */
export function readDistributions(reading: Reading): Distribution[] {
  const distributions: Distribution[] = [];
  const stated = reading.statement.distributions;
  if (stated.length > MOST) reading.remark('distributions', 'truncated');
  for (const each of stated.slice(0, MOST)) {
    for (const distribution of readDistribution(reading, each)) {
      if (Object.keys(distribution).length > 0 && distributions.length < MOST)
        distributions.push(distribution);
    }
  }
  const stating = reading.value('formats');
  const numbered = NUMBERED.exec(textOf(stating) ?? '')?.[1];
  const { formats, unknown } =
    numbered === undefined ? readFormats(stating) : { formats: [CLASSES[numbered] as string], unknown: [] };
  if (numbered !== undefined) reading.remark('formats', 'inferred', textOf(stating));
  if (unknown.length > 0) reading.remark('formats', 'not-understood', unknown.join(','));
  const known = new Set(distributions.map(({ format }) => format));
  for (const format of formats.slice(0, MOST)) {
    if (known.has(format)) continue;
    const mediaType = mediaTypeOf(format);
    distributions.push(mediaType === undefined ? { format } : { format, mediaType });
  }
  return distributions;
}

/** One for each format that it is stated in: `XLSX,CSV` at one address are two. */
function readDistribution(reading: Reading, stated: StatedDistribution): Distribution[] {
  const distribution: Distribution = {};
  const title = reading.clean('distributions', stated.title, 300);
  if (title !== undefined) distribution.title = title;
  const accessUrl = readAddress(reading, 'distributions', stated.accessUrl);
  if (accessUrl !== undefined) distribution.accessUrl = accessUrl;
  const downloadUrl = readAddress(reading, 'distributions', stated.downloadUrl);
  if (downloadUrl !== undefined) distribution.downloadUrl = downloadUrl;
  const byteSize = readBytes(stated.byteSize);
  const rows = readCount(stated.rows);
  const type = textOf(stated.mediaType)?.trim().toLowerCase();
  const said = type !== undefined && /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : undefined;
  const formats = formatsOf(reading, stated, downloadUrl ?? accessUrl);
  return (formats.length === 0 ? [undefined] : formats).map((format) => {
    const one: Distribution = { ...distribution };
    if (format !== undefined) one.format = format;
    const mediaType = (formats.length > 1 ? undefined : said) ?? (format && mediaTypeOf(format));
    if (mediaType !== undefined) one.mediaType = mediaType;
    if (byteSize !== undefined) one.byteSize = byteSize;
    if (rows !== undefined) one.rows = rows;
    return one;
  });
}

/** Stated by name, else by media type, else, with a remark, by the ending of the file that the address names. */
function formatsOf(reading: Reading, stated: StatedDistribution, url: string | undefined): string[] {
  const { formats, unknown } = readFormats(stated.format);
  if (formats.length > 0) return formats;
  if (unknown[0] !== undefined) reading.remark('distributions', 'not-understood', unknown[0]);
  const byType = readFormats(stated.mediaType).formats;
  if (byType.length > 0) return byType.slice(0, 1);
  const ending = /^[a-z]+:\/\/[^/]+\/[^?#]*\.([a-z0-9]{2,8})(?:[?#]|$)/i.exec(url ?? '')?.[1];
  const format = ending === undefined || PAGES.test(ending) ? undefined : formatOf(ending);
  if (format === undefined) return [];
  reading.remark('distributions', 'inferred', ending);
  return [format];
}
