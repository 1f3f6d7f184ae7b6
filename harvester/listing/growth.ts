/** Sudden growth: how many entries that nobody has seen before come in without a person. */
import { CodedError } from '../../config/errors/errors.ts';
import type { Guard } from '../../config/registry/source.ts';
import type { Run } from '../../index/operations.ts';
import type { Catalogue } from '../../index/port.ts';
import { distinctIn, rejectedIn } from '../run/ledger.ts';
import type { PlannedRow } from '../run/plan.ts';

export interface GrowthBound {
  /** Rows that the source listed when it last went well. */
  known: number;
  /** New entries that come in unasked, and what of them is left to this run. */
  most: number;
  allowed: number;
}

/** More came than comes in without a person; the run stops before it writes them. */
export class Grown extends CodedError {
  /** New entries, as far as they are known of. */
  readonly count: number;
  /** The first few by id. */
  readonly sample: string[];

  constructor(detail: string, count: number, sample: string[]) {
    super('listing.grown', detail);
    this.count = count;
    this.sample = sample;
  }
}

/** So many came as changed and were never seen before that only the whole list can say what became of the others. */
export class ManyNew extends Error {}

/** New entries, in number and share of all, that a list of changes may name. */
const NEW_AMONG_CHANGES = 50;
const NEW_SHARE = 0.1;

/** Runs looked through for the one that last went well. */
const LOOKED_THROUGH = 50;

/**
 * What a run may bring; null where there is no limit: to a replay, to a source that never went well before, and where
 * a person has released the growth since it last did.
 */
export async function growthBound(
  catalogue: Pick<Catalogue, 'listRuns' | 'listHeld'>,
  run: Run,
  guard: Pick<Guard, 'growShare' | 'growCount'>,
): Promise<GrowthBound | null> {
  if (run.replay) return null;
  const { source } = run;
  const { items } = await catalogue.listRuns({ source, status: 'succeeded' }, LOOKED_THROUGH);
  const real = items.filter(({ dryRun, replay }) => !dryRun && !replay);
  // One that listed changes only says nothing of how much there is, but that it went well.
  const full = real.find(({ changesSince, ledger }) => changesSince === undefined && distinctIn(ledger) > 0);
  const [newest] = real;
  const good = full ?? newest;
  if (good === undefined || newest === undefined || good.ledger.indexed + distinctIn(good.ledger) === 0)
    return null;
  const released = await catalogue.listHeld({ source, state: 'released' });
  const wellAt = newest.endedAt ?? newest.startedAt;
  if (released.some(({ kind, decidedAt }) => kind === 'growth' && (decidedAt ?? '') > wellAt)) return null;
  const known = Math.max(distinctIn(good.ledger), newest.ledger.indexed);
  // Rows that are refused each time are none of the catalogue's, and nothing new; what runs since then let in is.
  const since = run.ledger.indexedBefore - newest.ledger.indexed;
  const most = Math.max(guard.growCount, Math.floor(guard.growShare * known));
  return { known, most, allowed: most + rejectedIn(good.ledger) - Math.max(0, since) };
}

/** Watches planned pages before their details are asked for. */
export class GrowthWatch {
  readonly #bound: GrowthBound | null;
  readonly #amongChanges: number;
  #fresh: number;

  /** What the run had added before it was taken up counts. */
  constructor(bound: GrowthBound | null, { ledger, changesSince }: Run) {
    this.#bound = bound;
    this.#fresh = ledger.added;
    const most = Math.max(NEW_AMONG_CHANGES, Math.floor(NEW_SHARE * ledger.indexedBefore));
    this.#amongChanges = changesSince === undefined ? Number.POSITIVE_INFINITY : most;
  }

  /**
   * Throws `Grown`: where more new rows have come than are allowed, and at the first of them where the source
   * declares as many. A number alone is no growth. Throws `ManyNew` in a list of changes.
   */
  see(rows: readonly PlannedRow[], declared: number | undefined): void {
    const fresh = rows.filter(({ verdict, state }) => verdict.do === 'read' && state === undefined);
    if (fresh.length === 0) return;
    this.#fresh += fresh.length;
    if (this.#fresh > this.#amongChanges) throw new ManyNew();
    if (this.#bound === null) return;
    const { known, most, allowed } = this.#bound;
    const announced = declared !== undefined && declared > known + most;
    if (!announced && this.#fresh <= allowed) return;
    const said = announced ? `${declared} rows are declared` : `${this.#fresh} new ones have come so far`;
    const count = announced ? declared - known : this.#fresh;
    throw new Grown(
      `${known} rows were listed when it last went well, ${said}; up to ${most} new ones come in unasked`,
      count,
      fresh.slice(0, 10).map(({ row }) => row.id),
    );
  }
}
