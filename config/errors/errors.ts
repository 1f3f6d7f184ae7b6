/**
 * The one table of coded errors. A code says what went wrong; its row says what follows from it: the HTTP
 * status the API answers with, whether and when trying again can help, and who is to act. The run's policy,
 * the API and the CLI read this table; nothing decides by a message's wording.
 */

import { SOURCE_ERRORS } from './of-added-sources.ts';
import { CALLER_ERRORS } from './of-callers.ts';
import { FILE_ERRORS } from './of-files.ts';
import { LISTING_ERRORS } from './of-listings.ts';
import { NOTICE_ERRORS } from './of-notices.ts';
import { HOST_ERRORS } from './of-sources.ts';
import { type ErrorRule, rule } from './rule.ts';

export type { Blame, ErrorRule, Retry } from './rule.ts';

export const ERRORS = {
  ...HOST_ERRORS,
  ...FILE_ERRORS,
  ...SOURCE_ERRORS,
  ...LISTING_ERRORS,
  ...CALLER_ERRORS,
  ...NOTICE_ERRORS,
  // Runs
  'run.deadline': rule(504, 'later', 'us', '采集超过时限', 'The run exceeded its deadline'),
  'run.stopped': rule(409, 'never', 'caller', '采集已被停止', 'The run was stopped'),
  'run.already-running': rule(
    409,
    'later',
    'caller',
    '该来源正在采集',
    'This source is being harvested already',
  ),
  'run.ledger-unbalanced': rule(500, 'never', 'us', '账目不平', 'The ledger does not add up'),
  'run.taken-over': rule(
    409,
    'never',
    'us',
    '这次采集已由另一个进程接手',
    'Another worker has taken this run over',
  ),
  'run.unhandled': rule(500, 'later', 'us', '采集程序出错', 'The harvester itself failed'),
  // Ourselves
  'export.busy': rule(
    503,
    'later',
    'us',
    '正在生成的导出已达上限',
    'As many exports as may be are being made',
  ),
  'catalogue.in-use': rule(
    409,
    'later',
    'caller',
    '另一个进程正用这个数据目录采集',
    'Another process harvests into this data folder',
  ),
  'catalogue.unavailable': rule(503, 'later', 'us', '目录库暂不可用', 'The catalogue is unavailable'),
  'catalogue.newer-version': rule(
    500,
    'never',
    'us',
    '目录库由更新版本的程序写成，请升级程序',
    'The catalogue was written by a newer version of this program',
  ),
  'catalogue.older-version': rule(
    500,
    'never',
    'us',
    '目录库由较早版本的程序写成，请先重建索引',
    'The catalogue was written by an older version of this program: rebuild its indices first',
  ),
  'catalogue.own-runs': rule(
    409,
    'never',
    'caller',
    '目标目录库有自己的采集，不会被覆盖',
    'The target has harvests of its own and is not written over',
  ),
  'catalogue.conflict': rule(409, 'now', 'us', '写入冲突', 'Somebody else wrote first'),
  'queue.unavailable': rule(
    503,
    'later',
    'us',
    '任务队列（Redis）暂不可用',
    'The queue (Redis) is unavailable',
  ),
  'audit.unwritten': rule(
    500,
    'never',
    'us',
    '已执行，但未能写入审计日志',
    'It was done, but could not be written into the audit log',
  ),
  internal: rule(500, 'later', 'us', '内部错误', 'Internal error'),
} as const satisfies Record<string, ErrorRule>;

export type ErrorCode = keyof typeof ERRORS;

/** An error with a code of the table; `detail` says what and where, `hint` what to do about it. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly hint: string | undefined;
  /** Seconds to wait before trying again, where the source said so (Retry-After). */
  readonly retryAfter: number | undefined;

  constructor(
    code: ErrorCode,
    detail: string,
    options: { hint?: string; retryAfter?: number; cause?: unknown } = {},
  ) {
    super(`${code}: ${detail}`, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'CodedError';
    this.code = code;
    this.detail = detail;
    this.hint = options.hint;
    this.retryAfter = options.retryAfter;
  }

  get rule(): ErrorRule {
    return ERRORS[this.code];
  }
}

/** Any thrown value as a coded error; what has no code yet gets `fallback`. */
export function coded(error: unknown, fallback: ErrorCode = 'internal'): CodedError {
  if (error instanceof CodedError) return error;
  const detail = error instanceof Error ? error.message : String(error);
  return new CodedError(fallback, detail, { cause: error });
}
