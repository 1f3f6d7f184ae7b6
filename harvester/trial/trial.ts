/**
 * What a source would come to: the first records of its list, read and normalised as a harvest would. Nothing is written,
 * and what fails is told record by record.
 */
import type { Adapter, AdapterContext, ListPage } from '../../adapters/contract.ts';
import { CodedError, coded, type ErrorCode } from '../../config/errors/errors.ts';
import type { RawPart } from '../../config/record.ts';
import type { HarvestableSource } from '../../config/registry/source.ts';
import type { Entry } from '../../index/port.ts';
import { type Normalize, type Outcome, take, unlistableOutcome } from '../run/outcome.ts';
import { shownRaw } from '../shown-raw.ts';

export interface Refused {
  code: ErrorCode;
  detail: string;
  /** The start of what the source said, masked. */
  excerpt: string;
}

/** One record: as it would become, beside what the source said (masked); or why it would be refused. */
export interface TriedRecord {
  id: string | null;
  entry: Entry | null;
  raw: RawPart[];
  refused: Refused | null;
}

export interface Trial {
  family: string;
  /** As the source says; null where it does not. */
  declared: number | null;
  records: TriedRecord[];
  /** What ended the listing, or was odd in it. */
  problems: { code: ErrorCode; detail: string }[];
}

export interface Trying {
  context: AdapterContext;
  adapter: Adapter;
  normalize: Normalize;
  /** Records at most. */
  size: number;
}

/** Characters of one part that are shown. */
const LONGEST_PART = 20_000;

/** Never throws for the source's faults; rejects with the signal's reason where it is stopped. */
export async function tryOut(trying: Trying): Promise<Trial> {
  const { adapter, size } = trying;
  const trial: Trial = { family: adapter.family, declared: null, records: [], problems: [] };
  const remark = (code: ErrorCode, detail: string) => void trial.problems.push({ code, detail });
  const context: AdapterContext = { ...trying.context, remark };
  try {
    for await (const page of adapter.list(context, null)) {
      trial.declared ??= page.declared ?? null;
      await takePage(page, { ...trying, context }, trial);
      if (trial.records.length >= size) break;
    }
  } catch (error) {
    context.signal.throwIfAborted();
    const { code, detail } = coded(error, 'run.unhandled');
    trial.problems.push({ code, detail });
  }
  return trial;
}

async function takePage(
  page: ListPage,
  { context, adapter, normalize, size }: Trying,
  { records }: Trial,
): Promise<void> {
  const { source, signal } = context;
  const taker = {
    ...{ adapter, context, normalize, full: true },
    clock: () => new Date().toISOString(),
    limit: <T>(task: () => Promise<T>) => task(),
  };
  for (const row of page.unlistable) {
    if (records.length < size) records.push(await tried(unlistableOutcome(row), source));
  }
  for (const row of page.rows) {
    if (records.length >= size) return;
    signal.throwIfAborted();
    const planned = { row, rowHash: '', state: undefined, verdict: { do: 'read', rotated: false } } as const;
    records.push(await tried(await take(planned, taker), source));
  }
}

async function tried(outcome: Outcome, source: HarvestableSource): Promise<TriedRecord> {
  const { id } = outcome;
  if (outcome.is === 'rejected') {
    const { code, detail, excerpt } = outcome;
    return { id, entry: null, raw: [], refused: { code, detail, excerpt } };
  }
  const put = outcome.is === 'added' ? outcome.put : undefined;
  if (put === undefined)
    throw new CodedError('run.unhandled', `a record of a trial came out as ${outcome.is}`);
  const raw = (await shownRaw(source, put.raw)).parts;
  return {
    ...{ id, entry: put.entry, refused: null },
    raw: raw.map((part) => ({ ...part, text: part.text.slice(0, LONGEST_PART) })),
  };
}
