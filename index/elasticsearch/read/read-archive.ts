/** Reads of the whole catalogue in the order of keys, each kind as of one moment of its index. */
import type { RawRecord } from '../../../config/record.ts';
import type { Entry } from '../../../normalizer/entry.ts';
import {
  type Archive,
  type Archived,
  type ArchivedEntry,
  type ArchivedMark,
  type ArchiveKind,
  compareTexts,
} from '../../archive/archive.ts';
import type { HeldDeletions, Operations, Run } from '../../operations.ts';
import { CARRIED_PAPERS, type Paper } from '../../people/papers.ts';
import type { EntryState } from '../../stored.ts';
import type { Upload } from '../../uploads.ts';
import type { Finding, WatchDecision } from '../../watch/finding.ts';
import type { Watching } from '../../watch/keeping.ts';
import type { EntryDocument } from '../layout/document.ts';
import type { Purpose } from '../layout/layout.ts';
import { idOf, type Store } from '../store.ts';
import type { UploadStore } from '../uploads.ts';
import type { Marks } from '../write/marks.ts';

const PAGE = 500;
/** A mark is small. */
const MARKS = 5_000;

const OF_ENTRY = [
  'id',
  'doc',
  'region',
  'firstSeen',
  'changedAt',
  'removedAt',
  'addedIn',
  'resource',
  'identity',
];

/** Of an entry whose state was never written, as its batch broke off there: its source's next run writes it again. */
const noState = ({ addedIn }: EntryDocument) => ({
  rowHash: '',
  recordHash: '',
  detailedAt: null,
  addedIn,
  writtenIn: '',
});

export function prepareArchiveReader(
  store: Store,
  marks: Marks,
  { heldIds }: Pick<Operations, 'heldIds'>,
  { archivedUpload }: Pick<UploadStore, 'archivedUpload'>,
  { watched }: Pick<Watching, 'watched'>,
): Pick<Archive, 'archive'> {
  /** What is kept as JSON text. */
  async function* documents<T>(purpose: Purpose, ...sort: string[]): AsyncIterable<T[]> {
    // Whoever wrote.
    await store.refresh([purpose]);
    // Without what is kept beside the documents, and has no key.
    const body = { query: { exists: { field: sort[0] as string } }, sort, _source: ['doc'] };
    for await (const hits of store.every<{ doc: string }>(purpose, body, PAGE)) {
      yield hits.map(({ source }) => JSON.parse(source.doc) as T);
    }
  }

  async function* watchDocuments<T>(term: Record<string, string>): AsyncIterable<T[]> {
    await store.refresh(['watch']);
    const body = { query: { term }, sort: ['list', 'key'], _source: ['doc'] };
    for await (const hits of store.every<{ doc: string }>('watch', body, PAGE)) {
      yield hits.map(({ source }) => JSON.parse(source.doc) as T);
    }
  }

  async function* markPages(): AsyncIterable<ArchivedMark[]> {
    for await (const runs of documents<Run>('runs', 'id')) {
      for (const run of await marks.listing(runs.map(({ id }) => id))) {
        const listed = [...(await marks.listed(run))].sort(
          ([one, first], [other, second]) => first - second || compareTexts(one, other),
        );
        for (let from = 0; from < listed.length; from += MARKS) {
          yield listed.slice(from, from + MARKS).map(([localId, batch]) => ({ run, localId, batch }));
        }
      }
    }
  }

  async function* paperPages(): AsyncIterable<Paper[]> {
    await store.refresh(['papers']);
    const query = { terms: { kind: [...CARRIED_PAPERS] } };
    const body = { query, sort: ['kind', 'id'], _source: ['doc'] };
    for await (const hits of store.every<{ doc: string }>('papers', body, PAGE)) {
      yield hits.map(({ source }) => JSON.parse(source.doc) as Paper);
    }
  }

  async function* entryPages(): AsyncIterable<ArchivedEntry[]> {
    await store.refresh(['entries']);
    const body = { sort: ['id'], _source: OF_ENTRY };
    for await (const hits of store.every<EntryDocument>('entries', body, PAGE)) {
      const ids = hits.map(({ source }) => idOf(source.id));
      const [states, raws] = await Promise.all([
        store.documents<EntryState>('states', ids),
        store.documents<{ raw: string }>('raw', ids),
      ]);
      yield hits.map(({ source }, at) => archivedEntry(source, states[at]?.source, raws[at]?.source));
    }
  }

  const pages: { [K in ArchiveKind]: () => AsyncIterable<Archived[K][]> } = {
    runs: () => documents('runs', 'id'),
    marks: markPages,
    rejections: () => documents('rejections', 'run', 'sequence'),
    sources: () => documents('sources', 'source'),
    async *held() {
      for await (const page of documents<HeldDeletions>('held', 'id')) {
        for (const held of page) yield [{ held, localIds: await heldIds(held.id) }];
      }
    },
    acts: () => documents('audit', 'id'),
    papers: paperPages,
    async *uploads() {
      for await (const page of documents<Upload>('uploads', 'id')) {
        for (const upload of page) yield [await archivedUpload(upload)];
      }
    },
    async *watched() {
      const head = await watched();
      if (head !== undefined) yield [head];
    },
    async *findings() {
      const head = await watched();
      if (head === undefined) return;
      const { generation } = head;
      for await (const page of watchDocuments<Finding>({ generation })) {
        yield page.map((finding) => ({ generation, finding }));
      }
    },
    verdicts: () => watchDocuments<WatchDecision>({ what: 'decision' }),
    links: () => documents('links', 'id'),
    entries: entryPages,
    history: () => documents('history', 'id'),
    days: () => documents('days', 'source', 'day'),
  };
  return { archive: (kind) => pages[kind]() };
}

function archivedEntry(
  document: EntryDocument,
  state: EntryState | undefined,
  raw: { raw: string } | undefined,
): ArchivedEntry {
  const { region, firstSeen, changedAt, removedAt, resource, identity } = document;
  const { rowHash, recordHash, detailedAt, addedIn, writtenIn } = state ?? noState(document);
  const entry = JSON.parse(document.doc) as Entry;
  return {
    entry,
    raw: raw === undefined ? { id: entry.localId, parts: [] } : (JSON.parse(raw.raw) as RawRecord),
    region,
    rowHash,
    recordHash,
    detailedAt,
    addedIn,
    writtenIn,
    firstSeen,
    changedAt,
    ...(identity.decided === undefined ? {} : { decided: identity.decided }),
    tombstone: removedAt === null ? null : { removedAt, resource },
  };
}
