/**
 * One way through a source's list, from a checkpoint to the end: pages are listed ahead, planned against the
 * catalogue, their details asked for within bounds, and the outcomes handed to the batches in the list's order.
 */
import type { ListedRow, ListPage } from '../../adapters/contract.ts';
import { CodedError, type ErrorCode } from '../../config/errors/errors.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { unlessStopped } from '../client/clock.ts';
import { type GrowthBound, GrowthWatch } from '../listing/growth.ts';
import { BarrenWatch, ListChanged, PageWatch, pageFingerprint } from '../listing/listing.ts';
import type { Continuation, Position } from '../listing/position.ts';
import type { ListingEnd } from '../listing/trust.ts';
import { ahead } from './ahead.ts';
import type { Batches } from './batch.ts';
import { markCounts } from './checkpoint.ts';
import type { Course } from './course.ts';
import { DetailWatch } from './detail-watch.ts';
import { distinctIn } from './ledger.ts';
import { type Outcome, unlistableOutcome } from './outcome.ts';

/** Pages listed ahead of the one that is worked on. */
const LISTED_AHEAD = 2;
/** Pages whose details are being asked for ahead of the one whose outcomes are gathered. */
const ASKED_AHEAD = 2;

export interface Sweep {
  run: Run;
  catalogue: Pick<Catalogue, 'plan'>;
  course: Course;
  batches: Batches;
  position: Position;
  growth: GrowthBound | null;
}

interface WatchedPage {
  page: ListPage;
  fingerprint: string;
  /** Rows at its start that are in already. */
  rowsIn: number;
}

interface AskedPage extends WatchedPage {
  asked: { row: ListedRow | null; outcome: Outcome | Promise<Outcome> }[];
}

const ENDS: Partial<Record<ErrorCode, ListingEnd>> = {
  'listing.page-repeated': 'repeated',
  'listing.endless': 'endless',
  'listing.grown': 'grown',
};

/**
 * Goes through the list and commits what came, also where it breaks off. Returns how the listing ended; throws
 * the coded error that ended the run.
 */
export async function sweepOnce(sweep: Sweep): Promise<{ end: ListingEnd; doubt: CodedError | null }> {
  try {
    await gather(sweep);
    return { end: 'reached', doubt: null };
  } catch (error) {
    const end = error instanceof CodedError ? ENDS[error.code] : undefined;
    if (end === undefined) throw error;
    return { end, doubt: error as CodedError };
  } finally {
    // Rows that are through count, whatever came after them.
    await sweep.batches.commit(sweep.position.checkpoint);
    await sweep.batches.drain();
  }
}

async function gather(sweep: Sweep): Promise<void> {
  const { batches, position, course } = sweep;
  const barren = new BarrenWatch(distinctIn(batches.ledger));
  const details = new DetailWatch((row) => course.answers(row));
  const settle = () => batches.settle(() => position.checkpoint);
  for await (const { page, fingerprint, rowsIn, asked } of ahead(asking(sweep), ASKED_AHEAD)) {
    if (page.declared !== undefined) batches.declare(position.declare(page.declared));
    let fresh = 0;
    for (const [index, { row, outcome: coming }] of asked.entries()) {
      // Rows that need no waiting for must not hold a stop up either.
      course.signal.throwIfAborted();
      const outcome = coming instanceof Promise ? await unlessStopped(course.signal, coming) : coming;
      const added = knownAgain(outcome, row, position);
      batches.add(added);
      if (added.is !== 'duplicate') fresh += 1;
      position.row(fingerprint, rowsIn + index + 1);
      await details.see(outcome, row);
      await settle();
    }
    position.pageDone(fingerprint, page);
    await settle();
    if (position.sweep === 0) barren.see(fresh, asked.length, page.way);
  }
}

/**
 * A row that becomes no entry, or that its source marks as deleted, leaves no mark: a later sweep knows only how many
 * of them there were.
 */
function knownAgain(outcome: Outcome, row: ListedRow | null, position: Position): Outcome {
  if (outcome.is !== 'rejected') return outcome;
  const withdrawn = outcome.code === 'record.withdrawn';
  if (row !== null && !withdrawn) return outcome;
  const { id, detailed, rotated } = outcome;
  return position.unmarked(id !== null || withdrawn) ? { is: 'duplicate', id, detailed, rotated } : outcome;
}

async function* asking(sweep: Sweep): AsyncGenerator<AskedPage> {
  const { run, catalogue, course, batches } = sweep;
  const growth = new GrowthWatch(sweep.growth, run);
  for await (const watched of ahead(watch(sweep), LISTED_AHEAD)) {
    const rows = watched.page.rows.slice(Math.max(0, watched.rowsIn - watched.page.unlistable.length));
    const ids = rows.map((row) => row.id);
    // Asked before the plan: a batch that lands in between is then known from here, and not from the plan.
    const pending = new Set(ids.filter((id) => batches.isPending(id)));
    course.signal.throwIfAborted();
    const plan = await unlessStopped(course.signal, catalogue.plan(run.source, run.id, ids));
    const listed = (id: string) => pending.has(id) || markCounts(plan.listedIn.get(id), run.checkpoint);
    const planned = course.plan(rows, plan, listed);
    const unlistable = watched.page.unlistable.slice(watched.rowsIn);
    growth.see(planned, watched.page.declared);
    const asked: AskedPage['asked'] = unlistable.map((row) => ({
      row: null,
      outcome: unlistableOutcome(row),
    }));
    for (const row of planned) {
      if (row.verdict.do !== 'duplicate') batches.expect(row.row.id);
      const outcome = course.take(row);
      // It is awaited in its turn; a stop may come first.
      if (outcome instanceof Promise) outcome.catch(() => undefined);
      asked.push({ row: row.row, outcome });
    }
    yield { ...watched, asked };
  }
}

async function* watch({ course, position }: Sweep): AsyncGenerator<WatchedPage> {
  const { signal } = course;
  const watcher = new PageWatch(course.maxPages, [...position.pages]);
  const { cursor, page: finished } = position.continuation;
  const pages = course.list(cursor)[Symbol.asyncIterator]();
  let unchecked = finished;
  try {
    for (;;) {
      signal.throwIfAborted();
      const next = await unlessStopped(signal, pages.next());
      if (next.done)
        throw new CodedError('run.unhandled', `${course.name}: the pages ended without saying so`);
      const page = next.value;
      if (unchecked !== null) {
        mustBe(unchecked, page);
        unchecked = null;
        continue;
      }
      const fingerprint = watcher.see(page);
      yield { page, fingerprint, rowsIn: position.rowsIn(fingerprint) };
      if (page.next === null) return;
    }
  } finally {
    pages.return?.()?.catch(() => undefined);
  }
}

/** What was listed before a break counts only while the list is what it was. Throws `ListChanged`. */
function mustBe({ fingerprint, declared }: NonNullable<Continuation['page']>, page: ListPage): void {
  if (pageFingerprint(page) !== fingerprint) throw new ListChanged('other rows where it was left');
  if (page.next === null) throw new ListChanged('it ends where it was left');
  if (page.declared === undefined || declared === undefined) return;
  if (page.declared >= declared.least && page.declared <= declared.most) return;
  throw new ListChanged(`${page.declared} rows are declared, ${declared.most} were`);
}
