/** What a source's failures mean for its schedule: never for a run that a person asks for. Pure. */
import { ERRORS, type ErrorCode } from '../../config/errors/errors.ts';
import type { Run, RunProblem, SourceState } from '../../index/operations.ts';
import { changesAfter } from '../listing/changes.ts';

/** What is the matter with a source, as far as the code of its failure tells. */
export type Trouble = 'blocked' | 'login' | 'down' | 'moved' | 'changed-format' | 'listing' | 'ours';

const TROUBLES: Partial<Record<ErrorCode, Trouble>> = {
  'source.blocked': 'blocked',
  'source.robots': 'blocked',
  'source.refused': 'blocked',
  'source.login-needed': 'login',
  'source.private-address': 'moved',
  'source.moved': 'moved',
  'source.not-found': 'moved',
  'source.not-json': 'changed-format',
  'source.not-xml': 'changed-format',
  'source.not-rdf': 'changed-format',
  'source.charset': 'changed-format',
  'source.shape-changed': 'changed-format',
  'source.too-large': 'changed-format',
};

export function troubleOf(code: ErrorCode): Trouble {
  const named = TROUBLES[code];
  if (named !== undefined) return named;
  if (code.startsWith('listing.')) return 'listing';
  return ERRORS[code].blame === 'source' ? 'down' : 'ours';
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Longest silence of the schedule towards a source in trouble, in ms. */
const LONGEST: Record<Trouble, number> = {
  blocked: 7 * DAY,
  login: 7 * DAY,
  moved: 7 * DAY,
  'changed-format': 3 * DAY,
  down: 7 * DAY,
  listing: DAY,
  ours: DAY,
};
/** Failures in a row up to which a source that was down is asked again before its next slot. */
const SOON = 3;

/**
 * How long the schedule leaves a source alone after a failure, in ms: null is until its next slot. One that is
 * down is tried again within hours, then ever more rarely; asking one that blocks us again and again would only
 * make it worse.
 */
export function restAfter(code: ErrorCode, failures: number): { ms: number; soon: boolean } | null {
  const trouble = troubleOf(code);
  if (trouble === 'listing' || trouble === 'ours') return null;
  if (trouble === 'down' && failures <= SOON) return { ms: 2 ** (failures - 1) * HOUR, soon: true };
  const first = trouble === 'down' ? failures - SOON : failures;
  return { ms: Math.min(2 ** Math.min(first - 1, 10) * DAY, LONGEST[trouble]), soon: false };
}

/** The source's state once a run has ended; `slotFrom` gives its first slot at or after an instant (ms). */
export function stateAfter(
  before: SourceState,
  run: Run,
  slotFrom: (ms: number) => string | null,
): SourceState {
  const endedAt = run.endedAt ?? run.heartbeatAt;
  const state = { ...before, lastRun: run.id };
  // What a person stopped, only tried out, or read again from what is kept says nothing of the source.
  if (run.dryRun || run.replay || run.status === 'stopped') return state;
  const problem: RunProblem | null = run.problems[0] ?? null;
  if (run.status === 'succeeded') {
    // A source that says that it has nothing was reached, and is not harvested by that.
    const empty = run.problems.find(({ code }) => code === 'listing.empty');
    if (empty !== undefined) return { ...state, failures: 0, problem: empty };
    const changes = changesAfter(before.changes, run);
    return { ...state, failures: 0, problem: null, lastGood: endedAt, changes };
  }
  if (run.status === 'incomplete' || problem === null) return { ...state, failures: 0, problem };
  const failures = before.failures + 1;
  const rest = restAfter(problem.code, failures);
  const after = Date.parse(endedAt);
  let { nextDue } = before;
  if (rest !== null) {
    const again = new Date(after + rest.ms).toISOString();
    if (!rest.soon) nextDue = slotFrom(after + rest.ms);
    else if (nextDue === null || again < nextDue) nextDue = again;
  }
  return { ...state, failures, problem, nextDue };
}
