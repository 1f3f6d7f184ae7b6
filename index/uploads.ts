/**
 * Files of a source's catalogue that its administrator handed over: kept in the catalogue itself, so that any process
 * can harvest them, packed and in parts, the newest few of each source.
 */
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib';
import { CodedError } from '../config/errors/errors.ts';

export interface Upload {
  id: string;
  source: string;
  /** When it came, ISO 8601. */
  at: string;
  /** Who handed it over, as in the audit log. */
  by: string;
  /** The file's name as it was given; '' where none was. */
  name: string;
  /** By its content. */
  mediaType: string;
  /** Of the file as it came. */
  bytes: number;
  sha256: string;
  /** Rows that are secret were taken out before it was kept. */
  redacted: boolean;
}

/** Part of the catalogue port. */
export interface Uploads {
  /** Keeps a file; of those of its source the newest `KEPT` stay. The same id again leaves the same. */
  keepUpload(upload: Upload, body: Uint8Array): Promise<void>;
  /** The kept files of a source, the newest first; of the same instant by id, the greatest first. */
  uploads(source: string): Promise<Upload[]>;
  /** What was kept; undefined where it is no more. */
  uploadBody(id: string): Promise<Uint8Array | undefined>;
}

/** An upload in an archive. */
export interface ArchivedUpload {
  upload: Upload;
  /** Packed, in base64. */
  body: string;
}

/** Files kept of one source. */
export const KEPT = 5;
/** Bytes of one part. */
const PART = 4_000_000;
/** Bytes of one kept file, unpacked. */
const MOST_BYTES = 512_000_000;

export const packed = (body: Uint8Array): Buffer => zstdCompressSync(body);

/** Throws `catalogue.unavailable` where the parts are not what was kept. */
export function unpacked(parts: readonly Uint8Array[]): Uint8Array {
  try {
    return zstdDecompressSync(Buffer.concat(parts), { maxOutputLength: MOST_BYTES });
  } catch (cause) {
    throw new CodedError('catalogue.unavailable', 'a kept upload cannot be read', { cause });
  }
}

export const inParts = (body: Uint8Array): Uint8Array[] =>
  Array.from({ length: Math.max(1, Math.ceil(body.length / PART)) }, (_, at) =>
    body.subarray(at * PART, (at + 1) * PART),
  );

/** Newest first. */
export const byAge = (one: Upload, other: Upload): number =>
  one.at === other.at ? (one.id < other.id ? 1 : -1) : one.at < other.at ? 1 : -1;
