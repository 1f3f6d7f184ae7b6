/** The end of a run: what the listing was worth, what is removed or held, and a ledger that adds up. */
import { type CodedError, coded } from '../../config/errors/errors.ts';
import type { Guard } from '../../config/registry/source.ts';
import type { Run, RunProblem } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { carryOver, recogniseAbsent } from '../deletions/carry-over.ts';
import { decideDeletions } from '../deletions/deletions.ts';
import { forgetRelisted, holdBack, holdGrowth, removeAll, supersede } from '../deletions/held.ts';
import { withdrawnIds } from '../deletions/withdrawn.ts';
import { Grown } from '../listing/growth.ts';
import { judgeListing, type ListingEnd, type ListingFacts, type Trust } from '../listing/trust.ts';
import { sweepsAlike } from './checkpoint.ts';
import { copyLedger, distinctIn, imbalances, rejectedIn } from './ledger.ts';

/** So many refused records, and none other, say that the source changed its format. */
const FEWEST_TO_JUDGE = 5;

export interface Ending {
  run: Run;
  catalogue: Catalogue;
  guard: Guard;
  /** Of the place that the source serves. */
  region: string;
  end: ListingEnd;
  /** What the listing was given up for, where it said so itself. */
  doubt: CodedError | null;
  at: string;
}

/** What the listing came to, by the run's ledger and checkpoint. */
export function factsOf({ ledger, checkpoint, replay, changesSince }: Run, end: ListingEnd): ListingFacts {
  const { declared, missing, rows = 0 } = checkpoint ?? {};
  return {
    end,
    // The source declares nothing to a replay, which is held against what the catalogue had.
    declared: replay ? ledger.indexedBefore : ledger.declared,
    moved: declared !== undefined && declared.least !== declared.most,
    missing,
    distinct: distinctIn(ledger),
    rows,
    alike: checkpoint !== null && sweepsAlike(checkpoint),
    known: ledger.indexedBefore,
    changes: changesSince !== undefined,
  };
}

/** Decides about what was not listed and closes the ledger. The run returned has ended; it is not saved. */
export async function endRun({ run, catalogue, guard, region, end, doubt, at }: Ending): Promise<Run> {
  const { ledger } = run;
  const facts = factsOf(run, end);
  const trust = judgeListing(facts);
  const problems: RunProblem[] = [];
  if (trust.problem !== null) problems.push(said(trust.problem, doubt));
  // Of what its source lists a replay knows nothing: it removes, holds and settles nothing.
  const removed = run.replay
    ? { removed: 0, withheld: 0 }
    : await settleAbsent({ run, catalogue, guard, region, trust, known: facts.known, problems, at });
  if (doubt instanceof Grown && !run.dryRun) await holdGrowth(catalogue, run, doubt, at);
  if (!run.replay) problems.push(...trust.remarks);
  const closed = await closeLedger({ ...run, ledger: { ...copyLedger(ledger), ...removed } }, catalogue);
  const off = imbalances(closed.ledger);
  if (off.length > 0) problems.unshift({ code: 'run.ledger-unbalanced', detail: off.join('; ') });
  const spoilt = allRefused(closed);
  if (spoilt !== null) problems.unshift(spoilt);
  const failed = off.length > 0 || spoilt !== null;
  const status = failed ? 'failed' : trust.trusted ? 'succeeded' : 'incomplete';
  return { ...closed, status, problems, endedAt: at, heartbeatAt: at, checkpoint: null };
}

/** One bad record costs one record; where all are bad, it is not the records: the source changed, or our mapping. */
function allRefused({ ledger, replay }: Run): RunProblem | null {
  // What its source withdrew is no record that could not be read.
  const withdrawn = ledger.rejected['record.withdrawn'] ?? 0;
  const refused = rejectedIn(ledger) - withdrawn;
  if (refused < FEWEST_TO_JUDGE || refused < distinctIn(ledger) - withdrawn) return null;
  const codes = Object.entries(ledger.rejected).map(([code, count]) => `${code} ${count}`);
  return {
    code: replay ? 'record.unreadable' : 'source.shape-changed',
    detail: `all ${refused} records were refused: ${codes.join(', ')}`,
  };
}

const said = (problem: RunProblem, doubt: CodedError | null): RunProblem =>
  doubt === null ? problem : { code: problem.code, detail: `${doubt.detail}; ${problem.detail}` };

/** A run that an error ended: what was committed counts, nothing follows from what it did not come to. */
export async function breakOff(run: Run, catalogue: Catalogue, error: unknown, at: string): Promise<Run> {
  const { code, detail } = coded(error, 'run.unhandled');
  const problems: RunProblem[] = [{ code, detail }];
  const closed = await closeLedger(run, catalogue).catch(() => run);
  // What it did list is there, whatever it did not come to.
  if (!run.dryRun && !run.replay) await forgetRelisted(catalogue, run, at).catch(() => undefined);
  const off = imbalances(closed.ledger);
  if (off.length > 0) problems.push({ code: 'run.ledger-unbalanced', detail: off.join('; ') });
  const status = code === 'run.stopped' ? 'stopped' : 'failed';
  return { ...closed, status, problems, endedAt: at, heartbeatAt: at };
}

interface Settling extends Pick<Ending, 'run' | 'catalogue' | 'guard' | 'region' | 'at'> {
  trust: Trust;
  known: number;
  problems: RunProblem[];
}

async function settleAbsent(settling: Settling): Promise<{ removed: number; withheld: number }> {
  const { run, catalogue, guard, region, trust, known, problems, at } = settling;
  const { source, ledger, dryRun } = run;
  const refused = dryRun ? await refusedIds(catalogue, source) : await forgetRelisted(catalogue, run, at);
  // What a crash in the midst of this very step had removed already is gone from the count.
  const alive = (await entriesOf(catalogue, source)).entries;
  const before = dryRun || run.resumed === 0 ? 0 : ledger.indexedBefore + ledger.added - alive;
  const changesOnly = run.changesSince !== undefined;
  let absent: string[] = [];
  if (trust.whole && changesOnly) {
    for (const id of await withdrawnIds(catalogue, run)) if (!refused.has(id)) absent.push(id);
  } else if (trust.whole) {
    for await (const page of catalogue.absent(source, run.id)) {
      for (const id of page) if (!refused.has(id)) absent.push(id);
    }
  }
  const unnamed = run.checkpoint?.unmarked?.unnamed ?? 0;
  const asked = { known, trust, unnamed, guard };
  let decision = decideDeletions({ ...asked, absent: absent.length + before });
  let moved = 0;
  if (decision.action === 'hold' && trust.trusted && !dryRun && !changesOnly && ledger.added > 0) {
    const { pairs, unsure } = await recogniseAbsent(catalogue, run, absent);
    const rekeyed = await carryOver(catalogue, run, region, pairs, at);
    const old = new Set(pairs.map(({ from }) => from));
    absent = absent.filter((id) => !old.has(id));
    if (pairs.length + unsure.length > 0) {
      const detail = `${pairs.length} entries bear new ids and keep their history; ${unsure.length} others may`;
      problems.push({ code: 'listing.rekeyed', detail });
    }
    moved = rekeyed;
    decision = decideDeletions({ ...asked, known: known - pairs.length, absent: absent.length });
    // Which of them is which a person has to say.
    if (unsure.length > 0 && decision.action === 'remove') {
      const detail = `${unsure.length} entries may be new ones of the same title and office`;
      decision = { action: 'hold', reason: { code: 'listing.rekeyed', detail } };
    }
  }
  if (decision.action === 'hold') {
    problems.push(...(trust.problem === null ? [decision.reason] : []));
    if (!dryRun) await holdBack(catalogue, run, absent, decision.reason, at);
  }
  // Only once the newer ones are on record: a crash in between loses no name.
  if (trust.whole && !dryRun && !changesOnly) await supersede(catalogue, run, at);
  if (decision.action !== 'remove') {
    return { removed: before + moved, withheld: decision.action === 'hold' ? absent.length : 0 };
  }
  const now = dryRun ? absent.length : await removeAll(catalogue, source, absent, { at, run: run.id });
  return { removed: before + moved + now, withheld: 0 };
}

async function refusedIds(catalogue: Catalogue, source: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const held of await catalogue.listHeld({ source, state: 'refused' })) {
    for (const id of await catalogue.heldIds(held.id)) ids.add(id);
  }
  return ids;
}

/** Counts what is really there, so that the ledger is held against the catalogue and not against itself. */
async function closeLedger(run: Run, catalogue: Catalogue): Promise<Run> {
  await catalogue.refresh();
  const { entries, resources } = await entriesOf(catalogue, run.source);
  const { indexedBefore, added, removed } = run.ledger;
  const indexed = run.dryRun ? indexedBefore + added - removed : entries;
  return { ...run, ledger: { ...run.ledger, indexed, visible: resources } };
}

async function entriesOf(catalogue: Catalogue, source: string) {
  const counts = await catalogue.counts(source);
  return counts.find((each) => each.source === source) ?? { entries: 0, resources: 0 };
}
