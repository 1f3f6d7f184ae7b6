/** Bodies: decoding what came over the wire, within limits of size and ratio. */
import { promisify } from 'node:util';
import zlib from 'node:zlib';
import { CodedError } from '../../../config/errors/errors.ts';

/** Up to here a body may unpack at any ratio, in bytes. */
const RATIO_FREE = 1 << 20;
/** Pages of tables pack 10 to 50 times; a bomb about 1,000 times. */
const RATIO = 200;
/** Larger packed bodies are unpacked off the main thread. */
const INLINE = 1 << 16;

export const ACCEPT_ENCODING = 'gzip, deflate, br';

type Sync = (packed: Uint8Array, options: zlib.ZlibOptions & zlib.BrotliOptions) => Uint8Array;
type Async = (packed: Uint8Array, options: zlib.ZlibOptions & zlib.BrotliOptions) => Promise<Uint8Array>;
interface Decoder {
  sync: Sync;
  async: Async;
}

const GZIP: Decoder = {
  sync: zlib.gunzipSync,
  async: promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.gunzip),
};
const ZLIB: Decoder = {
  sync: zlib.inflateSync,
  async: promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflate),
};
const RAW: Decoder = {
  sync: zlib.inflateRawSync,
  async: promisify<Uint8Array, zlib.ZlibOptions, Uint8Array>(zlib.inflateRaw),
};
const BROTLI: Decoder = {
  sync: zlib.brotliDecompressSync,
  async: promisify<Uint8Array, zlib.BrotliOptions, Uint8Array>(zlib.brotliDecompress),
};

function decoderOf(encoding: string, packed: Uint8Array): Decoder | undefined {
  switch (encoding) {
    case 'gzip':
    case 'x-gzip':
      return GZIP;
    case 'deflate':
      // RFC 9110 means zlib; many servers send the raw stream. A zlib stream's first byte says method 8.
      return ((packed[0] ?? 0) & 0x0f) === 8 ? ZLIB : RAW;
    case 'br':
      return BROTLI;
    default:
      return undefined;
  }
}

export function tooLarge(where: string, limit: number): CodedError {
  return new CodedError('source.too-large', `${where} answered more than ${limit} bytes`, {
    hint: 'ask for smaller pages, or raise the limit of this request',
  });
}

/**
 * The body unpacked. Throws `source.too-large` before more than the limit is in memory, `source.cut` for a packed
 * body that ends early or is damaged, `source.shape-changed` for an encoding we did not offer.
 */
export async function unpack(
  packed: Uint8Array,
  contentEncoding: string | undefined,
  maxBytes: number,
  where: string,
): Promise<Uint8Array> {
  const encoding = contentEncoding?.trim().toLowerCase() ?? '';
  if (encoding === '' || encoding === 'identity' || packed.length === 0) return packed;
  const decoder = decoderOf(encoding, packed);
  if (decoder === undefined) {
    throw new CodedError(
      'source.shape-changed',
      `${where} answered in the encoding "${encoding.slice(0, 40)}"`,
      {
        hint: `we offer ${ACCEPT_ENCODING}; the host ignores it`,
      },
    );
  }
  const limit = Math.min(maxBytes, Math.max(RATIO_FREE, packed.length * RATIO));
  const options = { maxOutputLength: limit };
  try {
    return packed.length <= INLINE ? decoder.sync(packed, options) : await decoder.async(packed, options);
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(`${where}, unpacked from ${packed.length} bytes,`, limit);
    const reason = error instanceof Error ? error.message : String(error);
    throw new CodedError(
      'source.cut',
      `${where} sent a ${encoding} body that cannot be unpacked: ${reason}`,
      {
        hint: 'the answer was cut off or damaged on its way; try again later',
        cause: error,
      },
    );
  }
}
