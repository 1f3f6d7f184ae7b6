/** What an ended run gives to tell. Pure. */
import { ERRORS } from '../../config/errors/errors.ts';
import type { Source } from '../../config/registry/source.ts';
import { type Trouble, troubleOf } from '../../harvester/schedule/breaker.ts';
import type { Run } from '../../index/operations.ts';
import type { Occasion } from './kinds.ts';
import { type Notice, oneLine } from './notice.ts';
import { ofSource } from './of-source.ts';

const TOLD: Partial<Record<Trouble, Occasion>> = {
  blocked: 'source-blocked',
  login: 'source-blocked',
  moved: 'source-moved',
  'changed-format': 'format-changed',
};

/** A run that a person stopped, that only tried, or that asked its source nothing tells nothing of the source. */
export function noticesOfRun(run: Run, source: Source): Notice[] {
  if (run.status === 'running' || run.status === 'stopped' || run.dryRun || run.replay) return [];
  const empty = run.problems.find(({ code }) => code === 'listing.empty');
  const problem = run.status === 'succeeded' ? empty : (empty ?? run.problems[0]);
  if (problem === undefined) return [];
  const occasions: Occasion[] = [];
  if (empty !== undefined) occasions.push('source-empty');
  const trouble = TOLD[troubleOf(problem.code)];
  if (trouble !== undefined) occasions.push(trouble);
  if (run.status === 'failed') occasions.push('run-failed');
  if (run.status === 'incomplete') occasions.push('listing-doubtful');
  const [first, ...others] = occasions;
  if (first === undefined) return [];
  const { zh, en } = ERRORS[problem.code];
  const detail = oneLine(problem.detail);
  return [
    {
      id: `${first}:${source.id}:${run.id}`,
      occasions: [first, ...others],
      ...ofSource(source),
      at: run.endedAt ?? run.heartbeatAt,
      zh: `${zh}（${problem.code}）：${detail}`,
      en: `${en} (${problem.code}): ${detail}`,
      link: `/runs/${encodeURIComponent(run.id)}`,
    },
  ];
}
