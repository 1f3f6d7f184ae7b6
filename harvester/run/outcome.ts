/** What became of one row: asked for, read, normalised, compared with what is kept. One bad record costs one record. */
import type { Adapter, AdapterContext, ListedRow, UnlistableRow } from '../../adapters/contract.ts';
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { RawRecord, Statement } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Put, Touch } from '../../index/port.ts';
import { withoutCredentials } from '../../normalizer/addresses.ts';
import type { Entry } from '../../normalizer/entry.ts';
import { maskLabelledNames, maskMobiles } from '../../normalizer/privacy/masking.ts';
import { unlessStopped } from '../client/clock.ts';
import { recordHash } from './fingerprint.ts';
import type { PlannedRow } from './plan.ts';

export type Normalize = (source: HarvestableSource, statement: Statement) => Entry;

/** `id` is null where a row has none; `detailed` says that a detail was asked for and answered. */
export type Outcome = { id: string | null; detailed: boolean; rotated: boolean } & (
  | { is: 'duplicate' }
  | { is: 'unchanged'; touch?: Touch }
  | { is: 'added' | 'updated'; put?: Put }
  | {
      is: 'rejected';
      code: ErrorCode;
      detail: string;
      excerpt: string;
      /** Why the source did not give the detail, where the fault is the source's and not the record's. */
      fault?: CodedError;
    }
);

export interface Taker {
  adapter: Adapter;
  context: AdapterContext;
  normalize: Normalize;
  full: boolean;
  clock: () => string;
  /** Bounds the details asked for at one time. */
  limit: <T>(task: () => Promise<T>) => Promise<T>;
}

/** The outcome of a planned row: at once where nothing has to be asked for. Rejects only when the run ends. */
export function take(planned: PlannedRow, taker: Taker): Outcome | Promise<Outcome> {
  const settled = settledBefore(planned);
  if (settled !== undefined) return settled;
  const { row } = planned;
  if (row.complete) return read(planned, { id: row.id, parts: [row.row] }, null, taker);
  return taker.limit(() => askAndRead(planned, taker));
}

/** The outcome of a row that the plan alone decides. */
export function settledBefore({ row, verdict }: PlannedRow): Outcome | undefined {
  const still = { id: row.id, detailed: false, rotated: false };
  if (verdict.do === 'duplicate') return { ...still, is: 'duplicate' };
  if (verdict.do === 'unchanged') return { ...still, is: 'unchanged' };
  if (verdict.do === 'counted') return { ...still, is: verdict.as, detailed: verdict.detailed };
  return undefined;
}

async function askAndRead(planned: PlannedRow, taker: Taker): Promise<Outcome> {
  const { row } = planned;
  const { signal } = taker.context;
  const rotated = planned.verdict.do === 'read' && planned.verdict.rotated;
  try {
    signal.throwIfAborted();
    const parts = await unlessStopped(signal, taker.adapter.detail(taker.context, row));
    return read(planned, { id: row.id, parts: [row.row, ...parts] }, taker.clock(), taker);
  } catch (error) {
    if (signal.aborted) throw signal.reason;
    const fault = coded(error, 'run.unhandled');
    if (fault.code.startsWith('record.')) return { ...rejected(row, fault), rotated };
    const code = fault.code === 'source.not-found' ? 'record.detail-missing' : 'record.detail-failed';
    return { ...rejected(row, new CodedError(code, fault.message)), rotated, fault };
  }
}

/** Whether the detail of a row can be had and read now. Rejects only when the run ends. */
export async function answers(row: ListedRow, { adapter, context, limit }: Taker): Promise<boolean> {
  const { signal, source } = context;
  try {
    const parts = await limit(() => unlessStopped(signal, adapter.detail(context, row)));
    adapter.read(source, { id: row.id, parts: [row.row, ...parts] });
    return true;
  } catch {
    if (signal.aborted) throw signal.reason;
    return false;
  }
}

function read(planned: PlannedRow, raw: RawRecord, detailedAt: string | null, taker: Taker): Outcome {
  const { row, rowHash, state, verdict } = planned;
  const detailed = detailedAt !== null;
  const rotated = verdict.do === 'read' && verdict.rotated;
  try {
    const statement = taker.adapter.read(taker.context.source, raw);
    const hash = recordHash(statement);
    const alive = state !== undefined && !state.removed;
    if (alive && state.recordHash === hash && !taker.full) {
      return {
        is: 'unchanged',
        id: row.id,
        detailed,
        rotated,
        touch: { localId: row.id, rowHash, detailedAt },
      };
    }
    const entry = entryOf(row, statement, taker.normalize, taker.context.source);
    const isNew = state === undefined;
    const put: Put = { entry, raw, rowHash, recordHash: hash, detailedAt, isNew };
    return { is: alive ? 'updated' : 'added', id: row.id, detailed, rotated, put };
  } catch (error) {
    return unreadable(row, error, { detailed, rotated });
  }
}

/** Throws `record.*` codes. */
export function entryOf(
  row: Pick<ListedRow, 'id'>,
  statement: Statement,
  normalize: Normalize,
  source: HarvestableSource,
): Entry {
  const entry = normalize(source, statement);
  if (entry.localId === row.id) return entry;
  throw new CodedError('record.invalid', `listed as ${row.id}, read as ${entry.localId}`);
}

/** Whatever reading throws, it is this record that cannot be read. */
export function unreadable(
  row: ListedRow,
  error: unknown,
  { detailed, rotated }: Pick<Outcome, 'detailed' | 'rotated'>,
): Outcome {
  const fault = coded(error, 'record.unreadable');
  const code = fault.code.startsWith('record.') ? fault.code : 'record.unreadable';
  return { ...rejected(row, new CodedError(code, fault.detail)), detailed, rotated };
}

const rejected = (row: ListedRow, { code, detail }: CodedError) =>
  ({
    is: 'rejected',
    id: row.id,
    detailed: false,
    rotated: false,
    code,
    detail: excerptOf(detail),
    excerpt: excerptOf(row.row.text),
  }) as const;

export const unlistableOutcome = ({ id, code, detail, text }: UnlistableRow): Outcome => ({
  is: 'rejected',
  id: id ?? null,
  detailed: false,
  rotated: false,
  code,
  detail: excerptOf(detail),
  excerpt: excerptOf(text),
});

/** Start of what the source said, for the eye. */
export const excerptOf = (text: string): string =>
  withoutCredentials(maskMobiles(maskLabelledNames(text.slice(0, 2_000))))
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300);
