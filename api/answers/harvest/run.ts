/** Runs, problems and held deletions as answers, with codes put into words. */
import type { z } from 'zod';
import { ERRORS } from '../../../config/errors/errors.ts';
import type { Source } from '../../../config/registry/source.ts';
import { rejectedIn } from '../../../harvester/run/ledger.ts';
import type { HeldDeletions, Rejection, Run, RunProblem } from '../../../index/operations.ts';
import type { Language } from '../../language.ts';
import type { Problem } from '../../schemas/error.ts';
import type { HeldAnswer, RejectionList, RunAnswer } from '../../schemas/run.ts';

type Sources = ReadonlyMap<string, Source>;

export function problemAnswer(problem: RunProblem, language: Language): z.infer<typeof Problem> {
  const { retry, blame, [language]: message } = ERRORS[problem.code];
  return { code: problem.code, message, detail: problem.detail, retry, blame };
}

export function runAnswer(sources: Sources, run: Run, language: Language): z.infer<typeof RunAnswer> {
  const {
    checkpoint: _place,
    sourceClock: _clock,
    filterHonoured: _filter,
    changesSince,
    problems,
    ...facts
  } = run;
  return {
    ...facts,
    replay: run.replay ?? false,
    changesSince: changesSince ?? null,
    sourceTitle: sources.get(run.source)?.title ?? run.source,
    rejected: rejectedIn(run.ledger),
    problems: problems.map((problem) => problemAnswer(problem, language)),
  };
}

export function rejectionAnswer(
  rejection: Rejection,
  language: Language,
): z.infer<typeof RejectionList>['items'][number] {
  const { sequence, localId, code, detail, excerpt } = rejection;
  return { sequence, localId, code, message: ERRORS[code][language], detail, excerpt };
}

export function heldAnswer(
  sources: Sources,
  held: HeldDeletions,
  language: Language,
): z.infer<typeof HeldAnswer> {
  return {
    ...held,
    kind: held.kind ?? 'deletions',
    sourceTitle: sources.get(held.source)?.title ?? held.source,
    reason: problemAnswer(held.reason, language),
  };
}
