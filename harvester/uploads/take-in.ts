/** A file of a source's catalogue is taken in: looked at as a run would, and kept where any worker finds it. */
import { hash, randomUUID } from 'node:crypto';
import type { Adapter, Uploads as AdapterUploads, Received } from '../../adapters/contract.ts';
import { CodedError, coded } from '../../config/errors/errors.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Upload, Uploads } from '../../index/uploads.ts';

/** A file as it is handed over. */
export interface HandedOver {
  /** As its owner calls it; '' where nothing is known. */
  name: string;
  body: Uint8Array;
  /** Who hands it over, as in the audit log. */
  by: string;
}

const LONGEST_NAME = 200;

/**
 * Keeps the file; the same bytes as the newest kept one are not kept twice. Throws `source.takes-no-files`, and for
 * what is wrong with the file `source.not-spreadsheet`, `source.no-header`, `source.secret`, `request.too-large`.
 */
export async function takeIn(
  catalogue: Uploads,
  adapter: Adapter,
  source: HarvestableSource,
  { name, body, by }: HandedOver,
  at: string,
): Promise<Upload> {
  const { name: called, received } = await receivedOf(adapter, source, { name, body });
  const sha256 = hash('sha256', body, 'hex');
  const [newest] = await catalogue.uploads(source.id);
  if (newest?.sha256 === sha256) return newest;
  const upload = uploadOf({ source: source.id, by, at, name: called, bytes: body.length, sha256 }, received);
  await catalogue.keepUpload(upload, received.body);
  return upload;
}

/** Looks at a file as a run would; it is kept nowhere. Throws as `takeIn` does. */
export async function receivedOf(
  adapter: Adapter,
  source: HarvestableSource,
  { name, body }: Pick<HandedOver, 'name' | 'body'>,
): Promise<{ name: string; received: Received }> {
  if (adapter.receive === undefined) throw new CodedError('source.takes-no-files', source.id);
  const called = name
    .toWellFormed()
    .replace(/\p{Cc}/gu, '')
    .slice(0, LONGEST_NAME);
  const received = await adapter.receive(source, called || source.id, body).catch((error: unknown) => {
    throw asCallers(coded(error));
  });
  return { name: called, received };
}

const uploadOf = (
  facts: Omit<Upload, 'id' | 'mediaType' | 'redacted'>,
  { mediaType, redacted }: Received,
): Upload => ({ id: randomUUID(), ...facts, mediaType, redacted });

/** What would be a source's fault is here that of whoever sends the file. */
function asCallers(error: CodedError): CodedError {
  const { code, detail, rule, hint } = error;
  if (rule.blame !== 'source' || rule.status < 500) return error;
  const as = code === 'source.too-large' ? 'request.too-large' : 'source.not-spreadsheet';
  return new CodedError(as, `${detail} (${code})`, { cause: error, ...(hint !== undefined && { hint }) });
}

/** What adapters are shown of a source's kept files. */
export const keptFiles = (catalogue: Uploads, source: string): AdapterUploads => ({
  async file(id) {
    const kept = await catalogue.uploads(source);
    const upload = id === undefined ? kept[0] : kept.find((each) => each.id === id);
    const body = upload === undefined ? undefined : await catalogue.uploadBody(upload.id);
    return upload === undefined || body === undefined
      ? undefined
      : { id: upload.id, name: upload.name || upload.id, body };
  },
});
