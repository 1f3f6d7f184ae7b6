/** The files of a source's catalogue, wherever it has them, the newest first. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CodedError } from '../../config/errors/errors.ts';
import type { AdapterContext } from '../contract.ts';
import { fileRequest, type SharingOptions } from './request.ts';

export interface CatalogueFile {
  /** For people: an address, a file's name. */
  name: string;
  body: Uint8Array;
  /** Its id among what was handed over. */
  upload: string | null;
}

const MOST_FILES = 2_000;
/** Left by programs that had a file open, or by the system. */
const LEFTOVER = /^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/** `upload`: the one that a listing was begun with. Throws `source.*`; `listing.cursor-invalid` where that is gone. */
export async function filesOf(
  context: AdapterContext,
  options: SharingOptions,
  upload?: string,
): Promise<CatalogueFile[]> {
  if (options.from === 'folder') return inFolder(options.folder as string, options.maxBytes);
  if (options.from === 'upload') return [await handedOver(context, upload)];
  const files: CatalogueFile[] = [];
  for (const path of options.paths) {
    context.signal.throwIfAborted();
    const answer = await context.http.request(fileRequest(context.source, options, path));
    files.push({ name: answer.url, body: answer.body, upload: null });
  }
  return files;
}

async function handedOver(
  { source, uploads }: AdapterContext,
  upload: string | undefined,
): Promise<CatalogueFile> {
  const file = await uploads?.file(upload);
  if (file !== undefined) return { name: file.name, body: file.body, upload: file.id };
  if (upload !== undefined) throw new CodedError('listing.cursor-invalid', `${upload} is kept no more`);
  throw new CodedError('source.nothing-uploaded', source.id, {
    hint: `huimu upload ${source.id} <file>；PUT /api/v1/sources/${source.id}/catalogue`,
  });
}

/** All of them; of several that have a resource, the newest by its date of change counts, then the greatest name. */
async function inFolder(folder: string, maxBytes: number): Promise<CatalogueFile[]> {
  let names: string[];
  try {
    const found = await readdir(folder, { withFileTypes: true });
    names = found.flatMap((each) => (each.isFile() && !LEFTOVER.test(each.name) ? [each.name] : []));
  } catch (cause) {
    throw new CodedError('source.unreachable', `${folder}: ${(cause as Error).message}`, { cause });
  }
  if (names.length === 0) throw new CodedError('source.not-found', `${folder}: no file in it`);
  if (names.length > MOST_FILES) throw new CodedError('source.too-large', `${folder}: ${names.length} files`);
  const files: (CatalogueFile & { at: number })[] = [];
  for (const name of names) {
    try {
      const { size, mtimeMs } = await stat(join(folder, name));
      if (size > maxBytes) throw new CodedError('source.too-large', `${name}: ${size} bytes`);
      files.push({ name, body: await readFile(join(folder, name)), upload: null, at: mtimeMs });
    } catch (cause) {
      if (cause instanceof CodedError) throw cause;
      throw new CodedError('source.unreachable', `${name}: ${(cause as Error).message}`, { cause });
    }
  }
  return files.sort((a, b) => b.at - a.at || (a.name < b.name ? 1 : -1));
}
