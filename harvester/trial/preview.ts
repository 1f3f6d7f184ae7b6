/** What a replay would change, entry by entry, before a mapping is changed: nothing is written, no run is begun. */
import type { Adapter } from '../../adapters/contract.ts';
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import { depthOf } from '../../config/regions.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import { changesBetween, type FieldChange } from '../../index/history/changes.ts';
import type { Catalogue, KeptRecord } from '../../index/port.ts';
import { identityMember } from '../../normalizer/identity.ts';
import { keptPages } from '../kept-pages.ts';
import type { Normalize } from '../run/outcome.ts';
import { readKept } from '../run/replay.ts';

export interface Previewing {
  source: HarvestableSource;
  adapter: Pick<Adapter, 'read'>;
  catalogue: Pick<Catalogue, 'kept' | 'refresh'>;
  normalize: Normalize;
}

/** What a replay would make of one kept entry that is not as it was. */
export interface PreviewedEntry {
  id: string;
  title: string;
  /** In the words of an entry's history. */
  changes: FieldChange[];
  /** What it is known as one resource with others by would change: it may join others, or part. */
  identity: boolean;
  /** It could not be read any more; the entry would stay as it is. */
  refused?: { code: ErrorCode; detail: string };
}

export interface PreviewedPage {
  /** Entries that were read. */
  read: number;
  /** Of them, those that would not stay as they are. */
  entries: PreviewedEntry[];
}

/** Entries read in one piece. */
const PAGE = 200;

/** In the order of ids, page by page; constant memory. */
export async function* previewReplay(previewing: Previewing): AsyncGenerator<PreviewedPage> {
  const { source, catalogue } = previewing;
  await catalogue.refresh();
  for await (const records of keptPages(catalogue, source.id, PAGE)) {
    yield {
      read: records.length,
      entries: records.flatMap((record) => previewed(record, previewing) ?? []),
    };
  }
}

function previewed(
  record: KeptRecord,
  { source, adapter, normalize }: Previewing,
): PreviewedEntry | undefined {
  const { entry: before } = record;
  const { id, title } = before;
  try {
    const { entry } = readKept(record, { source, adapter, normalize });
    const changes = changesBetween(before, entry);
    if (changes.length === 0) return undefined;
    const depth = depthOf(source.region) ?? 0;
    const [stood, stands] = [before, entry].map((each) => identityMember(each, depth).keys.join('\n'));
    return { id, title, changes, identity: stood !== stands };
  } catch (error) {
    const { code, detail } = refusal(error);
    return { id, title, changes: [], identity: false, refused: { code, detail } };
  }
}

/** As a replay rejects it. */
function refusal(error: unknown): CodedError {
  const fault = coded(error, 'record.unreadable');
  return fault.code.startsWith('record.') ? fault : new CodedError('record.unreadable', fault.detail);
}
