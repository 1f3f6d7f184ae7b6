/**
 * An archive as JSON Lines: the first line says what it is, then one line a record, and the last one how many there
 * are of each kind, with their checksums. Without its last line a file was cut off.
 */
import { CodedError } from '../../config/errors/errors.ts';
import { canonicalJson, type Tally, Tallying } from '../tally.ts';
import { ARCHIVE_KINDS, type Archive, type ArchivedRecord, type ArchiveKind, archivedOf } from './archive.ts';
import { archivedRecord } from './archive-schema.ts';

const VERSION = 1;
/** Bytes of one line: the largest entry with the largest raw record, the ids of a million held deletions. */
const MAX_LINE = 64_000_000;
/** Records handed over together, and the bytes of their lines. */
const MAX_RECORDS = 1_000;
const MAX_BYTES = 8_000_000;
/** Wrong lines that are told one by one. */
const EXAMPLES = 10;

/** The lines of the whole catalogue, many in one text; constant memory. */
export async function* archiveLines(
  from: Pick<Archive, 'archive'>,
  facts: { at: string; program: string },
  onWritten: (kind: ArchiveKind, count: number) => void = () => undefined,
): AsyncGenerator<string, Tally> {
  const tallying = new Tallying();
  yield `${JSON.stringify({ huimu: 'archive', version: VERSION, ...facts })}\n`;
  for (const kind of ARCHIVE_KINDS) {
    for await (const records of archivedOf(from, kind)) {
      let lines = '';
      for (const each of records) {
        tallying.add(each);
        lines += `${JSON.stringify(each)}\n`;
      }
      yield lines;
      onWritten(kind, tallying.of(kind).count);
    }
  }
  const tally = tallying.all();
  yield `${JSON.stringify({ end: tally })}\n`;
  return tally;
}

export interface ArchiveRead {
  /** Of the records that were read. */
  tally: Tally;
  /** What the last line says; null where there is none. */
  stated: Tally | null;
  /** Lines that are no records, and the first few by number and reason. */
  wrong: number;
  examples: { line: number; reason: string }[];
}

/** Whether all is there that was written, as it was written. */
export const isWhole = ({ tally, stated, wrong }: ArchiveRead): boolean =>
  wrong === 0 &&
  stated !== null &&
  // A file of an earlier program has no word of kinds that came later, and none of them.
  canonicalJson({ ...new Tallying().all(), ...stated }) === canonicalJson(tally);

/**
 * Reads a file to its end, or to where it breaks off, and hands over its records. Throws `request.invalid` where it is
 * no archive at all, `catalogue.newer-version`. Whoever has read the same file to its end before need not tally it again:
 * checksums take as long as all the rest.
 */
export async function readArchive(
  bytes: AsyncIterable<Uint8Array>,
  onRecords: (records: ArchivedRecord[]) => Promise<void> | void,
  { tallied = true }: { tallied?: boolean } = {},
): Promise<ArchiveRead> {
  const tallying = new Tallying();
  const read = { stated: null as Tally | null, wrong: 0, examples: [] as ArchiveRead['examples'] };
  const note = (line: number, reason: string) => {
    read.wrong += 1;
    if (read.examples.length < EXAMPLES) read.examples.push({ line, reason });
  };
  let part: ArchivedRecord[] = [];
  let size = 0;
  const handOver = async () => {
    const records = part;
    part = [];
    size = 0;
    if (records.length > 0) await onRecords(records);
  };
  let number = 0;
  for await (const line of linesOf(bytes)) {
    number += 1;
    if (number === 1) requireHeader(line);
    else if (line instanceof Error || read.stated !== null) {
      note(number, line instanceof Error ? line.message : 'after the last line');
    } else {
      try {
        const value = JSON.parse(line.toString('utf8')) as { end?: Tally };
        if (value?.end !== undefined) read.stated = value.end;
        else {
          const record = archivedRecord(value);
          if (tallied) tallying.add(record);
          part.push(record);
          size += line.length;
        }
      } catch (error) {
        note(number, (error as Error).message);
      }
    }
    if (part.length >= MAX_RECORDS || size >= MAX_BYTES) await handOver();
  }
  if (number === 0) requireHeader(Buffer.alloc(0));
  await handOver();
  return { tally: tallying.all(), ...read };
}

function requireHeader(line: Buffer | Error): void {
  let header: { huimu?: unknown; version?: unknown } | undefined;
  try {
    header = JSON.parse(line.toString()) as NonNullable<typeof header>;
  } catch {
    // Said below.
  }
  if (header?.huimu !== 'archive' || typeof header.version !== 'number') {
    throw new CodedError('request.invalid', '不是汇目的备份文件 / no backup file of Huimu', {
      hint: 'huimu export',
    });
  }
  if (header.version > VERSION) {
    const detail = `archive version ${header.version}, this program knows ${VERSION}`;
    throw new CodedError('catalogue.newer-version', detail);
  }
}

/** Lines without their ends; an error in place of one that is too long, and at the end where the bytes break off. */
async function* linesOf(bytes: AsyncIterable<Uint8Array>): AsyncIterable<Buffer | Error> {
  let pieces: Buffer[] = [];
  let size = 0;
  const taken = (): Buffer | Error => {
    const line =
      size > MAX_LINE ? new Error(`a line of ${size} bytes`) : Buffer.concat(pieces as Uint8Array[], size);
    pieces = [];
    size = 0;
    return line;
  };
  const add = (piece: Buffer) => {
    size += piece.length;
    // What is too long is counted and not kept.
    if (size > MAX_LINE) pieces = [];
    else pieces.push(piece);
  };
  try {
    for await (const chunk of bytes) {
      const buffer = Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
      let from = 0;
      for (let end = buffer.indexOf(10); end >= 0; end = buffer.indexOf(10, from)) {
        add(buffer.subarray(from, end));
        yield taken();
        from = end + 1;
      }
      if (from < buffer.length) add(buffer.subarray(from));
    }
  } catch (error) {
    // Compressed bytes that end too early, or are not what was compressed.
    if (!/^Z(STD)?_/.test((error as NodeJS.ErrnoException).code ?? '')) throw error;
    size = 0;
    yield new Error(`${(error as Error).message}`);
  }
  if (size > 0) yield taken();
}
