/** What an administrator should be told once a run has ended: a source broke or came back, deletions wait. Pure. */
import { ERRORS, type ErrorCode } from '../../config/errors/errors.ts';
import type { Run, SourceState } from '../../index/operations.ts';

export const NOTICE_KINDS = [
  'source-broken',
  'source-recovered',
  'listing-doubtful',
  'deletions-held',
  'ledger-unbalanced',
] as const;

export interface Notice {
  kind: (typeof NOTICE_KINDS)[number];
  source: string;
  run: string;
  /** The code behind it; null where all is well again. */
  code: ErrorCode | null;
  zh: string;
  en: string;
  at: string;
}

/** Failures in a row at which a source counts as broken: one may be a bad night, and is told by its state alone. */
export const BROKEN_AT = 2;

/** Notices of an ended run; `before` and `after` are the source's state around it. */
export function noticesOf(run: Run, before: SourceState, after: SourceState): Notice[] {
  if (run.dryRun) return [];
  const at = run.endedAt ?? run.heartbeatAt;
  const notices: Notice[] = [];
  const tell = (kind: Notice['kind'], code: ErrorCode | null, zh: string, en: string) => {
    notices.push({ kind, source: run.source, run: run.id, code, zh, en, at });
  };
  for (const { code, detail } of run.problems) {
    if (code === 'run.ledger-unbalanced') {
      tell('ledger-unbalanced', code, `${ERRORS[code].zh}：${detail}`, `${ERRORS[code].en}: ${detail}`);
    }
  }
  if (run.replay) return notices;
  const problem = after.problem;
  if (problem !== null && after.failures >= BROKEN_AT && before.failures < BROKEN_AT) {
    const { zh, en } = ERRORS[problem.code];
    const times = after.failures;
    tell(
      'source-broken',
      problem.code,
      `连续 ${times} 次采集失败：${zh}`,
      `${times} harvests failed in a row: ${en}`,
    );
  }
  if (run.status === 'succeeded' && before.failures >= BROKEN_AT) {
    tell('source-recovered', null, '采集恢复正常', 'The source can be harvested again');
  }
  if (run.status === 'incomplete' && problem !== null && before.problem?.code !== problem.code) {
    const { zh, en } = ERRORS[problem.code];
    tell('listing-doubtful', problem.code, `${zh}：${problem.detail}`, `${en}: ${problem.detail}`);
  }
  const { withheld } = run.ledger;
  if (withheld > 0) {
    const code = run.problems[0]?.code ?? null;
    tell(
      'deletions-held',
      code,
      `${withheld} 条不再列出，等待确认`,
      `${withheld} entries are not listed any more and wait for a decision`,
    );
  }
  return notices;
}
