/** Kept files in the cluster: a document a file, its packed bytes in documents of their own, named before they are told of. */
import {
  type ArchivedUpload,
  byAge,
  inParts,
  KEPT,
  packed,
  type Upload,
  type Uploads,
  unpacked,
} from '../uploads.ts';
import { idOf, type Store } from './store.ts';

interface UploadDocument {
  id: string;
  source: string;
  at: string;
  parts: number;
  doc: string;
}

const partId = (upload: string, place: number): string => idOf(`${upload}#${place}`);
/** Documents asked for in one request: some tens of megabytes. */
const PARTS_AT_ONCE = 4;

export interface UploadStore extends Uploads {
  putUpload(archived: ArchivedUpload): Promise<void>;
  archivedUpload(upload: Upload): Promise<ArchivedUpload>;
}

export function prepareUploads(store: Store): UploadStore {
  async function documentsOf(source: string): Promise<UploadDocument[]> {
    await store.refresh(['uploads']);
    const found: UploadDocument[] = [];
    const body = { query: { term: { source } }, sort: ['id'] };
    for await (const hits of store.every<UploadDocument>('uploads', body, 100)) {
      found.push(...hits.map(({ source: document }) => document));
    }
    return found;
  }

  async function put(upload: Upload, body: Uint8Array): Promise<void> {
    const parts = inParts(body);
    for (const [place, part] of parts.entries()) {
      const document = {
        body: Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64'),
      };
      await store.writeAll([{ purpose: 'uploads', id: partId(upload.id, place), action: 'index', document }]);
    }
    const { id, source, at } = upload;
    // Once all of it is there: a process that dies before leaves parts that nobody names.
    await store.writeAll([
      {
        purpose: 'uploads',
        id: idOf(id),
        action: 'index',
        document: { id, source, at, parts: parts.length, doc: JSON.stringify(upload) },
      },
    ]);
    await prune(source);
  }

  async function prune(source: string): Promise<void> {
    const all = await documentsOf(source);
    const uploads = all.map(({ doc, parts }) => ({ upload: JSON.parse(doc) as Upload, parts }));
    const old = uploads.sort((one, other) => byAge(one.upload, other.upload)).slice(KEPT);
    // Its name first, so that no half of it is ever read.
    for (const { upload, parts } of old) {
      await store.bulk([{ purpose: 'uploads', id: idOf(upload.id), action: 'delete' }]);
      const places = Array.from({ length: parts }, (_, place) => place);
      await store.bulk(
        places.map((place) => ({
          purpose: 'uploads' as const,
          id: partId(upload.id, place),
          action: 'delete' as const,
        })),
      );
    }
  }

  async function partsOf(id: string): Promise<Buffer[] | undefined> {
    const stored = await store.document<UploadDocument>('uploads', idOf(id));
    if (stored === undefined) return undefined;
    const bodies: Buffer[] = [];
    for (let from = 0; from < stored.source.parts; from += PARTS_AT_ONCE) {
      const length = Math.min(PARTS_AT_ONCE, stored.source.parts - from);
      const ids = Array.from({ length }, (_, at) => partId(id, from + at));
      for (const part of await store.documents<{ body: string }>('uploads', ids)) {
        // Pruned meanwhile.
        if (part === undefined) return undefined;
        bodies.push(Buffer.from(part.source.body, 'base64'));
      }
    }
    return bodies;
  }

  return {
    keepUpload: (upload, body) => put(upload, packed(body)),
    putUpload: ({ upload, body }) => put(upload, Buffer.from(body, 'base64')),
    async uploads(source) {
      return (await documentsOf(source)).map(({ doc }) => JSON.parse(doc) as Upload).sort(byAge);
    },
    async uploadBody(id) {
      const parts = await partsOf(id);
      return parts === undefined ? undefined : unpacked(parts);
    },
    async archivedUpload(upload) {
      const parts = (await partsOf(upload.id)) ?? [];
      return { upload, body: Buffer.concat(parts).toString('base64') };
    },
  };
}
