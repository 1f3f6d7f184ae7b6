/** What a file is, by its bytes: names and declared types lie. */
import { CodedError } from '../../../config/errors/errors.ts';

export type Media = 'xlsx' | 'csv' | 'json';

export const MEDIA_TYPES: Record<Media, string> = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv',
  json: 'application/json',
};

const OLE = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];
const ZIP = [0x50, 0x4b];
/** Name of the stream in which a password-protected workbook lies inside its OLE container (MS-OFFCRYPTO), UTF-16. */
const ENCRYPTED = Buffer.from('EncryptedPackage', 'utf16le');

const begins = (body: Uint8Array, bytes: readonly number[]): boolean =>
  bytes.every((byte, at) => body[at] === byte);

export const notSpreadsheet = (detail: string, cause?: unknown): CodedError =>
  new CodedError('source.not-spreadsheet', detail, {
    cause,
    hint: '请另存为 XLSX、CSV 或 JSON / save it as XLSX, CSV or JSON',
  });

/** Throws `source.not-spreadsheet`, saying what it is instead. */
export function mediaOf(body: Uint8Array): Media {
  if (body.length === 0) throw notSpreadsheet('the file is empty');
  if (begins(body, OLE)) {
    const locked = Buffer.from(body.buffer, body.byteOffset, body.byteLength).includes(ENCRYPTED);
    throw notSpreadsheet(locked ? 'a workbook with a password' : 'a workbook of the old kind (.xls)');
  }
  if (begins(body, ZIP)) return 'xlsx';
  const head = new TextDecoder('latin1').decode(body.subarray(0, 4096));
  if (head.startsWith('%PDF-')) throw notSpreadsheet('a PDF');
  const wide = begins(body, [0xff, 0xfe]) || begins(body, [0xfe, 0xff]);
  if (!wide && head.includes('\0')) throw notSpreadsheet('binary data of an unknown kind');
  const start = head.replaceAll('\0', '').replace(/^(?:ï»¿|ÿþ|þÿ)?\s*/, '');
  if (/^[[{]/.test(start)) return 'json';
  if (/^<(?:!doctype|html|\?xml|table|meta|head)/i.test(start)) {
    throw notSpreadsheet('a page or XML, whatever its name says');
  }
  return 'csv';
}
