/**
 * A replay: what the catalogue keeps of a source is read again, as the source's mapping and the normaliser are now,
 * without asking the source. It goes through what is kept as a harvest goes through a list, and writes what comes out
 * differently. What only asking can tell stays as it is: the row's sign, when the detail was asked for, what is gone.
 */
import { isDeepStrictEqual } from 'node:util';
import type { Adapter, HttpClient, ListedRow, ListPage } from '../../adapters/contract.ts';
import { CodedError } from '../../config/errors/errors.ts';
import type { Cursor, RawPart, Statement } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue, KeptRecord } from '../../index/port.ts';
import type { EntryState } from '../../index/stored.ts';
import type { Entry } from '../../normalizer/entry.ts';
import type { Course } from './course.ts';
import { recordHash } from './fingerprint.ts';
import { entryOf, type Normalize, type Outcome, settledBefore, unreadable } from './outcome.ts';
import type { PlannedRow, Verdict } from './plan.ts';

export interface Replaying {
  run: Run;
  source: HarvestableSource;
  adapter: Pick<Adapter, 'read'>;
  catalogue: Pick<Catalogue, 'kept' | 'refresh'>;
  normalize: Normalize;
  signal: AbortSignal;
}

/** Records that are read from the catalogue in one piece. */
const PAGE = 100;

/** For a run that must not ask anything. */
export const NO_REQUESTS: HttpClient = {
  async request({ url }) {
    throw new CodedError('run.unhandled', `this run asks nothing: ${url}`);
  },
};

export function replaying(replay: Replaying): Course {
  const { run, signal } = replay;
  /** Listed and not yet taken: those of the pages ahead. */
  const ahead = new Map<string, KeptRecord>();
  return {
    name: 'replay',
    signal,
    // The catalogue has an end.
    maxPages: Number.POSITIVE_INFINITY,
    list: (cursor) => list(replay, ahead, cursor),
    plan(rows, { states }, listed) {
      const here = new Set<string>();
      return rows.map((row) => {
        const state = states.get(row.id);
        const seen = here.has(row.id) || listed(row.id);
        here.add(row.id);
        const verdict = seen ? { do: 'duplicate' as const } : judge(run, state);
        return { row, rowHash: state?.rowHash ?? '', state, verdict };
      });
    },
    take(planned) {
      const record = ahead.get(planned.row.id);
      ahead.delete(planned.row.id);
      return settledBefore(planned) ?? readAgain(planned, record, replay);
    },
    answers: async () => true,
  };
}

/** By local id: what the catalogue keeps does not move while its source is not harvested. */
async function* list(
  { source, catalogue, signal }: Replaying,
  ahead: Map<string, KeptRecord>,
  cursor: Cursor | null,
): AsyncGenerator<ListPage> {
  let after = afterOf(cursor);
  await catalogue.refresh();
  for (;;) {
    signal.throwIfAborted();
    const records = await catalogue.kept(source.id, after, PAGE);
    for (const record of records) ahead.set(record.entry.localId, record);
    const last = records.length < PAGE ? undefined : records.at(-1)?.entry.localId;
    yield {
      rows: records.map(rowOf),
      unlistable: [],
      next: last === undefined ? null : { after: last },
    };
    if (last === undefined) return;
    after = last;
  }
}

/** Throws `listing.cursor-invalid`. */
function afterOf(cursor: Cursor | null): string | null {
  if (cursor === null) return null;
  if (typeof cursor.after !== 'string')
    throw new CodedError('listing.cursor-invalid', JSON.stringify(cursor));
  return cursor.after;
}

const NOTHING: RawPart = { role: 'row', mediaType: 'application/json', url: '', text: '' };

const rowOf = ({ entry, raw }: KeptRecord): ListedRow => ({
  id: entry.localId,
  row: raw.parts[0] ?? NOTHING,
  // Its hash is kept, and stays.
  sign: '',
  complete: true,
});

function judge(run: Run, state: EntryState | undefined): Verdict {
  // Removed since it was listed: only its source brings it back.
  if (state === undefined || state.removed) return { do: 'unchanged' };
  if (state.writtenIn === run.id) return { do: 'counted', as: 'updated', detailed: false };
  return { do: 'read', rotated: false };
}

/** What the record comes to by now. Throws what reading it throws. */
export function readKept(
  { entry: { localId }, raw }: KeptRecord,
  { source, adapter, normalize }: Pick<Replaying, 'source' | 'adapter' | 'normalize'>,
): { entry: Entry; statement: Statement } {
  if (raw.parts.length === 0) throw noRaw();
  const statement = adapter.read(source, raw);
  // As it is kept: without what JSON does not hold.
  const entry = JSON.parse(JSON.stringify(entryOf({ id: localId }, statement, normalize, source))) as Entry;
  return { entry, statement };
}

const noRaw = () => new CodedError('record.unreadable', 'no raw record of it is kept');

function readAgain(planned: PlannedRow, record: KeptRecord | undefined, replay: Replaying): Outcome {
  const { row, rowHash, state } = planned;
  const { run, source, adapter, normalize } = replay;
  const still = { id: row.id, detailed: false, rotated: false };
  try {
    if (record === undefined) throw noRaw();
    const { raw } = record;
    const { entry, statement } = readKept(record, { source, adapter, normalize });
    const detailedAt = state?.detailedAt ?? null;
    const hash = recordHash(statement);
    const changed = !isDeepStrictEqual(entry, record.entry);
    // Written by this run in a batch that broke off before it could say so.
    const torn = run.resumed > 0 && record.changedAt > run.startedAt;
    if (changed || torn)
      return { ...still, is: 'updated', put: { entry, raw, rowHash, recordHash: hash, detailedAt } };
    if (state?.recordHash === hash) return { ...still, is: 'unchanged' };
    return {
      ...still,
      is: 'unchanged',
      touch: { localId: row.id, rowHash, recordHash: hash, detailedAt },
    };
  } catch (error) {
    return unreadable(row, error, still);
  }
}
