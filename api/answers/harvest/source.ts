/** Sources as answers: the configured row joined with how its harvest stands. */
import type { z } from 'zod';
import { COUNTRY, region } from '../../../config/regions.ts';
import { receiving } from '../../../config/registry/receiving.ts';
import type { Source } from '../../../config/registry/source.ts';
import { SOURCE_STANDINGS, type SourceStanding } from '../../../config/registry/source-states.ts';
import { regionLabel } from '../../../config/words.ts';
import { standingOf } from '../../../harvester/schedule/standing.ts';
import type { HeldDeletions, Run, SourceState } from '../../../index/operations.ts';
import type { SourceCounts } from '../../../index/port.ts';
import type { ApiContext } from '../../context.ts';
import type { Language } from '../../language.ts';
import type { SourceAnswer } from '../../schemas/source.ts';
import { problemAnswer, runAnswer } from './run.ts';
import { setAnswer } from './source-set.ts';

type Answer = z.infer<typeof SourceAnswer>;

/** What is known of a source's harvest. */
export interface Standing {
  state: SourceState | undefined;
  counts: SourceCounts | undefined;
  held: HeldDeletions[];
  running: boolean;
  lastRun: Run | undefined;
}

export const stateOf = (source: Source, { state, held, running }: Standing, now: number): SourceStanding =>
  standingOf(
    {
      configured: source.harvest !== undefined || (takesFiles(source) && state !== undefined),
      running,
      held: held.length > 0,
      paused: source.paused ?? false,
      state,
    },
    now,
  );

/** Whether its administrator may hand its catalogue over as a file. */
const takesFiles = (source: Source): boolean => receiving(source).harvest?.options.from === 'upload';

/** `named`: who set what is told, as it is to whoever may act here. */
export function sourceAnswer(
  context: ApiContext,
  source: Source,
  known: Standing,
  language: Language,
  named = false,
): Answer {
  const { state, counts, held, lastRun } = known;
  const standing = stateOf(source, known, Date.now());
  const { look, todo, zh, en } = SOURCE_STANDINGS[standing];
  const province = region(source.region)?.province ?? COUNTRY;
  return {
    id: source.id,
    title: source.title,
    kind: source.kind,
    mode: source.mode,
    region: source.region,
    regionLabel: regionLabel(source.region),
    province,
    provinceLabel: regionLabel(province),
    agency: source.agency,
    home: source.home,
    evidence: source.evidence,
    note: source.note,
    unharvestable: source.state,
    family: source.harvest?.family ?? null,
    base: source.harvest?.base || null,
    takesFiles: takesFiles(source),
    schedule: source.harvest === undefined ? null : (source.harvest.schedule ?? context.schedule),
    ...setAnswer(context.registry, source, named),
    state: standing,
    stateLabel: { zh, en },
    look,
    todo,
    entries: counts?.entries ?? 0,
    resources: counts?.resources ?? 0,
    held: held.reduce((sum, { kind, count }) => (kind === undefined ? sum + count : sum), 0),
    grown: held.reduce((sum, { kind, count }) => (kind === 'growth' ? sum + count : sum), 0),
    failures: state?.failures ?? 0,
    nextDue: source.paused ? null : (state?.nextDue ?? null),
    lastGood: state?.lastGood ?? null,
    problem: state?.problem ? problemAnswer(state.problem, language) : null,
    lastRun: lastRun === undefined ? null : runAnswer(context.sources, lastRun, language),
  };
}

/** How every source stands, by its id, in five questions to the catalogue whatever their number. */
export async function standings(context: ApiContext): Promise<(source: string) => Standing> {
  const { catalogue } = context;
  const [states, counts, held, running] = await Promise.all([
    catalogue.listSourceStates(),
    catalogue.counts(),
    catalogue.listHeld({ state: 'held' }),
    catalogue.listRuns({ status: 'running' }, 1000),
  ]);
  const runs = await Promise.all(
    states.map(({ lastRun }) => (lastRun === null ? undefined : catalogue.getRun(lastRun))),
  );
  const stateById = new Map(states.map((state) => [state.source, state]));
  const countsById = new Map(counts.map((each) => [each.source, each]));
  const heldById = Map.groupBy(held, (each) => each.source);
  const runById = new Map(runs.flatMap((run) => (run === undefined ? [] : [[run.source, run] as const])));
  const runningById = new Map(running.items.map((run) => [run.source, run]));
  return (source) => ({
    state: stateById.get(source),
    counts: countsById.get(source),
    held: heldById.get(source) ?? [],
    running: runningById.has(source),
    lastRun: runningById.get(source) ?? runById.get(source),
  });
}

export async function standing(context: ApiContext, source: string): Promise<Standing> {
  const { catalogue } = context;
  const [state, counts, held, newest] = await Promise.all([
    catalogue.getSourceState(source),
    catalogue.counts(source),
    catalogue.listHeld({ source, state: 'held' }),
    catalogue.listRuns({ source }, 1),
  ]);
  const lastRun = newest.items[0];
  return { state, counts: counts[0], held, running: lastRun?.status === 'running', lastRun };
}
